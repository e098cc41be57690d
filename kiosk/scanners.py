"""Code scanners. Most of them type what they read, like a keyboard, and end with Enter; nothing tells of them.

The characters come from the screen (`typed`), and only while somebody waits for a code: what is typed at any other
time is nobody's code. Nothing is kept but the code being typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from shared.app.ports import Paper
from shared.domain.text import text

ENTER: Final = frozenset({"Enter", "Numpad Enter", "NumpadEnter", "Tab", "F24"})
"""What scanners end with, as they are set up; F24 is what our page in a browser calls the Tab key."""
SHIFTED: Final[Mapping[str, str]] = {"4": "$", "5": "%", "8": "*", "=": "+", ";": ":"}
"""What these keys mean with Shift on the keyboard that scanners pretend to be (US): the client names the key alone."""
LONGEST: Final = 8192
"""Characters; more than any code holds, so that a leaning elbow fills no memory."""
BEGINNING: Final = re.compile(r"NC[A-Z]\d:")
"""How a code of ours begins; what stands before it was not part of it."""
MOST_PAPERS: Final = 4

Then = Callable[[str], None]


class WedgeScanner:
    """A scanner that types."""

    def __init__(self) -> None:
        self._then: Then | None = None
        self._typed: list[str] = []

    def papers(self) -> tuple[Paper, ...]:
        """None: a real code is held up."""
        return ()

    def hold_up(self, paper: str) -> None:
        """Nothing is at hand."""

    def listen(self, then: Then) -> Callable[[], None]:
        """Call `then` for each code; the last to listen is told."""
        self._then = then
        self._typed.clear()

        def stop() -> None:
            if self._then is then:
                self._then = None
                self._typed.clear()

        return stop

    def typed(self, key: str, shift: bool = False) -> bool:
        """A key of the keyboard, by its name or character; whether it belonged to a code."""
        if self._then is None:
            return False
        if key in ENTER:
            self._read(self._then)
            return True
        character = " " if key in ("Space", "Spacebar") else SHIFTED.get(key, key) if shift else key
        if len(character) != 1:
            return False
        if len(self._typed) < LONGEST:
            self._typed.append(character)
        return True

    def _read(self, then: Then) -> None:
        raw = "".join(self._typed).upper()  # the alphabet of our codes has capitals only, whatever Shift did
        self._typed.clear()
        found = [match.start() for match in BEGINNING.finditer(raw)]
        if raw.strip():
            then(raw[found[-1] :] if found else raw)


class DemoScanner(WedgeScanner):
    """A scanner that types, and beside it the codes that this demonstration handed out, as if they lay printed there.

    They are the seed people's, live in memory only, and each is believed for its own person alone.
    """

    def __init__(self, demo: Callable[[], bool]) -> None:
        super().__init__()
        self._demo = demo
        self._papers: list[str] = []

    def handed_out(self, code: str) -> None:
        """A code was shown; without demonstration nothing is kept."""
        if self._demo() and code not in self._papers:
            self._papers = [*self._papers, code][-MOST_PAPERS:]

    def papers(self) -> tuple[Paper, ...]:
        """The last ones, in the order in which they were handed out."""
        return tuple(Paper(f"paper{n}", text("kiosk.scan.paper", n=n)) for n in range(1, len(self._papers) + 1))

    def hold_up(self, paper: str) -> None:
        """As if it were held up to the glass."""
        number = paper.removeprefix("paper")
        if self._then is not None and number.isdecimal() and 1 <= int(number) <= len(self._papers):
            self._then(self._papers[int(number) - 1])

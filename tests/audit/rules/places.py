"""The same thing stands at the same place on every page: what the bars hold, page by page of a screen and text size.

Every other rule sees one page; this one remembers where things stood on the pages before. A kiosk's bars stand still in
Chinese; where words are longer or of two languages, a page that says more of where one is may move them down by its
lines, never sideways. On a phone, where the words of a page decide how much room its ways have, they keep their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from accessibility.settings import LANGUAGES
from tests.audit.seen import BAR, SLACK, Box, Finding, Rule, Seen, Thing

SAME_PLACE: Final = Rule(
    "bar.place",
    "WCAG 2.2 SC 3.2.3, 3.2.6; ACCESSIBILITY, See",
    "what a bar holds stands at the same place on each page",
)
RULES: Final = (SAME_PLACE,)
Key = tuple[str, int, str, str]


class Standing:
    """Where the controls of the bars stood first, by screen, text size and language."""

    def __init__(self) -> None:
        self._first: dict[Key, tuple[Box, str]] = {}
        self._after: dict[tuple[Key, str], str] = {}

    def find(self, seen: Seen) -> Iterator[Finding]:
        """What stands elsewhere than where it was met first (its upper left corner), or on a phone in another order."""
        bars = [thing for thing in seen.controls if thing.owner.startswith(BAR)]
        yield from self._order(seen, bars) if seen.screen.phone else self._places(seen, bars)

    def _places(self, seen: Seen, bars: list[Thing]) -> Iterator[Finding]:
        for thing in bars:
            box, page = self._first.setdefault(_key(seen, thing), (thing.box, seen.page))
            down = abs(box.top - thing.box.top) if seen.look.lang == LANGUAGES[0] else 0.0
            if max(abs(box.left - thing.box.left), down) > SLACK:
                yield seen.finding(SAME_PLACE, thing.owner, f"{thing.box}; on {page} {box}")

    def _order(self, seen: Seen, bars: list[Thing]) -> Iterator[Finding]:
        for one, other in combinations(bars, 2):
            self._after.setdefault((_key(seen, one), other.owner), seen.page)
            if page := self._after.get((_key(seen, other), one.owner)):
                yield seen.finding(SAME_PLACE, one.owner, f"before {other.owner}; on {page} after it")


def _key(seen: Seen, thing: Thing) -> Key:
    return seen.look.screen, seen.look.size, seen.look.lang, thing.owner

"""A kiosk that personas stand at in a real browser: what the client shows and what the kiosk's voice really said."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from accessibility.requirements import TEXT_SIZES
from shared.app.pages import At
from shared.domain.flow import Exit, Flow
from shared.domain.text import Text
from shared.flows import FLOWS
from shared.i18n import translator
from tests.e2e.browser import PORTRAIT
from tests.e2e.geometry import faults
from tests.e2e.people import ZHOU
from tests.e2e.processes import Kiosk, Spoken
from tests.e2e.walker import Walker
from tests.e2e.window import PATIENCE, Node, Window
from tests.personas.headless import PERSON_NUMBER
from tests.personas.stand import Seen

SOON: Final = 8.0
"""Seconds in which a touch shows; what changes nothing by then was chosen already."""
LIGHT: Final = 60.0
"""Seconds in which the light goes on, however much is said before."""
SMALL: Final = (320, 640)
"""dp of a small telephone held upright."""


KEYS: Final = {"Arrow Up": "ArrowUp", "Arrow Down": "ArrowDown", "Arrow Left": "ArrowLeft", "Arrow Right": "ArrowRight"}
"""Keys by Flet's names, as a browser calls them."""
DARK: Final = "dark"
EMPTY: Final = translator("zh").say(Text("keypad.empty"))
"""What an empty field is called, which is drawn nowhere."""


@dataclass
class WindowEar:
    """The transcript of the kiosk's voice, as far as it is known."""

    heard: list[str] = field(default_factory=list)
    all_heard: list[str] = field(default_factory=list)
    page_said: tuple[str, ...] = ()
    page: str = ""

    def listen_anew(self) -> None:
        """From now on."""
        self.heard.clear()

    def hear(self, spoken: Spoken) -> None:
        """The whole transcript; a page that is said again in the same words is still the same one."""
        self.heard += spoken.lines[len(self.all_heard) :]
        self.all_heard = list(spoken.lines)
        self.page = spoken.page
        if spoken.script != self.page_said:
            self.page_said = spoken.script


class WindowStand:
    """One kiosk with one window, both real; the persona's own card is that of the first of the seed people."""

    def __init__(self, kiosk: Kiosk, window: Window) -> None:
        self.kiosk, self.window, self.ear = kiosk, window, WindowEar()
        self.blank = self.by_hand = self.by_ear = False
        self._seen: tuple[Seen, ...] = ()
        self._at = self._words = ""
        self._found: Sequence[str] = ()

    # perceiving

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Everything under an identifier, as the client shows it. Drawings are in no tree."""
        assert not self.blank, "who does not look at the screen sees nothing"
        return self._seen

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is written on the screen."""
        assert not self.blank, "who does not look at the screen sees nothing"
        return tuple(line for line in self._words.splitlines() if line.strip())

    # doing

    async def touch(self, *ids: str) -> None:
        """Touch controls, each when it can be touched."""
        for id in ids:
            await self.window.tap_changes(id, SOON if len(ids) == 1 else 1.0)
        await self.settle()

    async def key(self, *names: str) -> None:
        """Press keys; what they do is waited for once. Whoever cannot see the page waits for a word."""
        before = await self.window.signature()
        for name in names:
            await self.window.page.keyboard.press(KEYS.get(name, name))
        if self.by_hand:
            await self._hear_more()
        else:
            await self.window.holds("s => window.semantics.signature() !== s", before, SOON)
        await self.settle()

    async def lit(self) -> float:
        """Wait for the light to go on by itself, which is said; 0, since nobody has to count the seconds here."""
        await self._hear_more(LIGHT)
        await self.settle()
        return 0.0

    async def pause(self, seconds: float) -> None:
        """That time passes, in the page."""
        until = await self.window.page.evaluate("ms => performance.now() + ms", seconds * 1000)
        await self.window.holds("end => performance.now() >= end", until, seconds + SOON)

    async def _hear_more(self, seconds: float = SOON) -> None:
        """Until there is something new in the transcript."""
        known, end = len(self.ear.all_heard), asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            if len((await self.kiosk.spoken()).lines) > known:
                return

    async def write(self, id: str, words: str) -> None:
        """Put words into a field."""
        await self.window.type(id, words)
        await self.settle()

    async def enlarge(self, size: int) -> None:
        """The nearest text size by the two controls, and silence; then on a screen as small as a telephone's."""
        await self._resize(min(TEXT_SIZES, key=lambda step: abs(step - size)))
        await self.touch("nav.speech")
        await self.window.resize(*SMALL)
        await self.settle()

    async def _resize(self, size: int) -> None:
        """Down to the smallest, then so many steps up."""
        for _ in TEXT_SIZES:
            if not await self.window.has("nav.smaller"):
                break
            await self.window.tap_and_settle("nav.smaller")
        for _ in range(TEXT_SIZES.index(size)):
            await self.window.tap_and_settle("nav.larger")

    def misfits(self) -> Sequence[str]:
        """What the geometry of the page lacks."""
        return self._found

    async def settle(self) -> None:
        """Look and listen once nothing moves any more."""
        await self.window.still(2 if self.by_hand else 6)
        self._at = await self.window.at()
        if self.by_ear and self._at != DARK:
            await self._hear_of(self._at)
        self.ear.hear(await self.kiosk.spoken())
        if self.by_hand:
            return
        nodes = await self.window.nodes()
        self._seen = tuple(_seen(node) for node in nodes)
        self._found = await faults(self.window)
        self._words = await self.window.words()

    async def _hear_of(self, page: str) -> None:
        """Until the voice speaks of the page that is shown: it begins a moment later."""
        end = asyncio.get_running_loop().time() + SOON
        while (await self.kiosk.spoken()).page != page and asyncio.get_running_loop().time() < end:
            page = await self.window.at()

    # the judge's

    @property
    def at(self) -> str:
        """The id of the page; of a dark one as it was said last."""
        return self.ear.page if self._at == DARK else self._at

    @property
    def progress(self) -> object:
        """Where one is, everything that stands there, and what was said of it."""
        return self._at, self._words, self.ear.page_said

    def ended(self, flow: Flow) -> At | None:
        """As the page tells."""
        if self.at in (At.RECEIPT.value, At.PRACTISED.value):
            return At(self.at)
        exits = {f"step.{flow.id}.{step.outcome}" for step in flow.steps if isinstance(step, Exit)}
        return At.STEP if self.at in exits else None

    async def practise(self) -> None:
        """By its control on the first page."""
        await self.touch("act.practice")

    async def aim(self, flow: Flow, *, card: bool) -> None:
        """Submit what the flow may act on and stand on the page of it."""
        service = flow.about if flow.about in FLOWS else next(id for id, f in FLOWS.items() if not f.acts)
        walker = Walker(self.window)
        await walker.begin(str(service))
        if card:
            await walker.identify(ZHOU.key)
        else:
            await walker.identify_by_number(PERSON_NUMBER)
        await walker.walk("receipt")
        id = await walker.look()
        await self.window.appears(f"item.{id}.{flow.id}", PATIENCE)
        await self.settle()


def _seen(node: Node) -> Seen:
    """What is drawn in it: of a field that is written into not its label, and of an empty one not what only a reader of
    the screen is told."""
    words = tuple(node.words.split("\n")) if node.written is None else (node.written,)
    if node.id.startswith("field."):
        words = tuple(word for word in words if word != EMPTY)
    return Seen(node.id, words, (), node.button, node.disabled, node.id.startswith("field."), node.selected)


async def stand_at(kiosk: Kiosk, window: Window) -> WindowStand:
    """A fresh session at the first page, on an upright screen."""
    assert kiosk.running is not None
    await window.forget()
    await window.page.set_viewport_size({"width": PORTRAIT[0], "height": PORTRAIT[1]})
    await window.open(kiosk.running.origin)
    await window.arrives("home")
    stand = WindowStand(kiosk, window)
    await stand.settle()
    return stand

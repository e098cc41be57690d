"""A kiosk that personas stand at in a real browser: what the client shows, keys and touches that pass through it, and
what the kiosk's voice says, without its sound.

The screen and its session are in this process (the audit's stage), so that what a key or a touch did is known when it
is done: nothing is guessed at by waiting. Time for scanning passes when told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import flet as ft

from accessibility.requirements import TEXT_SIZES
from shared.app.session import Session
from shared.domain.text import Text
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.audit.stage import Stage
from tests.e2e.geometry import faults
from tests.e2e.window import PATIENCE, Node
from tests.fakes.metronome import Metronome
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.fakes.voice import Soundless
from tests.personas.known import PEOPLE, Known
from tests.personas.stand import Seen

DOTS: Final = 0.5
"""Dots of the glass a dp: places, words and the tree are those of a finer one, and drawn in a quarter of the time."""
KIOSK: Final = (720, 1280)
"""dp of the smallest kiosk, where pages are turned most."""
SMALL: Final = (320, 640)
"""dp of a small telephone held upright."""
CALM: Final = 30
"""Turns of the loop in which nothing began: what was done has been done."""
KEYS: Final = {"Arrow Up": "ArrowUp", "Arrow Down": "ArrowDown", "Arrow Left": "ArrowLeft", "Arrow Right": "ArrowRight"}
"""Keys by Flet's names, as a browser calls them."""
EMPTY: Final = translator("zh").say(Text("keypad.empty"))
"""What an empty field is called, which is drawn nowhere."""


@dataclass
class WindowEar:
    """The transcript of the kiosk's voice, as far as it was listened to."""

    voice: Soundless
    heard: list[str] = field(default_factory=list)
    all_heard: list[str] = field(default_factory=list)
    page_said: tuple[str, ...] = ()

    def listen_anew(self) -> None:
        """From now on."""
        self.heard.clear()

    def hear(self) -> None:
        """All of it; a page that is said again in the same words is still the same one."""
        lines = [said.words for said in self.voice.transcript]
        self.heard += lines[len(self.all_heard) :]
        self.all_heard = lines
        script = self.voice.script
        if script != self.page_said:
            self.page_said = script


class Watched(Screen):
    """A screen that tells what was touched and which keys are done."""

    def __init__(self, page: ft.Page, session: Session, around: Surroundings) -> None:
        super().__init__(page, session, around)
        self.stirred = asyncio.Event()
        self.touches: list[str] = []
        self.keys_done = 0
        self.broken: list[Exception] = []

    def attach(self) -> None:
        """Stand between the keys and what they do."""
        super().attach()
        self.page.on_keyboard_event = self._pressed

    def touched(self, id: str = "") -> None:
        """As told by a control."""
        super().touched(id)
        self.touches.append(id)
        self.stirred.set()

    async def _pressed(self, event: ft.KeyboardEvent) -> None:
        try:
            await self.keys.press(event)
        except Exception as error:  # Flet would only log it
            self.broken.append(error)
            raise
        finally:
            self.keys_done += 1
            self.stirred.set()


class WindowStand(Known):
    """One screen in one window; the persona's own card is that of the first of the people."""

    def __init__(self, stage: Stage) -> None:
        self.window, self.world = stage.window, World(dict(FLOWS), dict(PEOPLE), every_pack())
        self.metronome = Metronome(self.world.clock)
        self.ear = WindowEar(Soundless(translator))
        around = Surroundings(guide=self.ear.voice, demo=True, sleep=self.metronome.sleep)
        self.session = stage.begin(self.world, around, Watched)
        assert isinstance(stage.screen, Watched)
        self.screen = stage.screen
        self.blank = False
        self._seen: tuple[Seen, ...] = ()
        self._words = self._shown = ""
        self._found: Sequence[str] = ()
        self._measured = False

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
        """Touch controls where they are drawn, one after another; it is an error where another one feels it."""
        for id in ids:
            x, y = await self._place(id)
            await self.window.page.mouse.click(x, y)
            await self._until(lambda: bool(self.screen.touches), f"a touch of {id}")
            await self._calm()
            felt = self.screen.touches
            assert felt == [id], f"{id} was touched on {self.at}, and {felt} felt it"
        await self.settle()

    async def key(self, *names: str) -> None:
        """Press keys of the keyboard, each when the one before is done."""
        for name in names:
            self.screen.keys_done = 0
            await self.window.page.keyboard.press(KEYS.get(name, name))
            await self._until(lambda: self.screen.keys_done > 0, f"the key {name}")
            await self._calm()
        await self.settle()

    async def write(self, id: str, words: str) -> None:
        """Put words into a field."""
        await self.window.type(id, words)
        await self.settle()

    async def enlarge(self, size: int) -> None:
        """The nearest text size by the two controls, and silence; then on a screen as small as a telephone's."""
        await self._resize(min(TEXT_SIZES, key=lambda step: abs(step - size)))
        await self.touch("nav.speech")
        await self.window.resize(*SMALL)
        self._measured = True
        await self.settle()

    async def _resize(self, size: int) -> None:
        """Down to the smallest, then so many steps up."""
        while any(seen.id == "nav.smaller" and not seen.disabled for seen in self._seen):
            await self.touch("nav.smaller")
        for _ in range(TEXT_SIZES.index(size)):
            await self.touch("nav.larger")

    def misfits(self) -> Sequence[str]:
        """What the geometry of the page lacks, for whom everything is large."""
        return self._found

    # coming to rest

    async def settle(self) -> None:
        """Listen, and look once nothing moves any more; who does not look at the page still has it drawn."""
        await self._calm()
        self.ear.hear()
        shown = "page.dark" if self.screen.manners.now.dark else f"page.{self.session.page.id}"
        if shown != self._shown:
            await self.window.until("id => window.semantics.page() === id", shown, shown)
            self._shown = shown
        if self.blank:
            return
        await self._drawn()
        nodes = await self.window.nodes()
        self._seen = tuple(_seen(node) for node in nodes)
        if self._measured:
            self._found = await faults(self.window)
        self._words = await self.window.words()

    async def _place(self, id: str) -> tuple[float, float]:
        """Where a control is drawn when all is drawn: an entry that grew longer moves what stands below it."""
        while True:
            await self._drawn()
            self.screen.touches.clear()
            point = await self.window.place(id)
            if not self.screen.touches:  # the page was not turned for it
                return point

    async def _drawn(self) -> None:
        """Until the client has drawn all that was sent, and what it told of that has been answered: what one side sends
        before a question and its answer is there with them, and a round in which nothing else came is the last."""
        async with asyncio.timeout(2 * PATIENCE):
            while True:
                before = await self.window.ask("() => window.semantics.received()")
                await self.screen.page.get_device_info()
                await self.window.still(1)
                await self._calm()
                if await self.window.ask("() => window.semantics.received()") == before + 1:
                    return

    async def _calm(self) -> None:
        """Until everything that was begun in this process is done."""
        calm = 0
        while calm < CALM:
            await asyncio.sleep(0)
            tasks = [*self.session._tasks, *self.ear.voice.under_way]
            if tasks:
                await asyncio.wait(tasks, timeout=PATIENCE)
            calm = 0 if tasks or self.screen._soon else calm + 1
        if self.screen.broken:
            raise AssertionError(f"a key broke on {self.at}") from self.screen.broken[0]

    async def _until(self, done: Callable[[], bool], what: str) -> None:
        """Until the screen tells of it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not done():
                    self.screen.stirred.clear()
                    await self.screen.stirred.wait()
        if not done():
            raise await self.window.error(f"{what} was not felt within {PATIENCE:g} s")


def _seen(node: Node) -> Seen:
    """What is drawn in it: of a field that is written into not its label, and of an empty one not what only a reader of
    the screen is told."""
    words = tuple(node.words.split("\n")) if node.written is None else (node.written,)
    if node.id.startswith("field."):
        words = tuple(word for word in words if word != EMPTY)
    return Seen(node.id, words, (), node.button, node.disabled, node.id.startswith("field."), node.selected)


async def stand_at(stage: Stage) -> WindowStand:
    """A fresh session at the first page of a kiosk."""
    await stage.window.resize(*KIOSK)
    stand = WindowStand(stage)
    await stand.settle()
    return stand

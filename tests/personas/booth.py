"""A kiosk that personas stand at: the real screen and the real words, without a browser and without a sound.

What a persona perceives it takes from here, and nothing else: `seen` is what is drawn now, `ear` what was said. What it
does it does here too: `touch` a control, press a `key`, `write` into a field. The session behind is the judge's alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from inspect import isawaitable
from types import SimpleNamespace
from typing import Final, TypeVar, cast

import flet as ft

from accessibility.preferences import Preferences
from accessibility.script import Script, script_of, why_script
from accessibility.script.pages import idle_script
from accessibility.script.speaking import Speaking
from shared.app.session import Session
from shared.app.state import Ports
from shared.domain.text import Text
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.breaks import written
from shared.ui.pictures import Picture
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from shared.ui.theme import STEPS
from tests.fakes.ear import FakeEar
from tests.fakes.metronome import Metronome
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.personas.arithmetic import faults
from tests.personas.known import PEOPLE, Known
from tests.personas.stand import Seen
from tests.ui.fake_page import FakePage

MOST_TURNS: Final = 2000
"""Turns of the loop until everything that was begun must have come to rest."""
Held = TypeVar("Held", bound=ft.Control)


@dataclass
class Ear:
    """Meets the port `Guide` and keeps what it would say. `page_said` is the script of the page shown, as one hears it;
    `heard` every line since `listen_anew`, `all_heard` the whole transcript."""

    available: bool = True
    speaking: bool = False
    breathing: bool = False
    breath: Callable[[], Awaitable[None]] | None = None
    """What it waits for between sentences; a test does that."""
    heard: list[str] = field(default_factory=list)
    all_heard: list[str] = field(default_factory=list)
    page_said: tuple[str, ...] = ()
    preferences: Preferences = field(default_factory=Preferences)
    stops: int = 0

    def speaks(self, lang: str) -> bool:
        return True

    def page(self, session: Session, lang: str) -> None:
        script = script_of(session, translator(lang), self.preferences)
        self.page_said = tuple(utterance.words for utterance in script.utterances)
        self._hear(script)

    def why(self, session: Session, lang: str) -> None:
        self._hear(why_script(session, translator(lang)))

    def warn(self, lang: str) -> None:
        self._hear(idle_script(translator(lang)))

    def tell(self, what: Text, lang: str) -> None:
        self._add(Speaking(translator(lang)).line(what).words)

    def add(self, what: Text, lang: str) -> None:
        self.tell(what, lang)

    def breathe(self, breath: Callable[[], Awaitable[None]] | None, after: float = 0.0) -> None:
        self.breath = breath

    def settle(self, preferences: Preferences) -> None:
        self.preferences = preferences

    def pause(self) -> None:
        self.stops += 1

    def resume(self) -> None:
        """What was interrupted is in the transcript already."""

    def stop(self) -> None:
        self.stops += 1

    def wipe(self) -> None:
        self.heard.clear()
        self.page_said = ()

    def listen_anew(self) -> None:
        """From now on."""
        self.heard.clear()

    def _hear(self, script: Script) -> None:
        for utterance in script.utterances:
            self._add(utterance.words)

    def _add(self, words: str) -> None:
        self.heard.append(words)
        self.all_heard.append(words)


class Quiet(Screen):
    """The screen, whose single controls are sent nowhere."""

    def _update(self, control: ft.Control) -> None:
        """Nobody looks until the persona does."""


class Booth(Known):
    """One kiosk in memory. `settle` lets everything that was begun come to rest: no time passes."""

    def __init__(
        self, width: float = 1080, height: float = 1920, *, world: World | None = None, hears: bool = False
    ) -> None:
        self.world = world or World(dict(FLOWS), dict(PEOPLE), every_pack())
        self.page, self.ear = FakePage(width, height), Ear()
        self.microphone = FakeEar(("zh",) if hears else ())
        self.session = Session(self.ports())
        self.metronome = Metronome(self.world.clock)
        self.screen = Quiet(self.page.page, self.session, self.surroundings())
        self.screen.attach()
        self.blank = False
        """Whether nobody looks at the screen: whoever tries is told so."""

    def ports(self) -> Ports:
        """What the session needs; a phone's are others."""
        return self.world.ports

    def surroundings(self) -> Surroundings:
        """What the shell gives the screen."""
        return Surroundings(guide=self.ear, demo=True, sleep=self.metronome.sleep, ear=self.microphone)

    # perceiving

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Everything under an identifier, bars included."""
        assert not self.blank, "who does not look at the screen sees nothing"
        return tuple(_seen(node) for node in _nodes(self.page.controls) if isinstance(node, ft.Semantics))

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is written on the screen, bars included, in reading order."""
        assert not self.blank, "who does not look at the screen sees nothing"
        return tuple(written(node) for node in _nodes(self.page.controls) if isinstance(node, ft.Text) and node.value)

    # doing

    async def touch(self, *ids: str) -> None:
        """Touch controls; AssertionError where one is not there or does nothing."""
        for id in ids:
            button = self._under(id, ft.FilledButton)
            assert button is not None, f"{id} cannot be touched on {self.session.page.id}"
            assert not button.disabled, f"{id} does nothing on {self.session.page.id}"
            await _tell(button.on_click, button)
            await self.settle()

    async def key(self, *names: str) -> None:
        """Press keys of a keyboard or keypad, by the names that Flet gives them."""
        press = self.page.on_keyboard_event
        assert callable(press)
        for name in names:
            await press(cast(ft.KeyboardEvent, SimpleNamespace(key=name, shift=False)))
            await self.settle()

    async def write(self, id: str, words: str) -> None:
        """Put words into the field of that identifier, as a keyboard or an input method does."""
        field = self._under(id, ft.TextField)
        assert field is not None, f"nothing can be written at {id} on {self.session.page.id}"
        field.value = words
        await _tell(field.on_change, field)
        await self.settle()

    async def say(self, words: str, confidence: float = 1.0) -> None:
        """Say something that the machine listens for; AssertionError where it does not."""
        self.microphone.say(words, confidence)
        await self.settle()

    async def enlarge(self, size: int) -> None:
        """Text of that size, and silence."""
        manners = self.screen.manners
        manners.put(replace(manners.now, size=size, aloud=False))
        await self.settle()

    def misfits(self) -> Sequence[str]:
        """By arithmetic: text that is cut or has no room."""
        width = float(self.page.width)
        return [fault for part in self.page.controls for fault in faults(part, width, STEPS[0])]

    async def settle(self) -> None:
        """Until nothing is under way any more."""
        for _ in range(MOST_TURNS):
            await asyncio.sleep(0)
            if not self.session._tasks and not self.screen._soon:
                return
        raise AssertionError(f"{self.session.page.id} does not come to rest")

    def _under(self, id: str, kind: type[Held]) -> Held | None:
        """The control of that kind which is the whole content of that identifier."""
        nodes = (node for node in _nodes(self.page.controls) if isinstance(node, ft.Semantics))
        return next((n.content for n in nodes if n.identifier == id and isinstance(n.content, kind)), None)


async def _tell(handler: object, control: ft.Control) -> None:
    """As the client reports what was done to a control."""
    assert callable(handler)
    done = handler(SimpleNamespace(control=control))
    if isawaitable(done):
        await done


def _nodes(root: object) -> Iterator[ft.Control]:
    """Every control that is shown, in reading order."""
    if isinstance(root, list | tuple):
        for part in root:
            yield from _nodes(part)
        return
    if not isinstance(root, ft.Control) or not root.visible:
        return
    yield root
    for part in fields(root):
        if part.name in ("content", "controls"):
            yield from _nodes(getattr(root, part.name, None))


def _seen(node: ft.Semantics) -> Seen:
    inside = list(_nodes(node.content))
    button = node.content if isinstance(node.content, ft.Button) else None
    return Seen(
        node.identifier or "",
        tuple(written(one) for one in inside if isinstance(one, ft.Text) and one.value.strip()),
        tuple(one.value for one in inside if isinstance(one, Picture)),
        button is not None,
        button is not None and bool(button.disabled),
        isinstance(node.content, ft.TextField),
        bool(node.selected or node.checked),
    )

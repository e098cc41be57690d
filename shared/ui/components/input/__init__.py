"""The input method on the screen: what is composed, candidates, keys, and the ways to type, one below the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import flet as ft

from accessibility.input import (
    IN_VIEW,
    LETTERS,
    SIGNS,
    SPACE,
    STROKES,
    Candidate,
    Composition,
    Method,
    Way,
    shown,
    told,
)
from accessibility.input.strokes import ANY
from shared.domain.text import Text, text, verbatim
from shared.ui.components.input.candidates import Bar, named
from shared.ui.components.keypad import key
from shared.ui.components.letters import keys
from shared.ui.theme import XS
from shared.ui.view import Act, Ui, column, in_one, press, words

PHONE: Final = 500
"""Narrower screens in dp are phones, which bring their own keyboard: ours comes when it is asked for."""
COMPOSED: Final = (Way.PINYIN, Way.STROKES)
"""Ways in which keys are chosen for before they are words."""


@dataclass(slots=True)
class Typing:
    """What is being typed on a page, for as long as it is shown. `speak` says a text, where the person listens."""

    method: Method = field(default_factory=Method)
    now: Composition | None = None
    part: str = ""
    """Which part of the entry the keys write, where there are several."""
    open: bool = False
    """Whether the keys were asked for on a screen that has a keyboard of its own."""
    speak: Callable[[Text], None] = lambda _: None
    by_hand: Callable[[], bool] = lambda: False
    """Whether keys or switches choose among the keys on the screen, so that each has to be heard."""

    def composing(self, ui: Ui) -> Composition:
        """As it stands; at first by the sound of Chinese words, or by letters where another language is read."""
        if self.now is None:
            self.now = Composition(Way.PINYIN if ui.lang == "zh" else Way.LETTERS)
        return self.now


@dataclass(frozen=True, slots=True)
class Target:
    """The field that the keys write into. `name`: a person's name; `private`: nothing is said unasked."""

    get: Callable[[], str]
    put: Callable[[str], None]
    name: bool = False
    private: bool = False


def input_pane(
    ui: Ui, typing: Typing, target: Target, update: Callable[[ft.Control], None], redraw: Callable[[], None]
) -> ft.Control:
    """Candidates, keys and ways. A key sends only what it changed."""
    return _Pane(ui, typing, target, update, redraw).control


class _Pane:
    def __init__(
        self,
        ui: Ui,
        typing: Typing,
        target: Target,
        update: Callable[[ft.Control], None],
        redraw: Callable[[], None],
    ) -> None:
        self._ui, self._typing, self._target = ui, typing, target
        self._update, self._redraw = update, redraw
        now = typing.composing(ui)
        self._bar = Bar(ui, self._choose, self._page, self._listen) if now.way in COMPOSED else None
        self._show()
        above = self._bar.control if self._bar is not None else words(ui, ui.say("input.start"))
        shown = (above, self._keys(now.way)) if typing.open or not _has_keyboard(ui) else (self._opener(),)
        self.control = column(*shown, gap=XS)

    @property
    def _now(self) -> Composition:
        return self._typing.composing(self._ui)

    def _candidates(self) -> tuple[Candidate, ...]:
        return self._typing.method.candidates(self._now, self._target.get(), name=self._target.name)

    def _show(self) -> None:
        if self._bar is not None:
            found = self._candidates()
            self._bar.show(self._line(bool(found)), found, self._now.first)

    def _line(self, fits: bool) -> str:
        """What is composed, parted into syllables; or what to do."""
        now, ui = self._now, self._ui
        before = self._target.get() if ui.size.narrow else ""  # the field itself may be out of view
        if not now.pressed:
            return before or ui.say("input.start")
        if now.way is Way.STROKES:
            composed = " ".join(stroke(ui, one) for one in now.pressed)
        else:
            composed = " ".join(shown(self._typing.method.pinyin.lexicon, now.pressed))
        composed = f"{before} {composed}".strip()
        return composed if fits else f"{composed}\n{ui.say('input.nothing')}"

    def _opener(self) -> ft.Control:
        ui = self._ui

        async def act() -> None:
            self._typing.open = True
            self._redraw()

        return press(ui, "act.keys", words(ui, ui.say("input.open"), centre=True), act)

    # what is touched

    async def _press(self, name: str) -> None:
        typing, target = self._typing, self._target
        before = target.get()
        typing.now, after = typing.method.press(self._now, before, name)
        self._written(before, after)
        self._tell(verbatim(name) if name in LETTERS else self._what_stands() if typing.by_hand() else None)

    async def _choose(self, n: int) -> None:
        typing, before = self._typing, self._target.get()
        found, at = self._candidates(), self._now.first + n - 1
        if at < len(found):
            self._tell(told(found[at]))
            typing.now, after = typing.method.choose(self._now, before, found[at])
            self._written(before, after)

    async def _page(self, by: int) -> None:
        found = self._candidates()
        self._typing.now = now = self._now.paged(by, len(found))
        self._written("", "")
        if self._typing.by_hand():
            self._tell(verbatim("，".join(one.text for one in found[now.first : now.first + IN_VIEW])))

    async def _listen(self) -> None:
        """The candidates in view, by the person's own choice also where the entry is private."""
        found, first = self._candidates(), self._now.first
        view = found[first : first + IN_VIEW]
        said = tuple(named(n, one, view) for n, one in enumerate(view, 1))
        composed = verbatim(self._line(bool(found)))
        self._typing.speak(text("input.listen", composed=composed, items=said) if said else composed)

    def _what_stands(self) -> Text:
        """What is composed, else what stands in the field."""
        now, words = self._now, self._target.get()
        if now.pressed:
            return verbatim(self._line(bool(self._candidates())))
        return text("keypad.entered", what=words) if words else text("keypad.empty")

    def _tell(self, what: Text | None) -> None:
        if what is not None and (self._typing.by_hand() or not self._target.private):
            self._typing.speak(what)

    def _written(self, before: str, after: str) -> None:
        if after != before:
            self._target.put(after)
        if self._bar is not None:
            self._show()
            self._update(self._bar.control)

    def _turn(self, way: Way) -> Act:
        async def act() -> None:
            self._typing.now = self._now.turned(way)
            self._redraw()

        return act

    # the keys

    def _keys(self, way: Way) -> ft.Control:
        ui = self._ui
        more = {ui.say(f"input.way.{other.value}"): self._way(other, other is way) for other in Way}
        if way is Way.STROKES:
            return keys(ui, {one: stroke(ui, one) for one in (*STROKES, ANY)}, self._press, more)
        if way is Way.LETTERS:
            space = ui.say("input.space")
            own = {space: key(ui, SPACE, self._press, tall=0, called=space), ui.say("input.capital"): self._capital()}
            more = own | more
        return keys(ui, {sign: sign for sign in (SIGNS if way is Way.SIGNS else LETTERS)}, self._press, more)

    def _capital(self) -> ft.Control:
        ui = self._ui

        async def act() -> None:
            self._typing.now = self._now.resized()
            self._redraw()

        label = words(ui, ui.say("input.capital"), centre=True)
        return press(ui, "act.capital", label, act, pair=ui.palette.chosen, pad=XS, expand=1)

    def _way(self, way: Way, chosen: bool) -> ft.Control:
        ui = self._ui
        label = words(ui, ui.say(f"input.way.{way.value}"), centre=True, bold=chosen)
        edge, width = (ui.palette.primary.ground, 6) if chosen else ("", 2)
        made = press(
            ui,
            f"act.way.{way.value}",
            label,
            self._turn(way),
            pair=ui.palette.chosen if chosen else ui.palette.tile,
            edge=edge,
            width=width,
            pad=XS,
            expand=1,
            selected=chosen,
        )
        return in_one(made)


def _has_keyboard(ui: Ui) -> bool:
    return min(ui.size.width, ui.size.height) < PHONE


def stroke(ui: Ui, one: str) -> str:
    """What a stroke's key is called."""
    return ui.say(f"input.stroke.{'open' if one == ANY else one}")

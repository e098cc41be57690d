"""How a question is drawn: what kinds share. What an entry means is known elsewhere (`shared.domain.kinds`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol

import flet as ft

from shared.domain.flow import Kind, Question
from shared.domain.kinds import KINDS, is_private
from shared.domain.kinds.base import Choice
from shared.domain.text import text
from shared.ui.components.fields import DateField, Field, OneField, grow
from shared.ui.components.input import Typing
from shared.ui.components.keypad import BACK, CLEAR, key, keypad
from shared.ui.components.options import Item, option, option_list, page_of
from shared.ui.pictures import has_picture
from shared.ui.theme import S
from shared.ui.view import Act, Ui, column, lined, press, words


@dataclass(slots=True)
class Asking:
    """A question on the screen and what has been entered so far.

    `redraw` draws the page anew, `update` sends only the controls given. `first` is the first option in view.
    """

    ui: Ui
    question: Question
    choices: Sequence[Choice]
    raw: str
    redraw: Callable[[], None]
    update: Callable[[ft.Control], None]
    type: Callable[[str], None]
    """Told each new entry, so that it is there when the person goes on."""
    first: int = 0
    shown: bool = False
    """Whether a private entry is shown in full, by the person's own choice."""
    show: Callable[[bool], None] = lambda _: None
    capture: Act | None = None
    """Takes a picture, where there is a camera."""
    picture: bytes = b""
    taking: bool = False
    look: Callable[[int], None] = lambda _: None
    """Brings the option of that index into view."""

    typing: Typing = field(default_factory=Typing)
    """What is being typed with the keys on the screen."""

    @property
    def private(self) -> bool:
        """Whether nothing of the entry is said unasked."""
        return is_private(self.question)

    @property
    def masked(self) -> bool:
        """Whether only the last four are shown."""
        return is_private(self.question) and not self.shown

    def enter(self, raw: str) -> None:
        """A new entry."""
        self.raw = raw
        self.type(raw)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a kind draws: the answer itself, and what may stand beside it where there is room."""

    main: tuple[ft.Control, ...]
    side: tuple[ft.Control, ...] = ()
    after: tuple[ft.Control, ...] = ()
    """What comes last: ways not to answer."""
    keys: Mapping[str, Act] = field(default_factory=dict)
    """What keys of a keyboard or keypad do: digits choose or type."""
    total: int = 0
    """How many options there are, where they are shown a few at a time."""


class Drawer(Protocol):
    """Draws the answer part of a question's page."""

    def __call__(self, asking: Asking) -> Parts:
        """The parts for an entry as it stands."""
        ...


def chosen(asking: Asking) -> Parts:
    """One of the options."""
    return _options(asking, frozenset({asking.raw}) if asking.raw else frozenset(), asking.enter)


def several(asking: Asking) -> Parts:
    """Any number of the options; 不知道 and "none" stand alone."""
    return _options(asking, frozenset(asking.raw.split()), _any(asking), several=True)


def _options(asking: Asking, raw: frozenset[str], choose: Callable[[str], None], *, several: bool = False) -> Parts:
    ui = asking.ui
    items = _items(asking)
    shown = page_of(len(items), asking.first)
    start, view = shown.start, items[shown.start : shown.stop]

    async def act(value: str) -> None:
        choose(value)
        asking.redraw()

    async def by_digit(index: int) -> None:
        asking.look(index)
        await act(items[index].value)

    if ui.size.landscape and not lined(ui):
        numbered = enumerate(view, start + 1)
        cells = [option(ui, n, item, item.value in raw, act, several=several) for n, item in numbered]
        grid = [_pair(cells[i : i + 2]) for i in range(0, len(cells), 2)]
        main = column(*grid)
    else:
        main = option_list(ui, view, raw, act, first=start + 1, several=several)
    keys = {str(n): partial(by_digit, n - 1) for n in range(1, min(len(items), DIGITS) + 1)}
    return Parts((main,), keys=keys, total=len(items))


DIGITS: Final = 9
"""Options that one digit chooses, by the number that they bear and are spoken with, in view or not."""


def _items(asking: Asking) -> list[Item]:
    """The options; with pictures where each has one, since a list with some of them looks broken."""
    choices = asking.choices
    pictures = all(has_picture(c.picture) for c in choices)
    return [Item(c.value, asking.ui.say(c.title), c.picture if pictures else "", _more(asking.ui, c)) for c in choices]


def _more(ui: Ui, choice: Choice) -> str:
    return ui.say(text("kind.more", items=choice.more)) if choice.more else ""


def _pair(cells: list[ft.Control]) -> ft.Row:
    for cell in cells:
        cell.expand = True
    return ft.Row(
        [*cells, *([ft.Container(expand=True)] if len(cells) == 1 else [])],
        spacing=S,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _any(asking: Asking) -> Callable[[str], None]:
    alone = {"unsure", "none"}

    def toggle(value: str) -> None:
        now = [part for part in asking.raw.split() if part not in alone]
        if value in alone:
            asking.enter("" if asking.raw == value else value)
        elif value in now:
            asking.enter(" ".join(part for part in now if part != value))
        else:
            asking.enter(" ".join([*now, value]))

    return toggle


def field_of(asking: Asking) -> Field:
    """The field that shows the entry."""
    ui, question = asking.ui, asking.question
    id = f"field.{question.id}"
    if question.kind in (Kind.DATE, Kind.MONTH):
        return DateField(ui, id, KINDS[question.kind].parts)
    unit = ui.say("ui.yuan") if question.kind is Kind.MONEY else ""
    return OneField(ui, id, question.kind, unit, masked=asking.masked, whole=question.limits.length or 0)


def typed(asking: Asking) -> Parts:
    """An entry by keypad; 不知道 and the like are options below it."""
    ui, kind = asking.ui, asking.question.kind
    special = {choice.value for choice in asking.choices}
    field = field_of(asking)

    def refresh() -> None:
        field.show("" if asking.raw in special else asking.raw, masked=asking.masked)

    async def press_key(name: str) -> None:
        had = asking.raw in special
        asking.enter(grow(kind, "" if had else asking.raw, name, asking.question.limits.length or 0))
        refresh()
        if had:
            asking.redraw()
        else:
            asking.update(field.control)

    refresh()
    clear = key(ui, CLEAR, press_key, expand=None)
    reveal = [_reveal(asking)] if is_private(asking.question) and kind is not Kind.PIN else []
    entry = ft.Row(
        [ft.Container(content=field.control, expand=True), clear],
        spacing=S,
        vertical_alignment=ft.CrossAxisAlignment.END,
    )
    below: list[ft.Control] = [ft.Row(list(reveal))] if reveal else []
    characters = KINDS[kind].keypad
    pad, keys, last = keypad(ui, characters, press_key), typing(characters, press_key), tuple(_extra(asking))
    if ui.size.landscape:  # what is typed stands over its keys, in view whatever is told beside them
        return Parts(tuple(below), (entry, pad), last, keys)
    if ui.size.narrow:
        return Parts((field.control, ft.Row([clear, *reveal], spacing=S, wrap=True)), (pad,), last, keys)
    return Parts((entry, *below), (pad,), last, keys)


def typing(characters: str, press_key: Callable[[str], Awaitable[None]]) -> dict[str, Act]:
    """What the keys of a keyboard do where the entry is typed."""
    keys: dict[str, Act] = {character: partial(press_key, character) for character in characters}
    return keys | {"Backspace": partial(press_key, BACK), "Delete": partial(press_key, CLEAR)}


def _reveal(asking: Asking) -> ft.Control:
    """Shows or hides what is typed: the person's own choice, each time."""
    ui = asking.ui

    async def act() -> None:
        asking.show(not asking.shown)
        asking.redraw()

    verb = "hide" if asking.shown else "reveal"
    label = words(ui, ui.say(f"ui.{verb}"), centre=True)
    return press(ui, f"act.{verb}", label, act, pair=ui.palette.chosen)


def _extra(asking: Asking) -> list[ft.Control]:
    ui = asking.ui

    async def act(value: str) -> None:
        asking.enter("" if asking.raw == value else value)
        asking.redraw()

    return [
        option(ui, 0, Item(c.value, ui.say(c.title), c.picture), c.value == asking.raw, act) for c in asking.choices
    ]

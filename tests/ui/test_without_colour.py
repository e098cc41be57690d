"""Nothing is told by colour alone: states differ also for whoever sees no colours (WCAG 2.2 SC 1.4.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Final

import flet as ft
import pytest

from accessibility.keypad import Place
from shared.domain.decisions import Clause, Finding, Status
from shared.domain.flow import Kind, Question
from shared.ui.breaks import written
from shared.ui.components.clauses import clause_row
from shared.ui.components.error_box import error_box
from shared.ui.components.fields import DateField
from shared.ui.components.notice import Tone, notice
from shared.ui.components.options import Item, option
from shared.ui.drawings import drawing
from shared.ui.kinds import DRAW, Asking
from shared.ui.layout import layout
from shared.ui.light import Light
from shared.ui.pages.base import Drawn
from shared.ui.pictures import Picture
from shared.ui.things import found
from shared.ui.view import Ui, column, press, words
from tests.ui.trees import controls, ui

Draw = Callable[[Ui], ft.Control]


async def nothing(_: str = "") -> None:
    """What touching does here."""


def form(root: object) -> tuple[object, ...]:
    """A tree as it looks without its colours: words, signs, the width of borders and rings, and what is bold."""
    return tuple(part for control in controls(root) for part in _form(control))


def _form(control: ft.Control) -> tuple[object, ...]:
    match control:
        case ft.Text():
            return written(control), control.weight
        case ft.Icon():
            return (control.icon,)
        case Picture():
            return (drawing(control.value),)
        case ft.Image():
            return (control.src if "currentColor" in str(control.src) else "image",)
        case ft.Container() if isinstance(control.border, ft.Border):
            return tuple(side.width for side in _sides(control.border))
        case ft.FilledButton() if isinstance(control.style, ft.ButtonStyle):
            return _widths(control.style.side)
    return ()


def _sides(border: ft.Border) -> tuple[ft.BorderSide, ...]:
    return tuple(side for side in (border.top, border.bottom, border.left, border.right) if side is not None)


def _widths(side: object) -> tuple[object, ...]:
    if isinstance(side, Mapping):
        return tuple(part.width for part in side.values())
    return (side.width,) if isinstance(side, ft.BorderSide) else ()


def dated(raw: str) -> Draw:
    def draw(view: Ui) -> ft.Control:
        field = DateField(view, "field.x", ("year", "month", "day"))
        field.show(raw, masked=False)
        for text in controls(field.control):
            if isinstance(text, ft.Text):  # which part comes next is seen whatever stands there
                text.value = ""
        return field.control

    return draw


def judged(status: Status) -> Draw:
    return lambda view: clause_row(view, Finding(Clause("x", "ui.example.question", ()), status), why=False)


def turned(part: str) -> Draw:
    """The two parts of another person, one of which is being written."""

    def draw(view: Ui) -> ft.Control:
        question = Question("asked", Kind.PERSON, "ui.example.question")
        asking = Asking(view, question, (), "", lambda: None, lambda _: None, lambda _: None)
        asking.typing.part = part
        parts = DRAW[Kind.PERSON](asking)
        kept = [c for c in controls(layout(view, Drawn("x", main=parts.main))) if _named(c, "act.part.")]
        return column(*kept)

    return draw


def _named(control: ft.Control, start: str) -> bool:
    return isinstance(control, ft.Semantics) and (control.identifier or "").startswith(start)


def lit(which: str) -> Draw:
    """Two controls, one of them lit while a switch scans."""

    def draw(view: Ui) -> ft.Control:
        both = column(*(press(view, id, words(view, id), nothing) for id in ("opt.a", "opt.b")))
        things = [held for held in found(view, [(Place.PAGE, both)], secret=False) if held.thing.id == which]
        Light(lambda _: None).on(view.palette, things, send=False)
        return both

    return draw


STATES: Final[Mapping[str, Mapping[str, Draw]]] = {
    "an option": {
        str(chosen): lambda view, chosen=chosen: option(view, 1, Item("a", "选项"), chosen, nothing)  # type: ignore[misc]
        for chosen in (True, False)
    },
    "one of several options": {
        str(chosen): lambda view, chosen=chosen: option(view, 1, Item("a", "选项"), chosen, nothing, several=True)  # type: ignore[misc]
        for chosen in (True, False)
    },
    "something told": {
        **{tone.value: lambda view, tone=tone: notice(view, "话", tone) for tone in Tone},  # type: ignore[misc]
        "error": lambda view: error_box(view, "error.x", "话"),
    },
    "a clause": {status.value: judged(status) for status in Status},
    "the part of a date that comes next": {raw or "none": dated(raw) for raw in ("", "2026", "202612")},
    "the part of a person that is being written": {part: turned(part) for part in ("name", "id_number")},
    "what a switch has come to": {which: lit(which) for which in ("opt.a", "opt.b", "none")},
}


@pytest.mark.parametrize("what", STATES)
@pytest.mark.parametrize("theme", ["day", "white_on_black", "black_on_yellow"])
def test_states_differ_also_without_colour(what: str, theme: str) -> None:
    view = ui(theme=theme)
    forms = {name: form(draw(view)) for name, draw in STATES[what].items()}
    alike = [f"{one} and {other}" for one, other in combinations(forms, 2) if forms[one] == forms[other]]
    assert not alike, f"{what} looks the same without colours: {alike}"


def test_what_differs_by_colour_alone_is_found() -> None:
    view = ui()
    grounds = (view.palette.tile, view.palette.error)
    plain, warning = (press(view, "opt.a", words(view, "话"), nothing, pair=pair) for pair in grounds)
    assert form(plain) == form(warning)

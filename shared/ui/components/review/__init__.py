"""Everything that was answered, a line each with its own way to change it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import flet as ft

from shared.ui.theme import RADIUS, XS, S
from shared.ui.view import Ui, column, named, press, with_act, words

Edit = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Line:
    """A reviewed answer: the key under which it is edited, what was asked, what was answered."""

    key: str
    title: str
    answer: str
    note: str = ""


def review_list(ui: Ui, lines: Sequence[Line], edit: Edit) -> ft.Column:
    """The lines in order."""
    return column(*(_line(ui, line, edit) for line in lines))


def _line(ui: Ui, line: Line, edit: Edit) -> ft.Control:
    async def act() -> None:
        await edit(line.key)

    said: list[ft.Control] = [
        words(ui, line.title, ink=ui.palette.secondary),
        words(ui, line.answer, bold=True),
    ]
    if line.note:
        said.append(words(ui, line.note, ink=ui.palette.secondary))
    change = press(
        ui,
        f"review.edit.{line.key}",
        words(ui, ui.say("ui.edit"), bold=True, centre=True),
        act,
        pair=ui.palette.chosen,
        edge=ui.palette.primary.ground,
    )
    return ft.Container(
        content=with_act(ui, named(f"review.{line.key}", column(*said, gap=XS // 2)), change),
        border=ft.Border.all(2, ui.palette.border),
        border_radius=RADIUS,
        padding=ft.Padding.all(S),
    )

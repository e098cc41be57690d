"""Facts shown without judging, a line each: what it is called and what it is."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from shared.domain.decisions import Row
from shared.domain.text import Text
from shared.ui.theme import RADIUS, XS, S
from shared.ui.view import Ui, column, words


def listing(ui: Ui, rows: Sequence[Row]) -> ft.Container:
    """The rows in a frame."""
    return ft.Container(
        content=column(*(_row(ui, row) for row in rows)),
        border=ft.Border.all(2, ui.palette.border),
        border_radius=RADIUS,
        padding=ft.Padding.all(S),
    )


def _row(ui: Ui, row: Row) -> ft.Control:
    parts: list[ft.Control] = [words(ui, ui.say(row.title), ink=ui.palette.secondary)]
    if row.value is not None:
        said = ui.say(row.value) if isinstance(row.value, Text) else ui.words.value(row.value, row.title.id)
        parts.append(words(ui, said, bold=True))
    if row.more is not None:
        parts.append(words(ui, ui.say(row.more), ink=ui.palette.secondary))
    return ft.Semantics(container=True, content=column(*parts, gap=XS // 2))

"""A service on the first page: a large picture over its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import flet as ft

from shared.ui.measure import longest
from shared.ui.pictures import picture
from shared.ui.theme import LINE, XS, M, S
from shared.ui.view import BORDER, Act, Ui, column, headed, press, words

TITLE: Final = 1.15
"""Of the text size."""


def tile(ui: Ui, id: str, title: str, drawing: str, act: Act, *, tall: float = 0, more: str = "") -> ft.Control:
    """One tile; its whole face is the button. `more` is a smaller line: the service's own name."""
    side = max(ui.size.picture, min(tall * 0.45, ui.size.picture * 2.4))
    drawn = picture(ui, drawing, side)
    parts: list[ft.Control] = [drawn] if drawn is not None else []
    parts.append(words(ui, title, size=ui.size.body * TITLE, bold=True, centre=True, ink=ui.palette.tile.ink))
    gap = XS if _low(ui) and not ui.size.landscape else S
    inner = side + gap + ui.size.body * TITLE * LINE
    if more:
        parts.append(words(ui, more, centre=True, ink=ui.palette.tile.ink))
        inner += gap + ui.size.body * LINE
    content = ft.Column(parts, spacing=gap, horizontal_alignment=ft.CrossAxisAlignment.CENTER, tight=True)
    return press(ui, id, content, act, inner=inner, tall=max(tall, inner + 2 * _gap(ui)), expand=1)


def torn(ui: Ui, title: str, more: str, per_row: int) -> bool:
    """Whether a word of it is wider than a tile, of so many in a row."""
    room = (ui.size.width - 2 * ui.size.edge - (per_row - 1) * M) / per_row - 2 * S - 2 * BORDER
    return max(longest(title) * TITLE, longest(more) if more else 0.0) * ui.size.body > room


def _gap(ui: Ui) -> int:
    """Space within and between tiles: less where the screen is low."""
    return S if _low(ui) else M


def _low(ui: Ui) -> bool:
    return ui.size.landscape or ui.size.width < 900


def tile_grid(ui: Ui, tiles: Sequence[ft.Control], per_row: int) -> ft.Column:
    """Tiles in rows of equal height; the places left over stay empty."""
    rows = [tiles[i : i + per_row] for i in range(0, len(tiles), per_row)]
    return column(
        *(
            ft.Row(
                [*row, *(ft.Container(expand=1) for _ in range(per_row - len(row)))],
                spacing=M,
                vertical_alignment=ft.CrossAxisAlignment.STRETCH,
                intrinsic_height=True,
            )
            for row in rows
        ),
        gap=_gap(ui),
    )


def wide_tile(ui: Ui, id: str, title: str, drawing: str, act: Act, *, more: str = "") -> ft.Control:
    """A tile as a line: picture left, words right; for lists and for what is done less often."""
    drawn = picture(ui, drawing)
    said: list[ft.Control] = [words(ui, title, bold=True, ink=ui.palette.tile.ink)]
    if more:
        said.append(words(ui, more, ink=ui.palette.tile.ink))
    parts: list[ft.Control] = [drawn] if drawn is not None else []
    inner = max(ui.size.picture if drawn is not None else 0, ui.size.body * LINE)
    return press(ui, id, headed(ui, column(*said, gap=0), *parts), act, inner=inner, tall=ui.size.option)

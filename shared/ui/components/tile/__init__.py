"""A service on the first page: a large picture over its name."""

from __future__ import annotations

import flet as ft

from shared.ui.pictures import picture
from shared.ui.theme import M, S
from shared.ui.view import Act, Ui, press, words


def tile(ui: Ui, id: str, title: str, drawing: str, act: Act, *, tall: float = 0) -> ft.Control:
    """One tile; its whole face is the button."""
    side = max(ui.size.picture, min(tall * 0.45, ui.size.picture * 2.4))
    drawn = picture(ui, drawing, side)
    parts: list[ft.Control] = [drawn] if drawn is not None else []
    parts.append(words(ui, title, size=ui.size.body * 1.15, bold=True, centre=True, ink=ui.palette.tile.ink))
    content = ft.Column(parts, spacing=S, horizontal_alignment=ft.CrossAxisAlignment.CENTER, tight=True)
    inner = side + S + ui.size.body * 1.15 * 1.5
    return press(ui, id, content, act, inner=inner, tall=max(tall, inner + 2 * M), expand=1)

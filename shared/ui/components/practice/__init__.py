"""The mark of practice: a picture and words above every page, so that nobody takes it for real."""

from __future__ import annotations

import flet as ft

from shared.ui.pictures import picture
from shared.ui.theme import RADIUS, XS, S
from shared.ui.view import Ui, named, row, words


def practice_mark(ui: Ui) -> ft.Control:
    """Stands at the top of each page, in the accent's colours and with an edge of its own."""
    accent = ui.palette.accent
    size = ui.size.bar if ui.size.tight else ui.size.body  # larger, it would take the whole view
    drawn = picture(ui, "practice", ui.size.bar * 1.6)
    parts: list[ft.Control] = [
        *([ft.Container(content=drawn, bgcolor=ui.palette.page.ground, border_radius=RADIUS)] if drawn else []),
        words(ui, ui.say("practice.mark"), size=size, bold=True, ink=accent.ink, expand=True),
    ]
    box = ft.Container(
        content=row(*parts),
        bgcolor=accent.ground,
        border=ft.Border.all(4, accent.ink),
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS),
    )
    return named("practice.mark", box)

"""The mark of practice: a picture and words above every page, so that nobody takes it for real."""

from __future__ import annotations

from typing import Final

import flet as ft

from shared.i18n.bilingual import lines
from shared.ui.pictures import picture
from shared.ui.theme import RADIUS, XS, L, S
from shared.ui.view import Ui, fitting, named, row, words

EDGE: Final = 4
"""dp of the frame around it."""


def practice_mark(ui: Ui) -> ft.Control:
    """Stands at the top of each page, in the accent's colours and with an edge of its own."""
    accent = ui.palette.accent
    side = ui.size.bar * 1.6
    said = ui.say("practice.mark")
    size: float = ui.size.bar if ui.size.tight else ui.size.body  # larger, it would take the whole view
    if ui.size.landscape and ui.words.facts.bilingual:  # a view of a few lines, of which the question needs two
        said = " · ".join(map(ui.in_order, lines(said)))
        room = (ui.size.width - L) / 2 - 2 * ui.size.edge - side - 3 * S - 2 * EDGE
        size = fitting(ui, said, room, ui.size.bar, whole=True)
    drawn = picture(ui, "practice", side)
    parts: list[ft.Control] = [
        *([ft.Container(content=drawn, bgcolor=ui.palette.page.ground, border_radius=RADIUS)] if drawn else []),
        words(ui, said, size=size, bold=True, ink=accent.ink, expand=True),
    ]
    box = ft.Container(
        content=row(*parts),
        bgcolor=accent.ground,
        border=ft.Border.all(EDGE, accent.ink),
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS),
    )
    return named("practice.mark", box)

"""The mark of practice: a picture and words above every page, so that nobody takes it for real."""

from __future__ import annotations

from typing import Final

import flet as ft

from shared.ui.measure import breadth
from shared.ui.pictures import picture
from shared.ui.theme import RADIUS, XS, S
from shared.ui.view import Ui, named, row, words

SAID: Final = "practice.mark"
SIGN: Final = 1.6
"""Side of its picture over the size of the bar's words."""
EDGE: Final = 4
"""dp of the frame around it."""


def practice_mark(ui: Ui) -> ft.Control:
    """Stands at the top of each page, in the accent's colours and with an edge of its own."""
    size = ui.size.bar if ui.size.tight else ui.size.body  # larger, it would take the whole view
    return _mark(ui, size, expand=True)


def practice_tag(ui: Ui) -> ft.Control:
    """The same in the upper bar, as wide as its words."""
    return _mark(ui, ui.size.bar, expand=False)


def tag_width(ui: Ui) -> float:
    """dp that it takes there, at most."""
    return breadth(ui.say(SAID)) * ui.size.bar + SIGN * ui.size.bar + 3 * S + 2 * EDGE


def _mark(ui: Ui, size: float, *, expand: bool) -> ft.Control:
    accent = ui.palette.accent
    drawn = picture(ui, "practice", ui.size.bar * SIGN)
    parts: list[ft.Control] = [
        *([ft.Container(content=drawn, bgcolor=ui.palette.page.ground, border_radius=RADIUS)] if drawn else []),
        words(ui, ui.say(SAID), size=size, bold=True, ink=accent.ink, expand=expand),
    ]
    box = ft.Container(
        content=row(*parts),
        bgcolor=accent.ground,
        border=ft.Border.all(EDGE, accent.ink),
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS),
    )
    return named("practice.mark", box)

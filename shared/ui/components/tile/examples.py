"""Examples of tiles."""

from __future__ import annotations

import flet as ft

from shared.ui.components.example import Example, nothing
from shared.ui.components.tile import tile, wide_tile
from shared.ui.view import Ui


def _two(ui: Ui) -> ft.Control:
    return ft.Row(
        [
            tile(ui, "home.one", ui.say("ui.example.yes"), "unemployment", nothing),
            tile(ui, "home.two", ui.say("ui.example.no"), "appointment", nothing),
        ]
    )


def _line(ui: Ui) -> ft.Control:
    return wide_tile(
        ui, "home.line", ui.say("ui.example.yes"), "appointment", nothing, more=ui.say("ui.example.question")
    )


EXAMPLES = (Example("two", _two, ("home.one", "home.two")), Example("line", _line, ("home.line",)))

"""What is wrong, with an example of what is right; at the top and beside the answer, what was entered stays."""

from __future__ import annotations

import flet as ft

from shared.ui.theme import XS
from shared.ui.view import Ui, box, headed, named, words


def error_box(ui: Ui, id: str, what: str, example: str = "") -> ft.Semantics:
    """The box under `error.<question>`."""
    pair = ui.palette.error
    lines: list[ft.Control] = [
        headed(
            ui,
            words(ui, what, bold=True, ink=pair.ink),
            ft.Icon(ft.Icons.ERROR, color=pair.ink, size=ui.size.body * 1.25),
        )
    ]
    if example:
        lines.append(words(ui, example, ink=pair.ink))
    return named(id, box(ui, pair, *lines, gap=XS))

"""A photographed document. Where there is no camera the page says so and names the ways on."""

from __future__ import annotations

import flet as ft

from shared.ui.components.notice import notice
from shared.ui.kinds.base import Asking, Parts
from shared.ui.view import press, words


def draw(asking: Asking) -> Parts:
    """What was photographed so far, and the way to photograph."""
    ui = asking.ui
    parts: list[ft.Control] = []
    if asking.raw:
        parts.append(notice(ui, ui.say("ui.document.taken")))
    else:
        parts.append(notice(ui, ui.say("ui.document.no_camera")))
    label = words(ui, ui.say("ui.document.capture"), bold=True, centre=True)
    parts.append(press(ui, "act.capture", label, None))
    return Parts(tuple(parts))

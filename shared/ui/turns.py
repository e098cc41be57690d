"""The two buttons below a view that turn its page: 看上面 and 看下面."""

from __future__ import annotations

import flet as ft

from shared.ui.measure import breadth
from shared.ui.theme import XS, S
from shared.ui.view import Act, Ui, crowded, height, on_a_line, press, words


def high(ui: Ui) -> float:
    """dp that they take, with what is free above and below them."""
    return max(ui.size.target, height(ui, _said(ui, "page.down"), ui.size.bar) + 2 * XS) + 2 * XS


def both(ui: Ui, up: Act | None, down: Act | None) -> ft.Row:
    """Side by side, each in its own place also where there is but one."""
    return ft.Row([_button(ui, "page.up", up), _button(ui, "page.down", down)], spacing=S)


def _button(ui: Ui, id: str, going: Act | None) -> ft.Control:
    if going is None:
        return ft.Container(expand=True)
    icon = ft.Icons.KEYBOARD_ARROW_UP if id == "page.up" else ft.Icons.KEYBOARD_ARROW_DOWN
    said, arrow = _said(ui, id), ui.size.bar * 1.4
    label = words(ui, said, size=ui.size.bar, bold=True, ink=ui.palette.accent.ink)
    room = (ui.size.width - 2 * ui.size.edge - S) / 2 - 2 * XS
    parts: list[ft.Control] = [ft.Icon(icon, size=arrow, color=ui.palette.accent.ink), label]
    if breadth(said) * ui.size.bar + arrow + XS > room:
        parts = [label]  # the words say it; on the narrowest screens the arrow would push them out
    return press(
        ui,
        id,
        ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=XS),
        going,
        pair=ui.palette.accent,
        inner=height(ui, said, ui.size.bar),
        tall=ui.size.target,
        pad=XS,
        expand=True,
    )


def _said(ui: Ui, id: str) -> str:
    """What is written on a button; on one line where a view holds a few."""
    said = ui.say("ui.up" if id == "page.up" else "ui.down")
    return on_a_line(ui, said) if crowded(ui) else said

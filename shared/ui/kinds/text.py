"""A few words of one's own, by the keys on the screen or by whatever keyboard there is."""

from __future__ import annotations

from typing import Final

import flet as ft

from shared.ui.components.input import Target, input_pane
from shared.ui.kinds.base import Asking, Parts
from shared.ui.theme import FALLBACK, FAMILY, FOCUS, LINE, RADIUS, S
from shared.ui.view import Ui, drawn, lined


def text_field(ui: Ui, id: str, value: str, label: str, change: ft.ControlEventHandler[ft.TextField]) -> ft.Control:
    """A field for the keyboard, under its identifier."""
    return text_input(ui, id, value, label, change)[1]


BARE: Final = 1.25 * 1.1
"""Height of what is typed over the text size: a field takes the face's own line, not ours."""


def text_input(
    ui: Ui, id: str, value: str, label: str, change: ft.ControlEventHandler[ft.TextField]
) -> tuple[ft.TextField, ft.Control]:
    """The same, and the field itself, for who changes it without drawing the page anew."""
    style = ft.TextStyle(
        size=ui.size.body * 1.25,
        font_family=FAMILY,
        font_family_fallback=list(FALLBACK),
        color=ui.palette.chosen.ink,
        height=LINE,
    )
    field = ft.TextField(
        value=value,
        label=drawn(ui, label),
        label_style=ft.TextStyle(
            size=ui.size.body,
            font_family=FAMILY,
            font_family_fallback=list(FALLBACK),
            color=ui.palette.secondary,
        ),
        text_style=style,
        on_change=change,
        multiline=False,
        bgcolor=ui.palette.chosen.ground,
        border_color=ui.palette.border,
        border_width=2,
        focused_border_color=ui.palette.focus,
        focused_border_width=FOCUS,
        border_radius=RADIUS,
        cursor_color=ui.palette.chosen.ink,
        content_padding=ft.Padding.symmetric(horizontal=S, vertical=max(S, (ui.size.target - ui.size.body * BARE) / 2)),
    )
    label_rises = ft.Padding.only(top=ui.size.body * LINE / 2)  # onto the frame, where words above must not meet it
    return field, ft.Container(ft.Semantics(identifier=id, content=field), padding=label_rises)


def draw(asking: Asking) -> Parts:
    """One field, and keys for who has no keyboard."""

    def change(event: ft.Event[ft.TextField]) -> None:
        asking.enter(event.control.value or "")

    ui = asking.ui
    field, shown = text_input(ui, f"field.{asking.question.id}", asking.raw, ui.say("ui.words"), change)

    def put(words: str) -> None:
        asking.enter(words)
        field.value = words
        asking.update(field)

    target = Target(lambda: asking.raw, put, private=asking.private)
    pane = input_pane(ui, asking.typing, target, asking.update, asking.redraw)
    return Parts((shown, pane)) if lined(ui) else Parts((shown,), (pane,))

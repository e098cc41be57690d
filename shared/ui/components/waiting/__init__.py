"""What waits on this machine: a line each, never a word about whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from shared.ui.components.notice import Tone, tone_pair
from shared.ui.theme import RADIUS, XS, S
from shared.ui.view import Act, Ui, column, named, press, with_act, words


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: what it is, where it is now, and when it was given; `open` shows its receipt."""

    id: str
    title: str
    state: str
    when: str
    tone: Tone
    open: Act


def waiting_list(ui: Ui, entries: Sequence[Entry]) -> ft.Column:
    """The items of the person who is here."""
    return column(*(_entry(ui, entry) for entry in entries))


def _entry(ui: Ui, entry: Entry) -> ft.Control:
    pair = tone_pair(ui, entry.tone)
    told = column(
        words(ui, entry.title, bold=True, ink=pair.ink),
        words(ui, entry.state, ink=pair.ink),
        words(ui, entry.when, ink=pair.ink),
        gap=XS // 2,
    )
    show = press(
        ui,
        f"item.{entry.id}.show",
        words(ui, ui.say("ui.show"), bold=True, centre=True),
        entry.open,
        pair=ui.palette.chosen,
        edge=ui.palette.primary.ground,
    )
    return named(
        f"item.{entry.id}",
        ft.Container(
            content=with_act(ui, told, show),
            bgcolor=pair.ground,
            border=ft.Border.all(2, ui.palette.border),
            border_radius=RADIUS,
            padding=ft.Padding.all(S),
        ),
    )

"""Something to be told without stopping anybody: kept in sight, in words, with its kind by colour and sign."""

from __future__ import annotations

from enum import StrEnum

import flet as ft

from shared.ui.theme import Pair
from shared.ui.view import Ui, box, headed, words


class Tone(StrEnum):
    """What kind of news it is."""

    TOLD = "told"
    WAITING = "waiting"
    DONE = "done"


def tone_pair(ui: Ui, tone: Tone) -> Pair:
    """The colours of a tone."""
    match tone:
        case Tone.TOLD:
            return ui.palette.tile
        case Tone.WAITING:
            return ui.palette.waiting
        case Tone.DONE:
            return ui.palette.sent


def notice(ui: Ui, what: str, tone: Tone = Tone.TOLD, *, more: str = "") -> ft.Control:
    """A box with a sign and one or two sentences."""
    pair = tone_pair(ui, tone)
    sign = {Tone.TOLD: ft.Icons.INFO, Tone.WAITING: ft.Icons.SCHEDULE, Tone.DONE: ft.Icons.CHECK_CIRCLE}[tone]
    lines: list[ft.Control] = [
        headed(
            ui, words(ui, what, bold=bool(more), ink=pair.ink), ft.Icon(sign, color=pair.ink, size=ui.size.body * 1.25)
        )
    ]
    if more:
        lines.append(words(ui, more, ink=pair.ink))
    return box(ui, pair, *lines, edge=ui.palette.border if tone is Tone.TOLD else pair.ink)

"""The slip on the screen: its number, where the claim is now in plain words, and the code to take along."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from shared.ui.components.notice import Tone, notice
from shared.ui.components.qr import qr
from shared.ui.theme import XS, M
from shared.ui.view import Ui, column, crowded, named, words

LINES = 28
"""Lines of text as high as a lying screen on which all words have room beside the code."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a receipt shows: number in groups, the state in a sentence, what happens next, the code (empty: none)."""

    number: str
    state: str
    next: str
    tone: Tone
    lines: tuple[str, ...] = ()
    code: str = ""
    code_help: str = ""


def receipt(ui: Ui, shown: Shown) -> ft.Control:
    """Number and state beside or above the code, the other words below: no view shows half of what belongs together."""
    number = column(
        words(ui, ui.say("ui.receipt.number"), ink=ui.palette.secondary),
        words(ui, shown.number, size=ui.size.question, bold=True),
        gap=0,
    )
    told: list[ft.Control] = [
        named("receipt.state", notice(ui, shown.state, shown.tone, more=shown.next)),
        named("receipt.number", _whole(number)),
    ]
    lines = [words(ui, line) for line in shown.lines]
    if not shown.code:
        return column(*told, *lines)
    code = ft.Column(
        [qr(ui, "receipt.qr", shown.code), words(ui, shown.code_help, centre=True)],
        spacing=XS,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        tight=True,
    )
    if ui.size.landscape and not ui.size.low and not crowded(ui):
        roomy = ui.size.height > ui.size.body * LINES
        left = column(*told, *lines) if roomy else column(*told)
        abreast = ft.Row(
            [ft.Container(content=left, expand=3), ft.Container(content=code, expand=2)],
            spacing=M,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        )
        return abreast if roomy else column(abreast, *lines)
    return column(*told, *lines, _whole(code), gap=M)


def _whole(content: ft.Control) -> ft.Container:
    """What is parted nowhere (`blocks`)."""
    return ft.Container(content=content, padding=0)

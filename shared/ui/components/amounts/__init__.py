"""A computation in named steps, the result last and largest."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from shared.domain.decisions import AmountStep
from shared.ui.components.clauses import law_words
from shared.ui.theme import RADIUS, XS, S
from shared.ui.view import Ui, column, words


def amount_table(ui: Ui, steps: Sequence[AmountStep], *, why: bool) -> ft.Container:
    """A line per step: what it is, and below it how much, so that neither is ever squeezed."""
    lines = [_line(ui, step, why=why, last=n == len(steps)) for n, step in enumerate(steps, 1)]
    return ft.Container(
        content=column(*lines),
        border=ft.Border.all(2, ui.palette.border),
        border_radius=RADIUS,
        padding=ft.Padding.all(S),
    )


def _line(ui: Ui, step: AmountStep, *, why: bool, last: bool) -> ft.Control:
    size = ui.size.body * (1.5 if last else 1)
    parts: list[ft.Control] = [
        words(ui, ui.say(step.title)),
        words(ui, ui.words.value(step.value), size=size, bold=True),
    ]
    if why:
        parts.extend(words(ui, law_words(ui, law), ink=ui.palette.secondary) for law in step.law)
    return ft.Semantics(container=True, content=column(*parts, gap=XS // 2))

"""Keys for the letters of pinyin, in the order of the alphabet, which those know who know no keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import flet as ft

from shared.ui.components.keypad import BACK, CLEAR, Type, key
from shared.ui.theme import XS, L
from shared.ui.view import Ui, column, left_to_right_row

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(ui: Ui, type: Type) -> ft.Column:
    """As many letters a row as are wide enough to be hit; the last row ends with one step back and with empty."""
    return keys(ui, {name: name for name in LETTERS}, type)


def room(ui: Ui) -> float:
    """How wide keys may be together: the whole page, or the half beside the question on a lying screen."""
    return (ui.size.width - 2 * ui.size.edge - L) / 2 if ui.size.landscape else ui.size.width - 2 * ui.size.edge


def keys(ui: Ui, called: Mapping[str, str], type: Type, more: Mapping[str, ft.Control] | None = None) -> ft.Column:
    """Keys by what they are called, as many a row as are wide enough to be hit; then one step back, empty, and what
    else there is by its words, as many a row as have room for the longest of them."""
    names = list(called)
    per_row = min(9, _fitting(ui, called.values(), 1.35))
    lines = [_row(ui, names[i : i + per_row], called, per_row, type) for i in range(0, len(names), per_row)]
    others = {ui.say(f"ui.key.{name}"): key(ui, name, type, tall=0) for name in (BACK, CLEAR)} | dict(more or {})
    controls = list(others.values())
    most = _fitting(ui, others, 1)
    rows = -(-len(controls) // most)
    each = -(-len(controls) // rows)  # as even as can be
    lines += [ft.Row(controls[i : i + each], spacing=XS) for i in range(0, len(controls), each)]
    return column(*lines, gap=XS)


def _fitting(ui: Ui, words: Iterable[str], least: float) -> int:
    """How many keys with such words fit side by side; `least`: their least width over the size of the text."""
    widest = max(sum(1.0 if c > "\u2e7f" else 0.62 for c in what) for what in words)
    width = max(ui.size.target, ui.size.body * least, ui.size.body * widest + 3 * XS if widest > 1 else 0)
    return max(2, int((room(ui) + XS) / (width + XS)))


def _row(ui: Ui, names: list[str], called: Mapping[str, str], per_row: int, type: Type) -> ft.Row:
    empty = [ft.Container(expand=1) for _ in range(per_row - len(names))]
    return left_to_right_row(ui, *(key(ui, n, type, tall=0, called=called[n]) for n in names), *empty, gap=XS)

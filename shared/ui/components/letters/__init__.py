"""Keys for the letters of pinyin, in the order of the alphabet, which those know who know no keyboard."""

from __future__ import annotations

from typing import Final

import flet as ft

from shared.ui.components.keypad import BACK, CLEAR, Type, key
from shared.ui.theme import XS
from shared.ui.view import Ui, column, left_to_right_row

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(ui: Ui, type: Type) -> ft.Column:
    """As many letters a row as are wide enough to be hit; the last row ends with one step back and with empty."""
    room = (ui.size.width - 3 * ui.size.edge) / 2 if ui.size.landscape else ui.size.width - 2 * ui.size.edge
    per_row = max(4, min(9, int((room + XS) / (max(ui.size.target, ui.size.body * 1.6) + XS))))
    rows = [LETTERS[i : i + per_row] for i in range(0, len(LETTERS), per_row)]
    lines = [_row(ui, list(row), per_row, type) for row in rows]
    return column(*lines, ft.Row([key(ui, BACK, type, tall=0), key(ui, CLEAR, type, tall=0)], spacing=XS), gap=XS)


def _row(ui: Ui, names: list[str], per_row: int, type: Type) -> ft.Row:
    empty = [ft.Container(expand=1) for _ in range(per_row - len(names))]
    return left_to_right_row(ui, *(key(ui, name, type, tall=0) for name in names), *empty, gap=XS)

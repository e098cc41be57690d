"""What is wrong, with an example of what is right; at the top and beside the answer, what was entered stays."""

from __future__ import annotations

import flet as ft

from shared.i18n.bilingual import lines
from shared.ui.theme import XS
from shared.ui.view import Ui, box, column, crowded, headed, named, words


def error_box(ui: Ui, id: str, what: str, example: str = "") -> ft.Semantics:
    """The box under `error.<question>`; where a view holds a few lines, of two languages each has one of its own."""
    pair = ui.palette.error
    said = lines(what) if crowded(ui) else (what,)
    sign = ft.Icon(ft.Icons.ERROR, color=pair.ink, size=ui.size.body * 1.25)
    first = headed(ui, words(ui, said[0], bold=True, ink=pair.ink), sign)
    rest: list[ft.Control] = [words(ui, part, bold=True, ink=pair.ink) for part in said[1:]]
    if example:
        rest.append(words(ui, example, ink=pair.ink))
    if len(said) > 1:
        return named(id, column(box(ui, pair, first), box(ui, pair, *rest, gap=XS), gap=0))
    return named(id, box(ui, pair, first, *rest, gap=XS))

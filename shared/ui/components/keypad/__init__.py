"""Keys for digits, with X or the decimal point where the entry takes them; each at least as large as a target."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

import flet as ft

from shared.ui.theme import LINE, XS
from shared.ui.view import Ui, column, drawn, fitting, left_to_right_row, line_of, press, words

Type = Callable[[str], Awaitable[None]]
BACK, CLEAR = "back", "clear"
FELT = "5"
"""The key in the middle, marked as on a telephone: from it the others are found."""
ALONE: Final = 1.3
"""Of a line with no other near it, on a lying screen, where keys are low: its characters can be larger."""


def keypad(ui: Ui, characters: str, type: Type) -> ft.Column:
    """Three keys a row as on a telephone; the last row holds the extra character, 0 and one step back."""
    extra = next((c for c in characters if c not in "0123456789"), "")
    rows = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], [extra, "0", BACK]]
    return column(*(_row(ui, keys, type) for keys in rows), gap=XS)


def _row(ui: Ui, keys: list[str], type: Type) -> ft.Row:
    cells = (key(ui, name, type) if name else ft.Container(expand=1) for name in keys)
    return left_to_right_row(ui, *cells, gap=XS)


def _room(ui: Ui) -> float:
    """Width within a key, of three in a row."""
    width = ui.size.width / 2 if ui.size.landscape else ui.size.width
    return (width - 2 * ui.size.edge - 2 * XS) / 3 - 2 * XS - 4


def _low(ui: Ui, what: str) -> bool:
    """Whether that stands on one line with no other near it, on a lying screen."""
    return ui.size.landscape and ui.size.air == 1 and "\n" not in drawn(ui, what)


def _most(ui: Ui, what: str) -> float:
    """The size at which a line of it fills a key."""
    line = ALONE if _low(ui, what) else LINE * ui.size.air
    return max((ui.size.key - 2 * XS) / line, ui.size.steps[0])


def word_size(ui: Ui, what: str, room: float = 0) -> float:
    """The size of a word on a key with that width within it, else with that of three in a row."""
    return fitting(ui, what, room or _room(ui), min(ui.size.body, _most(ui, what)), whole=True)


def key(
    ui: Ui,
    name: str,
    type: Type,
    *,
    expand: int | None = 1,
    tall: float | None = None,
    called: str = "",
    room: float = 0,
) -> ft.Control:
    """One key; those that take something away carry a word, and so do those that are `called` something.

    `tall`: its least height, else that of a keypad's key; `room`: the width within it, else that of three in a row.
    """
    what = ui.say(f"ui.key.{name}") if name in (BACK, CLEAR) else called or name

    async def act() -> None:
        await type(name)

    low = _low(ui, what)
    worded = what != name or tall is not None
    size = word_size(ui, what, room) if worded else min(ui.size.body * 1.25, _most(ui, what))
    label = words(ui, what, size=size, bold=True, centre=True)
    assert isinstance(label.style, ft.TextStyle)
    if low:
        label.style.height = ALONE
    if name == FELT and not called:
        label.style.decoration, label.style.decoration_thickness = ft.TextDecoration.UNDERLINE, 2
    return press(
        ui,
        f"key.{name}",
        label,
        act,
        pair=ui.palette.tile if name not in (BACK, CLEAR) else ui.palette.chosen,
        inner=size * ALONE if low else line_of(ui, size),
        tall=(ui.size.key if expand else 0) if tall is None else tall,
        pad=XS,
        expand=expand,
    )

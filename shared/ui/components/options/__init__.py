"""Options one below the other: number, picture, words; the chosen one has a thick border, a tick and the word 已选."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import flet as ft

from shared.ui.pictures import picture
from shared.ui.theme import RADIUS, XS, L, S
from shared.ui.view import Ui, column, fitting, headed, in_one, press, row, wide, words

IN_VIEW: Final = 6
"""Options shown at once (LOOK)."""
THICK: Final = 6
DIGIT: Final = 1.6
"""Width of a number over the text size."""
Choose = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Item:
    """An option as shown: its value, its words, the name of its picture, and a second line."""

    value: str
    title: str
    picture: str = ""
    more: str = ""
    id: str = ""
    """Its identifier, where that is not `opt.<value>`."""


def page_of(total: int, index: int) -> range:
    """The options in view together with that one, of so many: six at once. Where the last page would hold but one (most
    often 不知道, then overlooked), it shares with the page before it. An index beyond them counts as the first.
    """
    index = index if 0 <= index < total else 0
    shared = total - IN_VIEW - 1  # where the two pages begin that share
    if total > IN_VIEW and total % IN_VIEW == 1 and index >= shared:
        half = shared + IN_VIEW // 2 + 1
        return range(shared, half) if index < half else range(half, total)
    start = index // IN_VIEW * IN_VIEW
    return range(start, min(start + IN_VIEW, total))


def option_list(
    ui: Ui, items: Sequence[Item], chosen: frozenset[str], choose: Choose, *, first: int = 1, several: bool = False
) -> ft.Column:
    """The options from number `first` on. Touching one chooses it; going on is an action of its own."""
    shown = (option(ui, n, item, item.value in chosen, choose, several=several) for n, item in enumerate(items, first))
    return column(*shown, gap=S * ui.size.air)


def option(ui: Ui, number: int, item: Item, chosen: bool, choose: Choose, *, several: bool = False) -> ft.Control:
    """One option, as a real button; number 0 where digits type and choose nothing. Where several may be chosen, it is
    told as a checkbox; else as the current one or not (the client offers no radio button that is drawn by us)."""
    palette = ui.palette
    ground = palette.chosen if chosen else palette.tile
    drawn = picture(ui, item.picture) if item.picture else None
    room = _room(ui, number=bool(number), drawn=drawn is not None)
    title: ft.Control = words(
        ui, item.title, size=fitting(ui, item.title, room, ui.size.body), bold=chosen, ink=ground.ink
    )
    if item.more:
        more = words(ui, item.more, size=fitting(ui, item.more, room, ui.size.body), ink=palette.secondary)
        title = column(title, more, gap=0)
    signs: list[ft.Control] = [digit(ui, number)] if number else []
    if drawn is not None:
        signs.append(drawn)
    if chosen and ui.size.narrow:
        title = ft.Column([title, mark(ui)], spacing=XS, tight=True)
    content = headed(ui, title, *signs)
    if chosen and not ui.size.narrow:
        content = row(wide(content), mark(ui))

    async def act() -> None:
        await choose(item.value)

    made = press(
        ui,
        item.id or f"opt.{item.value}",
        content,
        act,
        pair=ground,
        edge=palette.primary.ground if chosen else palette.border,
        width=THICK if chosen else 2,
        inner=max(ui.size.picture if drawn is not None else 0, ui.size.body * 1.5),
        tall=ui.size.option,
        selected=None if several else chosen,
        checked=chosen if several else None,
    )
    return in_one(made)


def _room(ui: Ui, *, number: bool, drawn: bool) -> float:
    """Width in dp that its words certainly have: the signs stand beside them, on a tight screen above."""
    width = (ui.size.width - L) / 2 if ui.size.landscape else ui.size.width
    signs = number * (ui.size.body * DIGIT + S) + drawn * (ui.size.picture + S)
    return width - 2 * ui.size.edge - 2 * S - 2 * THICK - (0 if ui.size.tight else signs)


def digit(ui: Ui, number: int) -> ft.Text:
    """The number by which an option is chosen with keys and voice."""
    made = words(ui, str(number), bold=True, centre=True)
    made.width = ui.size.body * DIGIT
    return made


def mark(ui: Ui) -> ft.Container:
    """The tick and the word 已选."""
    pair = ui.palette.primary
    return ft.Container(
        content=ft.Row(
            [
                ft.Icon(ft.Icons.CHECK, color=pair.ink, size=ui.size.body),
                words(ui, ui.say("ui.chosen"), bold=True, ink=pair.ink),
            ],
            spacing=XS,
            tight=True,
        ),
        bgcolor=pair.ground,
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=S, vertical=2),
    )

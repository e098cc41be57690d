"""Options one below the other: number, picture, words; the chosen one has a thick border, a tick and the word 已选."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import flet as ft

from shared.ui.pictures import picture
from shared.ui.theme import RADIUS, XS, S
from shared.ui.view import Ui, column, headed, in_one, press, row, wide, words

IN_VIEW: Final = 6
"""Options shown at once (LOOK)."""
THICK: Final = 6
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
    title: ft.Control = words(ui, item.title, bold=chosen, ink=ground.ink)
    if item.more:
        title = column(title, words(ui, item.more, ink=palette.secondary), gap=0)
    signs: list[ft.Control] = [digit(ui, number)] if number else []
    drawn = picture(ui, item.picture) if item.picture else None
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


def digit(ui: Ui, number: int) -> ft.Text:
    """The number by which an option is chosen with keys and voice."""
    made = words(ui, str(number), bold=True, centre=True)
    made.width = ui.size.body * 1.6
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

"""Examples of an option list."""

from __future__ import annotations

import flet as ft

from shared.ui.components.example import Example
from shared.ui.components.options import Item, option_list
from shared.ui.view import Ui


async def _choose(_: str) -> None:
    """Nothing is chosen in an example."""


def _draw(ui: Ui, chosen: frozenset[str], *, several: bool = False) -> ft.Control:
    items = (
        Item("yes", ui.say("ui.example.yes"), "yes"),
        Item("no", ui.say("ui.example.no"), "no"),
        Item("long", ui.say("ui.example.long"), "work"),
        Item("unsure", ui.say("ui.example.unsure"), "unsure"),
    )
    return option_list(ui, items, chosen, _choose, several=several)


SHOWS = ("opt.yes", "opt.no", "opt.long", "opt.unsure")
EXAMPLES = (
    Example("none_chosen", lambda ui: _draw(ui, frozenset()), SHOWS),
    Example("one_chosen", lambda ui: _draw(ui, frozenset({"no"})), SHOWS),
    Example("two_chosen", lambda ui: _draw(ui, frozenset({"yes", "long"}), several=True), SHOWS),
)

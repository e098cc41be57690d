"""Another person: the name by the input method, the number by keypad, one of the two at a time."""

from __future__ import annotations

from collections.abc import Mapping

import flet as ft

from shared.domain.flow import Kind
from shared.domain.kinds import KINDS
from shared.ui.components.fields import OneField, grow
from shared.ui.components.input import Target, input_pane
from shared.ui.components.keypad import CLEAR, key, keypad
from shared.ui.kinds.base import Asking, Parts, typing
from shared.ui.kinds.text import text_input
from shared.ui.theme import XS, S
from shared.ui.view import Act, column, in_one, lined, press, tears, words

NAME, NUMBER = "name", "id_number"


def draw(asking: Asking) -> Parts:
    """Two buttons, the field of the part that they turned to, and its keys."""
    ui, id = asking.ui, f"field.{asking.question.id}"
    name, _, number = asking.raw.partition("\n")
    entry = {NAME: name, NUMBER: number}
    now = asking.typing.part or NAME
    shown = OneField(ui, f"{id}.{NUMBER}", Kind.PERSON, masked=asking.masked)
    shown.show(number, masked=asking.masked)

    def enter() -> None:
        asking.enter(f"{entry[NAME]}\n{entry[NUMBER]}")

    def change(event: ft.Event[ft.TextField]) -> None:
        entry[NAME] = event.control.value or ""
        enter()

    field, written = text_input(ui, f"{id}.{NAME}", name, ui.say("ui.name"), change)

    def put(words: str) -> None:
        entry[NAME] = words
        enter()
        field.value = words
        asking.update(field)

    async def press_key(name: str) -> None:
        entry[NUMBER] = grow(Kind.PERSON, entry[NUMBER], name)
        enter()
        shown.show(entry[NUMBER], masked=asking.masked)
        asking.update(shown.control)

    digits: Mapping[str, Act] = {}
    if now == NAME:
        target = Target(lambda: entry[NAME], put, name=True, private=asking.private)
        pane = input_pane(ui, asking.typing, target, asking.update, asking.redraw)
    else:
        characters = KINDS[Kind.PERSON].keypad
        digits = typing(characters, press_key)
        pane = column(keypad(ui, characters, press_key), ft.Row([key(ui, CLEAR, press_key)]), gap=XS)
    parts = _turners(asking, now)
    entered = column(parts, written if now == NAME else shown.control, gap=XS)
    return Parts((entered, pane), keys=digits) if lined(ui) else Parts((entered,), (pane,), keys=digits)


def _turners(asking: Asking, now: str) -> ft.Control:
    """A button for each part of the entry, side by side where no word is torn there."""
    ui, parts = asking.ui, KINDS[Kind.PERSON].parts
    below = tears(ui, *(ui.say(f"input.part.{part}") for part in parts))
    buttons = [_turner(asking, part, chosen=part == now, expand=None if below else 1) for part in parts]
    return column(*buttons) if below else ft.Row(list(buttons), spacing=S)


def _turner(asking: Asking, part: str, *, chosen: bool, expand: int | None) -> ft.Control:
    """Turns the keys to a part of the entry; shows what stands there already."""
    ui = asking.ui

    async def turn() -> None:
        asking.typing.part = part
        asking.redraw()

    made = press(
        ui,
        f"act.part.{part}",
        words(ui, ui.say(f"input.part.{part}"), centre=True, bold=chosen),
        turn,
        pair=ui.palette.chosen if chosen else ui.palette.tile,
        edge=ui.palette.primary.ground if chosen else "",
        width=6 if chosen else 2,
        expand=expand,
        selected=chosen,
    )
    return in_one(made)

"""Another person: the name by keyboard, the number by keypad."""

from __future__ import annotations

import flet as ft

from shared.domain.flow import Kind
from shared.domain.kinds import KINDS
from shared.ui.components.fields import OneField, grow
from shared.ui.components.keypad import CLEAR, key, keypad
from shared.ui.kinds.base import Asking, Parts, typing
from shared.ui.kinds.text import text_field
from shared.ui.view import with_act, words


def draw(asking: Asking) -> Parts:
    """Name above, number below, keypad beside or under them."""
    ui, id = asking.ui, f"field.{asking.question.id}"
    name, _, number = asking.raw.partition("\n")
    entry = {"name": name, "number": number}
    field = OneField(ui, f"{id}.id_number", Kind.PERSON)
    field.show(number, masked=asking.masked)

    def enter() -> None:
        asking.enter(f"{entry['name']}\n{entry['number']}")

    def change(event: ft.Event[ft.TextField]) -> None:
        entry["name"] = event.control.value or ""
        enter()

    async def press_key(name: str) -> None:
        entry["number"] = grow(Kind.PERSON, entry["number"], name)
        enter()
        field.show(entry["number"], masked=asking.masked)
        asking.update(field.control)

    return Parts(
        (
            text_field(ui, f"{id}.name", name, ui.say("ui.name"), change),
            words(ui, ui.say("ui.id_number")),
            with_act(ui, field.control, key(ui, CLEAR, press_key, expand=None)),
        ),
        (keypad(ui, KINDS[Kind.PERSON].keypad, press_key),),
        keys=typing(KINDS[Kind.PERSON].keypad, press_key),
    )

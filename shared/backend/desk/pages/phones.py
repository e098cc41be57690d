"""The phones of somebody who stands at the window: a field for their number, then a line for each phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import flet as ft

from shared.backend.desk.pages.base import Sheet, act_button, moment, tail
from shared.backend.desk.phones import Phones
from shared.ui.components.notice import Tone, notice
from shared.ui.kinds.text import text_input
from shared.ui.view import Act, Ui, press, words

WIDE = 28
"""Characters of a number that can be seen at once."""


def phones_sheet(
    ui: Ui,
    number: str,
    found: Phones | None,
    *,
    typed: Callable[[str], None],
    find: Act,
    choose: Callable[[str], Awaitable[None]],
    back: Act,
) -> Sheet:
    """`found` is None until somebody was looked for; `choose` begins to stop a phone."""
    keys: dict[str, Act] = {"Escape": back}

    def chooser(id: str) -> Act:
        async def act() -> None:
            await choose(id)

        return act

    def change(event: ft.Event[ft.TextField]) -> None:
        typed(event.control.value or "")

    async def submit(_: ft.Event[ft.TextField]) -> None:
        await find()

    field, shown = text_input(ui, "field.number", number, ui.say("desk.phones.number"), change)
    field.on_submit = submit
    main: list[ft.Control] = [
        words(ui, ui.say("desk.phones.help"), ink=ui.palette.secondary),
        ft.Container(content=shown, width=WIDE * ui.size.body),
    ]
    if found is not None:
        who = tail(ui, found.masked)
        told = ui.say("desk.person", name=found.name, number=who) if found.name else who
        main.append(words(ui, ui.say("desk.phones.of", who=told, n=len(found.phones)), bold=True))
        for n, phone in enumerate(found.phones, 1):
            keys[f"Alt+{n}"] = chooser(phone.id)
            line = ui.say("desk.phones.line", n=n, since=moment(ui, phone.since))
            main.append(press(ui, f"item.{phone.id}.stop", words(ui, f"{line} [Alt+{n}]"), keys[f"Alt+{n}"]))
        if not found.phones:
            main.append(notice(ui, ui.say("desk.phones.none"), Tone.TOLD))
    acts = (
        act_button(ui, "act.find", ui.say("desk.phones.find"), "Enter", find, main=True),
        act_button(ui, "act.back", ui.say("desk.act.cancel"), "Esc", back),
    )
    return Sheet("phones", ui.say("desk.phones.title"), tuple(main), acts, keys, focus=field)

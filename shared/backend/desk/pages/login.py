"""Logging in: two fields and one button."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from shared.backend.desk.pages.base import Sheet, act_button
from shared.ui.kinds.text import text_input
from shared.ui.view import Act, Ui, words

WIDE = 28
"""Characters of a name or a password that can be seen at once."""


def login_sheet(ui: Ui, name: str, typed: Callable[[str, str], None], log_in: Act) -> Sheet:
    """`typed` is told what stands in a field, by its name; the password is never shown."""

    def note(field: str) -> Callable[[ft.Event[ft.TextField]], None]:
        def change(event: ft.Event[ft.TextField]) -> None:
            typed(field, event.control.value or "")

        return change

    async def submit(_: ft.Event[ft.TextField]) -> None:
        await log_in()

    first, name_field = text_input(ui, "field.name", name, ui.say("desk.login.name"), note("name"))
    second, password_field = text_input(ui, "field.password", "", ui.say("desk.login.password"), note("password"))
    second.password = True
    first.on_submit = second.on_submit = submit
    return Sheet(
        "login",
        ui.say("desk.login.title"),
        (words(ui, ui.say("desk.login.help")), *(_narrow(ui, field) for field in (name_field, password_field))),
        (act_button(ui, "act.login", ui.say("desk.login.go"), "Enter", log_in, main=True),),
        focus=first,
    )


def _narrow(ui: Ui, field: ft.Control) -> ft.Container:
    """As wide as what is written in it needs, where there is more room than that."""
    inner = ft.Container(content=field, width=WIDE * ui.size.body)
    return ft.Container(content=inner, alignment=ft.Alignment.CENTER_LEFT)

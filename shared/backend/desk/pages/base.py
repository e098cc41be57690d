"""What a page of the desk is made of: a title, its content, the acts below it, and the key for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import flet as ft

from shared.backend.desk.queue import Promise
from shared.domain.calendar import CHINA
from shared.domain.text import Text, verbatim
from shared.ui.theme import XS, Pair
from shared.ui.view import Act, Ui, column, heading, named, press, words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its id (`page.desk.<id>`), what stands above, on and below it, and what keys do."""

    id: str
    title: str
    main: tuple[ft.Control, ...]
    acts: tuple[ft.Control, ...] = ()
    keys: Mapping[str, Act] = field(default_factory=dict)
    focus: ft.TextField | None = None
    """The field to write in at once."""


def act_button(
    ui: Ui, id: str, label: str, key: str, act: Act | None, *, main: bool = False, grave: bool = False
) -> ft.Semantics:
    """An act with its key: 批准 [G]. `main` is what is usual here, `grave` what is not in the person's favour."""
    pair = ui.palette.primary if main else ui.palette.error if grave else ui.palette.tile
    said = f"{label} [{key}]" if key else label
    return press(
        ui,
        id,
        words(ui, said, bold=True, centre=True, ink=pair.ink),
        act,
        pair=pair,
        edge=pair.ink if grave else "",
    )


def section(ui: Ui, title: str, *controls: ft.Control, id: str = "") -> ft.Control:
    """A part of a page under its heading."""
    body = column(heading(ui, title, level=2), *controls, gap=XS)
    return ft.Semantics(identifier=id, container=True, content=body) if id else body


def fact(ui: Ui, title: str, value: str, id: str = "") -> ft.Control:
    """What it is called, and what it is, as one line that is read at once."""
    line = words(ui, ui.say("desk.fact", title=title, value=value) if value else title)
    return named(id, line) if id else line


def framed(ui: Ui, *controls: ft.Control, pair: Pair | None = None) -> ft.Container:
    """A quiet frame."""
    return ft.Container(
        content=column(*controls, gap=XS // 2),
        bgcolor=(pair or ui.palette.page).ground,
        border=ft.Border.all(1, ui.palette.border),
        border_radius=XS,
        padding=ft.Padding.all(XS),
    )


def moment(ui: Ui, at: datetime) -> str:
    """A day and an hour, in the time of the desk."""
    local = at.astimezone(CHINA)
    return ui.say("desk.moment", day=local.date(), time=verbatim(f"{local:%H:%M}"))


def tail(ui: Ui, number: str) -> str:
    """A masked number as people say it: by what it ends with."""
    return ui.say("desk.tail", tail=number.lstrip("*")) if number else ""


def known(ui: Ui, id: str, other: str) -> str:
    """The words of a code, or of another message where the code is newer than the catalogue."""
    return ui.say(Text(id)) if ui.words.has(id) else ui.say(other)


def due_words(ui: Ui, due: Promise) -> str:
    """The day promised, and whether it may still move."""
    return ui.words.argument(due.day) if due.settled else ui.say("desk.due.unsettled", day=due.day)


def top_bar(ui: Ui, who: str, ways: Mapping[str, Act]) -> ft.Control:
    """Who is logged in, and how the desk looks; the same on every page."""
    name = ft.Semantics(identifier="desk.who", content=words(ui, who or ui.say("desk.nobody"), bold=True), expand=True)
    return ft.Row(
        [name, *(act_button(ui, f"nav.{way}", ui.say(f"desk.{way}"), "", act) for way, act in ways.items())],
        spacing=XS,
    )

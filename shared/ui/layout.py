"""Lays a drawn page out: one column, or two where the screen lies on its side and there is something to put beside."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from shared.i18n.bilingual import apart
from shared.ui.blocks import wrong as tells_wrong
from shared.ui.components.bars import unreviewed
from shared.ui.pages import Drawn
from shared.ui.theme import FAMILY, XS, L, M, S
from shared.ui.view import Ui, column, crowded, heading, press, wide, words


def dress(page: ft.Page, title: str, *parts: ft.Control) -> None:
    """Make the client's page ours: no margins, our family."""
    page.title = apart(title)[0]
    page.padding = page.spacing = 0
    page.theme, page.theme_mode = ft.Theme(font_family=FAMILY), ft.ThemeMode.LIGHT
    page.controls = list(parts)


def stacked(parts: Sequence[ft.Control]) -> ft.Column:
    """One below the other over the whole screen."""
    return ft.Column(list(parts), spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def layout(ui: Ui, drawn: Drawn) -> ft.Control:
    """Head, what is told, the content, and what comes last."""
    head: list[ft.Control] = []
    last: list[ft.Control] = []
    if ui.size.slim:  # whose bar has no room for them
        size = ui.size.bar if ui.size.tight else ui.size.body  # larger, the question would begin below the view
        head.extend(words(ui, told, size=size, ink=ui.palette.secondary) for told in (drawn.progress,) if told)
    if ui.size.slim or crowded(ui):
        last.extend(words(ui, told, ink=ui.palette.secondary) for told in (unreviewed(ui),) if told)
    if drawn.title:
        head.append(heading(ui, drawn.title))
    help = [_help(ui, drawn)] if drawn.help or drawn.beside is not None else []
    near = ui.size.apart
    gap = max(near, (S if ui.size.landscape or ui.size.width < 900 else M) * ui.size.air)
    beside = ui.size.landscape and bool(drawn.side)
    wrong = [part for part in drawn.top if tells_wrong(part)]  # before the help: the first view may hold little
    told_too = [part for part in drawn.top if not tells_wrong(part)]
    if beside:
        mark = [drawn.mark] if drawn.mark is not None else []  # beside the keys, which would else not be whole in view
        first = (*head, *wrong, *mark) if wrong else (*mark, *head)  # of a mistake the first view has to tell
        left = column(*first, *help, *told_too, *drawn.main, *drawn.after, *last, gap=gap)
        body: ft.Control = ft.Row(
            [_apart(left), _apart(column(*drawn.side, gap=XS))],
            spacing=L,
            vertical_alignment=ft.CrossAxisAlignment.STRETCH,  # as high as the other: a view cuts both alike,
            intrinsic_height=True,  # and they are told in this order however far the page was turned
        )
    else:
        mark = [drawn.mark] if drawn.mark is not None and wrong else []
        begun = column(*head, *wrong, *mark, *help, gap=near)
        body = column(begun, *told_too, *drawn.main, *drawn.side, *drawn.after, *last, gap=gap)
    if drawn.container:
        body = ft.Semantics(identifier=drawn.container, container=True, content=body)
    return body if drawn.mark is None or beside or wrong else column(drawn.mark, body, gap=gap)


def _apart(part: ft.Control) -> ft.Control:
    """A column that is read to its end before the other one, as it is told and gone through by Tab."""
    return ft.Semantics(container=True, content=part, expand=1)


def _help(ui: Ui, drawn: Drawn) -> ft.Control:
    help = words(ui, drawn.help, ink=ui.palette.secondary)
    if drawn.beside is None:
        return help
    if ui.size.narrow:
        return column(help, ft.Row([drawn.beside]), gap=XS)
    return ft.Row(
        [wide(help), drawn.beside],
        spacing=S,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def idle_page(ui: Ui) -> Drawn:
    """The warning of the idle watch: one action extends, and any other too."""

    async def extend() -> None:
        """Touching it is all that is needed."""

    button = press(
        ui,
        "idle.extend",
        words(ui, ui.say("kiosk.idle.extend"), bold=True, centre=True, ink=ui.palette.primary.ink),
        extend,
        pair=ui.palette.primary,
        tall=ui.size.option * 1.5,
    )
    return Drawn(ui.say("kiosk.idle.title"), ui.say("kiosk.idle.help"), main=(button,), back=False)

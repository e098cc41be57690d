"""A photographed document, or oneself. Where there is no camera the page says so; 没有 is a way on where it may be."""

from __future__ import annotations

from functools import partial

import flet as ft

from shared.ui.components.notice import Tone, notice
from shared.ui.components.options import Item, option_list
from shared.ui.kinds.base import Asking, Parts
from shared.ui.view import press, words


def draw(asking: Asking) -> Parts:
    """What was photographed so far, and the way to photograph (again)."""
    ui = asking.ui
    parts: list[ft.Control] = []
    if asking.picture:
        edge = min(ui.size.width * 0.6, ui.size.height * 0.3)
        shown = ft.Image(src=asking.picture, height=edge, fit=ft.BoxFit.CONTAIN, exclude_from_semantics=True)
        parts.append(ft.Row([shown], alignment=ft.MainAxisAlignment.CENTER))
    told, tone = _told(asking)
    parts.append(notice(ui, ui.say(told), tone))
    again = "ui.document.again" if asking.picture else "ui.document.capture"
    label = words(ui, ui.say(again), bold=True, centre=True)
    act = None if asking.taking else asking.capture
    parts.append(press(ui, "act.capture", label, act, pair=ui.palette.chosen, tall=ui.size.option))
    items = [Item(choice.value, ui.say(choice.title), choice.picture) for choice in asking.choices]

    async def choose(value: str) -> None:
        asking.enter(value)
        asking.redraw()

    after = (option_list(ui, items, frozenset({asking.raw}), choose),) if items else ()
    keys = {str(n): partial(choose, item.value) for n, item in enumerate(items, 1)}
    return Parts(tuple(parts), after=after, keys=keys)


def _told(asking: Asking) -> tuple[str, Tone]:
    if asking.taking:
        return "ui.document.taking", Tone.WAITING
    if asking.picture:
        return "ui.document.taken", Tone.DONE
    if asking.capture is None:
        return "ui.document.no_camera", Tone.WAITING
    return "ui.document.ready", Tone.TOLD

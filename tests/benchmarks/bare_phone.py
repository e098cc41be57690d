"""The floor of the phone: a page with one button, as `mobile/main.py` of a build that has nothing else.

A touch shows the other of two pages.
"""

from __future__ import annotations

import flet as ft
import flet.app
import nuanchuang_js

DRAWN = (ft.Column, ft.FilledButton, ft.Semantics, ft.Text, ft.ExpansionTile, ft.Slider, ft.Tabs, ft.Theme)
"""In an image of memory, as the app's."""

SESSION = getattr(flet.app, "__get_on_session_created")


def _button(id: str, words: str, act: ft.ControlEventHandler[ft.Button]) -> ft.Semantics:
    return ft.Semantics(identifier=id, content=ft.FilledButton(content=ft.Text(words), on_click=act))


async def main(page: ft.Page) -> None:
    """Two pages, one at a time."""
    await draw(page)
    nuanchuang_js.shown()


async def draw(page: ft.Page) -> None:
    """The first of them."""

    def show(name: str) -> None:
        turn, act = ("nav.next", forth) if name == "one" else ("nav.back", back)
        content = ft.Column([ft.Text(f"暖窗 {name}"), _button(turn, "下一步", act)])
        page.controls = [ft.Semantics(identifier=f"page.{name}", container=True, content=content)]
        page.update()

    async def forth(_: ft.Event[ft.Button]) -> None:
        show("two")

    async def back(_: ft.Event[ft.Button]) -> None:
        show("one")

    show("one")


def warm(width: float, height: float) -> None:
    """Drawn for nobody too, before an image of memory is made."""
    from mobile import unseen

    ft.context.disable_auto_update()  # type: ignore[no-untyped-call]

    async def drawing() -> None:
        await unseen.draw(SESSION(draw), {"width": width, "height": height})

    unseen.Loop().run(drawing())  # type: ignore[abstract]


async def start() -> None:
    """Called by the worker."""
    ft.context.disable_auto_update()  # type: ignore[no-untyped-call]
    ft.run(main)

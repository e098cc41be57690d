"""The space between the bars. What does not fit is reached by two buttons with words, never by a guessed gesture."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import flet as ft

from shared.ui.measure import breadth
from shared.ui.theme import XS, S
from shared.ui.view import Ui, height, press, words

log = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds that a client may take to scroll; a page that was replaced meanwhile never answers."""
SLACK = 4.0
"""dp that count as nothing left to see."""
SHARE = 0.8
"""Part of the view that a step moves, so that a line of before stays in sight."""


class Scroller:
    """Holds the content of a page, measures it, and shows the buttons where they are needed."""

    def __init__(self, more: Callable[[int], bool]) -> None:
        self._more = more
        """Asks for further (+1) or earlier (-1) options; False where there are none."""
        self._inner, self._column = self._make()
        self.buttons = ft.Container(visible=False)
        self._view = ft.Container(content=self._column, expand=True)
        self.control = ft.Container(
            content=ft.Column(
                [self._view, self.buttons], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
            ),
            expand=True,
            on_size_change=self._measured,
        )
        self._height = self._content = self._offset = 0.0
        self._ui: Ui | None = None
        self._state = (False, False)
        self._earlier = self._later = self._restart = False

    def put(self, ui: Ui, content: ft.Control, *, anew: bool, earlier: bool, later: bool) -> None:
        """Show this content; `anew` starts at its top. `earlier` and `later`: there are options before or after."""
        if self._ui is not ui:
            self._ui, self._state = ui, (False, False)
            self.buttons.visible = False
        self._earlier, self._later = earlier, later
        if (anew or self._restart) and self._offset:
            self._offset = 0.0
            self._inner, self._column = self._make()
            self._view.content = self._column
        self._restart = False
        self._inner.content = content
        self._inner.padding = ft.Padding.symmetric(horizontal=ui.size.edge, vertical=S)
        self._settle()

    def _make(self) -> tuple[ft.Container, ft.Column]:
        """What is measured, within what scrolls. A new pair begins at its top."""
        inner = ft.Container(on_size_change=self._content_measured, padding=0)
        scrolling = ft.Column(
            [inner],
            scroll=ft.ScrollMode.HIDDEN,
            expand=True,
            on_scroll=self._scrolled,
            scroll_interval=50,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
        return inner, scrolling

    @property
    def _room(self) -> float:
        """Height of the view, with the buttons where they are shown."""
        bar = self._bar_height() if self.buttons.visible else 0.0
        return max(0.0, self._height - bar)

    def _bar_height(self) -> float:
        ui = self._ui
        if ui is None:
            return 0.0
        return max(ui.size.target, height(ui, ui.say("ui.down"), ui.size.bar) + 2 * XS) + XS

    def _settle(self) -> bool:
        """Whether the buttons changed."""
        if self._ui is None:
            return False
        more = self._earlier or self._later
        fits = self._content <= self._height - (self._bar_height() if more else 0.0) + SLACK
        room = self._height if fits else self._height - self._bar_height()
        up = self._earlier or (not fits and self._offset > SLACK)
        down = self._later or (not fits and self._offset + room < self._content - SLACK)
        if (up, down) == self._state and self.buttons.visible == (up or down):
            return False
        self._state = (up, down)
        self.buttons.visible = up or down
        self.buttons.content = ft.Row(
            [self._button("page.up", there=up), self._button("page.down", there=down)],
            spacing=S,
        )
        self.buttons.padding = ft.Padding.only(left=self._ui.size.edge, right=self._ui.size.edge, bottom=XS)
        return True

    def _button(self, id: str, *, there: bool) -> ft.Control:
        ui = self._ui
        if ui is None or not there:
            return ft.Container(expand=True)
        going = self._go_up if id == "page.up" else self._go_down
        icon = ft.Icons.KEYBOARD_ARROW_UP if id == "page.up" else ft.Icons.KEYBOARD_ARROW_DOWN
        said, arrow = ui.say("ui.up" if id == "page.up" else "ui.down"), ui.size.bar * 1.4
        label = words(ui, said, size=ui.size.bar, bold=True, ink=ui.palette.accent.ink)
        room = (ui.size.width - 2 * ui.size.edge - S) / 2 - 2 * XS
        parts: list[ft.Control] = [ft.Icon(icon, size=arrow, color=ui.palette.accent.ink), label]
        if breadth(said) * ui.size.bar + arrow + XS > room:
            parts = [label]  # the words say it; on the narrowest screens the arrow would push them out
        content = ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=XS)
        return press(
            ui,
            id,
            content,
            going,
            pair=ui.palette.accent,
            inner=height(ui, said, ui.size.bar),
            tall=ui.size.target,
            pad=XS,
            expand=True,
        )

    async def turn(self, by: int) -> None:
        """A page further (+1) or back (-1), for who works with keys."""
        up, down = self._state
        if by > 0 and down:
            await self._go_down()
        elif by < 0 and up:
            await self._go_up()

    async def _go_up(self) -> None:
        if self._offset > SLACK:
            await self._to(max(0.0, self._offset - self._room * SHARE))
        elif self._earlier:
            self._to_others(-1)

    async def _go_down(self) -> None:
        rest = self._content - self._room - self._offset
        if rest > SLACK:
            await self._to(self._offset + min(rest, self._room * SHARE))
        elif self._later:
            self._to_others(+1)

    async def reach(self, key: str) -> None:
        """Bring what bears that key for scrolling into view, or the beginning (""); what fits does not move."""
        if self._content <= self._room + SLACK:
            return
        if not key:
            await self._to(0.0)
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._column.scroll_to(scroll_key=key, duration=0)
        except (RuntimeError, TimeoutError) as error:
            log.info("not scrolled: %s", type(error).__name__)

    def _to_others(self, by: int) -> None:
        """Earlier or further options, from their top: the client mistakes where shorter content stands."""
        self._restart = True
        self._more(by)

    async def _to(self, offset: float) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._column.scroll_to(offset=offset, duration=0)
        except (RuntimeError, TimeoutError) as error:
            log.info("not scrolled: %s", type(error).__name__)
            return
        self._offset = offset
        if self._settle():
            self.buttons.update()

    def _scrolled(self, event: ft.OnScrollEvent) -> None:
        if event.event_type is not ft.ScrollType.END:
            return
        self._offset = event.pixels
        if self._settle():
            self.buttons.update()

    def _content_measured(self, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
        self._content = event.height
        if self._settle():
            self.buttons.update()

    def _measured(self, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
        self._height = event.height
        if self._settle():
            self.buttons.update()

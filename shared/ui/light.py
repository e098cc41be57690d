"""Marks the control that one is at, where no finger touches: a frame thicker than any other, with square corners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import flet as ft

from accessibility.requirements import FOCUS_WIDTH
from shared.ui.theme import Palette
from shared.ui.things import Held

WIDTH: Final = 10
"""dp; at least `FOCUS_WIDTH` is asked, and the chosen option has 6, so that the two are told apart."""
assert WIDTH > FOCUS_WIDTH


class Light:
    """At most one thing, or one row of things, is lit. `send` sends a control that changed."""

    def __init__(self, send: Callable[[ft.Control], None]) -> None:
        self._send = send
        self._lit: list[tuple[ft.FilledButton, ft.ButtonStyle]] = []

    def on(self, palette: Palette, things: Sequence[Held], *, send: bool = True) -> None:
        """Light these and nothing else."""
        wanted = [held.button for held in things if held.button is not None]
        if wanted == [button for button, _ in self._lit]:
            return
        changed = self._out()
        for button in wanted:
            style = button.style
            assert isinstance(style, ft.ButtonStyle), "every button is made by `press`"
            self._lit.append((button, style))
            button.style = _lit(palette, style)
        for button in dict.fromkeys([*changed, *wanted]) if send else ():
            self._send(button)

    def off(self) -> None:
        """Nothing is lit."""
        for button in self._out():
            self._send(button)

    def _out(self) -> list[ft.FilledButton]:
        before, self._lit = self._lit, []
        for button, style in before:
            button.style = style
        return [button for button, _ in before]


def _lit(palette: Palette, style: ft.ButtonStyle) -> ft.ButtonStyle:
    primary = style.bgcolor == palette.primary.ground
    ring = palette.focus_on_primary if primary else palette.focus
    return replace(style, side=ft.BorderSide(WIDTH, ring), shape=ft.RoundedRectangleBorder(radius=0))

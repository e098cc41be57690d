"""The line above the lower bar that tells where one is, for who works without touching: what is said stands there."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from shared.domain.text import Text
from shared.ui.breaks import rewrite
from shared.ui.theme import XS, S
from shared.ui.view import Ui, drawn, words


class Line:
    """Hidden until something is put into it. `send` sends a control that changed; `id` is what it is known by."""

    def __init__(self, send: Callable[[ft.Control], None], id: str = "hand.at") -> None:
        self._send, self._id = send, id
        self.control = ft.Container(visible=False)
        self._label: ft.Text | None = None
        self._drawn = 0

    def put(self, ui: Ui, told: Text, *buttons: ft.Control, sign: ft.IconData | None = None) -> None:
        """Draw it, after a sign where there is one; nothing is sent until the page updates."""
        self._label = words(ui, ui.say(told), size=ui.size.bar, bold=True)
        label = ft.Semantics(identifier=self._id, container=True, content=self._label, expand=True)
        self._drawn += 1  # an equal line would count as the same one, and the new words would never be sent
        ahead = [] if sign is None else [ft.Icon(sign, color=ui.palette.bar.ink, size=ui.size.bar * 1.25)]
        self.control.content = ft.Row([*ahead, label, *buttons], spacing=S, key=f"line{self._drawn}")
        self.control.padding = ft.Padding.symmetric(horizontal=S, vertical=XS)
        self.control.bgcolor = ui.palette.bar.ground
        self.control.border = ft.Border.only(top=ft.BorderSide(2, ui.palette.border))
        self.control.visible = True

    def tell(self, ui: Ui, told: Text) -> None:
        """Other words, sent at once."""
        if self._label is not None:
            rewrite(self._label, drawn(ui, ui.say(told)))
            self._send(self._label)

    def hide(self) -> None:
        """Nobody works so."""
        self._label, self.control.visible, self.control.content = None, False, None

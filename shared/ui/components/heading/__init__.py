"""The head of a page: what is asked as a real heading, one sentence of help, and how far it still is, in words."""

from __future__ import annotations

import flet as ft

from shared.ui.view import Ui, column, heading, words


def page_head(ui: Ui, title: str, help: str = "") -> ft.Column:
    """The heading and, where there is one, the sentence below it."""
    parts: list[ft.Control] = [heading(ui, title)]
    if help:
        parts.append(words(ui, help, ink=ui.palette.secondary))
    return column(*parts, gap=ui.size.apart)

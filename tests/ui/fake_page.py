"""A page without a client: remembers what was put on it, and how often it was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import flet as ft


@dataclass
class FakePage:
    """What `Screen` uses of a page."""

    width: float = 1080
    height: float = 1920
    controls: list[ft.Control] = field(default_factory=list)
    updates: int = 0
    title: str = ""
    bgcolor: str = ""
    padding: int = 0
    spacing: int = 0
    theme: object = None
    theme_mode: object = None
    fonts: object = None
    rtl: bool = False
    locale_configuration: ft.LocaleConfiguration | None = None
    on_resize: object = None
    on_keyboard_event: object = None
    on_close: object = None

    def update(self, *_: ft.Control) -> None:
        self.updates += 1

    @property
    def page(self) -> ft.Page:
        """As the type that the screen expects."""
        return cast(ft.Page, self)

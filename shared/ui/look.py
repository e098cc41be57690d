"""How a session looks and whether it is read aloud; gone with the session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import flet as ft

from shared.ui.theme import DAY, Metrics, next_palette

LANGUAGES: Final = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Look:
    """Theme, size of the body text (0: this screen's own), language, and whether pages are read aloud."""

    theme: str = DAY.name
    body: int = 0
    lang: str = "zh"
    aloud: bool = True

    def contrasted(self) -> Look:
        """The next theme."""
        return replace(self, theme=next_palette(self.theme))

    def other_language(self) -> Look:
        """The next language."""
        return replace(self, lang=LANGUAGES[(LANGUAGES.index(self.lang) + 1) % len(LANGUAGES)])

    def resized(self, size: Metrics, by: int) -> Look:
        """A step larger or smaller, as far as there are steps."""
        steps = size.steps
        at = min(max(steps.index(size.body) + by, 0), len(steps) - 1)
        return replace(self, body=steps[at])


def locale(lang: str) -> ft.Locale:
    """What `<html lang>` says."""
    return ft.Locale("zh", "CN", "Hans") if lang == "zh" else ft.Locale(lang)

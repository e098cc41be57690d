"""What the client is told of a language."""

from __future__ import annotations

import flet as ft

from accessibility.settings import LANGUAGES

__all__ = ["LANGUAGES", "locale"]


def locale(lang: str) -> ft.Locale:
    """What `<html lang>` says."""
    return ft.Locale("zh", "CN", "Hans") if lang == "zh" else ft.Locale(lang)

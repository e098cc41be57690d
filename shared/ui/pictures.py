"""Pictures: one family of two-tone filled shapes, coloured by the theme. What has no picture shows its words alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import flet as ft

from shared.ui.view import Ui

FOLDER: Final = Path(__file__).parents[2] / "assets" / "icons"
DARK, LIGHT, WHITE = "#0A4D46", "#FFC94D", "#FFFFFF"
"""The colours of the drawings, replaced by those of a theme."""
ALIASES: Final[Mapping[str, str]] = {
    "passive_check": "passive",
    "minimum_living": "minimum",
    "living_allowance": "minimum",
    "account": "bank",
    "abroad": "place",
    "agreed": "helper",
    "dismissed": "leave",
    "expired": "calendar",
    "forced": "warning",
    "own_will": "walk",
    "working": "work",
    "serving": "flag",
    "pension": "money",
    "refused": "no",
    "imprisoned": "bars",
    "self": "card",
    "video": "camera",
    "allowance": "minimum",
    "other": "dots",
    "wheelchair": "chair",
    "sign": "hands",
    "dialect": "talk",
    "guide": "dog",
    "spouse": "helper",
    "child": "family",
    "parent": "person",
    "grandchild": "family",
    "home": "house",
    "company": "factory",
    "shares": "chart",
}
"""Options that share a drawing, by the picture's name in a declaration."""


@cache
def _drawn(name: str, theme: str, dark: str, light: str, white: str) -> str:
    file = FOLDER / f"{ALIASES.get(name, name)}.svg"
    if not name.replace("_", "").isalnum() or not file.is_file():
        return ""
    drawing = file.read_text(encoding="utf-8")
    for old, mark in ((DARK, "@d"), (LIGHT, "@l"), (WHITE, "@w")):
        drawing = drawing.replace(old, mark)
    return drawing.replace("@d", dark).replace("@l", light).replace("@w", white)


def has_picture(name: str) -> bool:
    """Whether there is a picture of that name."""
    return bool(name) and name.replace("_", "").isalnum() and (FOLDER / f"{ALIASES.get(name, name)}.svg").is_file()


def picture(ui: Ui, name: str, size: float = 0) -> ft.Control | None:
    """The picture of that name in the theme's colours, or None where there is none. It is decoration beside words."""
    match ui.palette.name:
        case "white_on_black":
            colours = ("#FFFFFF", "#FFD23F", "#000000")
        case "black_on_yellow":
            colours = ("#000000", "#FFFFFF", "#FFE34D")
        case _:
            colours = (DARK, LIGHT, WHITE)
    drawing = _drawn(name, ui.palette.name, *colours)
    if not drawing:
        return None
    side = size or ui.size.picture
    return ft.Image(src=drawing, width=side, height=side, exclude_from_semantics=True)

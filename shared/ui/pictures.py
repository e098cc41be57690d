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
TONES: Final[Mapping[str, tuple[str, str, str]]] = {
    "day": ("#063B36", "#C07000", "#FFFFFF"),
    "white_on_black": ("#FFFFFF", "#FFD23F", "#000000"),
    "black_on_yellow": ("#000000", "#9A6200", "#FFE34D"),
}
"""Of each theme. Each tone stands out from the ground by 3:1 (WCAG 2.2 SC 1.4.11): a coin or a bar of the second one
stands alone on its tile, and means something. But for white and yellow on black they stand out from each other too."""
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
    "employee": "factory",
    "resident": "wheat",
    "man": "person",
    "worker": "gear",
    "cadre": "document",
    "on_time": "calendar",
    "early": "sunrise",
    "late": "sunset",
    "pension.scheme": "money",
    "pension.region": "place",
    "pension.group": "work",
    "pension.months": "chart",
    "pension.account": "bank",
    "old_age": "elder",
    "refused": "no",
    "imprisoned": "bars",
    "self": "card",
    "allowance": "minimum",
    "other": "dots",
    "another": "dots",
    "something_else": "dots",
    "wheelchair": "chair",
    "sign": "hands",
    "dialect": "talk",
    "language": "talk",
    "guide": "dog",
    "large_print": "size_larger",
    "home_visit": "visit",
    "companion": "helper",
    "cantonese": "teacup",
    "wu": "bridge",
    "minnan": "boat",
    "uyghur": "grapes",
    "tibetan": "mountain",
    "mongolian": "yurt",
    "soonest": "clock",
    "morning": "sunrise",
    "afternoon": "sunset",
    "any": "clock",
    "spouse": "couple",
    "parent": "elder",
    "relative": "relatives",
    "home": "house",
    "company": "factory",
    "shares": "chart",
    "icbc": "gear",
    "abc": "wheat",
    "boc": "coin",
    "ccb": "crane",
    "postal": "envelope",
    "treatment": "health",
    "travel": "train",
    "subsidy": "money",
    "border": "passport",
    "result": "passive",
    "other_day": "calendar",
    "died": "candle",
    "missing": "seek",
    "sentenced": "bars",
    "elsewhere": "place",
    "paid": "money",
    "person.born": "calendar",
    "person.male": "gender",
    "person.post": "work",
    "person.region": "house",
    "jobseeker.registered": "document",
    "employment.active": "factory",
    "employment.last_day": "calendar",
    "employment.reason": "leave",
    "contributions.months": "chart",
    "contributions.region": "place",
    "resident.paid_until": "calendar",
    "pension.drawing": "money",
    "other_value": "pencil",
    "old": "clock",
    "never": "bell_off",
    "later": "clock",
    "check_due": "passive",
    "contribution_due": "money",
    "entitled": "unemployment",
    "facts": "document",
    "amount": "money",
    "special": "person",
    "unclear": "search",
    "law": "yes",
    "reasons": "talk",
    "slow": "clock",
    "pay": "money",
    "explain": "talk",
    "preset_elder": "elder",
    "private_full": "preset_listen",
    "tongue_usual": "talk",
    "tongue_yue": "teacup",
    "preset_sign": "hands",
    "preset_keys": "keypad",
    "preset_switch": "scan_one",
    "keys_on": "keypad",
    "keys_off": "hands",
    "scan_off": "none",
    "pace_slower": "rate_slower",
    "pace_faster": "rate_faster",
    "room_code": "code",
}
"""Options that share a drawing, by the picture's name in a declaration. No two of one question may (tests)."""


@cache
def _drawn(name: str, theme: str, dark: str, light: str, white: str) -> str:
    if not has_picture(name):
        return ""
    drawing = _file(name).read_text(encoding="utf-8")
    for old, mark in ((DARK, "@d"), (LIGHT, "@l"), (WHITE, "@w")):
        drawing = drawing.replace(old, mark)
    return drawing.replace("@d", dark).replace("@l", light).replace("@w", white)


def drawing_of(name: str) -> str:
    """The drawing that stands for a name; several names may share one."""
    return ALIASES.get(name, name)


def _file(name: str) -> Path:
    return FOLDER / f"{drawing_of(name)}.svg"


def has_picture(name: str) -> bool:
    """Whether there is a picture of that name."""
    return drawing_of(name).replace("_", "").isalnum() and _file(name).is_file()


def picture(ui: Ui, name: str, size: float = 0) -> ft.Control | None:
    """The picture of that name in the theme's colours, or None where there is none. It is decoration beside words."""
    drawing = _drawn(name, ui.palette.name, *TONES[ui.palette.name])
    if not drawing:
        return None
    side = size or ui.size.picture
    return ft.Image(src=drawing, width=side, height=side, exclude_from_semantics=True)

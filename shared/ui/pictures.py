"""Pictures: one family of two-tone filled shapes, coloured by the theme. What has no picture shows its words alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import flet as ft

from shared.i18n.faces import PICTURES
from shared.ui.drawings import character, is_drawn
from shared.ui.view import Ui

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


@ft.control("Text")  # type: ignore[arg-type]
class Picture(ft.LayoutControl):
    """For the client a line of words, of one character in the face of pictures; for ourselves no words at all."""

    value: str = ""
    size: float | None = None
    weight: ft.FontWeight | None = None
    font_family: str | None = None
    style: ft.TextStyle | None = None


def drawing_of(name: str) -> str:
    """The drawing that stands for a name; several names may share one."""
    return ALIASES.get(name, name)


def has_picture(name: str) -> bool:
    """Whether there is a picture of that name."""
    return is_drawn(drawing_of(name))


def picture(ui: Ui, name: str, size: float = 0) -> ft.Semantics | None:
    """The picture of that name in the theme's colours, or None where there is none. It is decoration beside words."""
    if not has_picture(name):
        return None
    side = size or ui.size.picture
    shown = Picture(
        character(drawing_of(name), ui.palette.name),
        size=side,
        width=side,
        height=side,
        weight=ft.FontWeight.W_400,
        font_family=PICTURES.family,
        style=ft.TextStyle(height=1),
    )
    return ft.Semantics(content=shown, exclude_semantics=True)

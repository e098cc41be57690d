"""Contrast as WCAG 2.2 measures it, and which of two colours fall short of what is asked."""

from __future__ import annotations

import re
from typing import Final

_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)
_LINEAR_BELOW: Final = 0.04045


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2, definition of relative luminance); ValueError otherwise."""
    if not _HEX.fullmatch(colour):
        raise ValueError("a colour is #RRGGBB")
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return sum(weight * _linear(part) for weight, part in zip(_WEIGHTS, parts, strict=True))


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)

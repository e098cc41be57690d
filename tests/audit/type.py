"""Measures of our faces: how wide words are, where they can break, which characters have a glyph."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FONTS: Final = Path(__file__).parents[2] / "assets" / "fonts"
REGULAR, BOLD = "Nuanchuang-Regular.otf", "Nuanchuang-Bold.otf"
HELD: Final = re.compile(r"[A-Za-z0-9'’.,;:!?%()/+-]+|[\u0600-\u06ff]+|[\uac00-\ud7a3]+")
"""What is never broken: words of letters, numbers with their signs, words of Uyghur and Korean."""
KERNED: Final = 0.95
"""Part of the sum of its characters that a line takes at least: pairs such as Ta stand closer."""
UNSEEN: Final = re.compile(r"[\s\u200b-\u200f\u2066-\u2069\ufeff]")
"""Spaces and marks of direction have no picture."""


@cache
def advances(face: str) -> dict[int, float]:
    """Width of each character over the type size."""
    font = TTFont(FONTS / face, lazy=True)
    widths, unit = font["hmtx"], font["head"].unitsPerEm
    return {code: widths[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


@cache
def faces() -> tuple[str, ...]:
    """Every face that is bundled."""
    return tuple(sorted(file.name for file in FONTS.glob("*.otf"))) + tuple(
        sorted(file.name for file in FONTS.glob("*.ttf"))
    )


@cache
def covered() -> frozenset[int]:
    """The characters that any of our faces can draw."""
    return frozenset(code for face in faces() for code in advances(face))


def without_glyph(words: str) -> str:
    """The characters that none of our faces can draw, each once."""
    return "".join(sorted({c for c in UNSEEN.sub("", words) if ord(c) not in covered()}))


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide words are on one line, in dp; what our text face lacks counts as a full square."""
    table = advances(BOLD if bold else REGULAR)
    return sum(table.get(ord(c), 1.0) for c in words) * size


def held(words: str) -> Iterator[str]:
    """The pieces that a line never breaks."""
    return (found.group() for found in HELD.finditer(words))


def lines(words: str, size: float, room: float, *, bold: bool = False) -> int:
    """At least so many lines in so much room, in dp: no line holds more than its room."""
    rows = 0
    for line in words.split("\n"):
        rows += max(1, math.ceil(width(line, size, bold=bold) * KERNED / max(1.0, room)))
    return rows

"""Measures of our faces: how wide words are, where they can break, which characters have a glyph."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FONTS: Final = Path(__file__).parents[2] / "assets" / "fonts"
TEXT = ("Nuanchuang-Regular.otf", "Nuanchuang-Bold.otf")
ARABIC = ("NuanchuangArabic-Regular.ttf", "NuanchuangArabic-Bold.ttf")
KOREAN = ("NuanchuangKorean-Regular.otf", "NuanchuangKorean-Bold.otf")
FACES: Final = (TEXT, KOREAN, ARABIC)
"""Regular and bold, in the order in which they are asked for a character."""
HELD: Final = re.compile(r"[A-Za-z0-9'’.,;:!?%()/+-]+|[\u0600-\u06ff]+|[\uac00-\ud7a3]+")
"""What is never broken: words of letters, numbers with their signs, words of Uyghur and Korean."""
KERNED: Final = 0.95
"""Part of the sum of its characters that a line takes at least: pairs such as Ta stand closer."""
UNSEEN: Final = re.compile(r"[\s\u200b-\u200f\u2066-\u2069\ufeff]")
"""Spaces and marks of direction have no picture."""


KEPT: Final = 20_000
"""Texts whose measures are kept: the same words come in every theme and size."""


@cache
def advances(face: str) -> dict[int, float]:
    """Width of each character over the type size."""
    font = _font(face)
    widths, unit = font["hmtx"], font["head"].unitsPerEm
    return {code: widths[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


@cache
def _font(face: str) -> TTFont:
    return TTFont(FONTS / face, lazy=True)


@cache
def _joined(face: str) -> dict[str, dict[int, float]]:
    """Width of each letter over the type size where it begins a joined piece, stands within it, ends it."""
    font = _font(face)
    widths, unit, glyphs, table = font["hmtx"], font["head"].unitsPerEm, font.getBestCmap(), font["GSUB"].table
    found: dict[str, dict[int, float]] = {"init": {}, "medi": {}, "fina": {}}
    for record in table.FeatureList.FeatureRecord:
        for index in record.Feature.LookupListIndex if record.FeatureTag in found else ():
            for part in table.LookupList.Lookup[index].SubTable:
                turned = getattr(getattr(part, "ExtSubTable", part), "mapping", {})
                found[record.FeatureTag] |= {c: widths[turned[g]][0] / unit for c, g in glyphs.items() if g in turned}
    return found


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


@lru_cache(KEPT)
def without_glyph(words: str) -> str:
    """The characters that none of our faces can draw, each once."""
    return "".join(sorted({c for c in UNSEEN.sub("", words) if ord(c) not in covered()}))


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide words are on one line, in dp; what no face draws counts as a full square."""
    return _width(words, bold) * size


@lru_cache(KEPT)
def _width(words: str, bold: bool) -> float:
    tables = [advances(pair[bold]) for pair in FACES]
    arabic = ARABIC[bold]
    total = 0.0
    for before, c, after in zip(" " + words, words, words[1:] + " ", strict=False):
        if UNSEEN.match(c) and c != " ":
            continue
        usual = next((table[ord(c)] for table in tables if ord(c) in table), 1.0)
        total += _in_its_place(arabic, before, c, after, usual) if "\u0600" <= c <= "\u06ff" else usual
    return total


def _in_its_place(face: str, before: str, c: str, after: str, alone: float) -> float:
    """The width of an Arabic letter as its neighbours make it."""
    forms = _joined(face)
    tied = ord(before) in forms["init"] and ord(c) in forms["fina"]
    goes_on = ord(c) in forms["init"] and ord(after) in forms["fina"]
    form = "medi" if tied and goes_on else "fina" if tied else "init" if goes_on else ""
    return forms[form].get(ord(c), alone) if form else alone


def held(words: str) -> Iterator[str]:
    """The pieces that a line never breaks."""
    return (found.group() for found in HELD.finditer(words))


def lines(words: str, size: float, room: float, *, bold: bool = False) -> int:
    """At least so many lines in so much room, in dp: no line holds more than its room."""
    rows = 0
    for line in words.split("\n"):
        rows += max(1, math.ceil(width(line, size, bold=bold) * KERNED / max(1.0, room)))
    return rows

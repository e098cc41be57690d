"""How wide words are, before any client has drawn them: what stands side by side must not tear a word apart.

Estimates in sizes of the type, from the bold faces; rather too wide than too narrow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from shared.i18n.bilingual import lines

LATIN: Final[Mapping[str, float]] = {
    character: width
    for width, characters in (
        (0.24, " "),
        (0.34, "ijlI.,:;'!|"),
        (0.45, "frt-()/"),
        (0.53, "csz"),
        (0.6, "aekgvxyFJLY0123456789"),
        (0.66, "bdhnopquACESTVXZ"),
        (0.78, "BDGHKNOPQRU"),
        (0.97, "mwMW"),
        (1.0, "•"),
    )
    for character in characters
}
OTHER: Final = 0.7
"""Any other character of an alphabet."""
HANGUL: Final = 0.92
UIGHUR: Final[Mapping[str, tuple[float, float]]] = {
    character: widths
    for widths, characters in (
        ((0.32, 0.32), "ا"),
        ((0.45, 0.45), "رزژ"),
        ((0.56, 0.56), "وۇۆۈۋە"),
        ((0.38, 0.82), "ئىينې"),
        ((0.41, 1.14), "بپتف"),
        ((0.34, 0.79), "ل"),
        ((0.53, 0.97), "كگڭق"),
        ((1.02, 1.44), "سش"),
    )
    for character in characters
}
"""Letters before another one of their word, and at its end."""
LETTER: Final = (0.65, 0.82)
"""Any other of them."""
ANYWHERE: Final = re.compile(r"[\s\u2e80-\uabff\ud7b0-\uffff]+")
"""A line may break at a space and between Chinese characters; a Korean word is read whole."""
TOGETHER: Final = 4
"""Chinese characters on a button that stay on one line."""
SPACED: Final = 7
"""Korean ones: the client breaks within their words too."""
UNSEEN: Final = re.compile("[\u200b-\u200f\u2060-\u2069\ufeff]")
"""Marks of direction and the like have no width."""


def breadth(words: str) -> float:
    """About how wide the longest line of words is, in sizes of their type; rather too wide than too narrow."""
    return max(_line(UNSEEN.sub("", line)) for line in lines(words))


def _line(line: str) -> float:
    return sum(_advance(c, after) for c, after in zip(line, (line + " ")[1:], strict=True))


def _advance(character: str, after: str) -> float:
    if "\uac00" <= character <= "\ud7a3":
        return HANGUL
    if ord(character) > 0x2E7F:
        return 1.0
    if _joins(character):
        return UIGHUR.get(character, LETTER)[not _joins(after)]
    return LATIN.get(character, OTHER)


def _joins(character: str) -> bool:
    return "\u0620" <= character <= "\u06d5"


def longest(what: str) -> float:
    """About how wide the widest piece is that no line may break, in sizes of its type."""
    return max(breadth(piece) for line in lines(what) for piece in ANYWHERE.split(line))


def least(what: str) -> float:
    """About how wide a button's words are at least, in sizes of their type: no word torn, no column of characters."""
    return max(longest(what), *(min(breadth(line), _together(line)) for line in lines(what)))


def _together(line: str) -> int:
    return SPACED if any("\uac00" <= c <= "\ud7a3" for c in line) else TOGETHER

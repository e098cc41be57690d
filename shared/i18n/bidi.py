"""Keeps numbers, Latin and Chinese in their order inside lines that run from right to left (UAX #9, isolates).

Without it `1101 1234` in a Uyghur sentence is drawn as `1234 1101`, and a full stop jumps to the wrong end.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LEFT_TO_RIGHT: Final = "\u2066"
FIRST_STRONG: Final = "\u2068"
END: Final = "\u2069"
_SIGNS: Final = str.maketrans(dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def runs_right_to_left(words: str) -> bool:
    """Whether any letter of them belongs to a script that is written from right to left."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in words)


def isolated(words: str) -> str:
    """A piece put into a sentence: its order is its own, by its first letter, and does not disturb what is around it.

    A bare number or a piece in the sentence's own script needs no signs and gets none.
    """
    mixed = any(unicodedata.bidirectional(c) in ("L", "EN") for c in words)
    return f"{FIRST_STRONG}{words}{END}" if mixed and not words.isdecimal() else words


def left_to_right(words: str) -> str:
    """Words that stand alone and hold no letter written from right to left: a number, a date, a Chinese name."""
    if len(words.strip()) < 2 or words.isdecimal() or runs_right_to_left(words):
        return words
    return f"{LEFT_TO_RIGHT}{words}{END}"


def bare(words: str) -> str:
    """Without signs of direction: for the voice, for comparing, for files."""
    return words.translate(_SIGNS)

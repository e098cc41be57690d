"""The input method on the screen: pinyin, strokes, letters and signs become words, with no keyboard and no network.

`Method` and `Composition` are all that a screen needs: a key or a chosen candidate gives the next composition and the
words of the field. Candidates are ranked by how often they are used; what a person chose is remembered until they
leave. The tables are in `assets/input`, read at the first key.
"""

from __future__ import annotations

from accessibility.input.composing import (
    BACK,
    CLEAR,
    IN_VIEW,
    LETTERS,
    SIGNS,
    SPACE,
    Composition,
    Method,
    Way,
)
from accessibility.input.hints import told, word_for
from accessibility.input.pinyin import Candidate, Memory, Pinyin
from accessibility.input.presses import presses
from accessibility.input.spelling import ACCENTS, STRONG, shown
from accessibility.input.strokes import ANY, STROKES, Strokes, strokes

__all__ = [
    "ACCENTS",
    "ANY",
    "BACK",
    "CLEAR",
    "IN_VIEW",
    "LETTERS",
    "SIGNS",
    "SPACE",
    "STROKES",
    "STRONG",
    "Candidate",
    "Composition",
    "Memory",
    "Method",
    "Pinyin",
    "Strokes",
    "Way",
    "presses",
    "shown",
    "strokes",
    "told",
    "word_for",
]

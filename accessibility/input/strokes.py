"""Characters by their strokes, for who knows no pinyin: 横 竖 撇 点 折 in the order of writing."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from accessibility.input.lexicon import FOLDER, WORDS, WORTH
from accessibility.input.pinyin import Candidate

STROKES: Final = {"h": "1", "s": "2", "p": "3", "n": "4", "z": "5"}
"""The five keys by their names (横 héng, 竖 shù, 撇 piě, 点捺 nà, 折 zhé), and how the table writes
them: 提 counts as 横, 捺 as 点, 竖钩 as 竖, all that turns as 折
(GB/T 13000.1 字符集汉字折笔规范, GF 2001-2001)."""
ANY: Final = "?"
"""The key for a stroke that one is not sure of."""
MOST: Final = 120
"""Candidates that are worth paging through."""
STROKE_BITS: Final = 0.75
"""What each stroke that is still to be written costs, so that short characters come before rare long ones."""


class Strokes:
    """The table of one machine; holds nothing of anybody."""

    def __init__(self, table: str) -> None:
        pairs = [line.split(":", 1) for line in table.splitlines()]
        self._keys = [key for key, _ in pairs]
        self._characters = [[(c, WORTH[level]) for c, level in WORDS.findall(row)] for _, row in pairs]
        self._order = {c: key for key, row in zip(self._keys, self._characters, strict=True) for c, _ in row}

    def order(self, character: str) -> str:
        """How a character is written, as the keys show it; empty where it is not known."""
        keys = {digit: key for key, digit in STROKES.items()}
        return "".join(keys[digit] for digit in self._order.get(character, ""))

    def candidates(self, strokes: str) -> tuple[Candidate, ...]:
        """Characters that begin with these strokes: those that end there first, then the most used."""
        if not strokes:
            return ()
        digits = "".join(STROKES.get(key, ".") for key in strokes)
        sure = digits.partition(".")[0]
        wanted = re.compile(digits)
        found: list[tuple[bool, float, str]] = []
        for at in range(bisect_left(self._keys, sure), len(self._keys)):
            key = self._keys[at]
            if not key.startswith(sure):
                break
            if wanted.match(key):
                more = len(key) - len(digits)
                found += [(more > 0, STROKE_BITS * more - bits, c) for c, bits in self._characters[at]]
        return tuple(Candidate(c, (), len(strokes), -cost) for _, cost, c in sorted(found)[:MOST])


@cache
def strokes() -> Strokes:
    """The strokes of this machine, read at their first use."""
    return Strokes(FOLDER.joinpath("strokes.txt").read_text("utf-8"))

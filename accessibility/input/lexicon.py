"""What words there are, how they are read and how often they are used; taken apart only where it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "assets" / "input"
WORTH: Final = {level: n / 2 for n, level in enumerate(ascii_uppercase + ascii_lowercase)}
"""How often a word is used, as the logarithm of its count (the format is described in `assets/input/build.py`)."""
WORDS: Final = re.compile(r"([^A-Za-z]+)([A-Za-z])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a character with one way to read it; `bits` is the logarithm of how often it is used."""

    text: str
    syllables: tuple[str, ...]
    bits: float


class Lexicon:
    """Words by the first letters of their syllables. Rows are taken apart when they are first asked, and kept so."""

    def __init__(self, table: str, rare: str = "", names: str = "") -> None:
        self._table = table
        self._rows = dict(line.split("\t", 1) for line in table.splitlines())
        self._rare = dict(line.split(":", 1) for line in rare.splitlines())
        family, given, third, told = (*names.splitlines(), "", "", "", "")[:4]
        self.family = {character: n for n, character in enumerate(family)}
        self.given = {character: n for n, character in enumerate(given)}
        self.third = frozenset(third)
        """The third level of 通用规范汉字表: characters of names, places and sciences."""
        self.begins = frozenset(first[:n] for first in self._rows for n in range(1, len(first) + 1))
        """Every row of first letters that some word begins with."""
        self.syllables = frozenset(
            group.partition(":")[0] for first, row in self._rows.items() if len(first) == 1 for group in row.split(" ")
        ) | frozenset(self._rare)
        self.parts = frozenset(syllable[:n] for syllable in self.syllables for n in range(1, len(syllable)))
        """What a syllable may look like while it is being typed."""
        self.told = {word[-1]: word for word in told.split()}
        """How people tell surnames that sound alike apart, by their parts: 张 is 弓长张."""
        self._taken: dict[str, dict[tuple[str, ...], tuple[Word, ...]]] = {}
        self._singles = "".join(row for first, row in self._rows.items() if len(first) == 1)

    def words(self, first: str) -> Mapping[tuple[str, ...], tuple[Word, ...]]:
        """The words whose syllables begin with these letters, by reading, the most used of each first."""
        if first not in self._taken:
            self._taken[first] = dict(self._read(self._rows.get(first, "")))
        return self._taken[first]

    @staticmethod
    def _read(row: str) -> Iterator[tuple[tuple[str, ...], tuple[Word, ...]]]:
        for group in row.split(" ") if row else ():
            reading, _, words = group.partition(":")
            of = tuple(reading.split("'"))
            yield of, tuple(Word(text, of, WORTH[level]) for text, level in WORDS.findall(words))

    def most(self, character: str) -> float:
        """How often a character is used in the reading in which it is used most."""
        worth, at = 0.0, self._singles.find(character)
        while at >= 0:
            worth = max(worth, WORTH[self._singles[at + 1]])
            at = self._singles.find(character, at + 1)
        return worth

    def rare(self, syllable: str) -> str:
        """The characters read so that only names still use."""
        return self._rare.get(syllable, "")

    def holding(self, character: str) -> Iterator[tuple[str, float]]:
        """The words of two and more characters in which this one stands, with how often they are used."""
        table, at = self._table, self._table.find(character)
        while at >= 0:
            start, end = at, at + 1
            while not _edge(table[start - 1]):
                start -= 1
            while not _edge(table[end]):
                end += 1
            if end - start > 1:
                yield table[start:end], WORTH[table[end]]
            at = table.find(character, end)


def _edge(sign: str) -> bool:
    return sign.isascii()


@cache
def lexicon() -> Lexicon:
    """The lexicon of this machine, read at its first use."""
    table, rare, names = (FOLDER.joinpath(name).read_text("utf-8") for name in ("pinyin.txt", "rare.txt", "names.txt"))
    return Lexicon(table, rare, names)

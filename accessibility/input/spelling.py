"""How letters can be parted into syllables: whole ones, first letters, and the one that is still being typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from accessibility.input.lexicon import Lexicon

LONGEST: Final = 6
"""Letters of the longest syllable (zhuang)."""
MOST: Final = 8
"""Syllables of the longest word."""
TWO: Final = ("zh", "ch", "sh")
APART: Final = "'"
"""Parts syllables where letters alone do not say it: xi'an."""

ACCENTS: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("ing", "in"), ("eng", "en"), ("v", "u"))
"""Sounds that many people's own speech does not part; either is found by the other. v is ü, which has no key."""
STRONG: Final = (*ACCENTS, ("h", "f"))
"""With h and f, as in the south."""
Accents = tuple[tuple[str, str], ...]


class Size(Enum):
    """How much of its syllable a unit is."""

    WHOLE = "whole"
    FIRST = "first"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Unit:
    """Letters that stand for one syllable."""

    letters: str
    size: Size


@dataclass(frozen=True, slots=True)
class Path:
    """Units from the beginning of the letters, and how many letters they are."""

    units: tuple[Unit, ...]
    used: int


def units(lexicon: Lexicon, letters: str, at: int) -> Iterator[tuple[Unit, int]]:
    """What can stand at that place, with where it ends: whole syllables, the longest first; then less."""
    rest = letters[at : at + LONGEST].partition(APART)[0]
    for n in range(len(rest), 0, -1):
        if rest[:n] in lexicon.syllables:
            yield Unit(rest[:n], Size.WHOLE), _over(letters, at + n)
    if at + len(rest) == len(letters) and rest in lexicon.parts:
        yield Unit(rest, Size.BEGUN), len(letters)
    for head in (rest[:2] if rest[:2] in TWO else "", rest[:1]):
        if head and at + len(head) < len(letters) and head in lexicon.parts:
            yield Unit(head, Size.FIRST), _over(letters, at + len(head))


def _over(letters: str, at: int) -> int:
    return at + 1 if letters[at : at + 1] == APART else at


def paths(lexicon: Lexicon, letters: str, at: int = 0) -> Iterator[Path]:
    """Every way to read letters from that place on as a row of syllables with which some word begins."""
    open: list[Path] = [Path((), at)]
    while open:
        path = open.pop()
        if path.units:
            yield path
        if path.used >= len(letters) or len(path.units) == MOST:
            continue
        for unit, end in units(lexicon, letters, path.used):
            made = (*path.units, unit)
            if "".join(u.letters[0] for u in made) in lexicon.begins or len(made) == 1 or _bends(made):
                open.append(Path(made, end))


def _bends(made: tuple[Unit, ...]) -> bool:
    return len(made) <= 3 and any(unit.letters[0] in "nl" for unit in made)


def heard(syllable: str, accents: Accents, known: frozenset[str]) -> dict[str, int]:
    """The syllables that may be meant, with how many sounds differ: 0 for the one that was typed."""
    found = {syllable: 0}
    for pair in accents:
        for one, other in (pair, pair[::-1]):
            for have, n in tuple(found.items()):
                for meant in _changed(have, one, other):
                    if meant in known and found.get(meant, 9) > n + 1:
                        found[meant] = n + 1
    return {meant: n for meant, n in found.items() if meant in known}


def _changed(syllable: str, one: str, other: str) -> Iterator[str]:
    if one in ("v", "u"):
        if syllable[0] in "nl" and syllable[1:2] == one:
            yield syllable[0] + other + syllable[2:]
    elif one[0] in "ie":
        if syllable.endswith(one):
            yield syllable[: -len(one)] + other
    elif syllable.startswith(one) and not (len(one) == 1 and syllable[1:2] == "h"):
        yield other + syllable[len(one) :]


def shown(lexicon: Lexicon, letters: str) -> tuple[str, ...]:
    """The letters parted for the eye: as few syllables as there can be, first letters only where nothing else fits."""
    best: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for at in range(len(letters)):
        if at not in best:
            continue
        cost, parts = best[at]
        for unit, end in units(lexicon, letters, at):
            more = cost + {Size.WHOLE: 2, Size.BEGUN: 3, Size.FIRST: 5}[unit.size]
            if end not in best or more < best[end][0]:
                best[end] = more, (*parts, unit.letters)
        if at + 1 not in best:
            best[at + 1] = cost + 9, (*parts, letters[at])
    return best[len(letters)][1]

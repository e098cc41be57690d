"""Letters of pinyin become words: whole syllables, first letters, the speaker's accent, whole sentences.

Everything is ranked by how often it is used; what the person chose in this session comes first, and is forgotten with
them. Tones are not typed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from accessibility.input.lexicon import Lexicon, Word, lexicon
from accessibility.input.spelling import ACCENTS, APART, Accents, Path, Size, Unit, heard, paths

ACCENT_BITS: Final = 8.0
"""What a differing sound costs, in bits: as if the word were used 256 times less."""
BEGUN_BITS: Final = 3.0
_SHORT: Final = {Size.WHOLE: 0, Size.BEGUN: 1, Size.FIRST: 2}
FIRST_BITS: Final = 12.0
_UNSURE: Final = {Size.WHOLE: 0.0, Size.BEGUN: BEGUN_BITS, Size.FIRST: FIRST_BITS}
ALL_BITS: Final = 26.0
"""The logarithm of how many words the counts come from."""
NAME_BITS: Final = 40.0
GIVEN_BITS: Final = 30.0
ONLY_NAMES_BITS: Final = 10.0
"""Of names: surnames where one is expected, then what people are called, then characters that serve little else."""
FEW: Final = 6
"""Words for a part of the letters: a page of them, then the characters of the first syllable."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that the letters may mean: their syllables, how many letters they use up, and how likely they are."""

    text: str
    syllables: tuple[str, ...]
    used: int
    bits: float = 0.0
    short: int = 0
    """0: every syllable is typed whole; 1: the last is only begun; 2: first letters stand for syllables."""


@dataclass(slots=True)
class Memory:
    """What one person chose in this session; never written anywhere."""

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def learn(self, text: str, syllables: tuple[str, ...]) -> None:
        """The latest choice comes first."""
        self.chosen.pop(text, None)
        self.chosen[text] = syllables

    def forget(self) -> None:
        """Nothing of the person stays."""
        self.chosen.clear()


class Pinyin:
    """The candidates for letters. One for each screen, since it holds what its person chose."""

    def __init__(self, words: Lexicon | None = None, accents: Accents = ACCENTS) -> None:
        self._given = words
        self._accents = accents
        self._found: dict[tuple[Unit, ...], tuple[tuple[Word, float], ...]] = {}
        self.memory = Memory()

    @property
    def lexicon(self) -> Lexicon:
        """Read when it is first needed."""
        return self._given if self._given is not None else lexicon()

    def forget(self) -> None:
        """Nothing of the person stays, nor what was looked up for them."""
        self.memory.forget()
        self._found.clear()

    def candidates(self, letters: str, *, name: bool = False, family: bool = False) -> tuple[Candidate, ...]:
        """What the letters may mean, best first. `name`: characters in the order of names, and rare ones; `family`:
        surnames first."""
        best: dict[tuple[str, int], Candidate] = {}
        for path in paths(self.lexicon, letters):
            short = max(_SHORT[unit.size] for unit in path.units)
            for word, bits in self._fitting(path.units):
                worth = self._name_bits(word, bits, family) if name else bits
                one = Candidate(word.text, word.syllables, path.used, worth, short)
                kept = best.get((one.text, one.used))
                if kept is None or (kept.short, -kept.bits) > (short, -worth):
                    best[one.text, one.used] = one
        found = _ranked(best.values(), len(letters))
        whole = self._sentence(letters, name=name, family=family)
        if whole is not None and (name or not any(c.used == len(letters) and c.short < 2 for c in found)):
            found = [whole, *found]
        found = [*self._learned(letters), *found]
        if name:
            found += self._rare(letters)
        first: dict[str, Candidate] = {}
        for one in found:
            first.setdefault(one.text, one)
        return tuple(first.values())

    def _fitting(self, row: tuple[Unit, ...]) -> tuple[tuple[Word, float], ...]:
        """Words that these units may stand for, with their bits less what is unsure."""
        if row not in self._found:
            self._found[row] = tuple(self._fit(row))
        return self._found[row]

    def _fit(self, row: tuple[Unit, ...]) -> Iterator[tuple[Word, float]]:
        known = self.lexicon.syllables
        meant = [heard(u.letters, self._accents, known) if u.size is Size.WHOLE else None for u in row]
        firsts = [sorted({s[0] for s in m}) if m else [u.letters[0]] for u, m in zip(row, meant, strict=True)]
        for letters in product(*firsts):
            for syllables, words in self.lexicon.words("".join(letters)).items():
                lost = _lost(row, meant, syllables)
                if lost is not None:
                    yield from ((word, word.bits - lost) for word in words)

    def _name_bits(self, word: Word, bits: float, family: bool) -> float:
        if len(word.text) > 1:
            return bits / 2
        words = self.lexicon
        place = words.family.get(word.text) if family else None
        worth = NAME_BITS if place is not None else GIVEN_BITS
        if place is None:
            place = words.given.get(word.text)
        if place is None:
            return ONLY_NAMES_BITS if word.text in words.third else bits / 2
        return worth - math.log2(place + 2) - (words.most(word.text) - bits)

    def _sentence(self, letters: str, *, name: bool, family: bool) -> Candidate | None:
        """The likeliest row of words for all the letters; None where one word is enough or nothing fits."""
        best: dict[int, tuple[float, tuple[Word, ...]]] = {0: (0.0, ())}
        for at in range(len(letters)):
            if at not in best:
                continue
            cost, so_far = best[at]
            for path in paths(self.lexicon, letters, at):
                step = self._cheapest(path, name=name, family=family and at == 0)
                if step is None:
                    continue
                word, price = step
                if path.used not in best or cost + price < best[path.used][0]:
                    best[path.used] = cost + price, (*so_far, word)
        _, row = best.get(len(letters), (0.0, ()))
        if len(row) < 2:
            return None
        return Candidate("".join(w.text for w in row), tuple(s for w in row for s in w.syllables), len(letters))

    def _cheapest(self, path: Path, *, name: bool, family: bool) -> tuple[Word, float] | None:
        fits = self._fitting(path.units)
        if not fits or (name and len(path.units) > 1):
            return None
        if name:
            word, bits = max(((w, self._name_bits(w, b, family)) for w, b in fits), key=lambda one: one[1])
        else:
            word, bits = max(fits, key=lambda one: one[1])
        unsure = sum(_UNSURE[unit.size] for unit in path.units)
        return word, ALL_BITS + (NAME_BITS if name else 0) - bits + unsure

    def _learned(self, letters: str) -> Iterator[Candidate]:
        for text, syllables in reversed(self.memory.chosen.items()):
            if self._spells(letters, syllables):
                yield Candidate(text, syllables, len(letters))

    def _spells(self, letters: str, syllables: tuple[str, ...]) -> bool:
        """Whether the letters are these syllables: each whole, as the person's accent has it, or its first letters."""
        letters = letters.removeprefix(APART)
        if not letters or not syllables:
            return not letters and not syllables
        known = self.lexicon.syllables
        heads = {head for one in heard(syllables[0], self._accents, known) for head in (one, one[:1], one[:2])}
        return any(letters.startswith(head) and self._spells(letters[len(head) :], syllables[1:]) for head in heads)

    def _rare(self, letters: str) -> Iterator[Candidate]:
        for path in paths(self.lexicon, letters):
            if len(path.units) == 1 and path.units[0].size is Size.WHOLE:
                for character in self.lexicon.rare(path.units[0].letters):
                    yield Candidate(character, (path.units[0].letters,), path.used)


def _ranked(found: Iterable[Candidate], letters: int) -> list[Candidate]:
    """What uses up more letters first; of what uses a part only, a few words and then single characters."""
    order = sorted(found, key=lambda one: (-one.used, one.short, -one.bits))
    whole = [one for one in order if one.used == letters]
    part = [one for one in order if one.used < letters and one.short == 0]
    words = [one for one in part if len(one.text) > 1][:FEW]
    return [*whole, *words, *(one for one in part if len(one.text) == 1)]


def _lost(row: tuple[Unit, ...], meant: list[dict[str, int] | None], syllables: tuple[str, ...]) -> float | None:
    """What differs between what was typed and a reading, in bits; None where it is another."""
    lost = 0.0
    for unit, of, syllable in zip(row, meant, syllables, strict=True):
        if of is not None:
            if syllable not in of:
                return None
            lost += of[syllable] * ACCENT_BITS
        elif not syllable.startswith(unit.letters):
            return None
    return lost

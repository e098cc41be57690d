"""What is being typed on the screen's own keys, as one frozen value: each key gives the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from accessibility.input.pinyin import Candidate, Pinyin
from accessibility.input.strokes import ANY, STROKES, strokes

IN_VIEW: Final = 6
"""Candidates shown at once."""
LONGEST: Final = 40
"""Letters of one composition: a long sentence."""
BACK, CLEAR = "back", "clear"
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS: Final = "1234567890，。？！、：·-"
SPACE: Final = "space"


class Way(Enum):
    """How one types: by sound, by strokes, plain letters, digits and signs."""

    PINYIN = "pinyin"
    STROKES = "strokes"
    LETTERS = "letters"
    SIGNS = "signs"


PLAIN: Final = frozenset((*LETTERS, *SIGNS, SPACE))
"""Keys that write what they show."""


@dataclass(frozen=True, slots=True)
class Composition:
    """Keys pressed and not yet chosen for, the first candidate in view, and what this row of keys already gave."""

    way: Way = Way.PINYIN
    pressed: str = ""
    first: int = 0
    taken: tuple[Candidate, ...] = ()
    small: bool = False
    """Whether the next letter is small."""

    def turned(self, way: Way) -> Composition:
        """Another way to type; what was not chosen is dropped."""
        return Composition(way, small=self.small)

    def resized(self) -> Composition:
        """The next letter large instead of small, or the other way round."""
        return replace(self, small=not self.small)

    def paged(self, by: int, total: int) -> Composition:
        """Candidates further on or back."""
        first = self.first + by * IN_VIEW
        return replace(self, first=first) if 0 <= first < total else self


class Method:
    """The input method of one screen: candidates and keys. Holds only what its person chose, until `forget`."""

    def __init__(self, pinyin: Pinyin | None = None) -> None:
        self.pinyin = pinyin if pinyin is not None else Pinyin()

    def forget(self) -> None:
        """Nothing of the person stays."""
        self.pinyin.forget()

    def candidates(self, now: Composition, words: str, *, name: bool = False) -> tuple[Candidate, ...]:
        """What may be chosen now; `words` stand in the field already."""
        if not now.pressed:
            return ()
        if now.way is Way.STROKES:
            return strokes().candidates(now.pressed)
        return self.pinyin.candidates(now.pressed, name=name, family=name and not words)

    def press(self, now: Composition, words: str, key: str) -> tuple[Composition, str]:
        """A key: what is composed and what stands in the field after it."""
        if key == CLEAR:
            return (replace(now, pressed="", first=0, taken=()), words if now.pressed else "")
        if key == BACK:
            if now.pressed:
                return replace(now, pressed=now.pressed[:-1], first=0), words
            return replace(now, taken=()), words[:-1]
        if now.way is Way.PINYIN and key in LETTERS:
            return self._composing(now, key.lower()), words
        if now.way is Way.STROKES and (key in STROKES or key == ANY):
            return self._composing(now, key), words
        return self._plain(now, words, key) if key in PLAIN else (now, words)

    @staticmethod
    def _composing(now: Composition, key: str) -> Composition:
        return replace(now, pressed=(now.pressed + key)[:LONGEST], first=0)

    @staticmethod
    def _plain(now: Composition, words: str, key: str) -> tuple[Composition, str]:
        sign = " " if key == SPACE else key
        written = sign.lower() if now.small else sign
        return replace(now, small=sign.isalpha() and key != SPACE), words + written

    def choose(self, now: Composition, words: str, candidate: Candidate) -> tuple[Composition, str]:
        """A candidate: its words go into the field, the letters that it does not use stay."""
        left, taken = now.pressed[candidate.used :], (*now.taken, candidate)
        if not left and now.way is Way.PINYIN:
            self.pinyin.memory.learn("".join(c.text for c in taken), tuple(s for c in taken for s in c.syllables))
        return replace(now, pressed=left, first=0, taken=taken if left else ()), words + candidate.text

"""By which word a character is told apart from others that sound alike: 雨，下雨的雨."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from accessibility.input.lexicon import Lexicon, lexicon
from accessibility.input.pinyin import Candidate
from accessibility.input.strokes import strokes
from shared.domain.text import Text, text

FREQUENT: Final = 8.0
"""Bits from which a word is surely known; of those, the one made of the best known characters is told."""


def word_for(character: str, words: Lexicon | None = None) -> str:
    """The most used word of two characters that holds this one once (else a longer one); empty where there is none."""
    lexemes = words if words is not None else lexicon()
    best, worth = "", (0, 0.0)
    for word, bits in lexemes.holding(character):
        if word.count(character) == 1:
            known = sum(lexemes.most(c) for c in word if c != character) / 2 if bits > FREQUENT else 0
            now = (len(word) == 2, bits + known)
            best, worth = (word, now) if now > worth else (best, worth)
    return best


def told(one: Candidate, among: Sequence[Candidate] = ()) -> Text:
    """How a candidate is said: a character with a word that holds it, or with how many strokes it has; a word that
    sounds like another of those shown, with the character that differs."""
    if len(one.text) == 1:
        return _character(one.text)
    for other in among:
        if other.text != one.text and other.syllables == one.syllables and len(other.text) == len(one.text):
            own = next(mine for mine, its in zip(one.text, other.text, strict=True) if mine != its)
            word = word_for(own)
            if word:
                return text("input.told.word", words=one.text, word=word, character=own)
    return text("input.told.only", character=one.text)


def _character(character: str) -> Text:
    parts = lexicon().told.get(character)
    if parts:
        return text("input.told.as", character=character, word=parts)
    word = word_for(character)
    if word:
        return text("input.told.of", character=character, word=word)
    count = len(strokes().order(character))
    if count:
        return text("input.told.strokes", character=character, n=count)
    return text("input.told.only", character=character)

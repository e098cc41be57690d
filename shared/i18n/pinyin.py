"""How Chinese words can be typed with letters: whole syllables, their first letters, or some of both, without tones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("pinyin.json")
TWO_LETTERS: Final = ("zh", "ch", "sh")
"""Initials that people type whole as well as by their first letter."""


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Every character of 通用规范汉字表 with the syllables it can be read as."""
    found: dict[str, list[str]] = {}
    for syllable, characters in json.loads(TABLE.read_text("utf-8")).items():
        for character in characters:
            found.setdefault(character, []).append(syllable)
    return {character: tuple(syllables) for character, syllables in found.items()}


def typed(letters: str, words: str) -> int | None:
    """Where in the words these letters begin to be their pinyin; None where they are not.

    `letters` may hold characters too: they stand for themselves.
    """
    for start in range(len(words)):
        if _consumes(letters, words, start):
            return start
    return None


def _consumes(letters: str, words: str, at: int) -> bool:
    if not letters:
        return True
    if at == len(words):
        return False
    if letters.startswith(words[at]) and _consumes(letters[1:], words, at + 1):
        return True
    for syllable in readings().get(words[at], ()):
        if syllable.startswith(letters):
            return True
        heads = {syllable, syllable[0], *(two for two in TWO_LETTERS if syllable.startswith(two))}
        if any(letters.startswith(head) and _consumes(letters[len(head) :], words, at + 1) for head in heads):
            return True
    return False

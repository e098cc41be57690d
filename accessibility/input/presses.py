"""Which controls a person touches to write given words: for scripts, and to count what writing costs."""

from __future__ import annotations

from collections.abc import Iterator

from accessibility.input.composing import IN_VIEW, LETTERS, SPACE, Composition, Method, Way
from accessibility.input.lexicon import Lexicon
from accessibility.input.pinyin import Candidate


class Unwritable(ValueError):
    """A character that no way of typing gives."""


def presses(words: str, *, name: bool = False, way: Way = Way.PINYIN, method: Method | None = None) -> tuple[str, ...]:
    """The identifiers of the controls that write these words into an empty field, one touch after the other.

    Chinese is typed character by character, as somebody does who checks each; `way` is the one that the page shows at
    first. Raises Unwritable.
    """
    used, now, written = method if method is not None else Method(), Composition(way), ""
    found: list[str] = []
    for character in words:
        wanted = _way(character)
        if wanted is not now.way:
            now = now.turned(wanted)
            found.append(f"act.way.{wanted.value}")
        if wanted is Way.PINYIN:
            touches, now, written = _chosen(used, now, written, character, name)
            found += touches
            continue
        key = SPACE if character == " " else character.upper()
        if wanted is Way.LETTERS and key != SPACE and now.small is not character.islower():
            found.append("act.capital")
            now = now.resized()
        found.append(f"key.{key}")
        now, written = used.press(now, written, key)
        if not written.endswith(character):
            raise Unwritable(character)
    return tuple(found)


def _way(character: str) -> Way:
    if character.isascii() and (character.isalpha() or character == " "):
        return Way.LETTERS
    return Way.PINYIN if character.isalpha() or character == "〇" else Way.SIGNS


def _chosen(
    method: Method, now: Composition, written: str, character: str, name: bool
) -> tuple[list[str], Composition, str]:
    for letters in readings(method.pinyin.lexicon, character):
        typed, field = now, written
        for letter in letters.upper():
            typed, field = method.press(typed, field, letter)
        candidates = method.candidates(typed, field, name=name)
        at = next((n for n, one in enumerate(candidates) if one.text == character and one.used == len(letters)), None)
        if at is None:
            continue
        touches = [f"key.{letter}" for letter in letters.upper()]
        touches += ["act.candidates.later"] * (at // IN_VIEW) + [f"act.candidate.{at % IN_VIEW + 1}"]
        after, field = method.choose(typed, field, candidates[at])
        return touches, after, field
    raise Unwritable(character)


def readings(lexicon: Lexicon, character: str) -> Iterator[str]:
    """The syllables of a character, the most used first; those that only names use come last."""
    found: list[Candidate] = []
    for first in LETTERS.lower():
        for syllables, words in lexicon.words(first).items():
            found += [Candidate(w.text, syllables, 0, w.bits) for w in words if w.text == character]
    yield from (one.syllables[0] for one in sorted(found, key=lambda one: -one.bits))
    yield from (syllable for syllable in sorted(lexicon.syllables) if character in lexicon.rare(syllable))

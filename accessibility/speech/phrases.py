"""Sentences that can be spoken beforehand, and how something is said by joining them.

A phrase is a whole line of the catalogues, or what stands of it before, between and after what is put in; numerals are
phrases of their own, and so are the places that one chooses from. A name of a person is none: what holds one is not
sayable this way.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Final

from accessibility.script.numerals import PIECES
from accessibility.script.speakable import speakable
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Words
from shared.i18n import translator
from shared.i18n.catalogue import CLERKS, load
from shared.i18n.locales import facts_of

COMMON: Final = "common"
"""The pack of what stands in several catalogues."""
NUMERALS: Final = "numerals"
PLACES: Final = "places"
NAMED: Final = ("regions.json", "offices.json")
"""The datasets whose rows are chosen from by name."""
LONGEST: Final = 400
"""Letters of one piece that is said; beyond that nobody wrote it."""
_SIGNS: Final = re.compile(r"[\W_]+")
_EN_WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "percent", "yuan", "to"),
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December", "in the morning", "in the afternoon", "minus", "and", "article", "item"),
)
SPOKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "zh": PIECES,
    "en": (*(str(n) for n in range(100)), *(str(n) for n in range(100, 1000, 100)), *_EN_WORDS),
}
"""What numbers and days are put together from, by the languages of which clips are made."""


def key(words: str) -> str:
    """Words without signs and spaces: how they are written does not matter to the ear."""
    return _SIGNS.sub("", words).lower()


def phrases(lang: str, places: Path) -> Mapping[str, tuple[str, ...]]:
    """Pack → its phrases in their order, each once: the same wherever catalogues and `places` are the same.

    `places` holds the datasets that come with the build.
    """
    found: dict[str, dict[str, str]] = {PLACES: {key(words): words for words in _names(lang, places)}}
    for id, message in sorted(load(facts_of(lang).babel).items()):
        if message.prefix not in CLERKS:
            pack = found.setdefault(message.prefix, {})
            for words in _pieces(id, message.forms, lang):
                pack.setdefault(key(words), words)
    spoken = {key(words): words for words in SPOKEN.get(lang, ())}
    often = Counter(known for pack in found.values() for known in pack)
    common = {known: pack[known] for pack in found.values() for known in pack if often[known] > 1}
    own = {
        name: tuple(words for known, words in pack.items() if often[known] == 1 and known not in spoken)
        for name, pack in sorted(found.items())
    }
    shared = (*own.pop(COMMON, ()), *(words for known, words in common.items() if known not in spoken))
    packs = {NUMERALS: tuple(spoken.values()), COMMON: shared, **own}
    return {name: pack for name, pack in packs.items() if pack}


def _names(lang: str, places: Path) -> Iterator[str]:
    """What the places of the datasets are called."""
    say = Speaking(translator(lang))
    for name in NAMED:
        for row in json.loads((places / name).read_text("utf-8"))["rows"]:
            title = row.get("title" if lang == "zh" else f"title_{lang}", "")
            yield from (p.words for p in say.plain(title, private=False).parts if isinstance(p, Words))


def _pieces(id: str, forms: tuple[str, ...], lang: str) -> Iterator[str]:
    """What a message says, as its voice gets it, without what is put in."""
    say = Speaking(translator(lang))
    for form in forms:
        for constant, _, _, _ in Formatter().parse(form):
            for line in constant.splitlines():
                for part in say.plain(speakable(line, lang), private=False).parts:
                    if isinstance(part, Words) and part.lang == lang and key(part.words):
                        yield part.words


class Phrasebook:
    """Finds of which phrases something consists, the fewest."""

    def __init__(self, packs: Mapping[str, tuple[str, ...]]) -> None:
        self._where = {key(words): (name, n) for name, pack in packs.items() for n, words in enumerate(pack)}
        self._longest = max(map(len, self._where), default=0)

    def parts(self, words: str) -> tuple[tuple[str, int], ...] | None:
        """Pack and number of each phrase in order, or None where something of it is not among them."""
        letters = key(words)
        if not letters or len(letters) > LONGEST:
            return None
        best: list[tuple[int, int] | None] = [(0, 0)]
        for end in range(1, len(letters) + 1):
            ways = (
                (before[0] + 1, start)
                for start in range(max(0, end - self._longest), end)
                if (before := best[start]) is not None and letters[start:end] in self._where
            )
            best.append(min(ways, default=None))
        found: list[tuple[str, int]] = []
        end = len(letters)
        while end:
            way = best[end]
            if way is None:
                return None
            found.append(self._where[letters[way[1] : end]])
            end = way[1]
        return tuple(reversed(found))

"""How alike words sound: Mandarin without tones, and without the differences that accents do not make.

Nothing here decides. Words that sound alike are asked back by the grammar, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from shared.i18n.pinyin import readings

Sounds = tuple[frozenset[str], ...]

INITIALS: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))
"""平翘舌 and 鼻边音: many people say 四 and 十, 蓝 and 南 alike."""
FINALS: Final = (("iang", "ian"), ("uang", "uan"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
"""前后鼻音: 身份 and 生分."""
ALIKE: Final = ((frozenset({"yi", "qi"}), "yi"), (frozenset({"niu", "jiu"}), "jiu"))
"""Single digits that are taken for each other on a bad line: 一 and 七, 六 (with l as n) and 九."""


def plain(words: str) -> str:
    """Without spaces, punctuation, width and capitals."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).casefold())


@lru_cache(maxsize=4096)
def sounds(words: str) -> Sounds:
    """Of each character the syllables that it can be read as, without tones; what has none stands for itself."""
    table = readings()
    return tuple(frozenset(table.get(c, (c,))) for c in plain(words))


@lru_cache(maxsize=4096)
def folded(words: str) -> Sounds:
    """The same as an accent or a bad line may bring it."""
    return tuple(frozenset(_fold(syllable) for syllable in syllables) for syllables in sounds(words))


def alike(one: Sounds, other: Sounds) -> bool:
    """Whether both can be read as the same syllables."""
    return len(one) == len(other) and all(a & b for a, b in zip(one, other, strict=True))


def _fold(syllable: str) -> str:
    if not syllable.isascii() or not syllable.isalpha():
        return syllable
    for initial, instead in INITIALS:
        if syllable.startswith(initial):
            syllable = instead + syllable[len(initial) :]
            break
    for final, instead in FINALS:
        if syllable.endswith(final):
            syllable = syllable[: -len(final)] + instead
            break
    return next((one for same, one in ALIKE if syllable in same), syllable)

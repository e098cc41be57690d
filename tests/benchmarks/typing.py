"""How long a key of the input method takes until its candidates are known, beside a search through every word."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from accessibility.input import IN_VIEW, Composition, Method
from accessibility.input.lexicon import lexicon
from tests.benchmarks.measure import Result, median, quantile

WRITTEN: Final = (
    ("lijianguo", True),
    ("wangxiuying", True),
    ("mahemuti", True),
    ("yan", True),
    ("meiyoubiede", False),
    ("gongzifafangjilu", False),
    ("zgr", False),
    ("shebaokadiule", False),
    ("womenlianggerenyiqizhu", False),
)
"""Letters as people type them, and whether a name is written: names, a rare one, words, first letters, a sentence."""
ROUNDS: Final = 3
AT_ONCE: Final = 100.0
"""Milliseconds within which what a key does still seems its own doing (Card, Robertson, Mackinlay 1991: 0.1 s)."""


def every_word() -> list[tuple[str, str, float]]:
    """The letters of each word of up to three syllables, itself, and how much it is used."""
    table, firsts = lexicon(), [first for first in lexicon().begins if len(first) <= 3]
    rows = (table.words(first) for first in firsts)
    return [("".join(of), word.text, word.bits) for row in rows for of, words in row.items() for word in words]


def searched(words: list[tuple[str, str, float]], letters: str) -> list[str]:
    """The floor: the most used of all words that begin so."""
    found = [(-bits, text) for of, text, bits in words if of.startswith(letters)]
    return [text for _, text in sorted(found)[:IN_VIEW]]


async def run(folder: Path) -> list[Result]:
    """Each entry by somebody who has chosen nothing before. The first key of all loads the tables."""
    began = time.perf_counter()
    lexicon()
    loaded = (time.perf_counter() - began) * 1000
    words = every_word()
    keys: list[float] = []
    floors: list[float] = []
    for _ in range(ROUNDS):
        for letters, name in WRITTEN:
            method, now = Method(), Composition()
            for n, letter in enumerate(letters.upper(), 1):
                began = time.perf_counter()
                now, _ = method.press(now, "", letter)
                found = method.candidates(now, "", name=name)
                keys.append((time.perf_counter() - began) * 1000)
                if not found:
                    raise RuntimeError(f"nothing for {letters[:n]}")
                began = time.perf_counter()
                searched(words, letters[:n])
                floors.append((time.perf_counter() - began) * 1000)
    note = f"{len(keys)} keys; the tables are read once, in {loaded:.0f} ms"
    plain = f"all {len(words):,} words of up to three syllables searched for those that begin so"
    p95 = quantile(keys, 0.95), "ms", quantile(floors, 0.95), plain
    return [
        Result("key to candidates, median", median(keys), "ms", median(floors), plain, note=note),
        Result("key to candidates, p95", *p95, limit=AT_ONCE),
    ]

"""Finds services by what people call them: their own words, the title, or its pinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from shared.domain.flow import Flow
from shared.domain.text import Text
from shared.flows.home import FILLERS
from shared.i18n.pinyin import typed
from shared.i18n.translator import Translator

AT_THE_HEAD, WITHIN, BY_LETTERS_AT_THE_HEAD, BY_LETTERS, ALIKE = range(5)
"""How well a phrase fits, best first."""


def found(flows: Mapping[str, Flow], query: str, translator: Translator) -> tuple[str, ...]:
    """The ids of the services that fit, best first; empty where the query is empty or nothing fits."""
    asked = plain(query)
    if not asked:
        return ()
    fits = []
    for order, flow in enumerate(flows.values()):
        best = fit(asked, (*flow.says, translator.say(Text(flow.title))))
        if best is not None:
            fits.append((best, order, flow.id))
    return tuple(id for _, _, id in sorted(fits))


def plain(words: str) -> str:
    """Without spaces, marks, width and capitals."""
    return "".join(c for c in unicodedata.normalize("NFKC", words).casefold() if c.isalnum())


def fit(asked: str, phrases: Iterable[str]) -> float | None:
    """How well the best of the phrases fits, less is better; None where none does."""
    found = [how for phrase in phrases if (how := _fit(asked, plain(phrase))) is not None]
    return min(found, default=None)


def _fit(asked: str, phrase: str) -> float | None:
    if phrase.startswith(asked):
        return AT_THE_HEAD
    if asked in phrase or (len(phrase) > 1 and phrase in asked):
        return WITHIN
    start = typed(asked, phrase) if any(c.isascii() for c in asked) else None
    if start is not None:
        return BY_LETTERS_AT_THE_HEAD if start == 0 else BY_LETTERS
    shared = _pairs(asked) & _pairs(phrase)
    return ALIKE + 1 / (1 + len(shared)) if shared else None


def _pairs(words: str) -> frozenset[str]:
    """Neighbouring characters that carry a meaning: 失业 of 我失业了怎么办."""
    pairs = (words[i : i + 2] for i in range(len(words) - 1))
    return frozenset(pair for pair in pairs if not pair.isascii() and not FILLERS & set(pair))

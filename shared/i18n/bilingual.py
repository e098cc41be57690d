"""Two languages on one page: a minority language of China stands together with Standard Chinese, Chinese first.

Law: 民族团结进步促进法 (where two scripts appear, 国家通用文字 is prominent in place and order). Both are complete. The
voice says the person's own language only: said twice, every page would take twice as long.

What is said for the screen is one string that carries both, however it is put together with others; only who draws or
prints it takes it apart. Noncharacters (Unicode 23.7), which no text has and nothing strips, mark where each begins.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from shared.domain.quantities import Yuan
from shared.domain.text import Text, TextArg
from shared.domain.values import Value
from shared.i18n.locales import facts_of
from shared.i18n.translator import Translator, translator

FIRST: Final = "zh"
_PAIR: Final = re.compile("\ufdd0([^\ufdd0-\ufdd2]*)\ufdd1([^\ufdd0-\ufdd2]*)\ufdd2")


def both(first: str, own: str) -> str:
    """Chinese and the person's own language as one string; what is the same in both stands once."""
    return first if first == own else f"\ufdd0{first}\ufdd1{own}\ufdd2"


def apart(words: str) -> tuple[str, str]:
    """Chinese, and the person's own language; twice the same for words of one language."""
    return _PAIR.sub(r"\1", words), _PAIR.sub(r"\2", words)


def lines(words: str) -> tuple[str, ...]:
    """What is drawn: one text, or Chinese and below it the other."""
    first, own = apart(words)
    return (first,) if first == own else (first, own)


class Bilingual(Translator):
    """Says everything in Chinese and in another language at once."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._sides = translator(FIRST), translator(code)

    def say(self, words: Text) -> str:
        """Both, each with the arguments in its own language."""
        first, own = self._sides
        return both(first.say(_side(words, 0)), own.say(_side(words, 1)))

    def argument(self, value: TextArg) -> str:
        """One argument in both."""
        first, own = self._sides
        return both(first.argument(_side_of(value, 0)), own.argument(_side_of(value, 1)))

    def money(self, value: Yuan) -> str:
        """An amount in both."""
        first, own = self._sides
        return both(first.money(value), own.money(value))

    def value(self, value: Value, label: str = "") -> str:
        """A fact's value in both."""
        first, own = self._sides
        return both(first.value(value, label), own.value(value, label))

    def article(self, printed: str) -> str:
        """An article of a law in both."""
        first, own = self._sides
        return both(first.article(printed), own.article(printed))


def _side(words: Text, which: int) -> Text:
    return Text(words.id, tuple((name, _side_of(value, which)) for name, value in words.args))


def _side_of(value: TextArg, which: int) -> TextArg:
    """An argument that was said before carries both; each side takes its own."""
    match value:
        case str():
            return apart(value)[which]
        case Text():
            return _side(value, which)
        case tuple():
            return tuple(_side_of(part, which) for part in value)
        case _:
            return value


@cache
def shown(code: str) -> Translator:
    """The translator for what is seen: with Chinese where the language stands together with it."""
    return Bilingual(code) if facts_of(code).bilingual else translator(code)

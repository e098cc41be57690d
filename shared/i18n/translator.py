"""Says a `Text` in one language; numbers, money, dates and lists are formed by babel (CLDR)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, reduce
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from shared.domain.quantities import Month, Months, Yuan
from shared.domain.text import Text, TextArg, text
from shared.domain.values import Unknown, Value
from shared.i18n.bidi import isolated
from shared.i18n.catalogue import Message, load
from shared.i18n.locales import Direction, LocaleFacts, facts_of

log = logging.getLogger(__name__)

GROUP_FROM: Final = 10_000
"""Whole numbers from here on are written in groups of three digits."""
ROW: Final = "row"
"""How a message asks for a list of what stands beside each other and makes no sentence."""
BLANK: Final = "…"
"""Stands where a value should have been given and was not."""

ASKED: Final = re.compile(r"(?<=[？！?!؟])[：:]")
"""A colon after a label that is a question already."""


class MissingMessage(KeyError):
    """No catalogue has this message id."""


class MissingArgument(KeyError):
    """A message has a placeholder for which no value was given; names the id and the placeholder."""


class _Enumeration(str):
    """An enumeration within a sentence ("甲、乙和丙"); as `{items:row}` the same beside each other ("甲、乙、丙")."""

    row: str

    def __format__(self, spec: str) -> str:
        return self.row if spec == ROW else super().__format__(spec)


class _Given(dict[str, str]):
    """The values of one message, which notes those that were wanted and are not there."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.lacking: list[str] = []

    def __missing__(self, name: str) -> str:
        self.lacking.append(name)
        return BLANK


class Translator:
    """One language.

    `strict` raises on a missing id or argument. Otherwise a person still gets a page: Chinese stands in for the id, "…"
    for the argument, and the id is logged, never a value.
    """

    def __init__(self, code: str, *, strict: bool = False) -> None:
        self.facts: LocaleFacts = facts_of(code)
        self.code = self.facts.code
        self._locale = Locale.parse(self.facts.babel)
        self._messages: Mapping[str, Message] = load(self.facts.babel)
        self._strict = strict

    def has(self, id: str) -> bool:
        """Whether the catalogue has this id."""
        return id in self._messages

    def say(self, words: Text) -> str:
        """The words, with the arguments put in."""
        if words.id == "common.verbatim":
            return str(words.arg(self.code) or words.arg("words"))
        message = self._messages.get(words.id)
        if message is None:
            return self._missing(words)
        form = message.forms[0]
        if len(message.forms) > 1:
            n = words.arg("n")
            count = n.count if isinstance(n, Months) else n
            form = message.forms[0 if count == 1 else 1]
        given = _Given({key: self._given(value) for key, value in words.args})
        said = form.format_map(given)
        if given.lacking:
            if self._strict:
                raise MissingArgument(words.id, *given.lacking)
            log.error("message %s in %s lacks %s", words.id, self.facts.tag, ", ".join(given.lacking))
        return ASKED.sub("", said) if words.args else said

    def _given(self, value: TextArg) -> str:
        said = self._piece(self.argument(value))
        if not isinstance(value, tuple):
            return said
        found = _Enumeration(said)
        found.row = self._piece(self._in_row([self._piece(self.argument(part)) for part in value]))
        return found

    def _in_row(self, said: Sequence[str]) -> str:
        """As the middle of a longer list of that language is joined."""
        if self.facts.joints is not None:
            return self.facts.joints[0].join(said)
        joined = self._locale.list_patterns["standard"]["middle"]
        return reduce(lambda before, after: str(joined.format(before, after)), said) if said else ""

    def _missing(self, words: Text) -> str:
        if self._strict:
            raise MissingMessage(words.id)
        log.error("no message %s in %s", words.id, self.facts.tag)
        return translator("zh").say(words) if self.code != "zh" and translator("zh").has(words.id) else words.id

    def _piece(self, said: str) -> str:
        """A value within a sentence or a list: what runs the other way keeps its own order."""
        return isolated(said) if self.facts.direction is Direction.RIGHT_TO_LEFT else said

    def _listed(self, said: Iterable[str]) -> str:
        return self._joined([self._piece(part) for part in said])

    def _joined(self, said: Sequence[str]) -> str:
        if self.facts.joints is None:
            return str(format_list(said, locale=self._locale))
        between, last = self.facts.joints
        return last.join((between.join(said[:-1]), said[-1])) if len(said) > 1 else "".join(said)

    def argument(self, value: TextArg) -> str:
        """One argument in words: money with its unit, dates with the weekday, lists joined."""
        match value:
            case Text():
                return self.say(value)
            case str():
                return value
            case int():
                return str(value) if abs(value) < GROUP_FROM else str(format_decimal(value, locale=self._locale))
            case Decimal():
                return str(format_decimal(value, locale=self._locale))
            case Yuan():
                return self.money(value)
            case Months():
                return self.say(text("common.months", n=value.count))
            case Month():
                first = date(value.year, value.month, 1)
                return str(format_date(first, format=self.facts.month, locale=self._locale))
            case date():
                return str(format_date(value, format=self.facts.date, locale=self._locale))
            case tuple():
                return self._listed(self.argument(part) for part in value)

    def money(self, value: Yuan) -> str:
        """2,340元 · ¥2,340; 分 only where there are any."""
        whole = value.amount == value.amount.to_integral_value()
        digits = str(format_decimal(value.amount, format="#,##0" if whole else "#,##0.00", locale=self._locale))
        return self.say(text("common.money", amount=digits))

    def value(self, value: Value, label: str = "") -> str:
        """A fact's value for people; a code, a yes or a no is said by `<label>.<code>` where the catalogue has it.

        A day that is a fact needs no weekday.
        """
        match value:
            case Unknown():
                return self.say(text("common.unknown"))
            case bool():
                code = "yes" if value else "no"
                return self._coded(label, code) or self.say(Text(f"common.{code}"))
            case str():
                return self._coded(label, value) or value
            case date():
                return str(format_date(value, format=self.facts.day, locale=self._locale))
            case tuple():
                if not value:
                    return self.say(text("common.none"))
                return self._listed(self.value(part, label) for part in value)
            case Mapping():
                return self._listed(self.value(part, label) for part in value.values())
            case _:
                return self.argument(value)

    def article(self, printed: str) -> str:
        """An article of a law as people write and say it: `45(1), 46` → 第45条第1项、第46条."""
        said = []
        for one in printed.split(","):
            article, _, item = one.strip().rstrip(")").partition("(")
            id = "common.article.item" if item else "common.articles" if "–" in article else "common.article"
            said.append(self.say(Text(id, (("article", article), ("item", item)))))
        return self._joined(said)

    def _coded(self, label: str, code: str) -> str:
        own = f"{label}.{code}"
        return self.say(Text(own)) if label and self.has(own) else ""


@cache
def translator(code: str) -> Translator:
    """The translator of a language, made once."""
    return Translator(code)

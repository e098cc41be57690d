"""Texts as data: a message id with typed arguments, put into words by `shared.i18n` and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Union

from shared.domain.quantities import Month, Months, Yuan

TextArg = Union[str, int, Decimal, date, Yuan, Months, Month, "Text", tuple["TextArg", ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A message id and the values that its placeholders take, in the order given.

    A tuple argument is an enumeration ("甲、乙和丙"); a nested `Text` is said first and put in.
    """

    id: str
    args: tuple[tuple[str, TextArg], ...] = ()

    def arg(self, name: str) -> TextArg | None:
        """The argument of that name, or None."""
        return next((value for key, value in self.args if key == name), None)


def text(id: str, /, **args: TextArg) -> Text:
    """Make a `Text`; the id is a literal, so that the catalogue check finds it in the source."""
    return Text(id, tuple(args.items()))


def verbatim(words: str, /, **others: str) -> Text:
    """Words that are data and not ours to translate: a person's name, a number, an office with its own translations.

    `others` are the same words in further languages, by language code: `verbatim("上海市", en="Shanghai")`.
    """
    return Text("common.verbatim", (("words", words), *others.items()))

"""The closed catalogue of question kinds: parse, validate, spell, read back, and the gestures that enter a value.

Everything here is pure; how a kind looks is in `shared.ui.kinds`, how it sounds in `accessibility.script`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.domain.answers import Answers, Problem
from shared.domain.entry import Gesture
from shared.domain.flow import Kind, Question
from shared.domain.kinds.base import NONE_RAW, Choice, KindRules, Rows, choices, narrowed, row_title, widened
from shared.domain.kinds.chosen import (
    ChoiceKind,
    DeclarationKind,
    NoticeKind,
    RegionKind,
    SeveralKind,
    SlotKind,
    YesNoKind,
)
from shared.domain.kinds.dated import DateKind, MonthKind
from shared.domain.kinds.numeric import (
    BankAccountKind,
    CardKind,
    IdNumberKind,
    MoneyKind,
    NumberKind,
    PhoneKind,
    PinKind,
)
from shared.domain.kinds.written import DocumentKind, PersonKind, TextKind
from shared.domain.text import Text
from shared.domain.values import UNKNOWN, Value

KINDS: Final[Mapping[Kind, KindRules]] = {
    rules.kind: rules
    for rules in (
        ChoiceKind(),
        YesNoKind(),
        SeveralKind(),
        DateKind(),
        MonthKind(),
        MoneyKind(),
        NumberKind(),
        TextKind(),
        PhoneKind(),
        IdNumberKind(),
        CardKind(),
        PinKind(),
        PersonKind(),
        RegionKind(),
        BankAccountKind(),
        DocumentKind(),
        SlotKind(),
        NoticeKind(),
        DeclarationKind(),
    )
}


def parse(question: Question, raw: str) -> Value | Problem:
    """The value that a raw entry means for this question, or the problem with it."""
    return KINDS[question.kind].parse(question, raw)


def validate(question: Question, value: Value, answers: Answers, rows: Rows | None = None) -> Problem | None:
    """Whether the value may be the answer; None when it may."""
    return KINDS[question.kind].validate(question, value, answers, rows)


def misfit(question: Question, value: Value, answers: Answers) -> bool:
    """Whether an answer no longer fits the other answers: as the question's own check says, which never looks at 不知道
    and at no answer."""
    if question.check is None or value is UNKNOWN or (question.optional and value == NONE_RAW):
        return False
    return question.check(value, answers) is not None


def offered(question: Question, rows: Rows, answers: Answers) -> Rows:
    """The rows of a dataset that may be chosen now: those that the answers leave, without what the question's own check
    refuses (a day that is over, the time that is chosen already)."""
    if question.choices_from is None:
        return ()
    left = narrowed(rows, question.choices_from, answers.get)
    return tuple(row for row in left if question.check is None or question.check(row["value"], answers) is None)


def spell(question: Question, value: Value) -> str:
    """The raw entry that means this value."""
    return KINDS[question.kind].spell(question, value)


def read_back(question: Question, value: Value, *, full: bool = False) -> Text:
    """How the answer is shown and said; private ones by their last four unless `full`."""
    return KINDS[question.kind].read_back(question, value, full=full)


def is_private(question: Question) -> bool:
    """Whether values of this question are masked and never spoken through the loudspeaker."""
    return question.private or KINDS[question.kind].private


def gestures(question: Question, value: Value) -> tuple[Gesture, ...]:
    """What is done on the question's page to give this value and go on."""
    return KINDS[question.kind].gestures(question, value)


def identifiers(question: Question, rows: Rows | None = None) -> tuple[str, ...]:
    """The semantics identifiers that the question's page shows for the question itself."""
    return KINDS[question.kind].identifiers(question, rows)


__all__ = [
    "KINDS",
    "Choice",
    "KindRules",
    "Rows",
    "choices",
    "gestures",
    "identifiers",
    "is_private",
    "misfit",
    "narrowed",
    "offered",
    "parse",
    "read_back",
    "row_title",
    "spell",
    "validate",
    "widened",
]

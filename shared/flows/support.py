"""What services share: reading facts, comparing in three values, making findings, and how what is paid is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard, TypeVar

from shared.domain.answers import Answers, Record
from shared.domain.calendar import add_months
from shared.domain.conditions import is_
from shared.domain.decisions import Clause, Finding, Law, Status, Used
from shared.domain.flow import Facts, Kind, Level, Question, options
from shared.domain.text import Text
from shared.domain.values import UNKNOWN, Tri, Unknown, Value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers and record side by side, as a flow's `facts` reads them."""

    answers: Answers
    record: Record | None

    def said(self, question: str) -> Value:
        """What the person said; UNKNOWN where it was not asked or they are not sure."""
        value = self.answers.get(question)
        return UNKNOWN if value is None else value

    def recorded(self, fact: str) -> Value:
        """What a register says; UNKNOWN where there is no record or it does not say."""
        found = self.record.get(fact) if self.record is not None else None
        return UNKNOWN if found is None else found.value

    def known(self, fact: str, question: str) -> Value:
        """The register's word where it has one, else the person's."""
        found = self.recorded(fact)
        return self.said(question) if found is UNKNOWN else found

    def agreed(self, fact: str, question: str) -> Value:
        """The one that is known; where the two contradict each other nobody knows, and a person looks at it."""
        found, said = self.recorded(fact), self.said(question)
        if found is UNKNOWN:
            return said
        return found if said is UNKNOWN or said == found else UNKNOWN


def flag(facts: Facts, fact: str) -> Tri:
    """A fact that is yes, no or unknown; anything else is unknown."""
    value = facts.get(fact, UNKNOWN)
    return value if isinstance(value, bool) else UNKNOWN


def whole(facts: Facts, fact: str) -> int | Unknown:
    """A fact that is a whole number."""
    value = facts.get(fact, UNKNOWN)
    return value if isinstance(value, int) and not isinstance(value, bool) else UNKNOWN


def day(facts: Facts, fact: str) -> date | Unknown:
    """A fact that is a day."""
    value = facts.get(fact, UNKNOWN)
    return value if isinstance(value, date) else UNKNOWN


def word(facts: Facts, fact: str) -> str | Unknown:
    """A fact that is a word: the value of an option, a region's code."""
    value = facts.get(fact, UNKNOWN)
    return value if isinstance(value, str) else UNKNOWN


def known(value: T | Unknown) -> TypeGuard[T]:
    """Whether it is known."""
    return value is not UNKNOWN


def at_least(value: Any, least: Any) -> Tri:
    """value ≥ least, for numbers, days, months and money alike; unknown where one of them is."""
    return UNKNOWN if value is UNKNOWN or least is UNKNOWN else bool(value >= least)


def less_than(value: Any, bound: Any) -> Tri:
    """value < bound; unknown where one of them is."""
    return UNKNOWN if value is UNKNOWN or bound is UNKNOWN else bool(value < bound)


def among(value: Value, values: tuple[str, ...]) -> Tri:
    """Whether the value is one of these; unknown where it is."""
    return UNKNOWN if value is UNKNOWN else value in values


def within_months(start: date | Unknown, months: int, on: date) -> Tri:
    """Whether `on` lies not later than so many months after `start`."""
    return UNKNOWN if start is UNKNOWN else on <= add_months(start, months)


def clause(id: str, title: str, *law: Law) -> Clause:
    """A condition of the law; the title is a message id."""
    return Clause(id, title, law)


def used(facts: Facts, labels: Mapping[str, str], *names: str) -> tuple[Used, ...]:
    """The values that a clause looked at, each with what it is called."""
    return tuple(Used(name, labels[name], facts.get(name, UNKNOWN)) for name in names)


def finding(of: Clause, truth: Tri, looked_at: tuple[Used, ...], *change: Text) -> Finding:
    """What a clause came to; `change` says what would change it and is left out where it is met."""
    return Finding(of, Status.of(truth), looked_at, () if truth is True else change)


def payment(pay_to: str, account: str, phone: str, truth: str, *law: Law) -> tuple[Question, ...]:
    """How every claim of money ends: where it is paid to, by the law that has it asked for, how the person is reached,
    and that all is true. The words are the flow's own message ids."""
    by = Level.L2
    return (
        Question("pay_to", Kind.CHOICE, pay_to, options=options(pay_to, "card", "account"), assurance=by, why=law),
        Question(
            "account",
            Kind.BANK_ACCOUNT,
            account,
            private=True,
            assurance=by,
            when=is_("pay_to", "account"),
            why=law,
        ),
        Question("phone", Kind.PHONE, phone, optional=True, private=True),
        Question("truth", Kind.DECLARATION, truth),
    )

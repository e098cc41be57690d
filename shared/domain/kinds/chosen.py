"""Kinds answered by choosing: choice, yes_no, several, region, slot, notice, declaration."""

from __future__ import annotations

import re
from typing import ClassVar

from shared.domain.answers import Problem
from shared.domain.entry import Gesture, Tap
from shared.domain.flow import Kind, Question
from shared.domain.kinds.base import NONE_RAW, UNSURE_RAW, KindRules, Rows, choices
from shared.domain.slots import Slot, read_slot
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Value

_VALUE = re.compile(r"[0-9A-Za-z_.\-]{1,64}", re.ASCII)
"""The form of a value in a dataset's rows."""


def offered(question: Question, rows: Rows | None) -> frozenset[str]:
    """The values that may be chosen; 不知道 and "none" are no options but answers of their own."""
    return frozenset(choice.value for choice in choices(question, rows)) - {UNSURE_RAW, NONE_RAW}


class Chosen(KindRules):
    """One of the offered options; the value is the option's."""

    def read(self, question: Question, raw: str) -> Value | Problem:
        return raw

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if question.choices_from is not None and rows is None and isinstance(value, str):
            # the pack is not at hand (backend, migration): existence is checked where it is
            return None if _VALUE.fullmatch(value) else Problem(text("problem.choose_one"))
        fits = isinstance(value, str) and value in offered(question, rows)
        return None if fits else Problem(text("problem.choose_one"))

    def say(self, question: Question, value: Value) -> Text:
        return title_of(question, str(value))


def title_of(question: Question, value: str) -> Text:
    """The words of an option; those of dataset rows are put in by the reader of the dataset."""
    for choice in choices(question):
        if choice.value == value:
            return choice.title
    return text("common.verbatim", words=value)


def slot_words(slot: Slot) -> Text:
    """Day and hours; any device can say them, whether it has the dataset or not."""
    return text("kind.slot.at", day=slot.day, hours=slot.hours)


class ChoiceKind(Chosen):
    """One of a few."""

    kind: ClassVar[Kind] = Kind.CHOICE


class RegionKind(Chosen):
    """A region by its GB/T 2260 code, from the `regions` pack."""

    kind: ClassVar[Kind] = Kind.REGION


class SlotKind(Chosen):
    """A free half hour, from the `slots` pack."""

    kind: ClassVar[Kind] = Kind.SLOT

    def say(self, question: Question, value: Value) -> Text:
        slot = read_slot(value)
        return super().say(question, value) if slot is None else slot_words(slot)


class YesNoKind(KindRules):
    """Yes or no, as a bool."""

    kind: ClassVar[Kind] = Kind.YES_NO

    def read(self, question: Question, raw: str) -> Value | Problem:
        return {"yes": True, "no": False}.get(raw, Problem(text("problem.choose_one")))

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        return None if isinstance(value, bool) else Problem(text("problem.choose_one"))

    def spell(self, question: Question, value: Value) -> str:
        return "unsure" if value is UNKNOWN else "yes" if value else "no"

    def say(self, question: Question, value: Value) -> Text:
        return text("common.yes") if value else text("common.no")


class SeveralKind(KindRules):
    """Any number of the options, none included; the value is a tuple in the order of the options."""

    kind: ClassVar[Kind] = Kind.SEVERAL

    def read(self, question: Question, raw: str) -> Value | Problem:
        chosen = raw.split()
        order = [option.value for option in question.options]
        if any(value not in order for value in chosen):
            return Problem(text("problem.choose_one"))
        return tuple(value for value in order if value in chosen)

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        values = value if isinstance(value, tuple) else (UNKNOWN,)
        words = [part for part in values if isinstance(part, str) and part in offered(question, rows)]
        fits = len(words) == len(values) and len(set(words)) == len(words)
        return None if fits else Problem(text("problem.choose_one"))

    def spell(self, question: Question, value: Value) -> str:
        return " ".join(str(v) for v in value) if isinstance(value, tuple) else super().spell(question, value)

    def say(self, question: Question, value: Value) -> Text:
        if not isinstance(value, tuple) or not value:
            return text("kind.several.none")
        return text("kind.several.list", items=tuple(title_of(question, str(v)) for v in value))

    def entry(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        return tuple(Tap(f"opt.{v}") for v in value) if isinstance(value, tuple) else ()


class NoticeKind(KindRules):
    """Read and acknowledged by going on; the value is True."""

    kind: ClassVar[Kind] = Kind.NOTICE

    def read(self, question: Question, raw: str) -> Value | Problem:
        return True

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        return None if value is True else Problem(text("problem.needed"))

    def spell(self, question: Question, value: Value) -> str:
        return "yes"

    def say(self, question: Question, value: Value) -> Text:
        return text("kind.notice.read")

    def entry(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        return ()


class DeclarationKind(NoticeKind):
    """Declared by an act of its own (`opt.agree`); the value is True."""

    kind: ClassVar[Kind] = Kind.DECLARATION

    def read(self, question: Question, raw: str) -> Value | Problem:
        return True if raw == "agree" else Problem(text("problem.declare"))

    def spell(self, question: Question, value: Value) -> str:
        return "agree"

    def say(self, question: Question, value: Value) -> Text:
        return text("kind.declaration.agreed")

    def entry(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        return (Tap("opt.agree"),)

"""What every question kind can do, and what most of them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from shared.domain.answers import Answers, Problem
from shared.domain.entry import MAX_RAW, Gesture, Tap
from shared.domain.flow import Choices, Kind, Question
from shared.domain.slots import read_slot
from shared.domain.text import Text, text, verbatim
from shared.domain.values import UNKNOWN, Value

Rows = Sequence[Mapping[str, Value]]
"""Rows of a dataset; each has `value` and `title`."""
Narrowing = tuple[tuple[str, str], ...]
"""Pairs of a row's member and the answer that narrows it."""

NEXT = Tap("nav.next")
UNSURE_RAW = "unsure"
NONE_RAW = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is offered now: `opt.<value>`, its words, and the name of its picture."""

    value: str
    title: Text
    picture: str = ""
    more: tuple[Text, ...] = ()
    """What else is known of it, said after its words."""


def choices(question: Question, rows: Rows | None = None) -> tuple[Choice, ...]:
    """Everything that can be chosen for a question now, in order; 不知道 comes last."""
    found = [Choice(option.value, Text(option.title), option.picture) for option in question.options]
    if question.kind is Kind.YES_NO:
        found = [Choice("yes", text("common.yes"), "yes"), Choice("no", text("common.no"), "no")]
    if question.kind is Kind.DECLARATION:
        found = [Choice("agree", text("kind.declaration.agree"), "yes")]
    for row in rows or ():
        found.append(Choice(str(row["value"]), _row_words(question, row), str(row.get("picture", "")), row_more(row)))
    if question.optional:
        found.append(Choice(NONE_RAW, text(f"kind.{question.kind.value}.none"), "none"))
    if question.unsure:
        found.append(Choice(UNSURE_RAW, text("common.unsure"), "unsure"))
    return tuple(found)


def narrowed(rows: Rows, source: Choices, get: Callable[[str], Value | None]) -> tuple[Mapping[str, Value], ...]:
    """The rows that the answers given leave: a row's member is the answer, or holds it among several; a row without
    the member fits always, and an answer that is not there fits none that have it. Where none is left, those that are
    left without the answers that narrow no more then."""
    left = _left(rows, source.narrowing, get)
    return left or (_left(rows, _wider(source), get) if source.wider else ())


def widened(rows: Rows, source: Choices, get: Callable[[str], Value | None]) -> bool:
    """Whether the rows on offer are others than the answers ask for, since there are none of those."""
    return bool(source.wider and not _left(rows, source.narrowing, get) and _left(rows, _wider(source), get))


def _wider(source: Choices) -> Narrowing:
    return tuple((member, at) for member, at in source.narrowing if at not in source.wider)


def _left(rows: Rows, by: Narrowing, get: Callable[[str], Value | None]) -> tuple[Mapping[str, Value], ...]:
    return tuple(row for row in rows if all(_fits(row, member, get(at)) for member, at in by))


def _fits(row: Mapping[str, Value], member: str, wanted: Value | None) -> bool:
    if member not in row:
        return True
    has = row[member]
    return wanted in has if isinstance(has, tuple) else has == wanted


def _row_words(question: Question, row: Mapping[str, Value]) -> Text:
    """Its title; of a half hour with its day, where no answer given before says the day."""
    slot = read_slot(row["value"]) if question.kind is Kind.SLOT else None
    source = question.choices_from
    if slot is None or (source is not None and any(member == "day" for member, _ in source.narrowing)):
        return row_title(row)
    return text("kind.slot.at", day=slot.day, hours=slot.hours)


def row_title(row: Mapping[str, Value]) -> Text:
    """What a row of a dataset is called: `title`, and `title_<language>` where the dataset has it; a day is said as
    one."""
    if isinstance(row["title"], date):
        return text("common.day", day=row["title"])
    others = {key.removeprefix("title_"): str(value) for key, value in row.items() if key.startswith("title_")}
    return verbatim(str(row["title"]), **others)


def row_more(row: Mapping[str, Value]) -> tuple[Text, ...]:
    """What else a row says: how far away it is (`metres`), and its `notes`, which are message ids."""
    found: list[Text] = []
    metres, notes = row.get("metres"), row.get("notes")
    if isinstance(metres, int):
        far = (
            text("common.kilometres", far=Decimal(metres) / 1000)
            if metres >= 1000
            else text("common.metres", far=metres)
        )
        found.append(far)
    if isinstance(notes, tuple):
        found += [Text(str(note)) for note in notes]
    return tuple(found)


class KindRules:
    """The base of the kinds: 不知道 and "none" are handled here, the rest by `read` and `fault` of each kind."""

    kind: ClassVar[Kind]
    private: ClassVar[bool] = False
    keypad: ClassVar[str] = ""
    """The characters of the on-screen keypad, empty where there is none."""
    letters: ClassVar[bool] = False
    """Whether words are written, with the input method on the screen."""
    parts: ClassVar[tuple[str, ...]] = ()
    """The parts of the entry (`field.<question>.<part>`)."""
    has_field: ClassVar[bool] = False
    """Whether the page shows what is being entered as `field.<question>`."""

    def parse(self, question: Question, raw: str) -> Value | Problem:
        """The value that a raw entry means, or the problem with it; never raises on any input."""
        if question.unsure and raw == UNSURE_RAW:
            return UNKNOWN
        if question.optional and raw == NONE_RAW:
            return NONE_RAW
        if len(raw) > MAX_RAW:
            return Problem(text("problem.too_long"))
        return self.read(question, raw)

    def validate(self, question: Question, value: Value, answers: Answers, rows: Rows | None) -> Problem | None:
        """Whether a value may be the answer: its type, its limits, and the question's own check."""
        if value is UNKNOWN:
            return None if question.unsure else Problem(text("problem.needed"))
        if question.optional and value == NONE_RAW:
            return None
        problem = self.fault(question, value, rows)
        if problem is None and question.check is not None:
            problem = question.check(value, answers)
        return problem

    def read(self, question: Question, raw: str) -> Value | Problem:
        """The kind's own reading of an entry."""
        raise NotImplementedError

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        """What is wrong with a value of this kind, if anything."""
        raise NotImplementedError

    def spell(self, question: Question, value: Value) -> str:
        """The entry that would give this value again, for editing."""
        if value is UNKNOWN:
            return UNSURE_RAW
        return str(value)

    def read_back(self, question: Question, value: Value, *, full: bool) -> Text:
        """How the answer is shown and said; private ones by their last four unless `full`."""
        if value is UNKNOWN:
            return text("common.unsure")
        if value == NONE_RAW and question.optional:
            return text(f"kind.{self.kind.value}.none")
        if (self.private or question.private) and not full:
            return self.masked(question, value)
        return self.say(question, value)

    def masked(self, question: Question, value: Value) -> Text:
        """That something private is filled in, and nothing of it; numbers that have one give their tail."""
        return text("kind.hidden")

    def say(self, question: Question, value: Value) -> Text:
        """The value in words."""
        return verbatim(str(value))

    def gestures(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        """What a person (or a script) does on the page to give this value and go on."""
        if value is UNKNOWN:
            return (Tap(f"opt.{UNSURE_RAW}"), NEXT)
        if value == NONE_RAW and question.optional:
            return (Tap(f"opt.{NONE_RAW}"), NEXT)
        return (*self.entry(question, value), NEXT)

    def entry(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        """The gestures that enter the value."""
        if self.keypad:
            return (Tap("key.clear"), *(Tap(f"key.{c}") for c in self.spell(question, value)))
        return (Tap(f"opt.{self.spell(question, value)}"),)

    def identifiers(self, question: Question, rows: Rows | None = None) -> tuple[str, ...]:
        """Every identifier of the question's page that belongs to the question itself."""
        found = [f"q.{self.kind.value}.{question.id}"]
        found += [f"opt.{choice.value}" for choice in choices(question, rows)]
        if self.has_field:
            found += [f"field.{question.id}"] if not self.parts else []
            found += [f"field.{question.id}.{part}" for part in self.parts]
        if self.keypad:
            found += [f"key.{c}" for c in self.keypad] + ["key.back", "key.clear"]
        return tuple(found)

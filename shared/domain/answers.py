"""Answers with where they came from, and problems with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.domain.text import Text
from shared.domain.values import Json, Value, from_json, iso_day, to_json


class Source(StrEnum):
    """How an answer came to us."""

    TYPED = "typed"
    SPOKEN = "spoken"
    CARD = "card"
    RECORD = "record"
    SCAN = "scan"


class By(StrEnum):
    """Who gave it."""

    CITIZEN = "citizen"
    HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Answer:
    """A value with its source; `as_of` is the day on which a record said so (None for what was given just now)."""

    value: Value
    source: Source = Source.TYPED
    as_of: date | None = None
    by: By = By.CITIZEN


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry cannot be taken: what is wrong, and an example of what is right. Never quotes a private value."""

    what: Text
    example: Text | None = None


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One fact of a person's record: its value, which register says so, and as of which day."""

    value: Value
    source: str
    as_of: date


Record = Mapping[str, RecordFact]
"""What the registers hold of one person, by fact id (`jobseeker.registered`)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that apply now, read by rules and checks; repeating groups by `group()`."""

    values: Mapping[str, Value]
    as_of: date
    prefix: str = ""

    def get(self, key: str) -> Value | None:
        """The value of a question (the sibling in the same repetition first), or None where it was not asked."""
        if self.prefix and (found := self.values.get(f"{self.prefix}.{key}")) is not None:
            return found
        return self.values.get(key)

    def group(self, id: str) -> tuple[Mapping[str, Value], ...]:
        """The repetitions of a group, each a mapping from question to value."""
        found: dict[int, dict[str, Value]] = {}
        for key, value in self.values.items():
            head, _, question = key.partition("].")
            name, bracket, number = head.partition("[")
            if name == id and bracket and question and number.isdecimal():
                found.setdefault(int(number), {})[question] = value
        return tuple(found[n] for n in sorted(found))

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


def answer_to_json(answer: Answer) -> Json:
    """The wire and draft form of an answer."""
    data: dict[str, Json] = {"value": to_json(answer.value), "source": answer.source.value, "by": answer.by.value}
    if answer.as_of is not None:
        data["as_of"] = answer.as_of.isoformat()
    return data


def answer_from_json(data: Json) -> Answer:
    """An answer from its wire form; ValueError where it is none."""
    if not isinstance(data, dict) or "value" not in data:
        raise ValueError("an answer is an object with a value")
    as_of = data.get("as_of")
    return Answer(
        from_json(data["value"]),
        Source(str(data.get("source", "typed"))),
        iso_day(as_of) if isinstance(as_of, str) else None,
        By(str(data.get("by", "citizen"))),
    )

"""Worked examples: people in `cases.toml`, walked through the declared steps without any screen.

A case gives raw entries as a person would make them (`"unsure"`, `"none"`, `20261031`), the record, and the outcome.
Values that a case leaves out come from `[defaults]`; an entry `"-"` takes a default away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from shared.domain import kinds
from shared.domain.answers import Problem, Record, RecordFact
from shared.domain.flow import Ask, Consent, Flow, Group, Kind, Level, Question, Show, step_id
from shared.domain.journey import Journey, Placed
from shared.domain.values import UNKNOWN, Value, from_json

Raw = Mapping[str, object]
AWAY = "-"
DEFAULT_DAY = date(2026, 11, 23)


class CaseBroken(Exception):
    """A case that cannot be walked: an entry is missing, or one is refused."""


@dataclass(frozen=True, slots=True)
class Case:
    """One person: what they enter, what is on record, and what is to come of it."""

    name: str
    as_of: date
    level: Level
    answers: Raw
    record: Record | None
    asks: Mapping[str, Raw] = field(default_factory=dict)
    groups: Mapping[str, tuple[Raw, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    expect: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walked:
    """Where a case came out: its journey, the steps it met on the way, and the exit taken, if one was."""

    journey: Journey
    visited: tuple[str, ...]
    exit: str | None


def cases_of(flow: Flow) -> tuple[Case, ...]:
    """The cases of a flow; CaseBroken where the file is malformed."""
    return read(files(f"shared.flows.{flow.id}").joinpath("cases.toml").read_text(encoding="utf-8"))


def read(toml: str) -> tuple[Case, ...]:
    """Cases from TOML."""
    data = tomllib.loads(toml)
    return tuple(_case(row, data.get("defaults", {})) for row in data["case"])


def _case(row: Raw, defaults: Raw) -> Case:
    def table(name: str) -> dict[str, object]:
        both = {**_table(defaults, name), **_table(row, name)}
        return {key: value for key, value in both.items() if value != AWAY}

    as_of = row.get("as_of", defaults.get("as_of", DEFAULT_DAY))
    level = row.get("level", defaults.get("level", 1))
    if not isinstance(as_of, date) or not isinstance(level, int):
        raise CaseBroken(f"{row.get('name')}: as_of is a day, level a number")
    record = {key: RecordFact(_value(value), "case", as_of) for key, value in table("record").items()}
    groups = {key: tuple(value) for key, value in table("groups").items() if isinstance(value, list)}
    refused = row.get("refused", ())
    return Case(
        str(row["name"]),
        as_of,
        Level(level),
        table("answers"),
        record if level >= Level.L2 else None,
        {key: _table(table("asks"), key) for key in table("asks")},
        groups,
        tuple(str(key) for key in refused) if isinstance(refused, list) else (),
        _table(row, "expect"),
    )


def _table(row: Raw, name: str) -> dict[str, object]:
    found = row.get(name, {})
    if not isinstance(found, dict):
        raise CaseBroken(f"{name} is a table")
    return found


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(_value(part) for part in value)
    if isinstance(value, dict) and set(value) in ({"yuan"}, {"decimal"}):
        return from_json(value)  # the tagged form, for what TOML has no word
    if isinstance(value, dict):
        return {str(key): _value(part) for key, part in value.items()}
    if value == "unsure":
        return UNKNOWN
    if isinstance(value, bool | int | str | date):
        return value
    raise ValueError("a value in a case is a yes or no, a number, a word, a day, a list or a table of them")


def raw_entry(value: object) -> str:
    """What a person would enter: `yes`, `20261031`, `66`, options in one line."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.strftime("%Y%m%d")
        case list():
            return " ".join(str(part) for part in value)
        case _:
            return str(value)


def walk(flow: Flow, case: Case) -> Walked:
    """Walk a case to the review or an exit; raises CaseBroken."""
    journey = Journey.start(flow, case.as_of, case.level, case.record)
    visited: list[str] = []
    while (place := journey.current) is not None:
        visited.append(f"{place.group}.{step_id(place.step)}" if place.group else place.key)
        if journey.ended is not None:
            return Walked(journey, tuple(visited), journey.ended.outcome)
        moved = _move(journey, place, case)
        if isinstance(moved, Problem):
            raise CaseBroken(f"{case.name}: {place.key}: {moved.what.id}")
        if moved.at == journey.at:
            raise CaseBroken(f"{case.name}: {place.key}: does not go on")
        journey = moved
    return Walked(journey, tuple(visited), None)


def _move(journey: Journey, place: Placed, case: Case) -> Journey | Problem:
    match place.step:
        case Question():
            entries: Raw = case.groups[place.group][place.n - 1] if place.group else case.answers
            value = kinds.parse(place.step, _entry(place.step, entries, case))
            return value if isinstance(value, Problem) else journey.answer(value)
        case Consent():
            return journey.answer({"given": place.key not in case.refused, "words": "case"})
        case Ask():
            brought = case.asks.get(place.key, {"status": "not_to_be_had"})
            return journey.freeze({key: _value(value) for key, value in brought.items()}, case.as_of)
        case Group():
            wanted = len(case.groups.get(place.key, ()))
            return journey.add(place.key) if journey.count(place.key) < wanted else journey.go_on()
        case Show():
            return journey.go_on()
        case _:
            raise CaseBroken(f"{case.name}: {place.key}: cannot be walked")


def _entry(question: Question, entries: Raw, case: Case) -> str:
    if question.id in entries:
        return raw_entry(entries[question.id])
    if question.kind is Kind.NOTICE:
        return "yes"
    if question.kind is Kind.DECLARATION:
        return "agree"
    if question.optional:
        return "none"
    raise CaseBroken(f"{case.name}: {question.id}: no entry")

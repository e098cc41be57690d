"""Decisions that people can check: clause by clause, with the values used, the law, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from shared.domain.text import Text, TextArg
from shared.domain.values import UNKNOWN, Json, Tri, Unknown, Value, from_json, to_json


@dataclass(frozen=True, slots=True)
class Law:
    """A place in the law: `Law("law.social_insurance_act", "45")` is 社会保险法 第45条.

    `name` is a message id; `article` is the number as printed, with a paragraph where one is meant ("46(2)").
    `mark` says that a figure was not read in that text itself (`SECOND_HAND`, `CHOSEN`); shown and said with it.
    """

    name: str
    article: str
    mark: str = ""


SECOND_HAND: Final = "second_hand"
"""Taken from what others write about the text; not yet compared with the text itself."""
CHOSEN: Final = "chosen"
"""The text leaves the measure to the office; this one chose it."""
MARKS: Final = (SECOND_HAND, CHOSEN)


class Status(StrEnum):
    """符合 · 不符合 · 还不知道."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, truth: Tri) -> Status:
        """The status of a three-valued truth."""
        if truth is UNKNOWN:
            return cls.UNKNOWN
        return cls.MET if truth else cls.NOT_MET


@dataclass(frozen=True, slots=True)
class Used:
    """A value that a clause looked at: the fact's id, how it is called (message id), and its value (or UNKNOWN).

    A value that is a code is said by the message `<label>.<value>`.
    """

    fact: str
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of the law. `id` is stable (`clause.<id>` on screen); the title is a message id."""

    id: str
    title: str
    law: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a clause came to for one person, and what would change it (empty where it is met)."""

    clause: Clause
    status: Status
    used: tuple[Used, ...] = ()
    change: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AmountStep:
    """One named step of a computation: what it is, how it came about, and the result with its unit."""

    id: str
    title: Text
    value: Value
    law: tuple[Law, ...] = ()


class Outcome(StrEnum):
    """What a decision comes to. A device or a rule never refuses: NOT_MET and NEEDS_PERSON both go to a person."""

    FAVOURABLE = "favourable"
    NOT_MET = "not_met"
    NEEDS_PERSON = "needs_person"


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement over several clauses, with amounts in named steps.

    `answer` is the result in one sentence; `missing` says in plain words what must be found out first. `chosen`: a wish
    of the person's own, of which nobody says that a machine computed it.
    """

    id: str
    outcome: Outcome
    answer: Text
    findings: tuple[Finding, ...]
    amounts: tuple[AmountStep, ...] = ()
    missing: tuple[Text, ...] = ()
    next: tuple[Text, ...] = ()
    chosen: bool = False

    @property
    def outcome_said(self) -> str:
        """Message id of what the outcome means, empty where the answer has said it."""
        return "" if self.chosen else f"ui.outcome.{self.outcome.value}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a `Listing`: what it is called and what it is; `more` says where that comes from."""

    title: Text
    value: Value | Text | None = None
    more: Text | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Facts shown without judging: a table or a list, led by its answer in one sentence."""

    id: str
    answer: Text
    rows: tuple[Row, ...] = field(default=())
    law: tuple[Law, ...] = ()


Result = Finding | Decision | Listing
"""What a `Show` may show."""


def worst(findings: tuple[Finding, ...]) -> Status:
    """The status of all clauses together: one not met decides, otherwise one unknown leaves it open."""
    statuses = {finding.status for finding in findings}
    if Status.NOT_MET in statuses:
        return Status.NOT_MET
    return Status.UNKNOWN if Status.UNKNOWN in statuses else Status.MET


def decision_to_json(decision: Decision) -> Json:
    """Outcome, clauses and amounts in a form that device and backend compare byte by byte (`values.canonical`)."""
    return {
        "id": decision.id,
        "outcome": decision.outcome.value,
        "answer": _text(decision.answer),
        "findings": [
            {
                "clause": finding.clause.id,
                "status": finding.status.value,
                "used": {used.fact: to_json(used.value) for used in finding.used},
                "change": [_text(change) for change in finding.change],
            }
            for finding in decision.findings
        ],
        "amounts": [{"id": step.id, "value": to_json(step.value)} for step in decision.amounts],
        "missing": [_text(missing) for missing in decision.missing],
    }


def decision_from_json(data: Json, like: Decision) -> Decision | None:
    """A decision as it was written down, with titles, law and names of values taken from `like`, the same rules now;
    None where it knows a clause or a step that these rules do not have."""
    clauses = {finding.clause.id: finding for finding in like.findings}
    steps = {step.id: step for step in like.amounts}
    try:
        if not isinstance(data, dict):
            return None
        rows, amounts, missing = (_list(data[name]) for name in ("findings", "amounts", "missing"))
        return Decision(
            str(data["id"]),
            Outcome(str(data["outcome"])),
            _text_from(data["answer"]),
            tuple(_finding_from(row, clauses) for row in rows),
            tuple(replace(steps[str(row["id"])], value=from_json(row["value"])) for row in amounts),
            tuple(_text_from(row) for row in missing),
        )
    except (KeyError, ValueError):
        return None


def _list(data: Json) -> list[dict[str, Json]]:
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise ValueError("a list of objects")
    return [row for row in data if isinstance(row, dict)]


def _finding_from(row: dict[str, Json], known: Mapping[str, Finding]) -> Finding:
    like = known[str(row["clause"])]
    labels = {used.fact: used.label for used in like.used}
    values = row["used"] if isinstance(row["used"], dict) else {}
    used = tuple(Used(fact, labels[fact], from_json(value)) for fact, value in values.items() if fact in labels)
    return Finding(
        like.clause, Status(str(row["status"])), used, tuple(_text_from(one) for one in _list(row["change"]))
    )


def _text_from(data: Json) -> Text:
    args = data.get("args") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(args, dict):
        raise ValueError("a text has an id and arguments")  # noqa: TRY004 (malformed data, whatever its type)
    return Text(str(data["id"]), tuple((name, _arg_from(value)) for name, value in args.items()))


def _arg_from(data: Json) -> TextArg:
    if isinstance(data, dict) and "args" in data:
        return _text_from(data)
    if isinstance(data, list):
        return tuple(_arg_from(one) for one in data)
    value = from_json(data)
    if isinstance(value, Mapping | Unknown | tuple):
        raise ValueError("no argument of a text")  # noqa: TRY004
    return value


def _text(words: Text) -> Json:
    return {
        "id": words.id,
        "args": {
            key: _text(value)
            if isinstance(value, Text)
            else [_text(v) if isinstance(v, Text) else to_json(v) for v in value]  # type: ignore[arg-type]
            if isinstance(value, tuple)
            else to_json(value)
            for key, value in words.args
        },
    }

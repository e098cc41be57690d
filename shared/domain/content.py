"""What is submitted of a journey, and what the office does with it: recompute facts, decide anew, list what changed.

The content carries the answers, the facts that rules saw on the device, the part of the record that these facts came
from, the day, and the versions of flow and parameters (DESIGN section 7). Pure: device and office run the same code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from shared.domain.answers import Answer, Answers, Record, RecordFact, answer_from_json, answer_to_json
from shared.domain.decisions import Decision
from shared.domain.drafts import facts_to_json, fits
from shared.domain.flow import Ask, Consent, Facts, Flow, Group, Level, Question, Show
from shared.domain.journey import Journey
from shared.domain.values import UNKNOWN, Json, Value, canonical, from_json, iso_day, to_json


class ContentUnreadable(ValueError):
    """Not the content of a submission. Nothing of it is quoted."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a submission.

    `answers` holds the answers that apply, what an `Ask` brought included; `consents` those of `Consent` steps;
    `record` only the facts of the record that the rules looked at, as the device knew them (None: it had no record).
    """

    flow: str
    version: int
    params: str
    operation: str
    about: str | None
    answers: Mapping[str, Answer]
    facts: Facts
    as_of: date
    consents: Mapping[str, Answer] = field(default_factory=dict)
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that the office knows otherwise than the device did (UNKNOWN where one of them does not know it)."""

    fact: str
    before: Value
    now: Value


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision anew, the facts that it rests on, and those that changed against the content."""

    decision: Decision | None
    facts: Facts
    changed: tuple[ChangedFact, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    """Facts of `Flow.confirm` that only the person has said: a favourable decision then goes to a person first."""


class _Noting(Mapping[str, RecordFact]):
    """A record that notes which of its facts were looked at."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.used: set[str] = set()

    def __getitem__(self, key: str) -> RecordFact:
        found = self._record[key]
        self.used.add(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._record)

    def __len__(self) -> int:
        return len(self._record)


def content(journey: Journey) -> Content:
    """The content of a journey that has come to its review."""
    flow = journey.flow
    noting = _Noting(journey.record) if journey.record is not None else None
    facts = flow.facts(journey.values(), noting, journey.as_of)
    used = {key: noting[key] for key in sorted(noting.used)} if noting is not None else None
    arising = [place for place in journey.placed() if place.key in journey.answers]
    return Content(
        flow.id,
        flow.version,
        flow.params,
        flow.operation.value,
        flow.about,
        {p.key: journey.answers[p.key] for p in arising if isinstance(p.step, Question | Ask)},
        facts,
        journey.as_of,
        {p.key: journey.answers[p.key] for p in arising if isinstance(p.step, Consent)},
        used,
    )


def content_of(journey: Journey) -> dict[str, Json]:
    """The wire form of the content of a journey."""
    return content_to_json(content(journey))


def content_to_json(c: Content) -> dict[str, Json]:
    """The wire form of a content."""
    return {
        "flow": c.flow,
        "version": c.version,
        "params": c.params,
        "operation": c.operation,
        "about": c.about,
        "answers": {key: answer_to_json(answer) for key, answer in c.answers.items()},
        "facts": facts_to_json(c.facts),
        "as_of": c.as_of.isoformat(),
        "consents": {key: answer_to_json(answer) for key, answer in c.consents.items()},
        "record": None if c.record is None else record_to_json(c.record),
    }


def record_to_json(record: Record) -> Json:
    """The wire form of a record."""
    return {
        key: {"value": to_json(fact.value), "source": fact.source, "as_of": fact.as_of.isoformat()}
        for key, fact in record.items()
    }


def record_from_json(data: Json) -> Record:
    """A record from its wire form; raises ContentUnreadable."""
    if not isinstance(data, dict):
        raise ContentUnreadable("a record is an object")
    found: dict[str, RecordFact] = {}
    for key, fact in data.items():
        source = fact.get("source") if isinstance(fact, dict) else None
        as_of = fact.get("as_of") if isinstance(fact, dict) else None
        if (
            not isinstance(fact, dict)
            or "value" not in fact
            or not isinstance(source, str)
            or not isinstance(as_of, str)
        ):
            raise ContentUnreadable("a fact of a record has source and day")
        try:
            found[key] = RecordFact(from_json(fact["value"]), source, iso_day(as_of))
        except (ValueError, RecursionError):
            raise ContentUnreadable("a fact of a record is malformed") from None
    return found


def content_from_json(data: Json) -> Content:
    """A content from its wire form; raises ContentUnreadable and nothing else."""
    if not isinstance(data, dict):
        raise ContentUnreadable("a content is an object")
    strings = [data.get(key) for key in ("flow", "params", "operation", "as_of")]
    version, about, record, facts = data.get("version"), data.get("about"), data.get("record"), data.get("facts")
    flow, params, operation, as_of = (part if isinstance(part, str) else None for part in strings)
    if flow is None or params is None or operation is None or as_of is None:
        raise ContentUnreadable("members are missing")
    if isinstance(version, bool) or not isinstance(version, int) or not isinstance(facts, dict):
        raise ContentUnreadable("members are missing")
    try:
        return Content(
            flow,
            version,
            params,
            operation,
            about if isinstance(about, str) else None,
            _answers(data.get("answers")),
            {key: from_json(value) for key, value in facts.items()},
            iso_day(as_of),
            _answers(data.get("consents", {})),
            None if record is None else record_from_json(record),
        )
    except (ValueError, TypeError, RecursionError):
        raise ContentUnreadable("a member is malformed") from None


def _answers(data: Json) -> dict[str, Answer]:
    if not isinstance(data, dict):
        raise ContentUnreadable("answers are an object")
    return {key: answer_from_json(answer) for key, answer in data.items()}


def journey_of(flow: Flow, c: Content, level: Level) -> Journey:
    """The journey that this content would have come from, every page seen."""
    answers = {**c.answers, **c.consents}
    counts = {
        step.id: max((_repetition(key, step.id) for key in answers), default=0)
        for step in flow.steps
        if isinstance(step, Group)
    }
    counts = {key: n for key, n in counts.items() if n}
    seen = frozenset(step.id for step in flow.steps if isinstance(step, Show | Group))
    return Journey(flow, c.as_of, level, c.record, answers, seen, counts)


def _repetition(key: str, group: str) -> int:
    head, _, rest = key.partition("[")
    number, bracket, _ = rest.partition("]")
    fits = head == group and bracket and number.isascii() and number.isdecimal() and len(number) < 4
    return int(number) if fits else 0


def check_content(flow: Flow, c: Content, level: Level) -> tuple[str, ...]:
    """What is wrong with a content, as stable codes with the keys concerned; empty where it could have come from this
    flow at this level. Same versions are required: who decides takes the flow of the content's version."""
    faults: list[str] = []
    if (c.flow, c.version, c.params) != (flow.id, flow.version, flow.params):
        return ("version",)
    if (c.operation, c.about) != (flow.operation.value, flow.about):
        faults.append("operation")
    journey = journey_of(flow, c, level)
    arising = {place.key: place for place in journey.placed()}
    faults += [f"not_asked:{key}" for key in sorted(journey.answers) if key not in arising]
    for key, place in arising.items():
        answer = journey.answers.get(key)
        if answer is not None and not fits(journey, place, answer):
            faults.append(f"answer:{key}")
        elif answer is None and isinstance(place.step, Question | Consent | Ask):
            faults.append(f"missing:{key}")
    for step in flow.steps:
        if isinstance(step, Group) and journey.count(step.id) > step.max:
            faults.append(f"answer:{step.id}")
    if faults:
        return tuple(faults)
    if journey.ended is not None or journey.pending is not None:
        return ("ended",)
    facts = flow.facts(journey.values(), c.record, c.as_of)
    return tuple(f"fact:{change.fact}" for change in changed_facts(c.facts, facts))


def changed_facts(before: Facts, now: Facts) -> tuple[ChangedFact, ...]:
    """The facts in which the two differ, in a stable order."""
    return tuple(
        ChangedFact(key, before.get(key, UNKNOWN), now.get(key, UNKNOWN))
        for key in sorted({*before, *now})
        if canonical(to_json(before.get(key, UNKNOWN))) != canonical(to_json(now.get(key, UNKNOWN)))
    )


def decide_content(flow: Flow, c: Content, record: Record | None) -> Decided:
    """Decide anew on the content's day, with the record as the office knows it now.

    To be called on a content without faults. A flow that decides nothing gives no decision.
    """
    journey = journey_of(flow, c, Level.L3)
    facts = flow.facts(journey.values(), record, c.as_of)
    decision = flow.decide(facts) if flow.decide is not None else None
    silent = flow.facts(Answers({}, c.as_of), record, c.as_of)
    unconfirmed = tuple(key for key in flow.confirm if silent.get(key, UNKNOWN) is UNKNOWN)
    return Decided(decision, facts, changed_facts(c.facts, facts), unconfirmed)

"""A journey as JSON and back: what is kept of an unfinished claim, also across a newer version of its flow.

Reading never raises anything but `DraftUnreadable`, whatever it is given. What cannot be kept is told (`lost`), and the
question is asked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from shared.domain import kinds
from shared.domain.answers import Answer, Record, answer_from_json, answer_to_json
from shared.domain.flow import Ask, Consent, Facts, Flow, Group, Level, Question, Show
from shared.domain.journey import REVIEW, Journey, Placed
from shared.domain.values import Json, canonical, to_json

FORMAT: Final = 1
"""The version of this JSON, apart from that of the flow."""
OTHER: Final = "flow.lost.other"
"""Said where an answer is lost of which this version does not even know the question."""


class DraftUnreadable(Exception):
    """No draft of this flow that this version can read. Its content is never quoted."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The journey as far as it could be kept, and what was lost, in message ids (the titles of the questions)."""

    journey: Journey
    lost: tuple[str, ...] = ()


def draft_to_json(journey: Journey) -> Json:
    """Everything needed to go on later. The record is not kept; of the facts only a digest is."""
    seen: list[Json] = [*sorted(journey.seen)]
    return {
        "draft": FORMAT,
        "flow": journey.flow.id,
        "version": journey.flow.version,
        "as_of": journey.as_of.isoformat(),
        "answers": {key: answer_to_json(answer) for key, answer in journey.answers.items()},
        "counts": dict(journey.counts),
        "seen": seen,
        "at": journey.at,
        "editing": journey.editing,
        "facts": facts_digest(journey.facts()),
    }


def facts_digest(facts: Facts) -> str:
    """SHA-256 over the canonical form: tells whether computed pages would still show the same."""
    return hashlib.sha256(canonical(facts_to_json(facts))).hexdigest()


def facts_to_json(facts: Facts) -> Json:
    """The wire form of facts."""
    return {key: to_json(value) for key, value in facts.items()}


def draft_from_json(
    flow: Flow, data: Json, as_of: date, level: Level = Level.L1, record: Record | None = None
) -> Restored:
    """The journey again, on the day `as_of`. Answers that no longer fit are dropped and told; pages computed from facts
    that changed meanwhile are shown again. Raises DraftUnreadable, and nothing else."""
    draft = _Draft.read(flow, data)
    answers, lost = draft.answers, list[str]()
    if draft.version < flow.version:
        migrated = flow.migrate(draft.version, answers)
        answers, lost = dict(migrated.answers), list(migrated.lost)
    whole = Journey(flow, as_of, level, record, answers, frozenset(draft.seen), draft.counts, draft.at, draft.editing)
    journey = _without_misfits(whole, lost)
    if facts_digest(journey.facts()) != draft.facts:
        shows = {step.id for step in flow.steps if isinstance(step, Show)}
        journey = replace(journey, seen=journey.seen - shows)
    return Restored(_somewhere(journey), tuple(dict.fromkeys(lost)))


def reopened(
    flow: Flow, version: int, answers: Mapping[str, Answer], as_of: date, level: Level, record: Record | None
) -> Restored:
    """A journey in which what was submitted stands again: to be looked at, changed and submitted in its place.

    What an `Ask` brought is asked anew, consents are given anew, computed pages are looked at again. Answers that no
    longer fit are asked again.
    """
    lost: list[str] = []
    if version < flow.version:
        migrated = flow.migrate(version, answers)
        answers, lost = migrated.answers, list(migrated.lost)
    counts: dict[str, int] = {}
    for key in answers:
        group, bracket, rest = key.partition("[")
        number = rest.partition("]")[0]
        if bracket and number.isascii() and number.isdecimal():
            counts[group] = max(counts.get(group, 0), int(number[:4]))
    asked = {key for key, answer in answers.items() if isinstance(flow.step(key), Ask)}
    kept = {key: answer for key, answer in answers.items() if key not in asked}
    repeated = _counts(flow, dict(counts))
    whole = Journey(flow, as_of, level, record, kept, frozenset(repeated), repeated)
    journey = _without_misfits(whole, lost)
    return Restored(_somewhere(replace(journey, at="")), tuple(dict.fromkeys(lost)))


@dataclass(frozen=True, slots=True)
class _Draft:
    """The members of a draft, with their types checked."""

    version: int
    answers: dict[str, Answer]
    counts: dict[str, int]
    seen: tuple[str, ...]
    at: str
    editing: bool
    facts: str

    @classmethod
    def read(cls, flow: Flow, data: Json) -> _Draft:
        if not isinstance(data, dict) or data.get("draft") != FORMAT or data.get("flow") != flow.id:
            raise DraftUnreadable("not a draft of this flow")
        version, answers, counts, seen = (data.get(key) for key in ("version", "answers", "counts", "seen"))
        if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= flow.version:
            raise DraftUnreadable("a version that this one does not know")
        if not isinstance(answers, dict) or not isinstance(counts, dict) or not isinstance(seen, list):
            raise DraftUnreadable("members are missing")
        try:
            known = {key: answer_from_json(answer) for key, answer in answers.items()}
        except (ValueError, TypeError, RecursionError):
            raise DraftUnreadable("an answer that is none") from None
        at, facts = data.get("at"), data.get("facts")
        return cls(
            version,
            known,
            _counts(flow, counts),
            tuple(key for key in seen if isinstance(key, str)),
            at if isinstance(at, str) else "",
            data.get("editing") is True,
            facts if isinstance(facts, str) else "",
        )


def _counts(flow: Flow, counts: Mapping[str, Json]) -> dict[str, int]:
    """Only of groups that exist, and never more than these allow."""
    found: dict[str, int] = {}
    for key, n in counts.items():
        group = flow.step(key)
        if isinstance(group, Group) and isinstance(n, int) and not isinstance(n, bool):
            found[key] = min(max(n, group.min), group.max)
    return found


def _without_misfits(journey: Journey, lost: list[str]) -> Journey:
    """Only the answers that their questions would take today; what falls away by a condition is no loss to tell."""
    known = {key for key in journey.answers if _has_place(journey, key)}
    if known != set(journey.answers):
        lost.append(OTHER)
        journey = replace(journey, answers={k: a for k, a in journey.answers.items() if k in known})
    journey = journey.pruned()
    for place in journey.placed():
        answer = journey.answers.get(place.key)
        if answer is None or fits(journey, place, answer):
            continue
        if not isinstance(place.step, Ask):
            lost.append(place.step.title if isinstance(place.step, Question | Consent) else OTHER)
        kept = {key: other for key, other in journey.answers.items() if key != place.key}
        return _without_misfits(replace(journey, answers=kept), lost)
    return journey


def _has_place(journey: Journey, key: str) -> bool:
    """Whether the flow declares what was answered, and the repetition is one that was counted."""
    head, bracket, member = key.partition("].")
    group, _, number = head.partition("[")
    step = journey.flow.step(f"{group}.{member}" if bracket else key)
    if bracket and not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= journey.count(group)):
        return False
    return isinstance(step, Question | Consent | Ask)


def fits(journey: Journey, place: Placed, answer: Answer) -> bool:
    """Whether this step would take this answer in this journey."""
    match place.step:
        case Question():
            return kinds.validate(place.step, answer.value, journey.values(place.prefix)) is None
        case Consent():
            value = answer.value
            given = value.get("given") if isinstance(value, Mapping) else None
            return isinstance(given, bool) and (given or place.step.refusable)
        case Ask():
            return isinstance(answer.value, Mapping) and isinstance(answer.value.get("status"), str)
        case _:
            return False


def _somewhere(journey: Journey) -> Journey:
    """On the page where the person was, or on the first open one where that page is gone or lies too far ahead."""
    keys = [place.key for place in journey.placed()]
    pending = journey.pending
    latest = len(keys) if pending is None else keys.index(pending.key)
    at = len(keys) if journey.at == REVIEW else keys.index(journey.at) if journey.at in keys else len(keys) + 1
    if at <= latest:
        return journey
    return replace(journey, at=REVIEW if pending is None else pending.key, editing=False)

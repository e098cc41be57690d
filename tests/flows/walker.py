"""Walks every branch of a flow without a screen: each value of each question, each structure of steps to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from shared.domain import kinds
from shared.domain.answers import Problem, Record, RecordFact
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Kind, Level, Question, Show
from shared.domain.identity import luhn_digit
from shared.domain.journey import Journey, Placed
from shared.domain.kinds import Rows
from shared.domain.quantities import Month, yuan
from shared.domain.values import UNKNOWN, Value
from shared.flows.passive_check.rules import CODES
from tests.flows.packs import pack

TODAY: Final = date(2026, 11, 23)


def _ready(code: str) -> Mapping[str, Value]:
    return {"status": "ready", "code": code, "last": TODAY}


ASKED: Final[tuple[Mapping[str, Value], ...]] = (
    {"status": "not_to_be_had"},
    {"status": "queued"},
    *(_ready(code) for code in CODES),
    {"status": "last_known", "code": "something_newer"},
)
KNOWN: Final[Mapping[str, Value]] = {
    "person.born": date(1980, 5, 1),
    "person.male": True,
    "contributions.months": 66,
    "contributions.region": "310000",
    "jobseeker.registered": True,
    "employment.last_day": date(2026, 10, 31),
    "employment.reason": "dismissed",
    "pension.drawing": False,
    "pension.scheme": "employee",
    "pension.months": 252,
    "pension.account": yuan("83400.00"),
    "person.region": "310000",
}
RECORD: Final[Record] = {key: RecordFact(value, "test", TODAY) for key, value in KNOWN.items()}


def rows_of(question: Question, journey: Journey) -> Rows | None:
    """The rows that the question offers now, narrowed by what it names."""
    source = question.choices_from
    if source is None:
        return None
    values = journey.values()
    return kinds.offered(question, pack(source.dataset), values)


def values_for(question: Question, journey: Journey) -> list[Value]:
    """Every value where they can be counted, telling ones where they cannot."""
    rows = rows_of(question, journey)
    offered = [c.value for c in kinds.choices(question, rows) if c.value not in ("unsure", "none")]
    found: list[Value]
    match question.kind:
        case Kind.CHOICE:
            found = list(offered)
        case Kind.REGION:
            found = [value for value in offered if value in ("310000", "440000", "510000")]
        case Kind.SLOT:
            found = list(offered[:2])
        case Kind.YES_NO:
            found = [True, False]
        case Kind.SEVERAL:
            found = [(), *((value,) for value in offered), *(tuple(p) for p in combinations(offered, 2))]
        case Kind.DATE:
            found = [TODAY, TODAY - timedelta(days=1), date(2020, 2, 29)]
        case Kind.MONTH:
            found = [Month(2026, 11), Month(2029, 2)]
        case Kind.NUMBER:
            least, most = question.limits.least or 0, question.limits.most or 168
            found = [n for n in (0, 11, 12, 59, 60, 119, 120, 168, 1950, 2010) if least <= n <= most]
        case Kind.MONTH:
            found = [Month(2025, 12), Month(2026, 1)]
        case Kind.TEXT:
            found = ["没有别的"]
        case Kind.ID_NUMBER:
            found = ["110101195001010025"]
        case Kind.CARD:
            found = ["123456789", "12345678X"]
        case Kind.MONEY:
            found = [yuan("0.00"), yuan("600.00"), yuan("1200.55")]
        case Kind.PHONE:
            found = ["13800001234", "02112345678"]
        case Kind.BANK_ACCOUNT:
            found = ["622202000000000" + luhn_digit("622202000000000"), "12345678"]
        case Kind.DOCUMENT:
            found = [{"sha256": "0f" * 32, "pages": 1}]
        case Kind.PERSON:
            found = [{"name": "某某", "id_number": "110101195001010025"}]
        case Kind.NOTICE | Kind.DECLARATION:
            found = [True]
        case _:
            raise NotImplementedError(f"the walker has no values for {question.kind}")
    return [*found, *([UNKNOWN] if question.unsure else []), *(["none"] if question.optional else [])]


def moves(journey: Journey, place: Placed) -> Iterator[Journey]:
    """Every way to leave a page."""
    match place.step:
        case Question():
            for value in values_for(place.step, journey):
                yield _taken(journey.answer(value, rows=rows_of(place.step, journey)), place)
        case Consent():
            for given in (True, False) if place.step.refusable else (True,):
                yield _taken(journey.answer({"given": given, "words": "hash"}), place)
        case Ask():
            for brought in ASKED:
                yield journey.freeze(brought, TODAY)
        case Group():
            yield _taken(journey.go_on(), place)
            if journey.count(place.key) < 2:
                yield _taken(journey.add(place.key), place)
        case Show():
            assert journey.result(place.key) is not None
            yield _taken(journey.go_on(), place)
        case Exit():
            return


def _taken(moved: Journey | Problem, place: Placed) -> Journey:
    assert isinstance(moved, Journey), f"{place.key}: {moved.what.id}"
    return moved


def every_branch(flow: Flow, level: Level, record: Record | None = None) -> Iterator[Journey]:
    """The journeys at their end, one at least for each structure of steps that answers can lead to."""
    known: set[tuple[str, ...]] = set()
    waiting = [Journey.start(flow, TODAY, level, record)]
    while waiting:
        journey = waiting.pop()
        place = journey.current
        if place is None or isinstance(place.step, Exit):
            yield journey
            continue
        for after in moves(journey, place):
            shape = (after.at, *(p.key for p in after.placed()), *sorted(after.answers), *sorted(after.seen))
            if shape not in known:
                known.add(shape)
                waiting.append(after)
            elif after.current is None:
                yield after

"""Generated people: each walks one service with answers, record and level by chance, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from shared.domain.answers import Problem, Record, RecordFact
from shared.domain.flow import Ask, Consent, Flow, Group, Level, Question, Show
from shared.domain.journey import Journey
from shared.domain.quantities import Yuan, yuan
from shared.domain.values import Value
from shared.flows.items import Where
from shared.flows.passive_check.states import CODES, KINDS, REASONS
from shared.flows.record import FIELDS
from tests.flows.walker import TODAY, rows_of, values_for

MOST_STEPS: Final = 80
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "person.post": ("worker", "cadre"),
    "person.region": ("310000", "440000", "510000"),
    "contributions.region": ("310000", "440000", "510000"),
    "employment.reason": ("expired", "dismissed", "agreed", "forced", "own_will"),
    "pension.scheme": ("employee", "resident"),
    "pension.region": ("310000", "440000"),
    "pension.group": ("man", "worker", "cadre"),
    "passive.code": tuple(CODES),
}


@dataclass(frozen=True, slots=True)
class Somebody:
    """Where a walk came out."""

    flow: Flow
    journey: Journey
    record: Record | None
    level: Level


def people(flows: Mapping[str, Flow], count: int, seed: int) -> Iterator[Somebody]:
    """So many people, the services in turn."""
    dice = random.Random(seed)
    services = list(flows.values())
    for n in range(count):
        flow = services[n % len(services)]
        level = dice.choice((Level.L1, Level.L2)) if flow.assurance <= Level.L1 else Level.L2
        record = _record(dice) if level >= Level.L2 and dice.random() < 0.9 else None
        yield Somebody(flow, _walk(dice, flow, level, record), record, level)


def _walk(dice: random.Random, flow: Flow, level: Level, record: Record | None) -> Journey:
    journey = Journey.start(flow, TODAY, level, record)
    for _ in range(MOST_STEPS):
        place = journey.current
        if place is None or journey.ended is not None:
            return journey
        moved: Journey | Problem
        match place.step:
            case Question():
                told = journey.prefilled(place)
                values, rows = values_for(place.step, journey), rows_of(place.step, journey)
                confirmed = [] if told is None or dice.random() < 0.3 else [told.value]
                wanted = (*confirmed, *dice.sample(values, len(values)))
                found = (journey.answer(value, rows=rows) for value in wanted)
                taken = next((one for one in found if isinstance(one, Journey)), None)
                if taken is None:  # no office of that region has the service: its page says so and offers a person
                    return journey
                moved = taken
            case Consent():
                moved = journey.answer({"given": not place.step.refusable or dice.random() < 0.5, "words": "hash"})
            case Ask():
                moved = journey.freeze(_brought(dice), TODAY)
            case Group():
                more = journey.count(place.key) < max(place.step.min, dice.randrange(3))
                moved = journey.add(place.key) if more else journey.go_on()
            case Show():
                moved = journey.go_on()
            case _:
                return journey
        assert isinstance(moved, Journey), place.key
        journey = moved
    raise AssertionError(f"{flow.id} does not come to its end: {journey.at}, {dict(journey.answers)}")


def _brought(dice: random.Random) -> dict[str, Value]:
    """What the office says, of a state or of an item: ready, old, waiting, or not to be had."""
    status = dice.choice(("ready", "ready", "last_known", "queued", "not_to_be_had"))
    if status in ("queued", "not_to_be_had"):
        return {"status": status}
    return {
        "status": status,
        "code": dice.choice((*CODES, "something_newer")),
        "last": _day(dice),
        "where": dice.choice(tuple(where.value for where in Where)),
        "service": dice.choice(("unemployment", "pension", "appointment")),
        "submitted": _day(dice),
        "decided": _day(dice),
        "by": dice.choice(("rule", "person")),
        "free": dice.randrange(20),
    }


def _record(dice: random.Random) -> Record:
    """What registers may say, each fact by chance there or not."""
    found: dict[str, Value] = {}
    for field in FIELDS.values():
        if dice.random() < 0.3:
            continue
        if field.id == "passive.evidence":
            found[field.id] = tuple({"kind": kind, "day": _day(dice)} for kind in dice.sample(sorted(KINDS), 2))
        elif field.id == "passive.reasons":
            found[field.id] = tuple(dice.sample(sorted(REASONS), dice.randrange(3)))
        elif field.type is bool:
            found[field.id] = dice.random() < 0.5
        elif field.type is int:
            found[field.id] = dice.choice((0, 11, 12, 59, 60, 120, 179, 180, 252))
        elif field.type is date:
            found[field.id] = _day(dice)
        elif field.type is str:
            found[field.id] = dice.choice(WORDS[field.id])
        elif field.type is Yuan:
            found[field.id] = yuan(dice.randrange(200_000))
    return {key: RecordFact(value, "register", TODAY) for key, value in found.items()}


def _day(dice: random.Random) -> date:
    return TODAY - timedelta(days=dice.choice((0, 1, 59, 60, 61, 300, 364, 365, 366, 730, 21_000, 22_000)))

"""Taking in what other offices deliver: each source has its own date up to which it is complete, and its own delay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from shared.backend.evidence.tables import EvidenceRow, FeedRow, PensionerRow
from shared.flows.params import NATION
from shared.flows.passive_check.states import FEEDS, IN, OUT, SOURCE_OF, terms

AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a delivery: who, when, and at the border in which direction."""

    id_number: str
    day: date
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a source delivers: everything of its kind up to `through`, on the day `heard`."""

    kind: str
    through: date
    heard: date
    events: Iterable[Event]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it. Strangers (no pensioners) are not kept; the malformed are counted, never guessed at."""

    new: int = 0
    known: int = 0
    strangers: int = 0
    malformed: int = 0
    late: int = 0


def take_in(session: Session, delivery: Delivery) -> Taken:
    """Keep a delivery; the same lines again change nothing. ValueError for a kind that is no feed."""
    if delivery.kind not in FEEDS:
        raise ValueError("no such feed")
    of = terms(NATION, delivery.heard)
    delay = 0 if of is None else of.delays[delivery.kind]
    total = Taken()
    events = iter(delivery.events)
    while lines := list(islice(events, AT_ONCE)):
        total = _add(total, _chunk(session, delivery, lines, delay))
    _note(session, delivery)
    return total


def _add(a: Taken, b: Taken) -> Taken:
    return Taken(
        a.new + b.new, a.known + b.known, a.strangers + b.strangers, a.malformed + b.malformed, a.late + b.late
    )


def _chunk(session: Session, delivery: Delivery, lines: list[Event], delay: int) -> Taken:
    good = list(_wellformed(delivery, lines))
    numbers = {line.id_number for line in good}
    ours = set(session.scalars(select(PensionerRow.id_number).where(PensionerRow.id_number.in_(numbers))))
    wanted = {(e.id_number, e.day.toordinal(), e.detail): e for e in good if e.id_number in ours}
    key = tuple_(EvidenceRow.id_number, EvidenceRow.day, EvidenceRow.detail)
    here = {
        (id_number, day, detail)
        for id_number, day, detail in session.execute(
            select(EvidenceRow.id_number, EvidenceRow.day, EvidenceRow.detail).where(
                EvidenceRow.kind == delivery.kind, key.in_(list(wanted))
            )
        )
    }
    new = {at: event for at, event in wanted.items() if at not in here}
    heard = delivery.heard.toordinal()
    session.add_all(
        EvidenceRow(id_number=number, kind=delivery.kind, day=day, heard=heard, detail=detail)
        for number, day, detail in new
    )
    session.flush()
    strangers = sum(1 for line in good if line.id_number not in ours)
    late = sum(1 for _, day, _ in new if heard - day > delay)
    return Taken(len(new), len(good) - strangers - len(new), strangers, len(lines) - len(good), late)


def _wellformed(delivery: Delivery, lines: list[Event]) -> Iterator[Event]:
    """Nothing happens after it was heard of, and only a border has a direction."""
    directions = (IN, OUT) if delivery.kind == "border" else ("",)
    for line in lines:
        if line.day <= delivery.heard and line.detail in directions and len(line.id_number) == 18:
            yield line


def _note(session: Session, delivery: Delivery) -> None:
    through, heard = delivery.through.toordinal(), delivery.heard.toordinal()
    row = session.get(FeedRow, delivery.kind)
    if row is None:
        row = FeedRow(kind=delivery.kind, source=SOURCE_OF[delivery.kind], through=through, heard=heard)
        session.add(row)
    row.through, row.heard = max(row.through, through), max(row.heard, heard)

"""Everybody's state in one pass: two streams sorted by id number, merged, one person in memory at a time.

The rules are those of `states`; only the values of the many rows that decide nothing are never made into objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.evidence.tables import EvidenceRow, LossRow, PensionerRow, SuspensionRow
from shared.flows.passive_check.states import (
    OUT,
    Evidence,
    Known,
    Standing,
    Suspension,
    judge,
    last_success,
    settle,
    terms,
)

AT_ONCE: Final = 10_000
"""Rows fetched at a time: what bounds the memory."""

Line = tuple[str, int, str, int, str]


def standings(session: Session, on: date, at_once: int = AT_ONCE) -> Iterator[tuple[str, Standing]]:
    """Each pensioner with their state on a day, in the order of the numbers. Whoever has no evidence is there too."""
    stops = {
        row.id_number: Suspension(date.fromordinal(row.since), row.by)
        for row in session.scalars(select(SuspensionRow).where(SuspensionRow.ended.is_(None)))
    }
    told = {
        row.id_number: date.fromordinal(row.day)
        for row in session.scalars(select(LossRow).where(LossRow.settled_by.is_(None)).order_by(LossRow.day.desc()))
    }
    last = on.toordinal()
    core = session.connection()
    people = core.execute(
        select(PensionerRow.id_number, PensionerRow.region, PensionerRow.abroad).order_by(PensionerRow.id_number),
        execution_options={"yield_per": at_once},
    )
    rows = core.execute(
        select(EvidenceRow.id_number, EvidenceRow.day, EvidenceRow.kind, EvidenceRow.heard, EvidenceRow.detail)
        .where(EvidenceRow.day <= last, EvidenceRow.heard <= last)
        .order_by(EvidenceRow.id_number, EvidenceRow.day, EvidenceRow.kind, EvidenceRow.detail),
        execution_options={"yield_per": at_once},
    )
    lines: Iterator[tuple[str, Iterable[Line]]] = groupby(cast(Iterable[Line], rows), key=itemgetter(0))
    whose, own = next(lines, ("", ()))
    for number, region, abroad in people:
        while whose and whose < number:  # evidence of somebody who is no pensioner any more
            whose, own = next(lines, ("", ()))
        mine: list[Line] = []
        if whose == number:
            mine = list(own)
            whose, own = next(lines, ("", ()))
        yield number, _judge(Known(region, (), stops.get(number), told.get(number), abroad), mine, on)


def _judge(known: Known, lines: list[Line], on: date) -> Standing:
    of = terms(known.region, on)
    if of is None:
        return judge(known, on)
    found = last_success([(line[1], line[2]) for line in lines], of)
    doubtful = 0 if known.reported is not None else _first_exit(lines)
    pieces = [_piece(line) for line in lines[doubtful:]]
    if found is None:
        return settle(known, on, of, None, (), pieces)
    day, which = found
    used = tuple(_piece(lines[n]) for n in which)
    return settle(known, on, of, date.fromordinal(day), used, pieces)


def _first_exit(lines: list[Line]) -> int:
    """From where on evidence could contradict: the first day with an exit over the border; behind the end without."""
    for n, line in enumerate(lines):
        if line[4] == OUT:
            return next(m for m in range(n + 1) if lines[m][1] == line[1])
    return len(lines)


def _piece(line: Line) -> Evidence:
    return Evidence(date.fromordinal(line[1]), line[2], date.fromordinal(line[3]), line[4])

"""The state of one person, from what the office has, by the rules that the device knows too."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.evidence.tables import EvidenceRow, LossRow, PensionerRow, SuspensionRow
from shared.domain.answers import Record, RecordFact
from shared.flows.passive_check.states import Evidence, Known, Standing, Suspension, judge

REGISTER = "social_insurance"


def known_of(session: Session, id_number: str) -> Known | None:
    """What the office knows of a pensioner; None for everybody else."""
    who = session.get(PensionerRow, id_number)
    if who is None:
        return None
    rows = session.execute(
        select(EvidenceRow.day, EvidenceRow.kind, EvidenceRow.heard, EvidenceRow.detail)
        .where(EvidenceRow.id_number == id_number)
        .order_by(EvidenceRow.day)
    )
    pieces = tuple(Evidence(date.fromordinal(d), kind, date.fromordinal(h), detail) for d, kind, h, detail in rows)
    stop = session.scalars(
        select(SuspensionRow).where(SuspensionRow.id_number == id_number, SuspensionRow.ended.is_(None))
    ).first()
    told = session.scalars(
        select(LossRow.day)
        .where(LossRow.id_number == id_number, LossRow.settled_by.is_(None))
        .order_by(LossRow.day)
        .limit(1)
    ).first()
    return Known(
        who.region,
        pieces,
        None if stop is None else Suspension(date.fromordinal(stop.since), stop.by),
        None if told is None else date.fromordinal(told),
        who.abroad,
    )


def standing_of(session: Session, id_number: str, on: date) -> Standing | None:
    """The state of a pensioner on a day; None for everybody else."""
    known = known_of(session, id_number)
    return None if known is None else judge(known, on)


def facts_of(session: Session, id_number: str, on: date) -> Record:
    """The state as facts of the record (`passive.*`); empty for whoever is no pensioner."""
    found = standing_of(session, id_number, on)
    if found is None:
        return {}
    return {f"passive.{name}": RecordFact(value, REGISTER, on) for name, value in found.value().items()}

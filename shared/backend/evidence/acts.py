"""What persons decide about a check: each names who did it. No rule calls `suspend`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.evidence.tables import EvidenceRow, LossRow, SuspensionRow
from shared.flows.passive_check.states import CHECKS, FEEDS

SELF = "self"


def checked(session: Session, id_number: str, way: str, on: date, by: str = "") -> None:
    """Somebody was checked in one of the ways; all but `self` need the person who did it. ValueError otherwise.

    Twice on a day is once. A suspension does not end by it: that a person decides (`resume`).
    """
    if way not in CHECKS:
        raise ValueError("no such way")
    if way != SELF:
        _named(by)
    day = on.toordinal()
    known = select(EvidenceRow.kind).where(
        EvidenceRow.id_number == id_number, EvidenceRow.day == day, EvidenceRow.kind == way
    )
    if session.scalars(known).first() is None:
        session.add(EvidenceRow(id_number=id_number, kind=way, day=day, heard=day, detail="", by=by or None))


def suspend(session: Session, id_number: str, since: date, by: str, reason: str) -> None:
    """已暂停, after an investigation (第26条): only by a person, and with the reason. ValueError otherwise."""
    _named(by)
    _named(reason)
    open_ = select(SuspensionRow.number).where(SuspensionRow.id_number == id_number, SuspensionRow.ended.is_(None))
    if session.scalars(open_).first() is None:
        session.add(SuspensionRow(id_number=id_number, since=since.toordinal(), by=by, reason=reason))


def resume(session: Session, id_number: str, on: date, by: str) -> date | None:
    """End a suspension; since when arrears are due, or None where nothing was suspended."""
    _named(by)
    rows = session.scalars(
        select(SuspensionRow).where(SuspensionRow.id_number == id_number, SuspensionRow.ended.is_(None))
    ).all()
    for row in rows:
        row.ended, row.ended_by = on.toordinal(), by
    return min((date.fromordinal(row.since) for row in rows), default=None)


def loss_told(session: Session, id_number: str, day: date, item: str) -> None:
    """A loss was told by somebody who proved who they are; it is looked into, and stops nothing. Once per item."""
    if session.scalars(select(LossRow.number).where(LossRow.item == item)).first() is None:
        session.add(LossRow(id_number=id_number, day=day.toordinal(), item=item))


def loss_settled(session: Session, id_number: str, by: str) -> int:
    """A person has looked into what was told; how many reports that settles. What follows is an act of its own."""
    _named(by)
    rows = session.scalars(select(LossRow).where(LossRow.id_number == id_number, LossRow.settled_by.is_(None))).all()
    for row in rows:
        row.settled_by = by
    return len(rows)


def strike(session: Session, id_number: str, kinds: frozenset[str], by: str) -> tuple[tuple[str, date], ...]:
    """Evidence that was contested and is not this person's no longer counts (个人信息保护法 第46条); which that was.

    What a person has checked (`CHECKS`) cannot be struck so: it is not another source's.
    """
    _named(by)
    wanted = [kind for kind in FEEDS if kind in kinds]
    rows = session.scalars(
        select(EvidenceRow).where(EvidenceRow.id_number == id_number, EvidenceRow.kind.in_(wanted))
    ).all()
    for row in rows:
        session.delete(row)
    return tuple((row.kind, date.fromordinal(row.day)) for row in rows)


def _named(words: str) -> None:
    if not words.strip():
        raise ValueError("a person and a reason are named")

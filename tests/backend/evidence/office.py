"""An office with made-up pensioners in its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shared.backend.evidence.tables import EvidenceRow, LossRow, PensionerRow, SuspensionRow
from shared.backend.office import Office
from shared.backend.settings import Settings
from shared.flows.passive_check.states import Evidence, Known
from tests.backend.world import Clock


def number_of(n: int) -> str:
    """A number by which a made-up person is kept; no check digit is needed here."""
    return f"99{n:016d}"


def once(known: Known) -> Known:
    """The person with each sign of life once, as it was first heard of: what a table of feeds can hold."""
    first: dict[tuple[date, str, str], Evidence] = {}
    for piece in sorted(known.evidence, key=lambda piece: piece.heard):
        first.setdefault((piece.day, piece.kind, piece.detail), piece)
    return replace(known, evidence=tuple(first.values()))


def plant(session: Session, people: Iterable[Known]) -> dict[str, Known]:
    """Put people into the tables; who they are, by number."""
    found = {number_of(n): once(known) for n, known in enumerate(people)}
    evidence: list[dict[str, object]] = []
    for number, known in found.items():
        session.add(PensionerRow(id_number=number, region=known.region, abroad=known.abroad))
        for piece in known.evidence:
            days = {"day": piece.day.toordinal(), "heard": piece.heard.toordinal()}
            evidence.append({"id_number": number, "kind": piece.kind, "detail": piece.detail, **days})
        if known.suspension is not None:
            since, by = known.suspension.since.toordinal(), known.suspension.by
            session.add(SuspensionRow(id_number=number, since=since, by=by, reason="查过了"))
        if known.reported is not None:
            session.add(LossRow(id_number=number, day=known.reported.toordinal(), item=number))
    session.flush()
    if evidence:
        session.execute(insert(EvidenceRow), evidence)
    return found


@contextmanager
def office_in(folder: Path) -> Iterator[Office]:
    """An office without the demo people."""
    with Office.open(Settings(data=folder, seed="none"), Clock()) as office:
        yield office

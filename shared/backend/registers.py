"""What the registers say of a person, as a record that rules can see."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.evidence.standing import facts_of
from shared.backend.tables import CitizenRow, FactRow
from shared.domain.answers import Record, RecordFact
from shared.domain.values import from_json
from shared.flows.record import said_by_number


def record_of_person(session: Session, id_number: str, on: date) -> Record | None:
    """The record of a person, with what the number itself says; None where no register knows them."""
    if session.get(CitizenRow, id_number) is None:
        return None
    found = {
        row.fact: RecordFact(from_json(json.loads(row.value)), row.source, date.fromisoformat(row.as_of))
        for row in session.scalars(select(FactRow).where(FactRow.id_number == id_number).order_by(FactRow.fact))
    }
    return {**said_by_number(id_number, on), **found, **facts_of(session, id_number, on)}

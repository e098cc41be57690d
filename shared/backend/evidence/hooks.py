"""Where processing meets the silent check: what a check may know, and what follows when it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from shared.backend.evidence.acts import SELF, checked, loss_told
from shared.backend.evidence.knowledge import answered
from shared.backend.evidence.tables import TryRow
from shared.backend.now import moment_of
from shared.backend.tables import CaseRow, CaseState, ItemRow
from shared.contract.bodies import FlowBody
from shared.domain.answers import Record, RecordFact
from shared.domain.flow import Level
from shared.flows.evidence_contest.flow import FLOW as CONTEST
from shared.flows.loss_report.flow import FLOW as LOSS
from shared.flows.passive_check.flow import FLOW as CHECK

OWN_ONLY: Final = (CHECK.id, CONTEST.id)


def is_own(row: ItemRow, body: FlowBody) -> bool:
    """Whether the card that proved the item is that of the person whom it is about."""
    return row.person is not None and row.person == body.subject.id_number.upper()


def record_for_check(session: Session, row: ItemRow, body: FlowBody, record: Record | None) -> Record | None:
    """The record as a check may see it: without its state for whoever did not prove to be the person, so that what
    comes of a typed number never depends on whose it is; with the outcome of the questions for whoever did."""
    content = body.content
    if content.flow not in OWN_ONLY or record is None:
        return record
    if not is_own(row, body):
        return {key: fact for key, fact in record.items() if not key.startswith("passive.")}
    way = content.answers.get("way")
    if content.flow != CHECK.id or way is None or way.value != SELF:
        return record
    on = content.as_of
    right = answered(session, body.subject.id_number.upper(), row.id, content.answers, on)
    return {**record, "passive.answered": RecordFact(right, "social_insurance", on)}


def note_outcome(session: Session, case: CaseRow, row: ItemRow, body: FlowBody) -> None:
    """What is written down once a case has been looked at: a check passed by oneself, a loss that was told."""
    on = moment_of(case.accepted).date()
    if case.flow == CHECK.id and case.state == CaseState.DECIDED.value and is_own(row, body):
        tried = session.get(TryRow, row.id)
        if tried is not None and tried.right:
            checked(session, case.subject, SELF, on)
    who = body.content.answers.get("who")
    if case.flow == LOSS.id and row.level >= Level.L2 and who is not None and isinstance(who.value, Mapping):
        number, told = who.value.get("id_number"), body.content.answers.get("day")
        day = told.value if told is not None and isinstance(told.value, date) else on
        if isinstance(number, str):
            loss_told(session, number.upper(), day, row.id)

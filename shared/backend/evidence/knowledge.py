"""The questions that a person answers at the kiosk, compared here. Nothing says which answer was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.backend.evidence.tables import KnowledgeRow, TryRow
from shared.domain.answers import Answer
from shared.domain.values import UNKNOWN, Tri
from shared.flows.params import NATION
from shared.flows.passive_check.flow import KNOWLEDGE
from shared.flows.passive_check.states import PARAMS

NEEDED: Final = 2
"""Answers that must fit; what was answered and does not fit spoils it."""
OFF_BY: Final = 1
"""Years by which a number may differ: people remember about."""
DRAWN: Final = "years_drawn"
YEAR: Final = timedelta(days=365)


def answered(session: Session, id_number: str, item: str, answers: Mapping[str, Answer], on: date) -> Tri:
    """True where two answers fit and none contradicts; else UNKNOWN, for a person. The same item is compared once.

    Too many wrong tries within a year are no longer compared at all.
    """
    before = session.get(TryRow, item)
    if before is not None:
        return True if before.right else UNKNOWN
    rows = session.scalars(select(KnowledgeRow).where(KnowledgeRow.id_number == id_number))
    known = {row.question: row.answer for row in rows}
    given = {key: answer.value for key, answer in answers.items() if key in KNOWLEDGE and answer.value is not UNKNOWN}
    if not given or not known or _wrong_tries(session, id_number, on) >= _most(on):
        return UNKNOWN
    fits = [_fits(value, _known(key, known[key], on)) for key, value in given.items() if key in known]
    right = len(fits) >= NEEDED and all(fits)
    session.add(TryRow(item=item, id_number=id_number, day=on.toordinal(), right=right))
    return True if right else UNKNOWN


def _known(question: str, answer: str, on: date) -> str:
    """What is right on that day: of drawing, the year of its beginning is kept."""
    return str(on.year - int(answer)) if question == DRAWN and answer.isdecimal() else answer


def _fits(value: object, known: str) -> bool:
    if isinstance(value, int) and not isinstance(value, bool) and known.isdecimal():
        return abs(value - int(known)) <= OFF_BY
    return isinstance(value, str) and value == known


def _wrong_tries(session: Session, id_number: str, on: date) -> int:
    since = (on - YEAR).toordinal()
    wrong = select(func.count()).where(TryRow.id_number == id_number, TryRow.day > since, TryRow.right.is_(False))
    return session.scalar(wrong) or 0


def _most(on: date) -> int:
    found = PARAMS.find("tries", NATION, on)
    return found.value if found is not None and isinstance(found.value, int) else 0

"""The daily run: everybody's state, what changed, and a case for whoever needs a person. It stops nothing."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.backend.decided import decided_json
from shared.backend.evidence.matching import standings
from shared.backend.evidence.tables import RunRow, StandingRow
from shared.backend.messages import tell
from shared.backend.now import millis
from shared.backend.tables import CaseRow, CaseState
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.domain.answers import Answers
from shared.domain.content import Decided
from shared.domain.flow import Level
from shared.domain.text import text
from shared.flows.passive_check.flow import FLOW
from shared.flows.passive_check.states import PERSON, Standing

if TYPE_CHECKING:
    from shared.backend.office import Office

CHECK: Final = "check"
"""The kind of a case that no item set going: its `item` is an id of its own."""
AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: how many people, how many states changed, how many cases were opened."""

    people: int = 0
    changed: int = 0
    opened: int = 0


def reckon_once_a_day(office: Office) -> Run | None:
    """The run of today, where no process has begun it yet."""
    today = office.now().date()
    with office.db.reading() as session:
        if session.get(RunRow, today.toordinal()) is not None:
            return None
    try:
        with office.db.writing() as session:
            session.add(RunRow(day=today.toordinal()))
    except IntegrityError:
        return None
    return reckon(office, today)


def reckon(office: Office, on: date) -> Run:
    """Look at everybody. Reading streams; what changed is written in small transactions, so that nobody waits long."""
    total = Run()
    with office.db.reading() as session:
        for some in _chunks(standings(session, on), AT_ONCE):
            with office.db.writing() as writing:
                run = _write(office, writing, some, on)
            total = Run(total.people + run.people, total.changed + run.changed, total.opened + run.opened)
    return total


def _chunks(found: Iterable[tuple[str, Standing]], size: int) -> Iterator[list[tuple[str, Standing]]]:
    stream = iter(found)
    while some := list(islice(stream, size)):
        yield some


def _write(office: Office, session: Session, some: list[tuple[str, Standing]], on: date) -> Run:
    numbers = [number for number, _ in some]
    before = {
        row.id_number: row for row in session.scalars(select(StandingRow).where(StandingRow.id_number.in_(numbers)))
    }
    changed = opened = 0
    for number, standing in some:
        until = None if standing.until is None else standing.until.toordinal()
        row = before.get(number)
        if row is None:
            session.add(StandingRow(id_number=number, code=standing.code, until=until, day=on.toordinal()))
        elif (row.code, row.until) != (standing.code, until):
            row.code, row.until, row.day = standing.code, until, on.toordinal()
        else:
            continue
        changed += 1
    in_doubt = [(number, standing) for number, standing in some if standing.code == PERSON]
    for number, standing in in_doubt:
        opened += _open(office, session, number, standing, on)
    return Run(len(some), changed, opened)


def _open(office: Office, session: Session, number: str, standing: Standing, on: date) -> int:
    """A case at the desk, unless one is there already; 1 where it was opened."""
    there = select(CaseRow.item).where(
        CaseRow.subject == number,
        CaseRow.flow == FLOW.id,
        CaseRow.kind == CHECK,
        CaseRow.state == CaseState.DESK.value,
    )
    if session.scalars(there).first() is not None:
        return 0
    now = millis(office.now())
    facts = FLOW.facts(Answers({"state": {**standing.value(), "status": "ready"}}, on), None, on)
    decision = FLOW.decide(facts) if FLOW.decide is not None else None
    case = CaseRow(
        item=uuid7(now, secrets.token_bytes(RANDOM_BYTES)),
        kind=CHECK,
        flow=FLOW.id,
        subject=number,
        level=int(Level.L0),
        accepted=now,
        due=now,
        state=CaseState.DESK.value,
        why=f"passive_{standing.reasons[0]}",
        decision=json.dumps(decided_json(Decided(decision, facts)), ensure_ascii=False),
    )
    session.add(case)
    tell(office, session, number, case.item, text("office.check_with_person"))
    return 1

"""One case, one clerk: whoever opens a case first has it, the others are told who. A lease ends by leaving, by logging
out, or by itself."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shared.backend.desk.clerks import MINUTE, Acting
from shared.backend.desk.errors import NotTaken, NotWaiting, Taken
from shared.backend.desk.log import log_act
from shared.backend.desk.tables import ClerkRow, LeaseRow
from shared.backend.tables import CaseRow, CaseState

WAITS = (CaseState.DESK.value, CaseState.CONFIRM.value)
"""States in which a person is to do something."""


def locked_case(acting: Acting, item: str) -> CaseRow:
    """The case, locked for this transaction, where it waits for a person; raises NotWaiting."""
    case = acting.session.get(CaseRow, item, with_for_update=True)
    if case is None or case.state not in WAITS:
        raise NotWaiting
    return case


def holder(session: Session, item: str, now: int) -> tuple[str, str] | None:
    """Who has a case now (login name, name), or None."""
    row = session.get(LeaseRow, item)
    if row is None or row.until <= now:
        return None
    clerk = session.get(ClerkRow, row.clerk)
    return (row.clerk, clerk.name if clerk is not None else row.clerk)


def holders(session: Session, now: int) -> dict[str, str]:
    """The names of all who have a case now, by item."""
    found = select(LeaseRow.item, ClerkRow.name).join(ClerkRow, ClerkRow.id == LeaseRow.clerk)
    return {row.item: row.name for row in session.execute(found.where(LeaseRow.until > now))}


def take(acting: Acting, item: str) -> CaseRow:
    """Have the case, or keep it longer. Raises NotWaiting, Taken (with who has it)."""
    case = locked_case(acting, item)
    there = holder(acting.session, item, acting.now)
    if there is not None and there[0] != acting.clerk.id:
        raise Taken(there[1])
    until = acting.now + int(acting.limits.lease_minutes * MINUTE)
    row = acting.session.get(LeaseRow, item)
    if row is None:
        acting.session.add(LeaseRow(item=item, clerk=acting.clerk.id, until=until))
    else:
        row.clerk, row.until = acting.clerk.id, until
    if there is None:
        log_act(acting, item, "take")
    return case


def held(acting: Acting, item: str) -> CaseRow:
    """The case before an act on it: still waiting, and this clerk's. Raises NotWaiting, Taken, NotTaken."""
    case = locked_case(acting, item)
    there = holder(acting.session, item, acting.now)
    if there is None:
        raise NotTaken
    if there[0] != acting.clerk.id:
        raise Taken(there[1])
    return case


def free(acting: Acting, item: str) -> None:
    """Let the case go, where this clerk has it."""
    acting.session.execute(delete(LeaseRow).where(LeaseRow.item == item, LeaseRow.clerk == acting.clerk.id))

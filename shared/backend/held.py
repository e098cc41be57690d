"""Items that the office holds without blaming anybody: the device was revoked, its certificate had ended, its first key
was used again, or the service has another version. Each has a case at the desk, where a person lets it in or turns it
away with a reason; nothing of it is begun before."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.tables import CaseRow, CaseState, ItemRow

HELD: Final = "held_"
"""Before the code of the reason, in why a case waits."""


def is_held(case: CaseRow) -> bool:
    """Whether this case is about an item that is not let in yet."""
    return case.state == CaseState.DESK.value and (case.why or "").startswith(HELD)


def open_held(session: Session, row: ItemRow) -> None:
    """A case for an item that was just held; one only."""
    if session.get(CaseRow, row.id) is None:
        session.add(
            CaseRow(
                item=row.id,
                kind=row.kind,
                flow=row.flow or "",
                subject=row.subject or "",
                level=row.level,
                accepted=row.received,
                due=row.received,
                state=CaseState.DESK.value,
                why=f"{HELD}{row.reason}",
            )
        )


def close_held(session: Session, row: ItemRow) -> None:
    """The item is let in: its case begins anew."""
    case = session.get(CaseRow, row.id)
    if case is not None and is_held(case):
        session.delete(case)
        session.flush()


def release_acting(session: Session, item: str, why: str) -> None:
    """What waited to act on an item that was turned away goes to a person."""
    actors = select(ItemRow.id).where(ItemRow.target == item, ItemRow.sequence.is_not(None))
    waiting = select(CaseRow).where(CaseRow.item.in_(actors), CaseRow.state == CaseState.PROVISIONAL.value)
    for case in session.scalars(waiting):
        case.state, case.why = CaseState.DESK.value, why

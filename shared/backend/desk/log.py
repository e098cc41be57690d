"""What was done at the desk: one row an act, never changed. The reason is the clerk's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.desk.tables import ActRow, ClerkRow
from shared.backend.now import moment_of

if TYPE_CHECKING:
    from shared.backend.desk.clerks import Acting


@dataclass(frozen=True, slots=True)
class Done:
    """One act: who, when, what, why."""

    at: datetime
    clerk: str
    verb: str
    reason: str = ""


def log_act(acting: Acting, item: str, verb: str, reason: str = "", **detail: str) -> None:
    """Write the act down in its own transaction: without its row it has not happened."""
    told = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    row = ActRow(item=item, clerk=acting.clerk.id, at=acting.now, verb=verb, reason=reason, detail=told)
    acting.session.add(row)


def history(session: Session, item: str) -> tuple[Done, ...]:
    """Everything that was done on a case, oldest first."""
    rows = session.execute(
        select(ActRow, ClerkRow.name)
        .join(ClerkRow, ClerkRow.id == ActRow.clerk, isouter=True)
        .where(ActRow.item == item)
        .order_by(ActRow.number)
    )
    return tuple(Done(moment_of(row.at), name or row.clerk, row.verb, row.reason) for row, name in rows)

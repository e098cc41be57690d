"""Who works at the desk, as the operator's file says it: a JSON list of `{id, name, queue, password}`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shared.backend.desk.clerks import add_clerk
from shared.backend.desk.demo import QUEUES
from shared.backend.desk.tables import NAME, ClerkRow, LeaseRow, SignedInRow

PASSWORD_LEAST: Final = 12
"""Characters of a password: long, since nothing else is asked of it."""


@dataclass(frozen=True, slots=True)
class Staff:
    """One clerk of the file; without a password for one who left."""

    id: str
    name: str
    queue: str
    password: str = field(repr=False)
    ended: bool


def read_staff(raw: bytes) -> tuple[Staff, ...]:
    """The clerks of a file; ValueError (which quotes no password) where it is none."""
    try:
        rows = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("it is not a list of objects")
    return tuple(_read(n, row) for n, row in enumerate(rows, 1))


def _read(n: int, row: dict[str, object]) -> Staff:
    id, name, queue, password = (row.get(key, "") for key in ("id", "name", "queue", "password"))
    ended = row.get("ended") is True
    if not isinstance(id, str) or not id.isascii() or not id.isalnum() or id != id.lower() or len(id) > NAME:
        raise ValueError(f"clerk {n}: the id is letters and digits in lower case")
    if not isinstance(name, str) or not isinstance(password, str) or not (ended or 0 < len(name) <= 64):
        raise ValueError(f"clerk {n}: a name is missing")
    if not isinstance(queue, str) or not (ended or queue in QUEUES):
        raise ValueError(f"clerk {n}: the queue is one of {', '.join(QUEUES)}")
    if not ended and len(password) < PASSWORD_LEAST:
        raise ValueError(f"clerk {n}: the password has less than {PASSWORD_LEAST} characters")
    return Staff(id, name, queue, password, ended)


def keep_clerk(session: Session, one: Staff) -> None:
    """Add a clerk, or change the one of that id. Whoever is changed or ended has to log in again, and has no case."""
    row = session.get(ClerkRow, one.id)
    session.execute(delete(SignedInRow).where(SignedInRow.clerk == one.id))
    session.execute(delete(LeaseRow).where(LeaseRow.clerk == one.id))
    if one.ended:
        if row is not None:
            row.ended = True
        return
    if row is not None:
        session.delete(row)
        session.flush()
    add_clerk(session, one.id, one.name, one.queue, one.password)

"""Epochs: a database that went back in time is told apart from one that did not, and says so in signed words.

Beside the database stands `epoch.json` with the last sequence that was ever given out. It is written after the commit,
so it never runs ahead of a database that was not put back; where it does, a copy was restored, and a new epoch begins.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.backend.database import Database
from shared.backend.tables import ItemRow, OfficeRow

FILE: Final = "epoch.json"


def new_epoch() -> str:
    """A name that no other epoch has."""
    return f"e-{secrets.token_hex(8)}"


def settle(db: Database, home: Path) -> str:
    """The epoch that holds from now on, for a process that starts."""
    with db.writing() as session:
        row = session.get_one(OfficeRow, 1, with_for_update=True)
        before = _read(home)
        if before is not None and (before[0] != row.epoch or before[1] > row.sequence):
            _renew(session, row)
        epoch, sequence = row.epoch, row.sequence
    note(home, epoch, sequence)
    return epoch


def begin_new(db: Database, home: Path) -> str:
    """A new epoch in any case: the operator says that a copy was put back."""
    with db.writing() as session:
        row = session.get_one(OfficeRow, 1, with_for_update=True)
        _renew(session, row)
        epoch, sequence = row.epoch, row.sequence
    note(home, epoch, sequence)
    return epoch


def _renew(session: Session, row: OfficeRow) -> None:
    """What is there is acknowledged anew, under the same sequences, when a device asks (`known`)."""
    row.epoch = new_epoch()
    known = ItemRow.sequence.is_not(None)
    session.execute(update(ItemRow).where(known).values(epoch=row.epoch, acknowledgement=None))


def note(home: Path, epoch: str, sequence: int) -> None:
    """Remember beside the database how far it has come. Losing this note does no harm."""
    new = home / f".{FILE}.{secrets.token_hex(4)}"
    new.write_text(json.dumps({"epoch": epoch, "sequence": sequence}), "utf-8")
    new.replace(home / FILE)


def _read(home: Path) -> tuple[str, int] | None:
    try:
        found = json.loads((home / FILE).read_text("utf-8"))
        return str(found["epoch"]), int(found["sequence"])
    except (OSError, ValueError, KeyError, TypeError):
        return None

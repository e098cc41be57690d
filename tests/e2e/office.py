"""What the embedded office holds, read from its own file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from shared.sealing.derive import receipt_number


def arrived(data: Path) -> list[str]:
    """The receipt numbers of the claims that it holds, in the order in which they came."""
    with closing(sqlite3.connect(data / "backend" / "office.db")) as db:
        rows = db.execute("SELECT id FROM items WHERE kind = 'submit' AND authentic ORDER BY row").fetchall()
        return [receipt_number(id) for (id,) in rows]

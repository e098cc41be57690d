"""Drafts, encrypted before they come here; a revision guards each against a second writer."""

from __future__ import annotations

import logging
from datetime import datetime

from shared.domain.exchange import DraftMoved, DraftRow, StoreFull
from shared.store.base import Base, Row
from shared.store.times import from_ms, to_ms

log = logging.getLogger(__name__)


class Drafts:
    """Meets the port `Drafts` of the application."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def put(self, row: DraftRow, expected: int) -> None:
        """Keep the row where the stored revision is `expected` (0: none yet); raises DraftMoved, StoreFull."""
        with self._base.transaction() as db:
            found = db.execute("SELECT revision FROM draft WHERE id = ?", [row.id]).fetchone()
            if (found[0] if found is not None else 0) != expected:
                raise DraftMoved
            db.table("draft").insert(
                {
                    "id": row.id,
                    "owner": row.owner,
                    "flow": row.flow,
                    "flow_version": row.flow_version,
                    "revision": row.revision,
                    "blob": row.blob,
                    "touched": to_ms(row.touched),
                },
                replace=True,
            )

    def of(self, owner: str) -> tuple[DraftRow, ...]:
        """The drafts of one owner, latest first."""
        rows = self._base.rows("SELECT * FROM draft WHERE owner = ? ORDER BY touched DESC, id DESC", [owner])
        return tuple(_row(row) for row in rows)

    def drop(self, id: str) -> None:
        """Forget one; no error where there is none, nor where the disk is full: without its key it is nothing."""
        try:
            with self._base.transaction() as db:
                db.execute("DELETE FROM draft WHERE id = ?", [id])
        except StoreFull:
            log.warning("a draft could not be removed now; its key goes")

    def drop_older(self, than: datetime) -> tuple[str, ...]:
        """Forget those not touched since; their ids, so that their keys go too."""
        rows = self._base.rows("SELECT id FROM draft WHERE touched < ?", [to_ms(than)])
        if not rows:
            return ()
        try:
            with self._base.transaction() as db:
                db.execute("DELETE FROM draft WHERE touched < ?", [to_ms(than)])
        except StoreFull:
            log.warning("%d drafts could not be removed now; their keys go", len(rows))
        return tuple(row["id"] for row in rows)


def _row(row: Row) -> DraftRow:
    return DraftRow(
        row["id"],
        row["owner"],
        row["flow"],
        row["flow_version"],
        row["revision"],
        row["blob"],
        from_ms(row["touched"]),
    )

"""The outbox and its receipts, as the application sees them: one transaction per submission, and plain states."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from shared.domain.exchange import Delivery, DraftMoved, ReceiptRow, Sealed, Waiting
from shared.store.base import Base, Row
from shared.store.state import Link, State
from shared.store.times import from_ms, to_ms

_SELECT: Final = "SELECT * FROM item JOIN delivery ON delivery.item = item.id"
OPEN: Final = frozenset({Delivery.SAVED, Delivery.RESENDING, Delivery.WAITING_FOR_PARTS})
"""States in which an item waits for the line rather than for a person."""


class Outbox:
    """Meets the port `Outbox` of the application."""

    def __init__(self, base: Base, state: State) -> None:
        self._base, self._state = base, state
        self._counted: tuple[tuple[int, int, int], Row] | None = None

    def submit(self, item: Sealed, owner: str, draft: str, revision: int) -> None:
        """Keep the item with its parts and remove the draft in one transaction; raises DraftMoved, StoreFull.

        `revision` is 0 for what never was kept as a draft. The same item again changes nothing.
        """
        with self._base.transaction() as db:
            if not self._has(item):
                found = db.execute("SELECT revision FROM draft WHERE id = ?", [draft]).fetchone()
                if (found[0] if found is not None else 0) != revision:
                    raise DraftMoved
                db.execute("DELETE FROM draft WHERE id = ?", [draft])
                db.table("item").insert(
                    {
                        "id": item.id,
                        "owner": owner,
                        "kind": item.kind,
                        "flow": item.flow,
                        "number": item.number,
                        "hash": item.hash,
                        "device_seq": item.device_seq,
                        "created": to_ms(item.created),
                        "size": len(item.wire),
                        "wire": item.wire,
                    }
                )
                db.table("delivery").insert({"item": item.id, "state": Delivery.SAVED.value})
                for number, chunk in enumerate(item.parts):
                    hash = hashlib.sha256(chunk).hexdigest()
                    db.table("part").insert({"item": item.id, "number": number, "hash": hash, "content": chunk})
            self._base.touched(item.id, "")

    def _has(self, item: Sealed) -> bool:
        return bool(self._base.rows("SELECT 1 FROM item WHERE id = ? AND hash = ?", [item.id, item.hash]))

    def waiting(self) -> Waiting:
        """Counts and ages of what is not yet delivered.

        Every screen asks at every change, a thousand times while a thousand claims go out: counted anew only when
        something was written.
        """
        now = self._base.state_of_writing()
        if self._counted is None or self._counted[0] != now:
            self._counted = (now, self._count())
        row, link = self._counted[1], self._state.link  # the line may change without a write: on a full disk
        if not row["n"]:
            return Waiting(0, None, None)
        next_try = max(link.next_try, row["next"])
        cause = link.cause or (row["cause"] if row["same"] == row["cause"] else "")
        return Waiting(row["n"], from_ms(row["oldest"]), from_ms(next_try) if next_try else None, cause)

    def _count(self) -> Row:
        (row,) = self._base.rows(
            "SELECT count(*) AS n, min(created) AS oldest, min(next_try) AS next, "
            "min(cause) AS same, max(cause) AS cause "
            "FROM delivery JOIN item ON item.id = delivery.item WHERE state <> 'delivered'"
        )
        return row


class Receipts:
    """Meets the port `Receipts` of the application. `sending` are the ids that are on the line at this moment."""

    def __init__(self, base: Base, state: State) -> None:
        self._base, self._state = base, state
        self.sending: frozenset[str] = frozenset()

    def get(self, id: str) -> ReceiptRow | None:
        """The receipt of an item."""
        rows = self._base.rows(f"{_SELECT} WHERE item.id = ?", [id])
        return self._row(rows[0]) if rows else None

    def of(self, owner: str) -> tuple[ReceiptRow, ...]:
        """The receipts of one owner on this device, latest first."""
        rows = self._base.rows(f"{_SELECT} WHERE owner = ? ORDER BY device_seq DESC", [owner])
        return tuple(self._row(row) for row in rows)

    def waiting(self, most: int = 100) -> tuple[ReceiptRow, ...]:
        """What is not yet delivered, oldest first: for the operator, who learns number, age and cause of each."""
        rows = self._base.rows(f"{_SELECT} WHERE state <> 'delivered' ORDER BY device_seq LIMIT ?", [most])
        return tuple(self._row(row) for row in rows)

    def _row(self, row: Row) -> ReceiptRow:
        state, link = Delivery(row["state"]), self._state.link
        if state in OPEN and row["id"] in self.sending:
            state = Delivery.SENDING
        waits = state in OPEN
        return ReceiptRow(
            row["id"],
            row["kind"],
            row["flow"],
            row["number"],
            row["hash"],
            state,
            from_ms(row["created"]),
            cause=row["cause"] or (link.cause if waits else ""),
            next_try=_next_try(row, link) if waits else None,
            tries=row["tries"],
            acknowledgement=row["acknowledgement"],
            delivered=from_ms(row["delivered"]) if row["delivered"] is not None else None,
        )


def _next_try(row: Row, link: Link) -> datetime | None:
    at = max(row["next_try"], link.next_try)
    return from_ms(at) if at else None

"""The outbox as sync sees it: what is due, and what became of it. The caller's transaction makes a batch one whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from shared.domain.exchange import Delivery
from shared.store.base import Base, Params, Row
from shared.store.outbox import Receipts

_LONGEST_IN: Final = 500
"""Ids in one statement, well below SQLite's limit of parameters."""


@dataclass(frozen=True, slots=True)
class Due:
    """An item to be sent: its sealed bytes as they travel, and how often it was tried."""

    id: str
    hash: str
    device_seq: int
    wire: bytes
    tries: int


@dataclass(frozen=True, slots=True)
class Mark:
    """An item that is not delivered yet: its state (None: as it was), why, and when it is tried again (ms, with the
    wait that was drawn, ms)."""

    id: str
    state: Delivery | None
    cause: str
    next_try: int
    wait: int
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A verified acknowledgement for exactly this id and hash, as a compact JWS; `at` is the office's time in ms."""

    id: str
    hash: str
    acknowledgement: str
    epoch: str
    sequence: int
    at: int


_WAITS: Final = "wire IS NOT NULL AND state <> 'delivered'"
_DUE: Final = f"{_WAITS} AND (next_try <= :now OR next_try - :now > wait)"
"""Due by a clock that may jump: a next try that is further away than the wait that was drawn is due at once."""


class Queue:
    """What waits, in the order of this device."""

    def __init__(self, base: Base, receipts: Receipts) -> None:
        self._base, self._receipts = base, receipts

    def due(self, now: int, items: int, size: int) -> list[Due]:
        """The first items that are due, at most so many and so many bytes of them; one at least, however large.

        In the order of this device; but what failed by itself goes behind what never did, so that it holds up nothing.
        """
        return self._first(_DUE, {"now": now, "items": items}, size)

    def undelivered(self, items: int, size: int) -> list[Due]:
        """As `due`, whenever it is tried next."""
        return self._first(_WAITS, {"items": items}, size)

    def _first(self, which: str, values: Params, size: int) -> list[Due]:
        rows = self._base.rows(
            "SELECT id, size FROM item JOIN delivery ON delivery.item = item.id "
            f"WHERE {which} ORDER BY tries, device_seq LIMIT :items",
            values,
        )
        chosen: list[str] = []
        for row in rows:
            size -= row["size"]
            if size < 0 and chosen:
                break
            chosen.append(row["id"])
        return [_due(row) for row in self._select(chosen)]

    def _select(self, ids: Sequence[str]) -> list[Row]:
        found: list[Row] = []
        for part in _parts(ids):
            found += self._base.rows(
                "SELECT id, hash, device_seq, wire, tries FROM item JOIN delivery ON delivery.item = item.id "
                f"WHERE id IN ({_marks(part)})",
                part,
            )
        return sorted(found, key=lambda row: int(row["device_seq"]))

    def amount(self, now: int) -> tuple[int, int]:
        """How many are due, and how many bytes they have."""
        (row,) = self._base.rows(
            "SELECT count(*) AS n, coalesce(sum(size), 0) AS size FROM item JOIN delivery ON delivery.item = item.id "
            f"WHERE {_DUE}",
            {"now": now},
        )
        return row["n"], row["size"]

    def next_due(self, now: int) -> int | None:
        """Milliseconds until an item is due, None where nothing waits."""
        (row,) = self._base.rows(
            "SELECT min(CASE WHEN next_try <= :now OR next_try - :now > wait THEN 0 ELSE next_try - :now END) AS next "
            "FROM item JOIN delivery ON delivery.item = item.id "
            f"WHERE {_WAITS}",
            {"now": now},
        )
        return None if row["next"] is None else int(row["next"])

    def undropped(self) -> bool:
        """Whether sealed bytes of anything are still here."""
        return bool(self._base.rows("SELECT 1 FROM item WHERE wire IS NOT NULL LIMIT 1"))

    def hashes(self, ids: Iterable[str]) -> dict[str, str]:
        """The hash of each of these items that is known here."""
        found: dict[str, str] = {}
        for part in _parts(list(ids)):
            for row in self._base.rows(f"SELECT id, hash FROM item WHERE id IN ({_marks(part)})", part):
                found[row["id"]] = row["hash"]
        return found

    def tries(self, ids: Iterable[str]) -> dict[str, int]:
        """How often each was tried."""
        found: dict[str, int] = {}
        for part in _parts(list(ids)):
            for row in self._base.rows(f"SELECT item, tries FROM delivery WHERE item IN ({_marks(part)})", part):
                found[row["item"]] = row["tries"]
        return found

    def part(self, id: str, number: int) -> bytes | None:
        """A chunk of an item's attachments; None where it is not here, or is not what was promised."""
        rows = self._base.rows("SELECT hash, content FROM part WHERE item = ? AND number = ?", [id, number])
        content: bytes | None = rows[0]["content"] if rows else None
        return content if content is not None and hashlib.sha256(content).hexdigest() == rows[0]["hash"] else None

    def unacknowledged(self) -> list[tuple[str, str]]:
        """Id and hash of each item that could be sent and is not delivered, in the order of this device."""
        rows = self._base.rows(
            "SELECT id, hash FROM item JOIN delivery ON delivery.item = item.id "
            "WHERE wire IS NOT NULL AND state <> 'delivered' ORDER BY device_seq"
        )
        return [(row["id"], row["hash"]) for row in rows]

    def sending(self, ids: Iterable[str]) -> None:
        """These are on the line now (none: nothing is). Only shown; a restart knows nothing of it."""
        before, self._receipts.sending = self._receipts.sending, frozenset(ids)
        self._base.touched(*(before ^ self._receipts.sending))
        self._base.tell()

    def deliver(self, all: Iterable[Delivered]) -> None:
        """Mark as delivered, each by its own id and hash."""
        with self._base.transaction() as db:
            for one in all:
                changed = db.execute(
                    "UPDATE delivery SET state = 'delivered', cause = '', explanation = '', next_try = 0, wait = 0, "
                    "acknowledgement = ?, epoch = ?, sequence = ?, delivered = coalesce(delivered, ?) "
                    "WHERE item = (SELECT id FROM item WHERE id = ? AND hash = ?)",
                    [one.acknowledgement, one.epoch, one.sequence, one.at, one.id, one.hash],
                ).rowcount
                if changed:
                    self._base.touched(one.id, "")

    def mark(self, all: Iterable[Mark]) -> None:
        """Not delivered yet; what was delivered under this epoch stays so."""
        with self._base.transaction() as db:
            for one in all:
                db.execute(
                    "UPDATE delivery SET state = coalesce(?, state), cause = ?, explanation = ?, next_try = ?, "
                    "wait = ?, tries = tries + 1 WHERE item = ? AND state <> 'delivered'",
                    [one.state, one.cause, one.explanation, one.next_try, one.wait, one.id],
                )
                self._base.touched(one.id, "")

    def durable(self, epoch: str, through: int) -> int:
        """Drop the sealed bytes of what the office holds durably in this epoch, and their parts; how many."""
        with self._base.transaction() as db:
            dropped = db.execute(
                "UPDATE item SET wire = NULL WHERE wire IS NOT NULL AND EXISTS (SELECT 1 FROM delivery "
                "WHERE delivery.item = item.id AND state = 'delivered' AND epoch = ? AND sequence <= ?)",
                [epoch, through],
            ).rowcount
            if dropped:
                db.execute("DELETE FROM part WHERE item IN (SELECT id FROM item WHERE wire IS NULL)")
        return int(dropped)

    def new_epoch(self, epoch: str) -> tuple[str, ...]:
        """The office was restored: whatever is still here and not acknowledged in this epoch is to be sent again.

        Acknowledgements given before stay as evidence.
        """
        with self._base.transaction() as db:
            rows = self._base.rows(
                "SELECT item FROM delivery JOIN item ON item.id = delivery.item "
                "WHERE wire IS NOT NULL AND state = 'delivered' AND epoch <> ?",
                [epoch],
            )
            ids = tuple(row["item"] for row in rows)
            for id in ids:
                db.execute(
                    "UPDATE delivery SET state = ?, next_try = 0, wait = 0, tries = 0 WHERE item = ?",
                    [Delivery.RESENDING.value, id],
                )
            self._base.touched(*ids, "")
        return ids


def _due(row: Row) -> Due:
    return Due(row["id"], row["hash"], row["device_seq"], row["wire"], row["tries"])


def _parts(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + _LONGEST_IN] for at in range(0, len(ids), _LONGEST_IN)]


def _marks(ids: Sequence[str]) -> str:
    return ",".join("?" * len(ids))

"""How sync stands, for the operator's page and for doctor: counts, ages and reasons, nothing of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.domain.exchange import ReceiptRow
from shared.store.base import Recovered, Trouble
from shared.store.store import Store
from shared.store.times import from_ms


@dataclass(frozen=True, slots=True)
class Status:
    """`cause` is a stable code (`outbox.cause.<cause>`), "" while the line is good; `tries` are failures in a row."""

    count: int
    oldest: datetime | None
    cause: str
    next_try: datetime | None
    tries: int
    items: tuple[ReceiptRow, ...]
    trouble: Trouble
    recovered: Recovered | None


def status(store: Store) -> Status:
    """As it is now, read from the store alone."""
    waiting, link = store.outbox.waiting(), store.state.link
    return Status(
        waiting.count,
        waiting.oldest,
        waiting.cause,
        waiting.next_try or (from_ms(link.next_try) if link.next_try else None),
        link.tries,
        store.receipts.waiting(),
        store.trouble,
        store.recovered,
    )

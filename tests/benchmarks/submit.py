"""How long a submission takes to be durable, beside one raw SQLite transaction with the same care and row size."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from shared.app.ports import DraftRow
from shared.domain.exchange import Sealed
from tests.benchmarks.claims import Maker
from tests.benchmarks.measure import Result, median, quantile

MANY = 200
DRAFT = b"d" * 1200
"""About as long as the encrypted draft of a claim."""


def raw(path: Path) -> sqlite3.Connection:
    """A database with the store's PRAGMAs and one table."""
    found = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        found.execute(f"PRAGMA {pragma}")
    found.execute("CREATE TABLE item (id TEXT PRIMARY KEY, wire BLOB NOT NULL)")
    return found


def one_transaction(db: sqlite3.Connection, item: Sealed) -> None:
    """The floor."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO item VALUES (?, ?)", [item.id, item.wire])
    db.execute("COMMIT")


async def run(folder: Path) -> list[Result]:
    """In turns, so that a busy disk meets both alike."""
    maker = await Maker.begin(folder / "data")
    store, db = maker.machine.store, raw(folder / "raw.db")
    seals, ours, floors, puts = [], [], [], []
    for n in range(MANY):
        began = time.perf_counter()
        item = await maker.seal(n)
        seals.append(time.perf_counter() - began)
        draft = DraftRow(item.id, "owner", "unemployment", 1, 1, DRAFT, maker.machine.clock.now())
        began = time.perf_counter()
        store.drafts.put(draft, 0)
        puts.append(time.perf_counter() - began)
        began = time.perf_counter()
        store.outbox.submit(item, "owner", draft.id, 1)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        one_transaction(db, item)
        floors.append(time.perf_counter() - began)
    db.close()
    await maker.machine.close()
    ms = 1000
    note = f"sealing by itself {median(seals) * ms:.2f} ms (p95 {quantile(seals, 0.95) * ms:.2f} ms)"
    return [
        Result(
            *("submit durable, median", median(ours) * ms, "ms", median(floors) * ms),
            floor_name="one raw transaction, WAL, synchronous=FULL, a row of equal size",
            goal=2.0,
            note=f"{note}; {len(item.wire)} bytes a claim; {MANY} claims",
        ),
        Result("submit durable, p95", quantile(ours, 0.95) * ms, "ms", quantile(floors, 0.95) * ms),
        Result("draft kept, median", median(puts) * ms, "ms", median(floors) * ms),
        Result("sealing, median", median(seals) * ms, "ms"),
    ]

"""Run in the worker: says what the store holds, then keeps a draft, submits it, says so, and again, until a kill.

`first` is the number of the first claim; 0 to keep none.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from nuanchuang_js import first, say

from shared.contract.ids import uuid7
from shared.domain.exchange import DraftRow, Sealed
from shared.store.base import Journal
from shared.store.store import Store
from shared.sync.system import SystemClock

MADE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MANY = 1_000_000


def noise(seed: str, size: int) -> bytes:
    """Bytes that look like ciphertext and are the same each time."""
    return hashlib.shake_256(seed.encode()).digest(size)


def sealed(n: int, seq: int) -> Sealed:
    """The n-th item, of 700 to 4,700 bytes."""
    wire = noise(f"body{n}", 700 + 500 * (n % 9))
    digest = hashlib.sha256(wire).hexdigest()[:43]
    id = uuid7(1_780_000_000_000 + n, noise(f"id{n}", 10))
    return Sealed(id, "submit", "unemployment", f"{n:016d}", digest, seq, wire, noise(f"secret{n}", 16), MADE)


store = Store(Path("/data/store.db"), SystemClock(), journal=Journal.TRUNCATE)
rows = store.receipts.waiting(MANY)
there = [int(row.number) for row in rows]
wrong = [int(row.number) for row in rows if row.hash != sealed(int(row.number), 0).hash]
half = [row.id for row in store.drafts.of("owner") if int(row.id.removeprefix("draft-")) in {*there}]
say(json.dumps({"there": there, "wrong": wrong, "half": half, "recovered": store.recovered is not None}))
for n in count(int(first)) if first else ():
    store.drafts.put(DraftRow(f"draft-{n}", "owner", "unemployment", 1, 1, noise(f"draft{n}", 900), MADE), 0)
    store.outbox.submit(sealed(n, store.state.next_seq()), "owner", f"draft-{n}", 1)
    say(str(n))

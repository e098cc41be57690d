"""What a broken file still holds of what was promised: items that can be sent again, acknowledgements, the counter.

An item counts as saved where its bytes still have the hash that the person's slip carries. One that had already been
delivered is sent again without harm: same id and hash give the same acknowledgement.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from shared.contract.codec import b64, parse
from shared.contract.errors import Malformed
from shared.contract.ids import is_uuid7
from shared.contract.items import SealedItem
from shared.domain.exchange import Delivery
from shared.store.pages import Cell, Record, records
from shared.store.schema import DELIVERY_COLUMNS, ITEM_COLUMNS, PART_COLUMNS

SEQ_KEY: Final = "device_seq"
"""The member of `state` that says up to which number `device_seq` is taken."""

Named = Mapping[str, Cell]


@dataclass(slots=True)
class Salvaged:
    """What was read: items by id, their acknowledged deliveries, and the highest counter."""

    items: dict[str, Named] = field(default_factory=dict)
    delivered: dict[str, Named] = field(default_factory=dict)
    unreadable: int = 0
    seq: int = 0
    parts: dict[tuple[str, int], Named] = field(default_factory=dict)
    """Chunks that are still what was promised, by item and number."""


def salvage(aside: Path) -> Salvaged:
    """Read a broken file; never raises for its content."""
    saved, seen = Salvaged(), set[str]()
    try:
        for record in records(aside):
            _sort(record, saved, seen)
    except OSError:
        return saved
    for id in [id for id, item in saved.items.items() if item["wire"] is None and id not in saved.delivered]:
        del saved.items[id]
    saved.unreadable = len(seen - saved.items.keys())
    return saved


def _sort(record: Record, saved: Salvaged, seen: set[str]) -> None:
    first = record[0] if record else None
    if len(record) == len(ITEM_COLUMNS) and isinstance(first, str) and is_uuid7(first):
        row = dict(zip(ITEM_COLUMNS, record, strict=True))
        if not _is_item(row):
            return
        seen.add(first)
        seq, kept = row["device_seq"], saved.items.get(first)
        saved.seq = max(saved.seq, seq if isinstance(seq, int) else 0)
        if intact(row) and (kept is None or kept["wire"] is None):
            saved.items[first] = row
    elif len(record) == len(DELIVERY_COLUMNS) and isinstance(first, str) and is_uuid7(first):
        row = dict(zip(DELIVERY_COLUMNS, record, strict=True))
        if row["state"] == Delivery.DELIVERED and row["acknowledgement"] and first not in saved.delivered:
            saved.delivered[first] = row
    elif len(record) == len(PART_COLUMNS) and isinstance(first, str) and is_uuid7(first):
        row = dict(zip(PART_COLUMNS, record, strict=True))
        number, content = row["number"], row["content"]
        if (
            isinstance(number, int)
            and isinstance(content, bytes)
            and hashlib.sha256(content).hexdigest() == row["hash"]
        ):
            saved.parts[first, number] = row
    elif len(record) == 2 and first == SEQ_KEY and isinstance(record[1], str) and record[1].isdecimal():
        saved.seq = max(saved.seq, int(record[1]))


def _is_item(row: Named) -> bool:
    texts = all(isinstance(row[name], str) for name in ("owner", "kind", "flow", "number", "hash"))
    return texts and all(isinstance(row[name], int) for name in ("device_seq", "created", "size"))


def intact(row: Named) -> bool:
    """Whether the sealed bytes are those that were promised (or were dropped, being durable at the office)."""
    wire = row["wire"]
    if wire is None:
        return True
    if not isinstance(wire, bytes):
        return False
    try:
        item = SealedItem.from_json(parse(wire, "item"))
        return item.header.id == row["id"] and b64(hashlib.sha256(item.jwe).digest()) == row["hash"]
    except Malformed:
        return False


def put_back(db: Database, saved: Salvaged, fallback_seq: int) -> None:
    """Into the new file, in one transaction. The counter goes on above everything that may have been given out."""
    with db.atomic():
        for id, row in tuple(saved.items.items()):
            got = saved.delivered.get(id, {"item": id, "state": Delivery.RESENDING.value})
            try:
                with db.atomic():
                    db.table("item").insert(dict(row))
                    db.table("delivery").insert(dict(got))
            except sqlite3.IntegrityError:
                del saved.items[id]
                saved.unreadable += 1
        for (id, _), part in saved.parts.items():
            if id in saved.items and saved.items[id]["wire"] is not None:
                db.table("part").insert(dict(part))
        db.table("state").insert({"key": SEQ_KEY, "value": str(max(saved.seq, fallback_seq))})

"""The tables, as migrations: each is applied with its record in one transaction.

Moments are milliseconds since 1970 in UTC. `item` says what was promised and does not change, but that `wire` goes
when the office's copy is durable; `delivery` says how far it has come. These and `part` never have the same number of
columns: by that the salvage of a broken file tells their rows apart.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database, Migrations

MIGRATIONS: Final = Migrations("store")

ITEM_COLUMNS: Final = ("id", "owner", "kind", "flow", "number", "hash", "device_seq", "created", "size", "wire")
PART_COLUMNS: Final = ("item", "number", "hash", "content")
DELIVERY_COLUMNS: Final = (
    *("item", "state", "tries", "next_try", "wait", "cause", "explanation"),
    *("acknowledgement", "epoch", "sequence", "delivered"),
)


@MIGRATIONS()
def m001_first_tables(db: Database) -> None:
    """Drafts, items with their delivery, packs, and single values of state."""
    db.table("draft").create(
        {"id": str, "owner": str, "flow": str, "flow_version": int, "revision": int, "blob": bytes, "touched": int},
        pk="id",
        not_null={"owner", "flow", "flow_version", "revision", "blob", "touched"},
        strict=True,
    )
    db.table("draft").create_index(["owner"])
    item: dict[str, type] = dict.fromkeys(ITEM_COLUMNS, str)
    item |= {"device_seq": int, "created": int, "size": int, "wire": bytes}
    db.table("item").create(item, pk="id", not_null=set(ITEM_COLUMNS) - {"wire"}, strict=True)
    db.table("item").create_index(["owner"])
    delivery: dict[str, type] = dict.fromkeys(DELIVERY_COLUMNS, str)
    delivery |= dict.fromkeys(("tries", "next_try", "wait", "sequence", "delivered"), int)
    db.table("delivery").create(
        delivery,
        pk="item",
        not_null=set(DELIVERY_COLUMNS) - {"item", "sequence", "delivered"},
        defaults={
            "tries": 0,
            "next_try": 0,
            "wait": 0,
            "cause": "",
            "explanation": "",
            "acknowledgement": "",
            "epoch": "",
        },
        foreign_keys=[("item", "item", "id")],
        strict=True,
    )
    db.execute("CREATE INDEX idx_delivery_open ON delivery(state) WHERE state <> 'delivered'")
    db.execute("CREATE INDEX idx_item_waiting ON item(device_seq) WHERE wire IS NOT NULL")
    db.table("pack").create(
        {"name": str, "version": int, "signed": str}, pk="name", not_null={"version", "signed"}, strict=True
    )
    db.table("state").create({"key": str, "value": str}, pk="key", not_null={"value"}, strict=True)


@MIGRATIONS()
def m002_parts(db: Database) -> None:
    """Encrypted chunks of attachments, kept and dropped together with the sealed bytes of their item."""
    db.table("part").create(
        {"item": str, "number": int, "hash": str, "content": bytes},
        pk=("item", "number"),
        not_null={"hash", "content"},
        foreign_keys=[("item", "item", "id")],
        strict=True,
    )


TABLES: Final = frozenset({"draft", "item", "delivery", "part", "pack", "state"})

"""Items that are whole on the outside (framing, header, hash) with noise inside: enough for store and sync."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from shared.contract.codec import b64, canonical
from shared.contract.ids import uuid7
from shared.contract.items import ItemHeader, ItemKind, SealedItem
from shared.domain.exchange import DraftRow, Sealed

MADE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def noise(seed: str, size: int) -> bytes:
    """Bytes that look like ciphertext and are the same each time."""
    return hashlib.shake_256(seed.encode()).digest(size)


def item_id(n: int) -> str:
    """The id of the n-th item of a test."""
    return uuid7(1_780_000_000_000 + n, noise(f"id{n}", 10))


def sealed_item(n: int, size: int = 1024, device: str = "kiosk-1") -> SealedItem:
    """The n-th item as it travels; `size` bytes of ciphertext."""
    header = ItemHeader(id=item_id(n), kind=ItemKind.SUBMIT, device=device, device_seq=n)
    jwe = canonical({"aad": b64(header.to_bytes()), "ciphertext": b64(noise(f"body{n}", size))})
    return SealedItem(header.to_bytes(), jwe, noise(f"sign{n}", 64), "certificate")


def sealed(n: int, size: int = 1024) -> Sealed:
    """The n-th item as the application hands it over."""
    item = sealed_item(n, size)
    digest = b64(hashlib.sha256(item.jwe).digest())
    wire = canonical(item.to_json())
    return Sealed(item_id(n), "submit", "unemployment", f"{n:016d}", digest, n, wire, noise(f"secret{n}", 16), MADE)


def draft(id: str = "draft-1", revision: int = 1, owner: str = "owner") -> DraftRow:
    """An encrypted draft."""
    return DraftRow(id, owner, "unemployment", 1, revision, noise(id, 200), MADE)

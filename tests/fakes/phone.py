"""What a phone keeps, in memory: texts, and boxes that open with their PIN alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any


@dataclass
class FakeVault:
    """Texts by name, as they were last put; `writes` counts them."""

    kept: dict[str, Any] = field(default_factory=dict)
    writes: int = 0

    async def get(self, name: str) -> Any:
        return self.kept.get(name)

    async def put(self, name: str, value: Any) -> None:
        self.writes += 1
        self.kept[name] = value

    async def drop(self, name: str) -> None:
        self.kept.pop(name, None)


@dataclass(frozen=True)
class FakeBox:
    """Really hides what it holds (a keyed stream and a tag)."""

    key: bytes

    async def seal(self, plain: bytes) -> bytes:
        return hashlib.sha256(self.key + plain).digest() + self._stream(plain)

    async def open(self, blob: bytes) -> bytes | None:
        plain = self._stream(blob[32:])
        return plain if hashlib.sha256(self.key + plain).digest() == blob[:32] else None

    def _stream(self, data: bytes) -> bytes:
        return bytes(a ^ b for a, b in zip(data, hashlib.shake_256(self.key).digest(len(data)), strict=True))


class FakeBoxes:
    """A key of PIN and salt."""

    async def box(self, pin: str, salt: bytes) -> FakeBox:
        return FakeBox(hashlib.sha256(pin.encode() + salt).digest())

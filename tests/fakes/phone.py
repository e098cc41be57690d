"""What a phone keeps, in memory: texts, boxes that open with their PIN alone, and an owner for the session."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shared.app.ports import Card, CardError, CardRefusal, Opened, Person
from shared.domain.flow import Level
from shared.domain.text import text
from tests.fakes.ports import FakeProof

OWNER = Person("110101195001010025", Level.L2, "王秀英")


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


@dataclass
class FakeOwner:
    """A phone's owner who is bound as soon as the office lets it."""

    refuses: CardRefusal | None = None
    bound: bool = False
    pin: str = ""
    code: str = ""
    proofs: list[FakeProof] = field(default_factory=list)

    async def cards(self) -> tuple[Card, ...]:
        return (Card("owner", text("bind.owner")),) if self.bound else ()

    async def open(self, card: str, pin: str) -> Opened:
        if pin != self.pin:
            raise CardError(CardRefusal.WRONG_PIN, 7)
        self.proofs.append(FakeProof())
        return Opened(OWNER, self.proofs[-1])

    async def claim(self, code: str, pin: str) -> Opened:
        if self.refuses is not None:
            raise CardError(self.refuses)
        self.code, self.pin, self.bound = code, pin, True
        return await self.open("owner", pin)

    async def give_up(self) -> None:
        self.bound, self.pin = False, ""

    def on_removed(self, then: Callable[[], None]) -> Callable[[], None]:
        return lambda: None

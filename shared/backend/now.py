"""Running what needs no waiting: the native primitives are `async` only by their port, and never really wait."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, TypeVar

from shared.contract.trust import PublicKey
from shared.sealing.crypto_native import NativeCrypto

T = TypeVar("T")

CACHED_BYTES: Final = 4096


def run(work: Coroutine[None, None, T]) -> T:
    """The result of a coroutine that never waits, without an event loop; RuntimeError where it would wait."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("this would wait")


@lru_cache(maxsize=2048)
def _holds(key: PublicKey, signature: bytes, data: bytes) -> bool:
    return run(NativeCrypto().verify(key, signature, data))


class OfficeCrypto(NativeCrypto):
    """The primitives, remembering the small signatures already checked: certificates come with every single item."""

    __slots__ = ()

    async def verify(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        """As the port says."""
        if len(data) > CACHED_BYTES:
            return await super().verify(key, signature, data)
        return _holds(key, signature, data)


def millis(at: datetime) -> int:
    """Milliseconds since 1970."""
    return int(at.timestamp() * 1000)


def moment_of(ms: int) -> datetime:
    """The moment, in UTC, of milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)

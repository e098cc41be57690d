"""Time and randomness of this device, in a browser the browser's: no other place of a shell asks for them."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, date, datetime

from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.domain.calendar import CHINA


class SystemClock:
    """Meets the port `Clock`."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day now in China."""
        return datetime.now(CHINA).date()

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()


class SystemIds:
    """Meets the port `Ids`."""

    def uuid7(self) -> str:
        """A new UUIDv7."""
        return uuid7(time.time_ns() // 1_000_000, secrets.token_bytes(RANDOM_BYTES))

    def token(self, n: int) -> bytes:
        """`n` random bytes."""
        return secrets.token_bytes(n)

"""Time and randomness of this phone: the only place of the phone that asks for either."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, date, datetime

from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.domain.calendar import CHINA


class PhoneClock:
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


class PhoneIds:
    """Meets the port `Ids`. In a browser the random bytes are WebCrypto's."""

    def uuid7(self) -> str:
        """A new UUIDv7."""
        return uuid7(time.time_ns() // 1_000_000, secrets.token_bytes(RANDOM_BYTES))

    def token(self, n: int) -> bytes:
        """`n` random bytes."""
        return secrets.token_bytes(n)

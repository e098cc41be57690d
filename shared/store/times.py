"""Moments as this store keeps them: milliseconds since 1970 in UTC; 0 where there is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_ms(at: datetime) -> int:
    """Whole milliseconds since 1970; a moment without a zone is refused by subtraction (TypeError)."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def from_ms(ms: int) -> datetime:
    """The moment again, in UTC."""
    return _EPOCH + timedelta(milliseconds=ms)

"""Ids of items: UUIDv7 (RFC 9562, section 5.7), made of a given time and given randomness."""

from __future__ import annotations

import re
from typing import Final

from shared.contract.errors import Malformed

RANDOM_BYTES: Final = 10
"""How many random bytes `uuid7` takes."""
_UUID7: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)


def uuid7(now_ms: int, random: bytes) -> str:
    """A UUIDv7 of milliseconds since 1970 and 10 random bytes (six bits of which are not used)."""
    if not 0 <= now_ms < 1 << 48 or len(random) != RANDOM_BYTES:
        raise ValueError("a UUIDv7 needs 48 bits of time and 10 random bytes")
    bits = int.from_bytes(random, "big")
    number = now_ms << 80 | 0x7 << 76 | (bits >> 64 & 0xFFF) << 64 | 0b10 << 62 | bits & (1 << 62) - 1
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid7(text: str) -> bool:
    """Whether it is one, in lower case."""
    return _UUID7.fullmatch(text) is not None


def checked_id(text: str, what: str = "id") -> str:
    """The id itself, or `Malformed`."""
    if not is_uuid7(text):
        raise Malformed(what, "is not a UUIDv7")
    return text


def made_at_ms(id: str) -> int:
    """The milliseconds since 1970 in a UUIDv7: a device's clock, never to be trusted for order."""
    return int(id[:8] + id[9:13], 16)

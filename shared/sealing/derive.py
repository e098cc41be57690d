"""What is derived from secrets and ids: HKDF, the KDF of JWE, slip checks, person indexes, receipt numbers."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from shared.domain.identity import luhn_digit

SLIP_INFO: Final = b"act"
NUMBER_DIGITS: Final = 15


def sha256(data: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def hkdf(secret: bytes, info: bytes, length: int = 32, salt: bytes = b"") -> bytes:
    """HKDF with SHA-256 (RFC 5869)."""
    key = hmac.digest(salt or bytes(32), secret, "sha256")
    out, block = b"", b""
    for count in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([count]), "sha256")
        out += block
    return out[:length]


def concat_kdf(shared: bytes, algorithm: str, bits: int) -> bytes:
    """The Concat KDF of ECDH-ES (RFC 7518, section 4.6.2), with empty party infos; up to 256 bits."""
    name = algorithm.encode()
    info = len(name).to_bytes(4, "big") + name + bytes(8) + bits.to_bytes(4, "big")
    return sha256((1).to_bytes(4, "big") + shared + info)[: bits // 8]


def slip_check(secret: bytes) -> bytes:
    """HKDF(slip secret, "act"): stands sealed in an item, and again in a later one that acts on it."""
    return hkdf(secret, SLIP_INFO)


def same(one: bytes, other: bytes) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(one, other)


def person_index(index_key: bytes, id_number: str) -> str:
    """HMAC(device key, id number) as 64 hex digits: finds a person's own items on this device and is never sent."""
    return hmac.new(index_key, id_number.upper().encode(), hashlib.sha256).hexdigest()


def receipt_number(id: str) -> str:
    """The receipt's number of 16 digits: 15 from SHA-256 of the item's id and a Luhn digit. Never an access key."""
    digits = f"{int.from_bytes(sha256(id.encode())) % 10**NUMBER_DIGITS:0{NUMBER_DIGITS}d}"
    return digits + luhn_digit(digits)


def is_receipt_number(number: str) -> bool:
    """Whether 16 digits end in their Luhn digit: a mistyped number is told at once."""
    proper = len(number) == NUMBER_DIGITS + 1 and number.isascii() and number.isdecimal()
    return proper and luhn_digit(number[:-1]) == number[-1]

"""The single-use code that makes a phone its owner's: 128 random bits as digits, so that it can be typed too."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from shared.domain.entry import half_width
from shared.domain.identity import luhn_digit

BYTES: Final = 16
DIGITS: Final = 40
"""39 for 128 bits, and a last one (Luhn) that finds a mistyped one."""
PREFIX: Final = "NCB1:"
"""Begins a QR that holds nothing else; where the office's address is known it is a link that ends in `#NCB1:…`."""
_WITHIN: Final = re.compile(rf"(?:.*#)?(?:{PREFIX})?([0-9]{{{DIGITS}}})", re.ASCII)


def digits_of(code: bytes) -> str:
    """The digits of a code of 16 bytes."""
    head = f"{int.from_bytes(code):0{DIGITS - 1}d}"
    return head + luhn_digit(head)


def code_of(entry: str) -> bytes | None:
    """The code in what was typed or scanned: its digits, grouped or not, its QR, its link; None for anything else."""
    found = _WITHIN.fullmatch("".join(half_width(entry).split()))
    if found is None or luhn_digit(found[1][:-1]) != found[1][-1]:
        return None
    number = int(found[1][:-1])
    return number.to_bytes(BYTES) if number < 1 << 8 * BYTES else None


def hash_of(code: bytes) -> bytes:
    """What the kiosk hands in of it (SHA-256)."""
    return hashlib.sha256(code).digest()


def link_of(code: bytes, office: str) -> str:
    """The QR's text. What stands behind # is sent to nobody; with no office it is the code alone."""
    return f"{office.rstrip('/')}/#{PREFIX}{digits_of(code)}" if office else PREFIX + digits_of(code)

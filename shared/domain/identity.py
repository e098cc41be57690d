"""公民身份号码 (GB 11643-1999): its check digit, its date, and how it is masked.

Region codes are not refused: GB/T 2260 retires codes while the numbers that carry them stay valid for life.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999, clause on the check character: weight of each of the first 17 digits."""
CHECK: Final = "10X98765432"
"""The check character by the weighted sum modulo 11."""
LENGTH: Final = 18


class IdFault(StrEnum):
    """What is wrong with a number; each has its own message, because each is mended differently."""

    LENGTH = "length"
    CHARACTERS = "characters"
    DATE = "date"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a valid number says. The sex is by the 17th digit (odd: male)."""

    number: str
    born: date
    male: bool

    @property
    def masked(self) -> str:
        """All but the last four, as shown by default (DESIGN section 8)."""
        return mask(self.number)


def check_digit(first17: str) -> str:
    """The check character that belongs to the first 17 digits."""
    return CHECK[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]


def read_id_number(number: str) -> IdNumber | IdFault:
    """Read a number of 18 half-width characters, `x` or `X`; the date must exist and lie not before 1880."""
    number = number.upper()
    if len(number) != LENGTH:
        return IdFault.LENGTH
    head, last = number[:17], number[17]
    if not (head.isascii() and head.isdecimal() and (last == "X" or (last.isascii() and last.isdecimal()))):
        return IdFault.CHARACTERS
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return IdFault.DATE
    if born.year < 1880:
        return IdFault.DATE
    if check_digit(head) != last:
        return IdFault.CHECK_DIGIT
    return IdNumber(number, born, int(number[16]) % 2 == 1)


def mask(number: str, shown: int = 4) -> str:
    """`**************1234`: the last characters only; a short number shows nothing."""
    return "*" * len(number) if len(number) <= shown else "*" * (len(number) - shown) + number[-shown:]


def luhn_digit(digits: str) -> str:
    """The digit that makes a number pass the Luhn test (ISO/IEC 7812-1 annex B); used by bank cards and receipts."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        n = int(digit) * (2 if place % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return str(-total % 10)

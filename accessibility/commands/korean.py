"""Numbers, amounts and days as they are said in Korean: 삼십이 and 서른둘 → 32, 이천이십육년 유월 오일 → 20260605.

Source: 표준국어대사전 (국립국어원) for numerals, 유월 and 시월; Yanbian says 령 and 륙, 원, 각 and 전.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from accessibility.commands.amounts import Amounts
from accessibility.commands.days import days_ago, spelled_day, written_day, written_month
from accessibility.commands.folding import plain
from shared.domain.flow import Kind

DIGITS: Final = {
    c: n for n, said in enumerate(("영공령", "일", "이", "삼", "사", "오", "육륙", "칠", "팔", "구")) for c in said
}
"""A digit as it is said one by one."""
_DIGIT: Final = f"[{''.join(c for c, n in DIGITS.items() if n)}]"
BELOW: Final = re.compile(rf"(?:({_DIGIT}?)천)?(?:({_DIGIT}?)백)?(?:({_DIGIT}?)십)?({_DIGIT})?")
"""A number below 만, none where nothing is said; a unit alone is one of it."""
GROUPS: Final = (("억", 100_000_000), ("만", 10_000))
ONES: Final = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4} | {
    said: n for n, said in enumerate(("다섯", "여섯", "일곱", "여덟", "아홉"), 5)
}
TENS: Final = {"스무": 20} | {
    said: 10 * n for n, said in enumerate(("열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"), 1)
}
NATIVE: Final = re.compile(rf"({'|'.join(TENS)})?({'|'.join(ONES)})?")
"""1 to 99 as one counts things and years of age."""
MONTHS: Final = {"유": 6, "시": 10}
DAYS: Final = {"오늘": 0, "어제": 1, "그저께": 2, "그제": 2}
YUAN: Final = ("위안", "원")
AMOUNTS: Final = Amounts(
    "점", ("위안", "원"), re.compile(r"(?:(?P<yuan>.+?)(?:위안|원))?(?:(?P<jiao>.)각)?(?:(?P<fen>.+)전)?")
)
DATE: Final = re.compile(r"(?P<year>.+)년(?P<month>.+)월(?P<day>.+)일")
MONTH: Final = re.compile(r"(?P<year>.+)년(?P<month>.+)월")
X: Final = "엑스"
WORDS: Final = tuple(DIGITS)
BIG: Final = ("십", "백", "천", "만")
TENS_SAID: Final = tuple(f"{c}십" for c, n in DIGITS.items() if n > 1)
"""Heard better than their parts."""
OF_KIND: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NUMBER: (*WORDS, *BIG, *TENS_SAID, *ONES, *TENS),
    Kind.MONEY: (*WORDS, *BIG, *TENS_SAID, *YUAN, "점", "각", "전"),
    Kind.DATE: (*WORDS, *BIG[:3], *TENS_SAID, "년", "월", "일", *(f"{month}월" for month in MONTHS), *DAYS),
    Kind.MONTH: (*WORDS, *BIG[:3], *TENS_SAID, "년", "월", *(f"{month}월" for month in MONTHS)),
    Kind.PHONE: WORDS,
    Kind.CARD: (*WORDS, X),
    Kind.ID_NUMBER: (*WORDS, X),
    Kind.BANK_ACCOUNT: WORDS,
}
"""The words of which an entry of each kind is made."""


def tidy(heard: str) -> str:
    """Without spaces and signs: where one writes them in numbers is of no weight."""
    return plain(heard)


def digits(said: str) -> str | None:
    """Digit by digit; a quantity such as 삼십이 is none."""
    found = ["X" if c in "xX" else str(DIGITS.get(c, c)) for c in said.replace(X, "X")]
    return "".join(found) if found and all(c == "X" or (c.isascii() and c.isdecimal()) for c in found) else None


def quantity(said: str) -> int | None:
    """A whole number as a quantity: 만 이천, 서른둘; digits one by one where there is no unit."""
    spelled = digits(said)
    if spelled is not None:
        return int(spelled) if spelled.isdecimal() and len(spelled) <= 9 else None
    native = NATIVE.fullmatch(said)
    if said and native is not None:
        tens, ones = native.groups()
        return TENS.get(tens, 0) + ONES.get(ones, 0)
    total = 0
    for name, worth in GROUPS:
        high, found, low = said.partition(name)
        if found:
            head = _below(high) if high else 1
            if head is None:
                return None
            total, said = total + head * worth, low
    tail = _below(said) if said or not total else 0
    return None if tail is None else total + tail


def _below(said: str) -> int | None:
    """A number from 1 to 9999."""
    found = BELOW.fullmatch(said)
    if not said or found is None:
        return None
    *many, ones = found.groups()
    units = zip(many, (1000, 100, 10), strict=True)
    return sum(DIGITS.get(digit, 1) * unit for digit, unit in units if digit is not None) + DIGITS.get(ones, 0)


def money(said: str) -> str | None:
    """천이백 원, 십이 점 삼사 위안, 삼십 원 오 각."""
    return AMOUNTS.read(said, quantity, digits)


def day(said: str, today: date) -> str | None:
    """이천이십육년 유월 오일, 어제, or eight digits."""
    if said in DAYS:
        return days_ago(today, DAYS[said])
    found = DATE.fullmatch(said)
    if found is None:
        return spelled_day(digits(said))
    return written_day(quantity(found["year"]), _month(found["month"]), quantity(found["day"]))


def month(said: str) -> str | None:
    """이천이십육년 시월."""
    found = MONTH.fullmatch(said)
    return written_month(quantity(found["year"]), _month(found["month"])) if found is not None else None


def _month(said: str) -> int | None:
    return MONTHS[said] if said in MONTHS else quantity(said)

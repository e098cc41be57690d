"""Numbers, amounts and days as they are said in Mandarin: 三十二 → 32, 幺三八 → 138, 二零二六年三月五号 → 20260305."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from accessibility.commands.days import days_ago, spelled_day, written_day, written_month
from accessibility.commands.folding import plain
from shared.domain.flow import Kind

DIGITS: Final = {
    c: n
    for n, said in enumerate(("零〇洞", "一幺", "二两", "三", "四", "五", "六", "七拐", "八", "九勾"))
    for c in said
}
"""A digit as it is said one by one; 幺 洞 拐 勾 as on the telephone."""
UNITS: Final = {"十": 10, "百": 100, "千": 1000}
TWENTIES: Final = {"廿": "二十", "卅": "三十"}
MONEY: Final = re.compile(
    r"(?:(?P<yuan>[^元块点毛角分]+)(?:元|块钱?))?(?:(?P<jiao>.)(?:角|毛))?(?:(?P<fen>.)分)?(?P<rest>.?)钱?"
)
DATE: Final = re.compile(r"(?P<year>.{2,4})年(?P<month>[^年月]{1,2})月(?P<day>[^月日号]{1,3})[日号]")
MONTH: Final = re.compile(r"(?P<year>.{2,4})年(?P<month>[^年月]{1,2})月(?:份)?")
DAYS: Final = {"今天": 0, "昨天": 1, "前天": 2}
SIGNS: Final = {"x": "X", "叉": "X"}
WORDS: Final = (*"零一二三四五六七八九幺两洞拐勾",)
BIG: Final = (*"十百千万",)
OF_KIND: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NUMBER: (*WORDS, *BIG),
    Kind.MONEY: (*WORDS, *BIG, "元", "块", "块钱", "毛", "角", "分", "点"),
    Kind.DATE: (*WORDS, "十", "年", "月", "日", "号", *DAYS),
    Kind.MONTH: (*WORDS, "十", "年", "月", "月份"),
    Kind.PHONE: WORDS,
    Kind.CARD: (*WORDS, "叉"),
    Kind.ID_NUMBER: (*WORDS, "叉"),
    Kind.BANK_ACCOUNT: WORDS,
}
"""The words of which an entry of each kind is made."""


def tidy(heard: str) -> str:
    """Without spaces and signs, 廿 and 卅 written out."""
    said = plain(heard)
    for short, long in TWENTIES.items():
        said = said.replace(short, long)
    return said


def digits(said: str) -> str | None:
    """Digit by digit; a quantity such as 三十二 is none."""
    found = [
        c if c.isascii() and c.isdecimal() else SIGNS.get(c) or (str(DIGITS[c]) if c in DIGITS else "") for c in said
    ]
    return "".join(found) if found and all(found) else None


def quantity(said: str) -> int | None:
    """A whole number as a quantity: 一百零二, 两万三; digits one by one where there is no unit."""
    if said.isascii() and said.isdecimal():
        return int(said)
    high, found, low = said.partition("万")
    if not found:
        return _below(said)
    head = _below(high)
    if head is None:
        return None
    if not low:
        return head * 10_000
    tail = DIGITS[low] * 1000 if DIGITS.get(low) else _below(low)
    return None if tail is None else head * 10_000 + tail


def _below(said: str) -> int | None:
    """A number below 万."""
    if not any(c in UNITS for c in said):
        spelled = digits(said)
        return int(spelled) if spelled is not None and spelled.isdecimal() and len(spelled) <= 9 else None
    total, last, digit, zero = 0, 10_000, None, False
    for at, c in enumerate(said):
        if c in UNITS:
            unit = UNITS[c]
            if unit >= last or (digit is None and (unit != 10 or at)) or digit == 0:
                return None
            total += (1 if digit is None else digit) * unit
            last, digit, zero = unit, None, False
        elif c in DIGITS and digit is None:
            if DIGITS[c] == 0:
                if zero:
                    return None
                zero = True
            else:
                digit = DIGITS[c]
        else:
            return None
    if digit is None:
        return None if zero else total
    # 三百五 is 350 and 三百零五 is 305.
    return total + digit * (1 if zero or last == 10 else last // 10)


def money(said: str) -> str | None:
    """一千二百块, 两块五, 十二点三四."""
    whole, point, part = said.partition("点")
    if point:
        number, cents = quantity(whole), digits(part.removesuffix("块钱").removesuffix("块").removesuffix("元"))
        return f"{number}.{cents}" if number is not None and cents is not None and len(cents) <= 2 else None
    number = quantity(said)
    if number is not None:
        return str(number)
    found = MONEY.fullmatch(said)
    if found is None or not any(found.group("yuan", "jiao", "fen")):
        return None
    yuan = quantity(found["yuan"]) if found["yuan"] else 0
    jiao, fen = (DIGITS.get(found[name]) if found[name] else 0 for name in ("jiao", "fen"))
    rest = found["rest"]
    if rest:  # 两块五, 三毛二
        if found["fen"] or rest not in DIGITS or (found["yuan"] is None and found["jiao"] is None):
            return None
        jiao, fen = (DIGITS[rest], fen) if found["jiao"] is None else (jiao, DIGITS[rest])
    if yuan is None or jiao is None or fen is None:
        return None
    return f"{yuan}.{jiao}{fen}" if jiao or fen else str(yuan)


def _year(said: str) -> int | None:
    spelled = digits(said)
    return int(spelled) if spelled is not None and len(spelled) == 4 and spelled.isdecimal() else None


def day(said: str, today: date) -> str | None:
    """二零二六年三月五号, 昨天, or eight digits."""
    if said in DAYS:
        return days_ago(today, DAYS[said])
    found = DATE.fullmatch(said)
    if found is None:
        return spelled_day(digits(said))
    return written_day(_year(found["year"]), _below(found["month"]), _below(found["day"]))


def month(said: str) -> str | None:
    """二零二六年十月."""
    found = MONTH.fullmatch(said)
    return written_month(_year(found["year"]), _below(found["month"])) if found is not None else None

"""What a spoken number, amount, date or row of digits is as an entry: 三十二 → 32, 幺三八 → 138, 三月五号 → 0305.

Where it can be read in two ways, or is none, there is no entry: it is asked again, never guessed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

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
SPELLED: Final = frozenset((Kind.PHONE, Kind.ID_NUMBER, Kind.CARD, Kind.BANK_ACCOUNT))
NEVER: Final = frozenset((Kind.PIN,))
"""Never said aloud."""
SIGNS: Final = {"x": "X", "叉": "X"}
LAST: Final = {Kind.ID_NUMBER: 18}
WORDS: Final = (*"零一二三四五六七八九幺两洞拐勾",)
BIG: Final = (*"十百千万",)
OF_KIND: Final = {
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


def spoken_entry(kind: Kind, heard: str, today: date) -> str | None:
    """The raw entry that was said, as the keypad would have given it; None where it is none."""
    said = plain(heard)
    for short, long in TWENTIES.items():
        said = said.replace(short, long)
    if not said or kind in NEVER:
        return None
    match kind:
        case Kind.NUMBER:
            found = quantity(said)
            return str(found) if found is not None else None
        case Kind.MONEY:
            return _money(said)
        case Kind.DATE:
            return _date(said, today)
        case Kind.MONTH:
            return _month(said)
        case _ if kind in SPELLED:
            return digits(said)
        case _:
            return None


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


def _money(said: str) -> str | None:
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


def _year(said: str, least: int = 1900, most: int = 2100) -> int | None:
    spelled = digits(said)
    if spelled is None or len(spelled) != 4 or not spelled.isdecimal():
        return None
    return int(spelled) if least <= int(spelled) <= most else None


def _date(said: str, today: date) -> str | None:
    if said in DAYS:
        return (today - timedelta(days=DAYS[said])).strftime("%Y%m%d")
    found = DATE.fullmatch(said)
    if found is None:
        spelled = digits(said)
        return spelled if spelled is not None and len(spelled) == 8 and spelled.isdecimal() else None
    year, month, day = _year(found["year"]), _below(found["month"]), _below(found["day"])
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day).strftime("%Y%m%d")
    except ValueError:
        return None


def _month(said: str) -> str | None:
    found = MONTH.fullmatch(said)
    if found is None:
        return None
    year, month = _year(found["year"]), _below(found["month"])
    return f"{year:04d}{month:02d}" if year is not None and month is not None and 1 <= month <= 12 else None

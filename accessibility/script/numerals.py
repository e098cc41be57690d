"""Numbers as Mandarin says them: 102 一百零二, 2000 两千, 12000 一万二千; ids digit by digit with 幺 for 1.

Voices differ in what they make of digits (espeak-ng says 102 as 一百二, which is 120, and 10000 as 十千), so none is
left to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = ("", "十", "百", "千")
_GROUPS: Final = ("", "万", "亿", "万亿")
IN_ONE_BREATH: Final = 6
"""Digits of hotlines and codes: 12333, 95588."""
MOBILE: Final = 11
PIECES: Final = (
    *DIGITS,
    *"幺两十百千万亿点年月日元角分第号至到负和条款项",
    *(f"星期{day}" for day in "一二三四五六日"),
    *("凌晨", "上午", "中午", "下午", "晚上", "百分之"),
)
"""What numbers, days, times and articles are put together from, for a voice that has clips of these alone."""
LARGEST: Final = 10 ** (4 * len(_GROUPS)) - 1


def number(n: int) -> str:
    """A whole number from 0 to `LARGEST` as a quantity; ValueError outside."""
    if not 0 <= n <= LARGEST:
        raise ValueError("too large to be said as a quantity")
    if n == 0:
        return DIGITS[0]
    groups = []
    while n:
        n, group = divmod(n, 10_000)
        groups.append(group)
    said, gap = "", False
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if group == 0:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += DIGITS[0]
        said += _group(group, leading=not said) + _GROUPS[at]
        gap = False
    # 二千 and 二万 at the head are said 两千 and 两万.
    return f"两{said[1:]}" if said[0] == "二" and said[1:2] in ("千", "万", "亿") else said


def _group(n: int, *, leading: bool) -> str:
    """1 to 9999; 10 to 19 at the head of a number are 十 to 十九."""
    said, gap = "", False
    for at in (3, 2, 1, 0):
        digit = n // 10**at % 10
        if digit == 0:
            gap = bool(said)
            continue
        if gap:
            said += DIGITS[0]
        said += ("" if leading and at == 1 and digit == 1 and not said else DIGITS[digit]) + _UNITS[at]
        gap = False
    return said


def each(digits: str) -> str:
    """A year or the part after the point: digit by digit, 一 for 1."""
    return "".join(DIGITS[int(c)] for c in digits)


def decimal(written: str) -> str:
    """`1.2` → 一点二."""
    whole, _, part = written.partition(".")
    return f"{number(int(whole))}点{each(part)}" if part else number(int(whole))


def money(written: str) -> str:
    """`2340.50` → 两千三百四十元五角; two digits after the point at most, without the 元 that follows."""
    whole, _, part = written.partition(".")
    jiao, fen = (int(c) for c in part.ljust(2, "0")[:2])
    said = "" if int(whole) == 0 and (jiao or fen) else f"{few(int(whole))}元"
    if jiao:
        said += f"{few(jiao)}角"
    elif fen and said:
        said += DIGITS[0]
    return said + (f"{few(fen)}分" if fen else "")


def few(n: int) -> str:
    """Before a measure word: 2 is 两."""
    return "两" if n == 2 else number(n)


def spelled(number: str) -> str:
    """An id digit by digit, 幺 for 1: 12345678 → 幺二三四，五六七八; X stays."""
    names = ["幺" if c == "1" else DIGITS[int(c)] if c.isdecimal() else c.upper() for c in number]
    return "，".join("".join(group) for group in breaths(names))


def breaths(names: Sequence[str]) -> list[Sequence[str]]:
    """Where one breathes in a long number: short ones in one go, mobile numbers 3-4-4, others after each four."""
    if len(names) <= IN_ONE_BREATH:
        return [names] if names else []
    first = len(names) % 4 if len(names) == MOBILE else 0
    return [*([names[:first]] if first else []), *(names[i : i + 4] for i in range(first, len(names), 4))]

"""Numbers as Korean says them: quantities and dates in Sino-Korean, hours and things that are counted in native words,
ids digit by digit with 공 for 0.

Source: 표준국어대사전 (국립국어원): numerals, and 유월 and 시월 for June and October. Yanbian says them alike.
"""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = "영일이삼사오육칠팔구"
COPIED: Final = "공일이삼사오육칠팔구"
_UNITS: Final = ("", "십", "백", "천")
_GROUPS: Final = ("", "만", "억", "조")
_ONES: Final = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_TENS: Final = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
SPELL_FROM: Final = 5

_TIME: Final = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
_SPAN: Final = re.compile(r"(?<=\d)\s?[-~]\s?(?=\d)")
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_COUNTERS: Final = r"개(?!월)|명|분(?=[이은의께]|\s|$)|살|가지|번째|번(?= 더)|장|시간|시(?!\w)|곳|건|군데|달"
_COUNTED: Final = re.compile(rf"(?<![\d.,])(\d{{1,2}})\s?(?={_COUNTERS})")
_MONTH: Final = re.compile(r"(?<!\d)(6|10)월")
_COPIED: Final = re.compile(rf"(?<![\d,.])(?:\d{{{SPELL_FROM},}}|0\d+)(?![\d]|[.,]\d)")


def number(n: int) -> str:
    """A whole number below 10¹⁶ as a quantity: 12000 만 이천, 340 삼백사십."""
    if n == 0:
        return DIGITS[0]
    groups: list[str] = []
    for at, name in enumerate(_GROUPS):
        group = n // 10_000**at % 10_000
        if group:
            groups.append(("" if group == 1 and at == 1 else _group(group)) + name)
    return " ".join(reversed(groups))


def _group(n: int) -> str:
    parts = ((n // 10**at % 10, unit) for at, unit in reversed(list(enumerate(_UNITS))))
    return "".join(("" if digit == 1 and unit else DIGITS[digit]) + unit for digit, unit in parts if digit)


def counted(n: int) -> str:
    """1 to 99 before what is counted: 한, 두, 스무, 스물한."""
    if n == 20:
        return "스무"
    return _TENS[n // 10] + _ONES[n % 10]


def decimal(written: str) -> str:
    """`1.2` → 일 점 이."""
    whole, _, part = written.replace(",", "").partition(".")
    said = number(int(whole))
    return f"{said} 점 {''.join(DIGITS[int(c)] for c in part)}" if part else said


def speakable(words: str) -> str:
    """Words with every number written out."""
    words = _SPAN.sub("에서 ", words)
    words = _TIME.sub(_time, words)
    words = _COPIED.sub(lambda match: "".join(COPIED[int(c)] for c in match[0]), words)
    words = _MONTH.sub(lambda match: "유월" if match[1] == "6" else "시월", words)
    words = re.sub(rf"¥\s?({_NUMBER})", r"\1위안", words).replace("¥", "위안")
    words = re.sub(r"(?<!\d)1\s?번째", "첫 번째", words)
    words = _COUNTED.sub(lambda match: f"{counted(int(match[1]))} " if int(match[1]) else match[0], words)
    words = re.sub(r"(?<![\w])-(?=\d)", "마이너스 ", words)
    words = re.sub(_NUMBER, lambda match: decimal(match[0]), words)
    words = re.sub(r"\s?%", "퍼센트", words)
    return re.sub(r"[-+/]", " ", words)


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return match[0].replace(":", ", ")
    half = "오전" if hour < 12 else "오후"
    said = f"{half} {counted(hour % 12 or 12)} 시"
    return f"{said} {number(minute)} 분" if minute else said

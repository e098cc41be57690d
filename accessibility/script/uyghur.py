"""Numbers as Uyghur says them: 102 يۈز ئىككى, 3-سوئال ئۈچىنچى سوئال, ids digit by digit.

No voice in Uyghur is promised; where a machine has one (espeak-ng has a plain one) it is given words it can say.
"""

from __future__ import annotations

import re
from typing import Final

from accessibility.script import numerals

DIGITS: Final = ("نۆل", "بىر", "ئىككى", "ئۈچ", "تۆت", "بەش", "ئالتە", "يەتتە", "سەككىز", "توققۇز")
TENS: Final = ("", "ئون", "يىگىرمە", "ئوتتۇز", "قىرىق", "ئەللىك", "ئاتمىش", "يەتمىش", "سەكسەن", "توقسان")
GROUPS: Final = ("", "مىڭ", "مىليون", "مىليارد")
LARGEST: Final = 10 ** (3 * len(GROUPS)) - 1
SPELL_FROM: Final = 5
"""Ungrouped numbers of so many digits and more are copied, not counted."""
_TIME: Final = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")
_COPIED: Final = re.compile(rf"(?<![\d,.])(?:\d{{{SPELL_FROM},}}|0\d+)(?!\d|[.,]\d)")
_ORDINAL: Final = re.compile(r"(\d+)-(?=\D)")
_SPAN: Final = re.compile(r"(?<=\d)\s?[-~]\s?(?=\d)")
_NUMBER: Final = re.compile(r"(\d+)(?:\.(\d+))?\s?(%?)")


def number(n: int) -> str:
    """A whole number from 0 to `LARGEST`; ValueError outside."""
    if not 0 <= n <= LARGEST:
        raise ValueError("too large to be said as a quantity")
    if n == 0:
        return DIGITS[0]
    said: list[str] = []
    for at in range(len(GROUPS) - 1, -1, -1):
        group = n // 1000**at % 1000
        if group:
            said += [*_group(group, bare=at == 1), GROUPS[at]]
    return " ".join(part for part in said if part)


def _group(n: int, *, bare: bool) -> list[str]:
    """1 to 999; a thousand and a hundred are said without one."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    if n == 1 and bare:
        return []
    said = [DIGITS[hundreds]] if hundreds > 1 else []
    said += ["يۈز"] if hundreds else []
    return [*said, TENS[tens], DIGITS[ones] if ones else ""]


def ordinal(n: int) -> str:
    """3 → ئۈچىنچى; a last ە becomes ى."""
    said = number(n)
    if said.endswith("ە"):
        said = f"{said[:-1]}ى"
    return f"{said}نچى" if said.endswith("ى") else f"{said}ىنچى"


def spelled(digits: str) -> str:
    """Digit by digit with a breath now and then; X stays."""
    names = [DIGITS[int(c)] if c.isdecimal() else "X" for c in digits]
    return "، ".join(" ".join(group) for group in numerals.breaths(names))


def speakable(words: str) -> str:
    """Every number in words: 14:30, 1,200, 2026-يىلى, 13800001234."""
    words = _TIME.sub(lambda match: f"{match[1]} {match[2]}" if match[2] != "00" else match[1], words)
    words = _COPIED.sub(lambda match: spelled(match[0]), words)
    words = _GROUPED.sub("", words)
    words = _ORDINAL.sub(lambda match: f"{_said(match[1], nth=True)} ", words)
    words = _SPAN.sub(" دىن ", words)
    return re.sub(r"[+/¥%]", " ", _NUMBER.sub(_quantity, words))


def _said(digits: str, *, nth: bool = False) -> str:
    n = int(digits)
    if n > LARGEST:
        return spelled(digits)
    return ordinal(n) if nth else number(n)


def _quantity(match: re.Match[str]) -> str:
    whole, part, percent = match.groups()
    said = _said(whole)
    if part:
        said += f" پۈتۈن {spelled(part)}"
    return f"يۈزدە {said} " if percent else f"{said} " if match[0].endswith(" ") else said

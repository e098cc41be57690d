"""Makes written words speakable: numbers as the language says them, ids digit by digit, no bare signs.

Three things decide how digits are said. What the catalogues group (12,000) or count (3个月) is a quantity. What stands
ungrouped with five digits or more (12333, 20260701, 1234 5678) is a number that one dials or copies, said digit by
digit. Years are said digit by digit too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from accessibility.script import korean, numerals, uyghur
from shared.i18n.bidi import bare

_ENGLISH: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS: Final[Mapping[str, Sequence[str]]] = {"en": _ENGLISH, "ko": korean.COPIED}
SPELL_FROM: Final = 5
"""Ungrouped numbers of so many digits and more are ids, not quantities (`Translator` groups from 10,000)."""

_STARS: Final = re.compile(r"\*+")
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys('《》〈〉「」『』“”"[]【】{}<>*_#|~^`\\=$@&', " "),
        **dict.fromkeys("（）—…", "，"),
        **dict.fromkeys("()", ", "),
        **dict.fromkeys("·　", " "),
        **dict(zip("‘’–／％￥", "''-/%¥", strict=True)),
    }
)
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ID: Final = re.compile(r"(?<![\d.,])\d{2,}(?: \d{2,})+(?![\d.,])")
_SPACES: Final = re.compile(r"\s+")


def spell(number: str, lang: str) -> str:
    """Digit by digit with a breath now and then; anything but digits and X is left out."""
    kept = "".join(c for c in number if (c.isdecimal() and c.isascii()) or c in "xX")
    if lang == "ug":
        return uyghur.spelled(kept)
    digits = _DIGITS.get(lang)
    if digits is None:
        return numerals.spelled(kept)
    names = [digits[int(c)] if c.isdecimal() else "X" for c in kept]
    return ", ".join(" ".join(group) for group in numerals.breaths(names))


def is_id(words: str) -> bool:
    """Whether words are a number that is copied, not counted: four digits or more, a last X, masking stars."""
    return len(words) >= 4 and not words.strip("0123456789X*") and any(c.isdecimal() for c in words)


def speakable(words: str, lang: str) -> str:
    """The words as they are to be said in that language."""
    words = _STARS.sub(" ", bare(words).translate(_FULL_WIDTH)).translate(_SIGNS)
    words = _ID.sub(lambda match: _spaced(match[0], lang), words)
    return _tidy(_RULES.get(lang, _chinese)(words))


_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def _spaced(found: str, lang: str) -> str:
    """`1234 5678` is one number; `24 12` is not."""
    return spell(found, lang) if len(found.replace(" ", "")) >= 7 else found


def _tidy(words: str) -> str:
    """One space, no space before a stop, and one stop where several came together."""
    words = _SPACES.sub(" ", words)
    words = re.sub(r"[，,]\s*(?=[。！？；：，])", "", words)
    words = re.sub(r",\s*(?=[.!?;:,])", "", words)
    words = re.sub(r"(?<=[。！？；：，])[，,：\s]+", "", words)
    words = re.sub(r"(?<=[.!?;:])\s*,(?=\s)|(?<=[!?])[.:]", "", words)
    words = re.sub(r" (?=[,.!?;:，。！？；：])", "", words)
    return words.strip(" ，,")


# Mandarin

_HAN: Final = "\u3400-\u9fff，。！？；：、"
_ZH_SPACE: Final = re.compile(rf"(?<=[{_HAN}\d]) (?=[{_HAN}])|(?<=[{_HAN}]) (?=\d)")
_ZH_TIME: Final = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_ZH_HOURS: Final = re.compile(r"(?<!\d)(\d{1,2}:\d{2})\s?[-~至]\s?(\d{1,2}:\d{2})(?!\d)")
_ZH_WEEKDAY: Final = re.compile(r"(星期[一二三四五六日])\s?(?=\d)")
_ZH_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?=年)")
_ZH_SPAN: Final = re.compile(r"(?<=\d)\s?[-~至]\s?(?=\d)")
_ZH_MEASURE: Final = "个|天|次|人|位|条|项|件|页|口|岁|分钟|小时|倍|题|张|种|句|户|家|套|周|年|元|角|分|步|份|名|遍|点"
_ZH_NUMBER: Final = re.compile(rf"(第?)({_NUMBER})(?:(元)|(?=({_ZH_MEASURE}))|(?=(%)))?")


def _chinese(words: str) -> str:
    words = _ZH_SPACE.sub("", _SPACES.sub(" ", words))
    words = re.sub(rf"¥\s?({_NUMBER})", r"\1元", words).replace("¥", "元")
    words = _ZH_YEAR.sub(lambda match: numerals.each(match[1]), words)
    words = _ZH_WEEKDAY.sub(r"\1，", words)
    words = _ZH_HOURS.sub(_zh_hours, words)
    words = _ZH_TIME.sub(_zh_time, words)
    words = _ZH_SPAN.sub("至", words)
    words = re.sub(r"(?<![\d\w])-(?=\d)", "负", words)
    words = _ZH_NUMBER.sub(_zh_number, words)
    words = re.sub(r"(\S+?)%", r"\1", words).replace("%", "")
    return re.sub(r"[-+/]", " ", words)


_ZH_HALVES: Final = ((5, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def _zh_time(match: re.Match[str]) -> str:
    """Nobody says 十四点: by halves of the day, as people make appointments."""
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return match[0].replace(":", "，")
    half = next((half for until, half in _ZH_HALVES if hour < until), "")
    said = f"{half}{numerals.few(hour - 12 if 12 < hour < 24 else hour)}点"
    return said + (f"{'零' if minute < 10 else ''}{numerals.number(minute)}分" if minute else "")


def _zh_hours(match: re.Match[str]) -> str:
    """From when to when; the half of the day once where it is the same."""
    first, last = (_ZH_TIME.sub(_zh_time, time) for time in match.groups())
    same = next((half for _, half in _ZH_HALVES if first.startswith(half)), "")
    return f"{first}到{last.removeprefix(same)}"


def _zh_number(match: re.Match[str]) -> str:
    ordinal, written, yuan, measure, percent = match.groups()
    plain = written.replace(",", "")
    whole = plain.partition(".")[0]
    copied = "," not in written and (len(whole) >= SPELL_FROM or (len(whole) > 1 and whole[0] == "0"))
    if len(whole) > 15 or (copied and not (yuan or measure or percent)):
        return ordinal + numerals.spelled(plain.replace(".", "")) + (yuan or "")
    if yuan and not ordinal and len(plain.partition(".")[2]) <= 2:
        return numerals.money(plain)
    said = numerals.decimal(plain)
    if percent:
        return f"{ordinal}百分之{said}"
    if measure and not ordinal and plain == "2":
        said = "两"
    return ordinal + said + (yuan or "")


# English

_EN_TIME: Final = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
_EN_HOURS: Final = re.compile(r"(?<![\d:])(\d{1,2}:\d{2})\s?[-~]\s?(\d{1,2}:\d{2})(?![\d:])")
_EN_SPAN: Final = re.compile(r"(?<=\d)\s?[-~]\s?(?=\d)")
_EN_COPIED: Final = re.compile(rf"(?<![\d,.])(?:\d{{{SPELL_FROM},}}|0\d+)(?![\d]|[.,]\d)")
_EN_GROUP: Final = re.compile(r"(?<=\d),(?=\d{3})")


_EN_HALVES: Final = (" in the morning", " in the afternoon")


def _english(words: str) -> str:
    words = _EN_HOURS.sub(_en_hours, words)
    words = _EN_TIME.sub(_en_time, words)
    words = _EN_SPAN.sub(" to ", words)
    words = _EN_COPIED.sub(lambda match: spell(match[0], "en"), words)
    words = _EN_GROUP.sub("", words)
    words = re.sub(r"¥\s?(\d+(?:\.\d+)?)", r"\1 yuan", words).replace("¥", " yuan ")
    words = re.sub(r"\s?%", " percent", words)
    words = re.sub(r"\bNo\. (?=\d)", "Number ", words)
    words = re.sub(r"(?<!\w)-(?=\d)", "minus ", words)
    return re.sub(r"[+/]", " ", words)


def _en_hours(match: re.Match[str]) -> str:
    """From when to when; the half of the day once where it is the same."""
    first, last = (_EN_TIME.sub(_en_time, time) for time in match.groups())
    same = next((half for half in _EN_HALVES if first.endswith(half) and last.endswith(half)), "")
    return f"{first.removesuffix(same)} to {last}"


def _en_time(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return match[0].replace(":", ", ")
    half = _EN_HALVES[hour >= 12]
    return f"{hour % 12 or 12}{f' {minute:02}' if minute else ''}{half}"


_RULES: Final[Mapping[str, Callable[[str], str]]] = {
    "en": _english,
    "ko": korean.speakable,
    "ug": uyghur.speakable,
    "zh": _chinese,
}


_TAIL: Final = re.compile(r"(?<=尾号)\d{4}|(?<=尾号 )\d{4}|(?<=ending in )\d{4}")


def tails_apart(words: str) -> str:
    """Words as they are drawn, with the last four of a number as digits and not as a number."""
    return _TAIL.sub(lambda found: " ".join(found[0]), words)

"""Makes written words speakable: years and long numbers digit by digit, amounts without group commas, no bare signs.

What a voice makes of digits is its own affair as long as it is right; where it is not (a year read as a quantity, a
receipt number as billions), the words are spelled out here.
"""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = {
    "zh": tuple("零一二三四五六七八九"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_YEAR: Final = re.compile(r"(\d{4})(?=年)")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")
_SPAN: Final = re.compile(r"(\d+)\s?[-–—]\s?(\d+)")
_LONG: Final = re.compile(r"\d(?:[\d ]*\d)?")
_YUAN_EN: Final = re.compile(r"¥\s?(\d+(?:\.\d+)?)")
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s?%")
_BRACKETS: Final = str.maketrans(dict.fromkeys('《》〈〉「」『』“”‘’"[]{}<>*_#|~^`\\', " "))
_ROUND: Final = str.maketrans({"（": "，", "(": ", ", "）": "，", ")": ", "})
_SPACES: Final = re.compile(r"[ \t　]+")
_STARS: Final = re.compile(r"\*+")
SPELL_FROM: Final = 7
"""Numbers of so many digits and more are ids, not quantities."""


def spell(digits: str, lang: str) -> str:
    """Digit by digit, a breath after each four: 1234 5678 → 一二三四，五六七八."""
    names = _DIGITS["en" if lang == "en" else "zh"]
    plain = [c for c in digits if c.isdecimal() and c.isascii()]
    groups = [plain[i : i + 4] for i in range(0, len(plain), 4)]
    glue, breath = (" ", ", ") if lang == "en" else ("", "，")
    return breath.join(glue.join(names[int(c)] for c in group) for group in groups)


def speakable(words: str, lang: str) -> str:
    """The words as they are to be said in that language."""
    words = _STARS.sub(" ", words)
    words = _GROUPED.sub("", words)
    words = _SPAN.sub(r"\1 to \2" if lang == "en" else r"\1至\2", words)
    if lang == "en":
        words = _YUAN_EN.sub(r"\1 yuan", words).replace("¥", " yuan ")
        words = _PERCENT.sub(r"\1 percent", words)
    else:
        words = re.sub(r"¥\s?(\d+(?:\.\d+)?)", r"\1元", words).replace("¥", "元")
        words = _PERCENT.sub(r"百分之\1", words)
        words = _YEAR.sub(lambda match: "".join(_DIGITS["zh"][int(c)] for c in match[1]), words)
    words = _LONG.sub(lambda match: _long(match[0], lang), words)
    words = words.translate(_ROUND).translate(_BRACKETS).replace("–", "-").replace("—", "，")
    return _SPACES.sub(" ", words).strip(" ，,")


def _long(number: str, lang: str) -> str:
    digits = number.replace(" ", "")
    return spell(digits, lang) if len(digits) >= SPELL_FROM else number

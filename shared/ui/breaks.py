"""Where a line may not break, told to the client by joiners that nobody sees and no screen reader is told of.

The client breaks between any two characters of Chinese and of Korean. That leaves a number without its unit, a last
line of one character, and half of a Korean word on either side.
"""

from __future__ import annotations

import math
import re
from typing import Final

import flet as ft

JOINER: Final = "\u2060"
"""WORD JOINER: no break before or after it, also beside a space (UAX #14, LB11)."""
HOLDING: Final = "\u00a0"
"""NO-BREAK SPACE (LB12). The client begins a new line after any run of other spaces, whatever joiner follows them."""
TAIL: Final = 3
"""Chinese characters that stand together at an end, at least."""
CLAUSE: Final = 5
"""A last clause of so many characters, or fewer, stays whole."""
SHORT: Final = 5
"""What has so few characters seldom needs a second line."""
_HAN: Final = r"\u3400-\u9fff"
_KOREAN: Final = re.compile(r"\S*[\uac00-\ud7a3]\S*")
_UNIT: Final = re.compile(rf"(?<=\d) (?=[{_HAN}])|(?<=\u7b2c) (?=\d)")
_SPAN: Final = re.compile(r"(?<=\d)\u2013(?=\d)")
"""From one number to another."""
_DAY: Final = re.compile(r"\u661f\u671f[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929]")
"""A day of the week."""
_DATE: Final = re.compile(r"(?<=\d)(?=[\u5e74\u6708\u65e5])")
"""Between a number of a date and its unit."""
_MARKS: Final = r"[^\w\s]"
_OPENS: Final = r"[(\u2018\u201c\u3008\u300a\u300c\u3010\uff08]"
"""What goes with the character after it (UAX #14, LB14 and LB19)."""
_END: Final = re.compile(rf"({_OPENS}*)([{_HAN}]+)({_MARKS}*)$")


def kept(words: str, most: float = math.inf) -> str:
    """The words with joiners where no line may break. Of what is wider than a line, which holds `most` characters, the
    client would leave a single one or its mark alone: of that less is held together."""
    return "\n".join(_line(line, most) for line in words.split("\n"))


def _line(line: str, most: float) -> str:
    line = _KOREAN.sub(lambda match: JOINER.join(match[0]), line)
    line = _DATE.sub(JOINER, line)
    line = _DAY.sub(lambda match: JOINER.join(match[0]), line)
    line = _SPAN.sub(f"{JOINER}\u2013{JOINER}", _UNIT.sub(HOLDING, line))
    end = _END.search(line) if len(line) > SHORT else None
    if end is None:
        return line
    before, clause, marks = end.groups()
    held = clause if len(clause) <= min(CLAUSE, most - len(before) - len(marks)) else clause[-TAIL:]
    return line[: end.end(2) - len(held)] + JOINER.join(held + marks)


def rewrite(text: ft.Text, words: str, room: float = math.inf) -> None:
    """Put words into a text that has so much room (dp); who listens to the screen is told them as they are."""
    text.value = kept(words, room / (text.size or 1.0))
    text.semantics_label = words if text.value != words else None


def written(text: ft.Text) -> str:
    """The words of a text, without joiners and with common spaces."""
    return text.value.replace(JOINER, "").replace(HOLDING, " ")

"""Numbers, amounts and days as they are said in English: thirty two → 32, March fifth nineteen eighty → 19800305."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from accessibility.commands.amounts import Amounts
from accessibility.commands.days import YEARS, days_ago, spelled_day, written_day, written_month
from shared.domain.flow import Kind

Read = TypeVar("Read")
DIGITS: Final = {"oh": 0} | {
    said: n for n, said in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
}
"""A digit as it is said one by one."""
TEENS: Final = {
    said: n
    for n, said in enumerate(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        10,
    )
}
TENS: Final = {
    said: 10 * n
    for n, said in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
TIMES: Final = {"double": 2, "triple": 3}
GROUPS: Final = {"million": 1_000_000, "thousand": 1000}
BIG: Final = ("hundred", *GROUPS)
FIRSTS: Final = {
    said: n
    for n, said in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"], 1)
}
ORDINALS: Final = {
    **FIRSTS,
    **{said: n for n, said in enumerate(["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"], 10)},
    **{said: n for n, said in enumerate(["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"], 16)},
    "thirtieth": 30,
}
MONTHS: Final = {
    said: n
    for n, said in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
DAYS: Final = {"today": 0, "yesterday": 1, "day before yesterday": 2}
FILLS: Final = ("the", "of")
"""What a day is said with."""
AMOUNTS: Final = Amounts(
    " point ", (" yuan",), re.compile(r"(?:(?P<yuan>.+?) yuan ?)?(?:(?P<jiao>\w+) (?:jiao|mao) ?)?(?:(?P<fen>.+) fen)?")
)
WORDS: Final = (*DIGITS, *TIMES)
COUNTS: Final = (*DIGITS, *TEENS, *TENS, "hundred", "thousand", "and", "a")
OF_KIND: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NUMBER: COUNTS,
    Kind.MONEY: (*COUNTS, "million", "yuan", "point", "jiao", "mao", "fen"),
    Kind.DATE: (*COUNTS, *ORDINALS, *MONTHS, *DAYS, *FILLS),
    Kind.MONTH: (*COUNTS, *MONTHS, "of"),
    Kind.PHONE: WORDS,
    Kind.CARD: (*WORDS, "x"),
    Kind.ID_NUMBER: (*WORDS, "x"),
    Kind.BANK_ACCOUNT: WORDS,
}
"""The words of which an entry of each kind is made."""


def tidy(heard: str) -> str:
    """Words with single spaces, without the “and” of a number; a hundred is one hundred."""
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", heard).casefold()).split()
    around = list(zip(["", *words], words, [*words[1:], ""], strict=False))
    kept = [
        "one" if word == "a" and after in BIG else word
        for before, word, after in around
        if word != "and" or before not in (*BIG, "yuan") or not after
    ]
    return " ".join(kept)


def digits(said: str) -> str | None:
    """Digit by digit, also double five; a quantity such as thirty two is none."""
    found, times = "", 1
    for word in said.split():
        if word in TIMES and times == 1:
            times = TIMES[word]
            continue
        one = "X" if word == "x" else str(DIGITS[word]) if word in DIGITS else word
        if not (one == "X" or (one.isascii() and one.isdecimal() and (times == 1 or len(one) == 1))):
            return None
        found, times = found + one * times, 1
    return found if found and times == 1 else None


def quantity(said: str) -> int | None:
    """A whole number as a quantity: one hundred five, fifteen hundred; digits one by one where there is no unit."""
    spelled = digits(said)
    if spelled is not None:
        return int(spelled) if spelled.isdecimal() and len(spelled) <= 9 else None
    words, total = said.split(), 0
    for name, worth in GROUPS.items():
        if name in words:
            at = words.index(name)
            head = _below_hundreds(words[:at])
            if head is None or not 0 < head < 1000:
                return None
            total, words = total + head * worth, words[at + 1 :]
    tail = _below_hundreds(words) if words or not total else 0
    if tail is None or (total and words and not 0 < tail < 1000):
        return None
    return total + tail


def _below_hundreds(words: Sequence[str]) -> int | None:
    """Up to ninety nine hundred ninety nine."""
    if "hundred" not in words:
        return _below_hundred(words)
    at = list(words).index("hundred")
    head, rest = _below_hundred(words[:at]), words[at + 1 :]
    tail = _below_hundred(rest) if rest else 0
    if not head or tail is None or (rest and not tail):
        return None
    return head * 100 + tail


def _below_hundred(words: Sequence[str]) -> int | None:
    match list(words):
        case [one]:
            return (DIGITS | TEENS | TENS).get(one)
        case [tens, one] if tens in TENS and DIGITS.get(one):
            return TENS[tens] + DIGITS[one]
        case _:
            return None


def money(said: str) -> str | None:
    """One thousand two hundred yuan, twelve point three four yuan, thirty yuan five jiao."""
    return AMOUNTS.read(said, quantity, digits)


def day(said: str, today: date) -> str | None:
    """March fifth nineteen eighty, the fifth of March, with its year, yesterday, or eight digits."""
    words = [word for word in said.split() if word not in FILLS]
    if " ".join(words) in DAYS:
        return days_ago(today, DAYS[" ".join(words)])
    at = next((n for n, word in enumerate(words) if word in MONTHS), None)
    if at is None:
        return spelled_day(digits(said))
    if at:
        return written_day(_year(words[at + 1 :]), MONTHS[words[at]], _day(words[:at]))
    parted = ((words[1:n], words[n:]) for n in range(2, len(words)))
    return _only(written_day(_year(year), MONTHS[words[0]], _day(day)) for day, year in parted)


def month(said: str) -> str | None:
    """October twenty twenty six."""
    first, *rest = [word for word in said.split() if word not in FILLS] or [""]
    return written_month(_year(rest), MONTHS[first]) if first in MONTHS else None


def _day(words: Sequence[str]) -> int | None:
    """The fifth, five, twenty first."""
    match list(words):
        case [one] if one in ORDINALS:
            return ORDINALS[one]
        case [tens, one] if tens in TENS and one in FIRSTS:
            return TENS[tens] + FIRSTS[one]
        case _:
            return _below_hundred(words)


def _year(words: Sequence[str]) -> int | None:
    """Two thousand twenty six, twenty twenty six, nineteen oh five, two oh two six."""
    return _only(year for year in (quantity(" ".join(words)), *_pairs(words)) if year in YEARS)


def _pairs(words: Sequence[str]) -> Iterator[int]:
    for n in range(1, len(words)):
        century, rest = _below_hundred(words[:n]), words[n:]
        late = DIGITS.get(rest[1]) if len(rest) == 2 and DIGITS.get(rest[0]) == 0 else _below_hundred(rest)
        if century is not None and late is not None and (late > 9 or len(rest) == 2):
            yield century * 100 + late


def _only(found: Iterable[Read | None]) -> Read | None:
    """What can be read in one way."""
    ways = {one for one in found if one is not None}
    return ways.pop() if len(ways) == 1 else None

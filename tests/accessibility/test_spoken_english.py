"""English numbers, amounts and days become what the keypad would have given; what is unclear becomes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.commands.english import BIG, OF_KIND
from accessibility.commands.spoken import spoken_entry
from accessibility.script.speakable import spell
from shared.domain.flow import Kind
from tests.accessibility.test_spoken import TODAY

SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def english(kind: Kind, said: str) -> str | None:
    return spoken_entry(kind, said, TODAY, "en")


def number(n: int) -> str:
    """As a voice reads it."""
    for name, worth in (("million", 1_000_000), ("thousand", 1000), ("hundred", 100)):
        if n >= worth:
            rest = n % worth
            joint = " and " if name == "hundred" or rest < 100 else " "
            return f"{number(n // worth)} {name}" + (joint + number(rest) if rest else "")
    if n < 20:
        return SMALL[n]
    return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")


@pytest.mark.parametrize(
    ("kind", "said", "entry"),
    [
        (Kind.NUMBER, "Thirty-two", "32"),
        (Kind.NUMBER, "a hundred and five", "105"),
        (Kind.NUMBER, "fifteen hundred", "1500"),
        (Kind.NUMBER, "one two three", "123"),
        (Kind.NUMBER, "24", "24"),
        (Kind.NUMBER, "five and six", None),
        (Kind.NUMBER, "thirty twenty", None),
        (Kind.NUMBER, "thousand", None),
        (Kind.NUMBER, "one thousand two thousand", None),
        (Kind.NUMBER, "nice weather today", None),
        (Kind.NUMBER, "", None),
        (Kind.MONEY, "one thousand two hundred yuan", "1200"),
        (Kind.MONEY, "twelve point three four yuan", "12.34"),
        (Kind.MONEY, "thirty yuan five jiao", "30.50"),
        (Kind.MONEY, "two yuan and five fen", "2.05"),
        (Kind.MONEY, "thirty fen", "0.30"),
        (Kind.MONEY, "twelve point three four five", None),
        (Kind.MONEY, "yuan", None),
        (Kind.DATE, "March fifth, nineteen eighty", "19800305"),
        (Kind.DATE, "the fifth of March twenty twenty-six", "20260305"),
        (Kind.DATE, "March twenty-first nineteen oh five", "19050321"),
        (Kind.DATE, "March twenty two thousand six", "20060320"),
        (Kind.DATE, "today", "20261123"),
        (Kind.DATE, "the day before yesterday", "20261121"),
        (Kind.DATE, "two oh two six oh three oh five", "20260305"),
        (Kind.DATE, "February thirtieth twenty twenty six", None),
        (Kind.DATE, "March twenty twenty six", None),
        (Kind.DATE, "March fifth", None),
        (Kind.MONTH, "October of twenty twenty six", "202610"),
        (Kind.MONTH, "October", None),
        (Kind.PHONE, "one three eight double zero triple four", "13800444"),
        (Kind.PHONE, "double", None),
        (Kind.PHONE, "thirty two", None),
        (Kind.ID_NUMBER, "one one oh X", "110X"),
        (Kind.PIN, "one two three four five six", None),
    ],
)
def test_what_was_said_is_entered(kind: Kind, said: str, entry: str | None) -> None:
    assert english(kind, said) == entry


@given(st.integers(0, 99_999_999))
def test_every_number_is_understood_as_it_is_read(n: int) -> None:
    assert english(Kind.NUMBER, number(n)) == str(n)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.booleans())
def test_every_day_is_understood_as_it_is_read(day: date, paired: bool) -> None:
    century, late = divmod(day.year, 100)
    year = f"{number(century)} {number(late)}" if paired and late > 9 else number(day.year)
    said = f"{MONTHS[day.month - 1]} {number(day.day)}, {year}"
    assert english(Kind.DATE, said) == day.strftime("%Y%m%d")
    assert english(Kind.MONTH, f"{MONTHS[day.month - 1]} {year}") == day.strftime("%Y%m")


@given(st.integers(0, 9_999_999), st.integers(0, 99))
def test_an_amount_is_understood_as_it_is_read(yuan: int, cents: int) -> None:
    part = " ".join(SMALL[int(c)] for c in f"{cents:02d}")
    assert english(Kind.MONEY, f"{number(yuan)} point {part} yuan") == f"{yuan}.{cents:02d}"
    assert english(Kind.MONEY, f"{number(yuan)} yuan") == str(yuan)


@given(st.text("0123456789", min_size=1, max_size=19))
def test_every_row_of_digits_is_understood_as_the_voice_says_it(digits: str) -> None:
    assert english(Kind.BANK_ACCOUNT, spell(digits, "en")) == digits


@given(st.sampled_from(sorted(OF_KIND)), st.data())
def test_nothing_that_is_said_breaks_it(kind: Kind, data: st.DataObject) -> None:
    entry = english(kind, " ".join(data.draw(st.lists(st.sampled_from([*OF_KIND[kind], *BIG, "yuan"]), max_size=8))))
    assert entry is None or entry

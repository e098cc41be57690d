"""Korean numbers, amounts and days become what the keypad would have given; what is unclear becomes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.commands.korean import OF_KIND
from accessibility.commands.spoken import spoken_entry
from accessibility.script.korean import counted, number
from accessibility.script.speakable import speakable, spell
from shared.domain.flow import Kind
from shared.domain.quantities import Yuan
from shared.i18n import translator
from tests.accessibility.test_spoken import TODAY

T = translator("ko")


def korean(kind: Kind, said: str) -> str | None:
    return spoken_entry(kind, said, TODAY, "ko")


@pytest.mark.parametrize(
    ("kind", "said", "entry"),
    [
        (Kind.NUMBER, "삼십이", "32"),
        (Kind.NUMBER, "삼십 이", "32"),
        (Kind.NUMBER, "서른둘", "32"),
        (Kind.NUMBER, "만 이천", "12000"),
        (Kind.NUMBER, "일 이 삼", "123"),
        (Kind.NUMBER, "공", "0"),
        (Kind.NUMBER, "24", "24"),
        (Kind.NUMBER, "십십", None),
        (Kind.NUMBER, "백천", None),
        (Kind.NUMBER, "만만", None),
        (Kind.NUMBER, "둘서른", None),
        (Kind.NUMBER, "오늘 날씨가 좋네", None),
        (Kind.NUMBER, "", None),
        (Kind.MONEY, "천이백 원", "1200"),
        (Kind.MONEY, "십이 점 삼사 위안", "12.34"),
        (Kind.MONEY, "삼십 원 오 각", "30.50"),
        (Kind.MONEY, "이 원 오 전", "2.05"),
        (Kind.MONEY, "십이 점 삼사오", None),
        (Kind.MONEY, "원", None),
        (Kind.DATE, "이천이십육년 유월 오일", "20260605"),
        (Kind.DATE, "이공이육년 십이월 십일일", "20261211"),
        (Kind.DATE, "오늘", "20261123"),
        (Kind.DATE, "그저께", "20261121"),
        (Kind.DATE, "이공이육공삼공오", "20260305"),
        (Kind.DATE, "이천이십육년 이월 삼십일", None),
        (Kind.DATE, "삼월 오일", None),
        (Kind.MONTH, "이천이십육년 시월", "202610"),
        (Kind.MONTH, "이천이십육년 십삼월", None),
        (Kind.PHONE, "일삼팔공공공공일이삼사", "13800001234"),
        (Kind.PHONE, "삼십이", None),
        (Kind.ID_NUMBER, "일일공 엑스", "110X"),
        (Kind.PIN, "일이삼사오육", None),
    ],
)
def test_what_was_said_is_entered(kind: Kind, said: str, entry: str | None) -> None:
    assert korean(kind, said) == entry


@given(st.integers(0, 9_999_999_999))
def test_every_number_is_understood_as_the_voice_says_it(n: int) -> None:
    assert korean(Kind.NUMBER, number(n)) == str(n)


@given(st.integers(1, 99))
def test_every_count_is_understood_as_the_voice_says_it(n: int) -> None:
    assert korean(Kind.NUMBER, counted(n)) == str(n)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_understood_as_the_voice_says_it(day: date) -> None:
    said = speakable(T.value(day), "ko")
    assert korean(Kind.DATE, said) == day.strftime("%Y%m%d")
    assert korean(Kind.MONTH, said.rsplit(" ", 1)[0]) == day.strftime("%Y%m")


@given(st.integers(0, 9_999_999), st.integers(0, 99))
def test_an_amount_is_understood_as_the_voice_says_it(yuan: int, cents: int) -> None:
    amount = Decimal(yuan) + Decimal(cents) / 100
    entry = korean(Kind.MONEY, speakable(T.money(Yuan(amount)), "ko"))
    assert entry is not None and Decimal(entry) == amount


@given(st.text("0123456789", min_size=1, max_size=19))
def test_every_row_of_digits_is_understood_as_the_voice_says_it(digits: str) -> None:
    assert korean(Kind.BANK_ACCOUNT, spell(digits, "ko")) == digits


@given(st.sampled_from(sorted(OF_KIND)), st.data())
def test_nothing_that_is_said_breaks_it(kind: Kind, data: st.DataObject) -> None:
    entry = korean(kind, " ".join(data.draw(st.lists(st.sampled_from(OF_KIND[kind]), max_size=8))))
    assert entry is None or entry

"""Spoken numbers, amounts and days become what the keypad would have given; what is unclear becomes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.commands.mandarin import quantity
from accessibility.commands.spoken import spoken_entry
from accessibility.script.numerals import each, few, money, number, spelled
from shared.domain.flow import Kind

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "said", "entry"),
    [
        (Kind.NUMBER, "三十二", "32"),
        (Kind.NUMBER, "十", "10"),
        (Kind.NUMBER, "两", "2"),
        (Kind.NUMBER, "廿五", "25"),
        (Kind.NUMBER, "三百五", "350"),
        (Kind.NUMBER, "三百零五", "305"),
        (Kind.NUMBER, "两万三", "23000"),
        (Kind.NUMBER, "24", "24"),
        (Kind.MONEY, "一千二百块", "1200"),
        (Kind.MONEY, "两块五", "2.50"),
        (Kind.MONEY, "三毛", "0.30"),
        (Kind.MONEY, "六百块零五分", None),
        (Kind.MONEY, "一千二百点五", "1200.5"),
        (Kind.MONEY, "十二块三毛四分", "12.34"),
        (Kind.MONEY, "块", None),
        (Kind.DATE, "二零二六年十月三十一号", "20261031"),
        (Kind.DATE, "二〇二六年三月五日", "20260305"),
        (Kind.DATE, "今天", "20261123"),
        (Kind.DATE, "昨天", "20261122"),
        (Kind.DATE, "二零二六零三零五", "20260305"),
        (Kind.DATE, "二零二六年二月三十号", None),
        (Kind.DATE, "二六年三月五号", None),
        (Kind.DATE, "三月五号", None),
        (Kind.MONTH, "二零二六年十月", "202610"),
        (Kind.MONTH, "二零二六年十三月", None),
        (Kind.PHONE, "幺三八零零零零幺二三四", "13800001234"),
        (Kind.PHONE, "洞拐勾", "079"),
        (Kind.PHONE, "三十二", None),
        (Kind.ID_NUMBER, "幺幺零叉", "110X"),
        (Kind.PIN, "一二三四五六", None),
        (Kind.TEXT, "一二三", None),
        (Kind.NUMBER, "百", None),
        (Kind.NUMBER, "十百", None),
        (Kind.NUMBER, "三十二十", None),
        (Kind.NUMBER, "今天天气真好", None),
        (Kind.NUMBER, "", None),
    ],
)
def test_what_was_said_is_entered(kind: Kind, said: str, entry: str | None) -> None:
    assert spoken_entry(kind, said, TODAY) == entry


@given(st.integers(0, 99_999_999))
def test_every_number_is_understood_as_the_voice_says_it(n: int) -> None:
    assert quantity(number(n)) == n
    assert quantity(few(n)) == n


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_understood_as_the_voice_says_it(day: date) -> None:
    said = f"{each(str(day.year))}年{number(day.month)}月{number(day.day)}日"
    assert spoken_entry(Kind.DATE, said, TODAY) == day.strftime("%Y%m%d")


@given(st.integers(0, 9_999_999), st.integers(0, 99))
def test_an_amount_is_understood_as_the_voice_says_it_or_not_at_all(yuan: int, cents: int) -> None:
    said = money(f"{yuan}.{cents:02d}")
    entry = spoken_entry(Kind.MONEY, said, TODAY)
    assert entry is None or float(entry) == float(f"{yuan}.{cents:02d}")
    assert entry is not None or (0 < cents < 10)


@given(st.text("0123456789", min_size=1, max_size=19))
def test_every_row_of_digits_is_understood_as_the_voice_says_it(digits: str) -> None:
    assert spoken_entry(Kind.BANK_ACCOUNT, spelled(digits), TODAY) == digits


@given(
    st.sampled_from([kind for kind in Kind if kind is not Kind.PIN]),
    st.text("零一二三十百千万年月号点块毛分两幺今天", max_size=12),
)
def test_nothing_that_is_said_breaks_it(kind: Kind, said: str) -> None:
    entry = spoken_entry(kind, said, TODAY)
    assert entry is None or entry

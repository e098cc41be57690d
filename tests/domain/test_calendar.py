"""Months, ages and retirement days, as the law counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.calendar import add_months, age, day_in_china, full_months, month_after
from shared.domain.quantities import Month
from shared.domain.retirement import RetirementClass, delay_months, retirement_day

MEN, W55, W50 = RetirementClass.MEN_60, RetirementClass.WOMEN_55, RetirementClass.WOMEN_50
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, after: date) -> None:
    assert add_months(day, months) == after


@given(days, st.integers(0, 1200))
def test_full_months_count_what_was_added(day: date, months: int) -> None:
    assert full_months(day, add_months(day, months)) == months


@given(days, days)
def test_counting_backwards_is_the_opposite(a: date, b: date) -> None:
    assert full_months(a, b) == -full_months(b, a)


@given(days, st.integers(-1200, 1200))
def test_months_run_like_the_calendar(day: date, months: int) -> None:
    assert month_after(Month.of(day), months).index == Month.of(day).index + months


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2000, 2, 29), date(2001, 2, 27), 0),
        (date(2000, 2, 29), date(2001, 2, 28), 1),
        (date(2000, 2, 29), date(2004, 2, 28), 3),
        (date(2000, 2, 29), date(2004, 2, 29), 4),
        (date(1966, 5, 12), date(2026, 5, 11), 59),
        (date(1966, 5, 12), date(2026, 5, 12), 60),
    ],
)
def test_a_year_of_life_is_complete_on_the_birthday(born: date, on: date, years: int) -> None:
    assert age(born, on) == years


@pytest.mark.parametrize(
    ("group", "born", "retires"),
    [
        (MEN, date(1965, 1, 1), date(2025, 2, 1)),
        (MEN, date(1965, 12, 1), date(2026, 3, 1)),
        (MEN, date(1967, 5, 12), date(2028, 1, 12)),
        (W55, date(1971, 4, 1), date(2026, 8, 1)),
        (W55, date(1974, 10, 8), date(2031, 1, 8)),
        (W50, date(1988, 6, 1), date(2043, 6, 1)),
        (MEN, date(1964, 12, 31), date(2024, 12, 31)),
        (W55, date(1969, 12, 31), date(2024, 12, 31)),
        (W50, date(1974, 12, 31), date(2024, 12, 31)),
        (MEN, date(1976, 9, 1), date(2039, 9, 1)),
        (MEN, date(2000, 1, 1), date(2063, 1, 1)),
        (W55, date(1981, 9, 1), date(2039, 9, 1)),
        (W50, date(1984, 11, 1), date(2039, 11, 1)),
    ],
)
def test_retirement_by_the_tables_of_the_decision(group: RetirementClass, born: date, retires: date) -> None:
    assert retirement_day(born, group) == retires


@pytest.mark.parametrize("group", list(RetirementClass))
@given(born=days)
def test_the_delay_stays_within_its_cap_and_grows_by_single_months(group: RetirementClass, born: date) -> None:
    cap = 60 if group is W50 else 36
    delay = delay_months(born, group)
    later = delay_months(add_months(born, 1), group)
    assert 0 <= delay <= cap
    assert later - delay in (0, 1)


def test_a_moment_falls_on_the_day_that_it_is_in_china() -> None:
    assert day_in_china(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert day_in_china(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == date(2026, 11, 24)

"""Working days as the State Council announces them, and what is not announced yet is marked as such."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shared.backend.slots.calendar import WorkingDays

DAYS = WorkingDays()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 17), False),  # the first day of the lunar year
        (date(2026, 9, 20), True),  # a Sunday worked for the National Day
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 11, 28), False),  # an ordinary Saturday
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),  # fixed by law, whatever is announced
    ],
)
def test_a_day_is_worked_as_announced(day: date, works: bool) -> None:
    assert DAYS.works(day) is works


def test_a_year_is_settled_once_its_exchanged_days_are_announced() -> None:
    assert DAYS.settled(date(2026, 12, 31))
    assert not DAYS.settled(date(2040, 1, 4))


def test_the_next_working_days_leave_out_weekends_and_holidays() -> None:
    assert DAYS.next(date(2026, 9, 24), 4) == (
        date(2026, 9, 28),
        date(2026, 9, 29),
        date(2026, 9, 30),
        date(2026, 10, 8),
    )


def test_the_demo_never_runs_dry() -> None:
    day = date(2026, 1, 1)
    while day < date(2032, 1, 1):
        found = DAYS.next(day, 10)
        assert len(found) == 10 and day < found[0] and found[-1] - day <= timedelta(days=25)
        day += timedelta(days=97)

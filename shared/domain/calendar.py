"""Lengths of time and ages in the way the law counts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from typing import Final

from shared.domain.quantities import Month

CHINA: Final = timezone(timedelta(hours=8))
"""The one legal time of the country (UTC+8, no summer time)."""


def day_in_china(moment: datetime) -> date:
    """The day on which an aware moment falls in China."""
    return moment.astimezone(CHINA).date()


def add_months(day: date, months: int) -> date:
    """The same day `months` later; where that day does not exist (29 February, 31 April) the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_months(start: date, end: date) -> int:
    """Completed months from start to end; negative when end lies before start."""
    if end < start:
        return -full_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def age(born: date, on: date) -> int:
    """Completed years of life (周岁); who was born on 29 February completes a year on the 28th of a common year."""
    return full_months(born, on) // 12


def month_after(month: Month, months: int) -> Month:
    """The calendar month so many months later."""
    year, rest = divmod(month.index + months, 12)
    return Month(year, rest + 1)

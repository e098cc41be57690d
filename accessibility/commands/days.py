"""Days and months as the keypad gives them, 20260305 and 202603, whatever the language in which they were said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

YEARS: Final = range(1900, 2101)


def written_day(year: int | None, month: int | None, day: int | None) -> str | None:
    """None where there is no such day."""
    if year is None or month is None or day is None or year not in YEARS:
        return None
    try:
        return date(year, month, day).strftime("%Y%m%d")
    except ValueError:
        return None


def written_month(year: int | None, month: int | None) -> str | None:
    """None where there is no such month."""
    if year is None or month is None or year not in YEARS or not 1 <= month <= 12:
        return None
    return f"{year:04d}{month:02d}"


def days_ago(today: date, days: int) -> str:
    """That day."""
    return (today - timedelta(days=days)).strftime("%Y%m%d")


def spelled_day(digits: str | None) -> str | None:
    """Eight digits one by one are the keypad's own entry."""
    return digits if digits is not None and len(digits) == 8 and digits.isdecimal() else None

"""Which days the offices work, by the calendar of the State Council as the package `holidays` keeps it (MIT).

The law fixes the holidays of every year (全国年节及纪念日放假办法), so those are known in advance. Which weekends are
worked in exchange (调休) is announced for one year at a time, in the autumn before: until then a day of that year is
known only so far, and is marked as not settled.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

import holidays

from shared.domain.calendar import CHINA


def local(now: datetime) -> datetime:
    """The time at the offices."""
    return now.astimezone(CHINA)


@cache
def working_days() -> WorkingDays:
    """The one calendar of this process."""
    return WorkingDays()


class WorkingDays:
    """The working days; the years are looked up as they are needed."""

    def __init__(self) -> None:
        self._calendar = holidays.country_holidays("CN")

    def works(self, day: date) -> bool:
        """Whether the offices work, as far as it is known."""
        return bool(self._calendar.is_working_day(day))

    def settled(self, day: date) -> bool:
        """Whether the exchanged days of its year are announced: every year has had some since there are any."""
        self.works(date(day.year, 1, 1))
        return any(worked.year == day.year for worked in self._calendar.weekend_workdays)

    def next(self, after: date, count: int) -> tuple[date, ...]:
        """So many working days behind a day."""
        found: list[date] = []
        day = after
        while len(found) < count:
            day += timedelta(days=1)
            if self.works(day):
                found.append(day)
        return tuple(found)

"""法定退休年龄: the statutory retirement day under the decision of 2024-09-13, in force from 2025-01-01.

全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定, with its tables, and its article 3: retirement by choice
up to three years earlier, never before the original age, or up to three years later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from shared.domain.calendar import add_months
from shared.domain.quantities import Month


class RetirementClass(StrEnum):
    """Who retires when: the three original ages."""

    MEN_60 = "men_60"
    WOMEN_55 = "women_55"
    WOMEN_50 = "women_50"


@dataclass(frozen=True, slots=True)
class _Delay:
    """Original age in years; the first birth month that is delayed; one month more per `step` months; at most `cap`."""

    age: int
    start: Month
    step: int
    cap: int


_DELAYS: Final = {
    RetirementClass.MEN_60: _Delay(60, Month(1965, 1), 4, 36),
    RetirementClass.WOMEN_55: _Delay(55, Month(1970, 1), 4, 36),
    RetirementClass.WOMEN_50: _Delay(50, Month(1975, 1), 2, 60),
}


def delay_months(born: date, group: RetirementClass) -> int:
    """By how many months retirement is put off."""
    rule = _DELAYS[group]
    since = Month.of(born).index - rule.start.index
    return 0 if since < 0 else min(rule.cap, since // rule.step + 1)


def retirement_day(born: date, group: RetirementClass) -> date:
    """The day on which the statutory age is reached."""
    return add_months(born, _DELAYS[group].age * 12 + delay_months(born, group))


BY_CHOICE: Final = 36
"""Months by which retirement may be chosen earlier or later (article 3)."""


def earliest_day(born: date, group: RetirementClass) -> date:
    """The first day on which retirement may be chosen: three years early, but not below the original age."""
    return max(add_months(born, _DELAYS[group].age * 12), add_months(retirement_day(born, group), -BY_CHOICE))


def latest_day(born: date, group: RetirementClass) -> date:
    """The last day to which retirement may be put off where employer and worker agree."""
    return add_months(retirement_day(born, group), BY_CHOICE)

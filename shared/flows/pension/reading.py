"""What both the clauses and the amounts of a pension read from the facts: which scheme, from which day, which class."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from shared.domain.calendar import add_months
from shared.domain.flow import Facts
from shared.domain.quantities import Month
from shared.domain.retirement import RetirementClass, retirement_day
from shared.domain.values import UNKNOWN, Tri, Unknown
from shared.flows.params import NATION, Parameters
from shared.flows.support import day, flag, known, word

EMPLOYEE: Final = "employee"
RESIDENT: Final = "resident"
SCHEMES: Final = (EMPLOYEE, RESIDENT)
"""职工基本养老保险 · 城乡居民基本养老保险."""
MAN, WORKER, CADRE = "man", "worker", "cadre"
GROUPS: Final = (MAN, WORKER, CADRE)
"""男职工 · 女职工，工人岗位 · 女职工，管理技术岗位."""
ON_TIME, EARLY, LATE = "on_time", "early", "late"
TIMINGS: Final = (ON_TIME, EARLY, LATE)
NEAR: Final = 45
"""Years of age at the scheme's beginning from which fewer than fifteen years may do (国发〔2014〕8号 七)."""


def schemes(facts: Facts) -> tuple[str, ...]:
    """The scheme, or every one that it may be."""
    found = word(facts, "scheme")
    return (found,) if known(found) and found in SCHEMES else SCHEMES


def retirement_class(facts: Facts) -> RetirementClass | Unknown:
    """By sex and, for women, post; unknown where the two contradict each other."""
    male, group = flag(facts, "person.male"), word(facts, "pension.group")
    if male is True:
        return RetirementClass.MEN_60 if group in (MAN, UNKNOWN) else UNKNOWN
    if group == WORKER:
        return RetirementClass.WOMEN_50
    if group == CADRE:
        return RetirementClass.WOMEN_55
    return RetirementClass.MEN_60 if group == MAN and male is UNKNOWN else UNKNOWN


def drawn_from(facts: Facts, scheme: str, params: Parameters) -> date | Unknown:
    """The day on which one retires: the statutory one, or that day of the month chosen instead; residents at sixty."""
    born, on = day(facts, "person.born"), day(facts, "as_of")
    if not known(born) or not known(on):
        return UNKNOWN
    if scheme == RESIDENT:
        years = params.find("resident_age", NATION, on)
        return add_months(born, years.value * 12) if years is not None and type(years.value) is int else UNKNOWN
    group = retirement_class(facts)
    if not known(group):
        return UNKNOWN
    if word(facts, "timing") not in (EARLY, LATE):
        return retirement_day(born, group)
    chosen = facts.get("retire", UNKNOWN)
    return _same_day(born, chosen) if isinstance(chosen, Month) else UNKNOWN


def _same_day(born: date, month: Month) -> date:
    return date(month.year, month.month, min(born.day, monthrange(month.year, month.month)[1]))


def started(facts: Facts, params: Parameters) -> Tri:
    """Whether somebody was already `NEAR` or older when the residents' scheme had begun everywhere."""
    born, on = day(facts, "person.born"), day(facts, "as_of")
    begun = params.find("resident_begun", NATION, on) if known(on) else None
    if not known(born) or begun is None or type(begun.value) is not int:
        return UNKNOWN
    return add_months(born, NEAR * 12) <= date(begun.value, 12, 31)

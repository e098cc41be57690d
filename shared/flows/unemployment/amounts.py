"""Months and amounts of 失业保险金, in named steps. What a region has not given stays open (需人工核实)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Final

from shared.domain.calendar import add_months, month_after
from shared.domain.decisions import AmountStep, Law
from shared.domain.flow import Facts
from shared.domain.quantities import Month, Months, Yuan
from shared.domain.retirement import RetirementClass, retirement_day
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Unknown, Value
from shared.flows.params import Parameters
from shared.flows.support import day, flag, known, whole, word

FIRST_YEAR: Final = 12
"""The first so many months are paid at the first amount where a region has two."""


def amounts(facts: Facts, params: Parameters) -> tuple[AmountStep, ...]:
    """The steps that can be computed: contributed · cap · earned · months · monthly amounts · extension · total."""
    months, on = whole(facts, "contributions.months"), day(facts, "as_of")
    if not known(months) or not known(on):
        return ()
    region = word(facts, "region")
    place = region if known(region) else ""
    steps = [_step("contributed", Months(months))]
    cap, cap_law = _cap(months, on, params)
    earned, earned_law = _earned(months, place, on, params)
    steps += _steps(("cap", cap, cap_law), ("earned", earned, earned_law))
    if not known(cap) or not known(earned):
        return tuple(steps)
    drawn = min(cap, earned)
    if drawn.count <= 0:
        return tuple(steps)
    steps.append(_step("months", drawn, (*earned_law, *cap_law)))
    steps += _monthly(drawn, place, on, params)
    extra = extension(facts, drawn, place, on, params)
    if known(extra) and extra.count > 0:
        law = params.law("extension_window", place, on)
        amount = params.yuan("monthly_extended", place, on)
        steps += _steps(("extended", extra, law), ("monthly_extended", amount, law))
    total = _total(drawn, extra, steps)
    return (*steps, *_steps(("total", total, ())))


def missing_amounts(facts: Facts, params: Parameters) -> tuple[Text, ...]:
    """What must be found out by a person before months and amount are certain."""
    on, region = day(facts, "as_of"), word(facts, "region")
    if not known(region):
        return (text("unemployment.missing.region"),)
    if not known(on):
        return (text("unemployment.missing.duration"),)
    found: list[Text] = []
    if params.find("first_step", region, on) is None:
        found.append(text("unemployment.missing.duration"))
    if not known(_minimum_share(region, on, params)) and not known(params.yuan("monthly_first_year", region, on)):
        found.append(text("unemployment.missing.amount"))
    months = whole(facts, "contributions.months")
    cap, earned = (
        (_cap(months, on, params)[0], _earned(months, region, on, params)[0]) if known(months) else (UNKNOWN,) * 2
    )
    if known(cap) and known(earned) and not known(extension(facts, min(cap, earned), region, on, params)):
        found.append(text("unemployment.missing.extension"))
    return tuple(found)


def _cap(months: int, on: date, params: Parameters) -> tuple[Months | Unknown, tuple[Law, ...]]:
    """社会保险法 第46条: at most 12, 18 or 24 months; nothing below one year."""
    name = "cap_under_5" if months < 60 else "cap_under_10" if months < 120 else "cap_from_10"
    return params.months(name, "CN", on), params.law(name, "CN", on)


def _earned(months: int, region: str, on: date, params: Parameters) -> tuple[Months | Unknown, tuple[Law, ...]]:
    """By the region's own rule: months per full step, with another step after the first years where it says so."""
    step = params.months("first_step", region, on)
    each = params.months("months_per_step", region, on)
    if not known(step) or not known(each):
        return UNKNOWN, ()
    first = params.months("first_years", region, on)
    later = params.months("later_step", region, on)
    steps = months // step.count
    if known(first) and known(later) and months > first.count:
        steps = first.count // step.count + (months - first.count) // later.count
    return Months(steps * each.count), params.law("first_step", region, on)


def _minimum_share(region: str, on: date, params: Parameters) -> Yuan | Unknown:
    """The region's share of its minimum wage (Guangdong: 90 %)."""
    wage, rate = params.yuan("minimum_wage", region, on), params.rate("wage_rate", region, on)
    return wage * rate if known(wage) and known(rate) else UNKNOWN


def _monthly(drawn: Months, region: str, on: date, params: Parameters) -> tuple[AmountStep, ...]:
    """The amount per month: two amounts by year of drawing, or a share of the minimum wage."""
    rate, wage = params.rate("wage_rate", region, on), params.yuan("minimum_wage", region, on)
    if known(rate):
        return _steps(
            ("minimum_wage", wage, params.law("minimum_wage", region, on)),
            ("rate", Decimal(rate * 100).normalize(), params.law("wage_rate", region, on)),
            ("monthly", _minimum_share(region, on, params), params.law("wage_rate", region, on)),
        )
    first = ("monthly_first_year", params.yuan("monthly_first_year", region, on))
    second = ("monthly_second_year", params.yuan("monthly_second_year", region, on))
    wanted = (first, second) if drawn.count > FIRST_YEAR else (first,)
    return _steps(*((id, amount, params.law(id, region, on)) for id, amount in wanted))


def extension(facts: Facts, drawn: Months, region: str, on: date, params: Parameters) -> Months | Unknown:
    """Shanghai: months from expiry to retirement where that is less than the window away; UNKNOWN where the age is.

    Payment begins with the month after the claim; the month of retirement is the last one paid.
    """
    window = params.months("extension_window", region, on)
    if not known(window):
        return Months(0)
    born = day(facts, "person.born")
    if not known(born):
        return UNKNOWN
    last = month_after(Month.of(on), drawn.count)
    expiry = date(last.year, last.month, monthrange(last.year, last.month)[1])
    found = set[int]()
    for group in retirement_classes(facts):
        retires = retirement_day(born, group)
        near = expiry < retires < add_months(expiry, window.count)
        found.add(Month.of(retires).index - last.index if near else 0)
    return Months(found.pop()) if len(found) == 1 else UNKNOWN


def retirement_classes(facts: Facts) -> tuple[RetirementClass, ...]:
    """The classes that this person may belong to (women: 50 or 55 by post)."""
    male, post = flag(facts, "person.male"), word(facts, "person.post")
    women = {"worker": (RetirementClass.WOMEN_50,), "cadre": (RetirementClass.WOMEN_55,)}.get(
        post if known(post) else "", (RetirementClass.WOMEN_50, RetirementClass.WOMEN_55)
    )
    if male is True:
        return (RetirementClass.MEN_60,)
    return women if male is False else (*women, RetirementClass.MEN_60)


def _total(drawn: Months, extra: Months | Unknown, steps: list[AmountStep]) -> Yuan | Unknown:
    """Everything that would be paid, where each part of it is known."""
    paid = {step.id: step.value for step in steps}
    if not known(extra):
        return UNKNOWN
    if "monthly" in paid:
        monthly = paid["monthly"]
        return monthly * drawn.count if isinstance(monthly, Yuan) else UNKNOWN
    parts = (
        ("monthly_first_year", min(drawn.count, FIRST_YEAR)),
        ("monthly_second_year", max(0, drawn.count - FIRST_YEAR)),
        ("monthly_extended", extra.count),
    )
    total = Yuan(Decimal(0))
    for name, count in parts:
        amount = paid.get(name)
        if count and not isinstance(amount, Yuan):
            return UNKNOWN
        if isinstance(amount, Yuan):
            total = total + amount * count
    return total


def _step(id: str, value: Value, law: tuple[Law, ...] = ()) -> AmountStep:
    return AmountStep(id, Text(f"unemployment.step.{id}"), value, law)


def _steps(*found: tuple[str, Value, tuple[Law, ...]]) -> tuple[AmountStep, ...]:
    """The steps of which the value is known."""
    return tuple(_step(id, value, law) for id, value, law in found if value is not UNKNOWN)

"""The monthly pension in named steps. What a region has not given, or a register not said, stays open (需人工核实).

职工 (社会保险法 15, 国发〔2005〕38号): (regional average + indexed wage) / 2 × years × 1 % + account / months.
城乡居民 (国发〔2014〕8号): basic pension + account / 139.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shared.domain.calendar import age
from shared.domain.decisions import AmountStep, Law
from shared.domain.flow import Facts
from shared.domain.quantities import Months, Yuan
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Unknown, Value
from shared.flows.params import NATION, Parameters
from shared.flows.pension.reading import EMPLOYEE, RESIDENT, drawn_from
from shared.flows.support import day, known, whole, word

FORMULA = Law("law.social_insurance_act", "15")
Step = tuple[str, Value, tuple[Law, ...]]


def amounts(facts: Facts, params: Parameters) -> tuple[AmountStep, ...]:
    """The steps that can be computed, the total last where every part of it is known."""
    on, scheme = day(facts, "as_of"), word(facts, "scheme")
    if not known(on) or scheme not in (EMPLOYEE, RESIDENT):
        return ()
    found = _employee(facts, params, on) if scheme == EMPLOYEE else _resident(facts, params, on)
    return tuple(AmountStep(id, Text(f"pension.step.{id}"), value, law) for id, value, law in found if known(value))


def missing_amounts(facts: Facts, params: Parameters) -> tuple[Text, ...]:
    """What must be found out by a person before the amount is certain."""
    on, scheme = day(facts, "as_of"), word(facts, "scheme")
    if not known(on) or scheme not in (EMPLOYEE, RESIDENT):
        return (text("pension.missing.scheme"),)
    found: list[Text] = []
    if not known(_account(facts)):
        found.append(text("pension.missing.account"))
    if scheme == RESIDENT:
        if not known(params.yuan("resident_basic", _place(facts), on)):
            found.append(text("pension.missing.basic"))
        return tuple(found)
    if not known(params.yuan("base_wage", _place(facts), on)):
        found.append(text("pension.missing.base_wage"))
    if not known(_index(facts)):
        found.append(text("pension.missing.index"))
    if whole(facts, "pension.deemed_months") != 0:
        found.append(text("pension.missing.transitional"))
    if not known(_divisor(facts, params, on)):
        found.append(text("pension.missing.since"))
    return tuple(found)


def _employee(facts: Facts, params: Parameters, on: date) -> tuple[Step, ...]:
    place, months = _place(facts), whole(facts, "pension.months")
    base, index, divisor, account = (
        params.yuan("base_wage", place, on),
        _index(facts),
        _divisor(facts, params, on),
        _account(facts),
    )
    indexed = base * index if known(base) and known(index) else UNKNOWN
    average = _share(base + indexed, 1, 2) if known(base) and known(indexed) else UNKNOWN
    pooled = _share(average, months, 1200) if known(average) and known(months) else UNKNOWN
    drawn = _share(account, 1, divisor.count) if known(account) and known(divisor) else UNKNOWN
    whole_known = known(pooled) and known(drawn) and whole(facts, "pension.deemed_months") == 0
    total = pooled + drawn if known(pooled) and known(drawn) and whole_known else UNKNOWN
    law = params.law("base_wage", place, on)
    return (
        ("contributed", Months(months) if known(months) else UNKNOWN, ()),
        ("base_wage", base, law),
        ("index", index if known(base) else UNKNOWN, ()),
        ("average", average, law),
        ("pooled", pooled, (FORMULA,)),
        ("account", account, ()),
        ("divisor", divisor, _divisor_law(facts, params, on)),
        ("drawn", drawn, (FORMULA,)),
        ("total", total, (FORMULA,)),
    )


def _resident(facts: Facts, params: Parameters, on: date) -> tuple[Step, ...]:
    place, months, account = _place(facts), whole(facts, "pension.months"), _account(facts)
    regional = params.yuan("resident_basic", place, on)
    name = "resident_basic" if known(regional) else "resident_basic_minimum"
    basic, divisor = params.yuan(name, place, on), params.months("resident_divisor", NATION, on)
    drawn = _share(account, 1, divisor.count) if known(account) and known(divisor) else UNKNOWN
    total = basic + drawn if known(basic) and known(drawn) else UNKNOWN
    law = params.law("resident_divisor", NATION, on)
    return (
        ("contributed", Months(months) if known(months) else UNKNOWN, ()),
        ("basic" if known(regional) else "basic_minimum", basic, params.law(name, place, on)),
        ("account", account, ()),
        ("divisor", divisor, law),
        ("drawn", drawn, law),
        ("total" if known(regional) else "at_least", total, ()),
    )


def _share(of: Yuan, times: int, over: int) -> Yuan:
    """of × times / over, to the 分."""
    return Yuan((of.amount * times / over).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _place(facts: Facts) -> str:
    region = word(facts, "region")
    return region if known(region) else ""


def _account(facts: Facts) -> Yuan | Unknown:
    value = facts.get("pension.account", UNKNOWN)
    return value if isinstance(value, Yuan) else UNKNOWN


def _index(facts: Facts) -> Decimal | Unknown:
    value = facts.get("pension.index", UNKNOWN)
    return value if isinstance(value, Decimal) else UNKNOWN


def _years(facts: Facts, params: Parameters, on: date) -> int | Unknown:
    """Completed years at retirement; unknown where the claim comes a year of life or more after it."""
    born, due = day(facts, "person.born"), drawn_from(facts, EMPLOYEE, params)
    if not known(born) or not known(due):
        return UNKNOWN
    years = age(born, due)
    return years if age(born, on) <= years else UNKNOWN


def _divisor(facts: Facts, params: Parameters, on: date) -> Months | Unknown:
    """计发月数 by completed years of age at retirement."""
    years = _years(facts, params, on)
    return params.months(f"divisor.{years}", NATION, on) if known(years) else UNKNOWN


def _divisor_law(facts: Facts, params: Parameters, on: date) -> tuple[Law, ...]:
    years = _years(facts, params, on)
    return params.law(f"divisor.{years}", NATION, on) if known(years) else ()

"""The basic pension: the figures of the law, and what holds of everybody: no refusal, no guess, no loss by paying."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.calendar import add_months
from shared.domain.decisions import CHOSEN, SECOND_HAND, Decision, Outcome, Status
from shared.domain.quantities import Month, Months, Yuan, yuan
from shared.domain.retirement import RetirementClass, earliest_day, latest_day, retirement_day
from shared.domain.values import UNKNOWN, Value
from shared.flows.params import Parameters, read
from shared.flows.pension.flow import FLOW
from shared.flows.pension.reading import GROUPS, SCHEMES, TIMINGS
from shared.flows.pension.rules import PARAMS, decide

TODAY = date(2026, 11, 23)
DIVISORS = (
    "233 230 226 223 220 216 212 208 204 199 195 190 185 180 175 170 164 158 152 145 139 "
    "132 125 117 109 101 93 84 75 65 56"
)
LEAST = {2029: 180, 2030: 186, 2031: 192, 2032: 198, 2033: 204, 2034: 210, 2035: 216, 2036: 222, 2037: 228, 2038: 234}

REGION = """
version = "test"
[[parameter]]
id = "base_wage"
region = "310000"
from = 2026-01-01
unit = "yuan"
value = "8000.00"
law = "law.employee_pension_decision"
article = "6"
source = "V2"
[[parameter]]
id = "resident_basic"
region = "310000"
from = 2026-01-01
unit = "yuan"
value = "200.00"
law = "law.resident_pension_opinions"
article = "6"
source = "V2"
"""
COMPLETE = Parameters("test", (*PARAMS.all, *read(REGION).all))

WORKER: Mapping[str, Value] = {
    "as_of": TODAY,
    "scheme": "employee",
    "region": "310000",
    "timing": "on_time",
    "person.born": date(1966, 5, 12),
    "person.male": True,
    "pension.months": 252,
    "pension.drawing": False,
    "pension.account": yuan("83400.00"),
    "pension.index": Decimal("0.9"),
    "pension.deemed_months": 0,
}


def steps(decision: Decision) -> dict[str, Value]:
    return {step.id: step.value for step in decision.amounts}


def test_the_table_of_months_is_that_of_the_annex() -> None:
    found = [PARAMS.months(f"divisor.{years}", "CN", TODAY) for years in range(40, 71)]
    assert found == [Months(int(months)) for months in DIVISORS.split()]
    assert PARAMS.months("divisor.71", "CN", TODAY) is UNKNOWN


@pytest.mark.parametrize("year", range(2025, 2045))
def test_the_least_months_rise_from_fifteen_years_to_twenty(year: int) -> None:
    wanted = Months(LEAST.get(max(year, 2029), 240))
    assert PARAMS.months("least_months", "CN", date(year, 1, 1)) == wanted
    assert PARAMS.months("least_months", "CN", date(year, 12, 31)) == wanted


@pytest.mark.parametrize(
    ("born", "group", "first", "last"),
    [
        (date(1967, 5, 12), RetirementClass.MEN_60, date(2027, 5, 12), date(2031, 1, 12)),
        (date(1980, 1, 31), RetirementClass.MEN_60, date(2040, 1, 31), date(2046, 1, 31)),
        (date(1990, 1, 5), RetirementClass.WOMEN_50, date(2042, 1, 5), date(2048, 1, 5)),
        (date(1960, 1, 1), RetirementClass.WOMEN_55, date(2015, 1, 1), date(2018, 1, 1)),
    ],
)
def test_retirement_by_choice_is_at_most_three_years_and_not_below_the_old_age(
    born: date, group: RetirementClass, first: date, last: date
) -> None:
    assert (earliest_day(born, group), latest_day(born, group)) == (first, last)


@given(st.dates(date(1960, 1, 1), date(2000, 12, 31)), st.sampled_from(RetirementClass))
def test_the_window_of_choice_lies_around_the_statutory_day(born: date, group: RetirementClass) -> None:
    first, lawful, last = earliest_day(born, group), retirement_day(born, group), latest_day(born, group)
    assert first <= lawful < last
    assert add_months(first, 36) >= lawful


def test_a_known_average_completes_the_amount_of_a_worker() -> None:
    decision = decide(WORKER, COMPLETE)
    # (8000 + 8000 × 0.9) / 2 × 21 years × 1 % + 83400 / 139
    assert steps(decision) == {
        "contributed": Months(252),
        "base_wage": yuan("8000.00"),
        "index": Decimal("0.9"),
        "average": yuan("7600.00"),
        "pooled": yuan("1596.00"),
        "account": yuan("83400.00"),
        "divisor": Months(139),
        "drawn": yuan("600.00"),
        "total": yuan("2196.00"),
    }
    assert decision.outcome is Outcome.FAVOURABLE and decision.answer.id == "pension.answer.favourable"


def test_a_known_basic_pension_completes_the_amount_of_a_resident() -> None:
    facts = {**WORKER, "scheme": "resident", "timing": UNKNOWN, "pension.account": yuan("13900.00")}
    decision = decide(facts, COMPLETE)
    assert (steps(decision)["basic"], steps(decision)["total"]) == (yuan("200.00"), yuan("300.00"))
    assert decision.outcome is Outcome.FAVOURABLE


def test_what_was_not_read_in_the_law_itself_is_marked_where_it_counts() -> None:
    resident = decide({**WORKER, "scheme": "resident"})
    marks = {step.id: {law.mark for law in step.law} for step in resident.amounts if step.law}
    assert marks == {"basic_minimum": {SECOND_HAND}, "divisor": {SECOND_HAND}, "drawn": {SECOND_HAND}}
    assert {law.mark for law in PARAMS.law("ahead", "CN", TODAY)} == {CHOSEN}
    assert {law.mark for law in PARAMS.law("least_months", "CN", TODAY)} == {""}


def test_a_pension_is_answered_within_twenty_working_days() -> None:
    assert FLOW.due is not None
    assert (FLOW.due[0], FLOW.due[1].article) == (20, "18")


def maybe(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(st.just(UNKNOWN), values)


MONTHS = st.builds(lambda n: Month(2024 + n // 12, n % 12 + 1), st.integers(0, 300))
PEOPLE = st.fixed_dictionaries(
    {
        "as_of": st.dates(date(2024, 1, 1), date(2045, 12, 31)),
        "scheme": maybe(st.sampled_from(SCHEMES)),
        "region": maybe(st.sampled_from(("310000", "440000"))),
        "timing": maybe(st.sampled_from(TIMINGS)),
        "retire": maybe(MONTHS),
        "agreed": maybe(st.booleans()),
        "person.born": maybe(st.dates(date(1950, 1, 1), date(1990, 12, 31))),
        "person.male": maybe(st.booleans()),
        "pension.group": maybe(st.sampled_from(GROUPS)),
        "pension.months": maybe(st.integers(0, 500)),
        "pension.drawing": maybe(st.booleans()),
        "pension.account": maybe(st.integers(0, 10**7).map(lambda fen: Yuan(Decimal(fen) / 100))),
        "pension.index": maybe(st.integers(4, 30).map(lambda n: Decimal(n) / 10)),
        "pension.deemed_months": maybe(st.integers(0, 2)),
    }
)


@given(PEOPLE)
def test_favourable_only_where_every_clause_and_amount_is_known(facts: Mapping[str, Value]) -> None:
    decision = decide(facts, COMPLETE)
    statuses = {finding.status for finding in decision.findings}
    if decision.outcome is Outcome.FAVOURABLE:
        assert statuses == {Status.MET} and not decision.missing
        assert isinstance(steps(decision)["total"], Yuan)
    elif decision.outcome is Outcome.NOT_MET:
        assert Status.NOT_MET in statuses and decision.amounts == ()
    else:
        assert Status.NOT_MET not in statuses and decision.missing


@given(PEOPLE, st.sampled_from(sorted(set(WORKER) - {"as_of"})))
def test_forgetting_a_fact_never_turns_a_clause_round(facts: Mapping[str, Value], forgotten: str) -> None:
    before = {f.clause.id: f.status for f in decide(facts, COMPLETE).findings}
    after = {f.clause.id: f.status for f in decide({**facts, forgotten: UNKNOWN}, COMPLETE).findings}
    for clause in before.keys() & after.keys():
        if forgotten == "timing":
            continue  # who chose nothing retires at the statutory age: another claim, not a gap
        assert Status.UNKNOWN in (before[clause], after[clause]) or before[clause] is after[clause], clause


@given(PEOPLE, st.integers(1, 120))
def test_who_paid_longer_is_never_worse_off(facts: Mapping[str, Value], more: int) -> None:
    months = facts["pension.months"]
    if not isinstance(months, int):
        return
    fewer, longer = decide(facts, COMPLETE), decide({**facts, "pension.months": months + more}, COMPLETE)
    order = {Status.NOT_MET: 0, Status.UNKNOWN: 1, Status.MET: 2}
    for a, b in zip(fewer.findings, longer.findings, strict=True):
        assert order[a.status] <= order[b.status]
    totals = steps(fewer).get("total"), steps(longer).get("total")
    if isinstance(totals[0], Yuan) and isinstance(totals[1], Yuan):
        assert totals[0] <= totals[1]


def test_an_entry_of_many_values_is_read_and_a_confused_one_refused() -> None:
    entry = '[[parameter]]\nid = "p"\nregion = "CN"\nunit = "months"\nlaw = "law.x"\narticle = "1"\nsource = "V"\n'
    dated = read(f'version = "1"\n{entry}by_date = {{ 2025-01-01 = 1, 2026-01-01 = 2 }}')
    assert dated.months("p", "CN", date(2025, 6, 1)) == Months(1)
    assert dated.months("p", "CN", date(2026, 6, 1)) == Months(2)
    table = read(f'version = "1"\n{entry}from = 2025-01-01\ntable = {{ a = 1, b = 2 }}')
    assert table.months("p.b", "CN", date(2025, 6, 1)) == Months(2)
    for wrong in ("value = 3\nby_date = { 2025-01-01 = 1 }", "from = 2025-01-01\nvalue = 3\ntable = { a = 1 }"):
        with pytest.raises(ValueError, match="one value"):
            read(f'version = "1"\n{entry}{wrong}')

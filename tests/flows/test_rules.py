"""What the rules of unemployment benefit promise for any facts, not only for the people in the cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.answers import Answers, Record, RecordFact
from shared.domain.decisions import Decision, Outcome, Status, decision_to_json
from shared.domain.quantities import Months, Yuan, yuan
from shared.domain.slots import read_slot
from shared.domain.values import UNKNOWN, Value, canonical
from shared.flows.appointment.flow import another_fits, slot_fits
from shared.flows.appointment.flow import day_fits as appointment_day_fits
from shared.flows.living_allowance import rules as allowance
from shared.flows.params import read
from shared.flows.passive_check import rules as passive
from shared.flows.unemployment.flow import facts, last_day_fits
from shared.flows.unemployment.rules import NOT_OWN_WILL, PARAMS, REASONS, STOPS, decide

TODAY = date(2026, 11, 23)
GOOD: Mapping[str, Value] = {
    "as_of": TODAY,
    "region": "310000",
    "employment.last_day": date(2026, 10, 31),
    "employment.reason": "dismissed",
    "jobseeker.registered": True,
    "contributions.months": 66,
    **{f"stop.{stop}": False for stop in STOPS},
    "person.born": date(1980, 5, 1),
    "person.male": True,
    "person.post": UNKNOWN,
}
ANY: Mapping[str, st.SearchStrategy[Value]] = {
    "as_of": st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    "region": st.sampled_from(("310000", "440000", "510000", "440100", "x")),
    "employment.last_day": st.just(date(2026, 10, 31)),
    "employment.reason": st.sampled_from(REASONS),
    "jobseeker.registered": st.booleans(),
    "contributions.months": st.integers(0, 600),
    **{f"stop.{stop}": st.sampled_from((False, False, False, True)) for stop in STOPS},
    "person.born": st.dates(date(1955, 1, 1), date(2008, 1, 1)),
    "person.male": st.booleans(),
    "person.post": st.sampled_from(("worker", "cadre")),
}
some_facts = st.fixed_dictionaries({key: st.one_of(st.just(UNKNOWN), found) for key, found in ANY.items()})
known_facts = st.fixed_dictionaries(dict(ANY))


def statuses(decision: Decision) -> dict[str, Status]:
    return {finding.clause.id: finding.status for finding in decision.findings}


def amounts(decision: Decision) -> dict[str, Value]:
    return {step.id: step.value for step in decision.amounts}


@settings(max_examples=300)
@given(some_facts)
def test_any_facts_are_decided_the_same_twice(known: Mapping[str, Value]) -> None:
    once = canonical(decision_to_json(decide(known)))
    assert once == canonical(decision_to_json(decide(dict(reversed(list(known.items()))))))


@settings(max_examples=300)
@given(some_facts)
def test_the_outcome_follows_from_the_clauses(known: Mapping[str, Value]) -> None:
    decision = decide(known)
    found = set(statuses(decision).values())
    if Status.NOT_MET in found:
        assert decision.outcome is Outcome.NOT_MET
    elif Status.UNKNOWN in found or decision.missing:
        assert decision.outcome is Outcome.NEEDS_PERSON
    else:
        assert decision.outcome is Outcome.FAVOURABLE


@settings(max_examples=300)
@given(known_facts, st.sampled_from(sorted(ANY)))
def test_forgetting_a_fact_never_turns_a_clause_round(known: Mapping[str, Value], forgotten: str) -> None:
    before, after = statuses(decide(known)), statuses(decide({**known, forgotten: UNKNOWN}))
    for clause, status in before.items():
        assert after[clause] in (status, Status.UNKNOWN)


@settings(max_examples=300)
@given(some_facts)
def test_months_and_amounts_are_within_the_law(known: Mapping[str, Value]) -> None:
    found = amounts(decide(known))
    months = found.get("months")
    if isinstance(months, Months):
        assert 1 <= months.count <= 24
    for value in found.values():
        assert not isinstance(value, Yuan) or value >= yuan(0)
        assert not isinstance(value, Months) or value.count >= 0


@settings(max_examples=300)
@given(some_facts)
def test_favourable_needs_every_amount_and_month(known: Mapping[str, Value]) -> None:
    decision = decide(known)
    if decision.outcome is Outcome.FAVOURABLE:
        assert {"months", "total"} <= set(amounts(decision))
        assert known["region"] == "310000"
        assert isinstance(known["as_of"], date)
        assert known["as_of"] >= date(2026, 7, 1)


@settings(max_examples=200)
@given(some_facts)
def test_what_is_not_met_or_known_says_what_would_change_it(known: Mapping[str, Value]) -> None:
    for finding in decide(known).findings:
        assert bool(finding.change) is (finding.status is not Status.MET)


@given(st.integers(0, 600), st.integers(0, 600), st.sampled_from(("310000", "440000")))
def test_who_paid_longer_never_draws_shorter(a: int, b: int, region: str) -> None:
    short, long = sorted((a, b))
    drawn = [
        amounts(decide({**GOOD, "region": region, "contributions.months": n})).get("months") for n in (short, long)
    ]
    first, second = (value.count if isinstance(value, Months) else 0 for value in drawn)
    assert first <= second


@pytest.mark.parametrize("months", [None, True, "66", 6.6, (66,)])
def test_facts_of_another_type_are_unknown_and_no_crash(months: object) -> None:
    decision = decide({**GOOD, "contributions.months": months})  # type: ignore[dict-item]
    assert statuses(decision)["contributed"] is Status.UNKNOWN


def test_no_facts_at_all_go_to_a_person() -> None:
    decision = decide({})
    assert decision.outcome is Outcome.NEEDS_PERSON
    assert set(statuses(decision).values()) == {Status.UNKNOWN}


@pytest.mark.parametrize("reason", NOT_OWN_WILL)
def test_each_reason_of_the_law_counts(reason: str) -> None:
    assert decide({**GOOD, "employment.reason": reason}).outcome is Outcome.FAVOURABLE


# parameters

MINIMUM = """
version = "test"
[[parameter]]
id = "minimum_wage"
region = "440100"
from = 2026-01-01
unit = "yuan"
value = "2000.00"
law = "law.guangdong_unemployment"
article = "19"
source = "V"
"""


def with_minimum() -> object:
    extra = read(MINIMUM)
    return type(PARAMS)(extra.version, (*PARAMS.all, *extra.all))


def test_a_minimum_wage_completes_guangdong() -> None:
    params = with_minimum()
    decision = decide({**GOOD, "region": "440100"}, params)  # type: ignore[arg-type]
    assert decision.outcome is Outcome.FAVOURABLE
    found = amounts(decision)
    assert (found["months"], found["monthly"], found["total"]) == (Months(7), yuan("1800.00"), yuan("12600.00"))


def test_the_minimum_wage_of_one_city_is_not_that_of_another() -> None:
    decision = decide({**GOOD, "region": "440300"}, with_minimum())  # type: ignore[arg-type]
    assert [text.id for text in decision.missing] == ["unemployment.missing.amount"]


ENTRY = """version = "1"
[[parameter]]
id = "p"
region = "CN"
from = 2026-01-01
unit = "months"
value = 3
law = "law.x"
article = "1"
source = "V"
"""


@pytest.mark.parametrize("member", ["id", "region", "from", "unit", "value", "law", "article", "source"])
def test_an_entry_without_its_reference_is_refused(member: str) -> None:
    lines = [line for line in ENTRY.splitlines() if not line.startswith(f"{member} =")]
    with pytest.raises(ValueError):
        read("\n".join(lines))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 3", 'value = "3"'),
        ("value = 3", "value = 3.5"),
        ('unit = "months"', 'unit = "yuan"'),
        ('unit = "months"', 'unit = "years"'),
        ('source = "V"', 'source = "M"'),
        ('article = "1"', 'article = ""'),
        ('law = "law.x"', 'law = ""'),
        ("from = 2026-01-01", 'from = "2026-01-01"'),
    ],
)
def test_an_entry_of_another_type_or_from_memory_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValueError):
        read(ENTRY.replace(old, new))


def test_two_values_for_the_same_day_are_refused() -> None:
    with pytest.raises(ValueError):
        read(ENTRY + ENTRY.split("\n", 1)[1])


def test_the_latest_in_force_holds_and_none_before_or_after() -> None:
    later = (
        ENTRY.split("\n", 1)[1]
        .replace("2026-01-01", "2026-07-01\nuntil = 2026-12-31")
        .replace("value = 3", "value = 4")
    )
    params = read(ENTRY + later)
    assert params.months("p", "310000", date(2025, 12, 31)) is UNKNOWN
    assert params.months("p", "310000", date(2026, 6, 30)) == Months(3)
    assert params.months("p", "310000", date(2026, 7, 1)) == Months(4)
    assert params.months("p", "310000", date(2027, 1, 1)) == Months(3)
    assert params.yuan("p", "310000", date(2026, 7, 1)) is UNKNOWN


@pytest.mark.parametrize("params", [PARAMS, passive.PARAMS, allowance.PARAMS])
def test_every_parameter_names_its_law(params: object) -> None:
    for parameter in getattr(params, "all"):  # noqa: B009
        assert parameter.law.name.startswith("law.")


# facts


def said(**values: Value) -> Answers:
    return Answers(values, TODAY)


def recorded(**values: Value) -> Record:
    return {key.replace("__", "."): RecordFact(value, "test", TODAY) for key, value in values.items()}


def test_without_answers_and_record_everything_is_unknown() -> None:
    assert {key for key, value in facts(said(), None, TODAY).items() if value is not UNKNOWN} == {"as_of"}


def test_a_register_goes_before_memory_and_contradictions_about_the_reason_stay_open() -> None:
    found = facts(
        said(months=60, registered=False, reason="dismissed", stops=()),
        recorded(contributions__months=66, jobseeker__registered=True, employment__reason="own_will"),
        TODAY,
    )
    assert (found["contributions.months"], found["jobseeker.registered"]) == (66, True)
    assert found["employment.reason"] is UNKNOWN


def test_a_ground_to_stop_counts_whoever_names_it() -> None:
    for answers, record in ((said(stops=("pension",)), None), (said(stops=()), recorded(pension__drawing=True))):
        assert facts(answers, record, TODAY)["stop.pension"] is True
    assert facts(said(stops=()), recorded(pension__drawing=False), TODAY)["stop.pension"] is False
    assert facts(said(), recorded(pension__drawing=True), TODAY)["stop.pension"] is True


def test_the_region_is_the_one_that_was_chosen() -> None:
    record = recorded(contributions__region="440000")
    assert facts(said(region="310000"), record, TODAY)["region"] == "310000"
    assert facts(said(), record, TODAY)["region"] == "440000"


# checks


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (TODAY, None),
        (TODAY - timedelta(days=1), None),
        (TODAY + timedelta(days=1), "unemployment.problem.future"),
        (date(2100, 1, 1), "unemployment.problem.future"),
        (date(1976, 11, 23), None),
        (date(1976, 11, 22), "unemployment.problem.long_ago"),
        (date(1900, 1, 1), "unemployment.problem.long_ago"),
    ],
)
def test_the_last_day_lies_in_a_working_life(day: date, what: str | None) -> None:
    problem = last_day_fits(day, said())
    assert (problem.what.id if problem is not None else None) == what


@pytest.mark.parametrize(
    ("slot", "day"),
    [
        ("o.20261124.0900", date(2026, 11, 24)),
        ("o.20260231.0900", None),
        ("o.2026112.0900", None),
        ("o.2026112a.0900", None),
        ("o.20261124.0960", None),
        ("o.20261124.2400", None),
        ("o", None),
        ("", None),
        ("o.２０２６１１２４.0900", None),
    ],
)
def test_a_slot_carries_its_day(slot: str, day: date | None) -> None:
    found = read_slot(slot)
    assert (found.day if found is not None else None) == day
    assert found is None or (found.value, found.hours) == (slot, "09:00–09:30")


def test_a_slot_is_at_the_chosen_office_and_not_over() -> None:
    answers = said(office="o")
    assert slot_fits("o.20261124.0900", answers) is None
    assert slot_fits("o.20261123.0900", said(office="o", free={"status": "ready"})) is None
    assert slot_fits("o.20261122.0900", answers) is not None
    assert slot_fits("p.20261124.0900", answers) is not None
    assert slot_fits(7, answers) is not None


def test_a_day_is_at_the_chosen_office_and_not_over_or_whichever_comes_first() -> None:
    answers = said(office="o")
    assert appointment_day_fits("soonest", answers) is None
    assert appointment_day_fits("o.20261124", answers) is None
    assert appointment_day_fits("o.20261123", said(office="o", free={"status": "ready"})) is None
    for nobody_says in (answers, said(office="o", free={"status": "last_known"})):
        problem = appointment_day_fits("o.20261123", nobody_says)
        assert problem is not None and problem.what.id == "appointment.problem.today"
    assert appointment_day_fits("o.20261122", answers) is not None
    assert appointment_day_fits("p.20261124", answers) is not None
    assert appointment_day_fits("o.20261124.0900", answers) is not None


def test_an_alternative_is_another_time() -> None:
    answers = said(office="o", slot="o.20261124.0900")
    assert another_fits("o.20261124.0930", answers) is None
    problem = another_fits("o.20261124.0900", answers)
    assert problem is not None and problem.what.id == "appointment.problem.same"
    assert another_fits("p.20261124.0930", answers) is not None


# living allowance and passive check

STANDARD = (
    ENTRY.replace('"p"', '"standard"')
    .replace('"CN"', '"310000"')
    .replace("months", "yuan")
    .replace("= 3", '= "1000.00"')
)


@pytest.mark.parametrize(
    ("income", "size", "outcome", "household"),
    [
        ("999.99", 1, Outcome.NEEDS_PERSON, yuan("0.01")),
        ("1000.00", 1, Outcome.NOT_MET, None),
        ("1500.00", 3, Outcome.NEEDS_PERSON, yuan("1500.00")),
        ("0.00", 2, Outcome.NEEDS_PERSON, yuan("2000.00")),
    ],
)
def test_a_standard_would_complete_the_allowance(
    income: str, size: int, outcome: Outcome, household: Yuan | None
) -> None:
    known: dict[str, Value] = {
        "as_of": TODAY,
        "region": "310000",
        "household.income": yuan(income),
        "household.size": size,
        "household.property": (),
    }
    decision = allowance.decide(known, read(STANDARD))
    assert decision.outcome is outcome
    assert amounts(decision).get("household") == household


@given(
    st.one_of(st.just(UNKNOWN), st.dates(date(2020, 1, 1), TODAY)), st.sampled_from((*passive.CODES, "newer", UNKNOWN))
)
def test_only_a_recent_pass_is_favourable_and_nothing_ever_stops(last: Value, code: Value) -> None:
    decision = passive.decide({"as_of": TODAY, "passive.last": last, "passive.code": code})
    recent = isinstance(last, date) and last >= date(2025, 11, 23)
    assert (decision.outcome is Outcome.FAVOURABLE) is (recent and code == "passed")
    assert decision.outcome is not Outcome.NOT_MET
    assert passive.state({"as_of": TODAY, "passive.last": last, "passive.code": code}).answer.id

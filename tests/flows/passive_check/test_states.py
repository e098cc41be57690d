"""The states of the silent check: each case as the file says, and what holds for ten thousand people made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from shared.domain.answers import Answers, RecordFact
from shared.domain.decisions import Outcome
from shared.domain.flow import Ask, Consent, Level, Question
from shared.domain.journey import Journey
from shared.domain.quantities import Months
from shared.domain.values import UNKNOWN, Value, from_json, to_json
from shared.flows import flow
from shared.flows.cases import cases_of, walk
from shared.flows.passive_check.flow import facts
from shared.flows.passive_check.rules import decide, state
from shared.flows.passive_check.states import (
    CHECKS,
    CODES,
    FEEDS,
    KINDS,
    PARAMS,
    PASSED,
    PERSON,
    REASONS,
    SUSPENDED,
    WAITING,
    WARNING,
    Evidence,
    Known,
    Suspension,
    aged,
    judge,
    terms,
)
from shared.i18n import Translator
from tests.flows.passive_check.known import TODAY, known_of, people, rows

FLOW = flow("passive_check")
TOLD = [row for row in rows() if "known" in row]
MANY = 10_000


@pytest.mark.parametrize("row", TOLD, ids=[row["name"] for row in TOLD])
def test_the_office_comes_to_the_state_that_the_case_says(row: Mapping[str, Any]) -> None:
    on = row.get("as_of", TODAY)
    told = dict(row["asks"]["state"])
    told.pop("status")
    found = judge(known_of(row), on).value()
    assert found == {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}


def test_there_are_enough_people_and_every_state_and_reason_is_among_them() -> None:
    assert len(cases_of(FLOW)) >= 30
    assert {row["asks"]["state"]["code"] for row in TOLD} == set(CODES)
    assert {reason for row in TOLD for reason in row["asks"]["state"].get("reasons", ())} == set(REASONS)
    assert len({case.name for case in cases_of(FLOW)}) == len(cases_of(FLOW))


def test_there_are_at_least_six_sources_each_with_weight_delay_and_law() -> None:
    assert len(FEEDS) >= 6
    of = terms("440000", TODAY)
    assert of is not None
    assert set(of.delays) == set(FEEDS)
    assert set(of.weights) == set(KINDS)
    assert all(p.law.name == "law.handling_regulation" for p in PARAMS.all)


# ten thousand people


def test_nobody_is_stopped_without_a_person_and_no_state_stands_without_evidence_or_reason() -> None:
    seen: set[str] = set()
    for known in people(MANY):
        found = judge(known, TODAY)
        seen.add(found.code)
        assert found.code in CODES
        assert set(found.reasons) <= set(REASONS)
        stopped = known.suspension is not None and known.suspension.since <= TODAY
        assert (found.code == SUSPENDED) is stopped
        if found.code == PASSED:
            assert found.used
            assert found.until is not None and found.until >= TODAY
            assert found.reasons == ()
        else:
            assert found.reasons
        assert all(piece.day <= TODAY and piece.heard <= TODAY for piece in found.used)
        assert bool(found.used) is (found.last is not None) is (found.until is not None)
    assert seen == set(CODES)


def test_what_was_used_is_enough_by_itself_and_within_its_window() -> None:
    for known in people(2_000, seed=2):
        found = judge(known, TODAY)
        of = terms(known.region, TODAY)
        assert of is not None
        if found.used:
            kinds = {piece.kind for piece in found.used}
            assert len(kinds) == len(found.used)
            assert sum(of.weights[kind] for kind in kinds) >= of.enough
            again = judge(Known(known.region, found.used), TODAY)
            assert (again.last, again.until) == (found.last, found.until)


def test_silence_only_ever_waits() -> None:
    for known in people(500, seed=3):
        silent = Known(known.region)
        assert judge(silent, TODAY).code == WAITING
        later = replace(known, suspension=None, reported=None)
        assert judge(later, TODAY + timedelta(days=3650)).code in (WAITING, PERSON)


def test_another_sign_of_life_never_makes_the_last_success_older() -> None:
    for known in people(1_000, seed=4):
        before = judge(known, TODAY)
        after = judge(replace(known, evidence=(*known.evidence, Evidence(TODAY, "hospital", TODAY))), TODAY)
        assert after.last == TODAY
        assert before.last is None or before.last <= TODAY


def test_the_order_in_which_evidence_comes_changes_nothing() -> None:
    for known in people(1_000, seed=5):
        assert judge(replace(known, evidence=known.evidence[::-1]), TODAY) == judge(known, TODAY)


def test_device_and_office_say_the_same_of_everybody() -> None:
    for known in people(MANY):
        found = judge(known, TODAY)
        value = from_json(to_json(found.value()))
        assert isinstance(value, Mapping)
        on_device = facts(Answers({"state": {**value, "status": "ready"}, "way": "window"}, TODAY), None, TODAY)
        told = decide(on_device)
        record = {f"passive.{key}": RecordFact(part, "office", TODAY) for key, part in value.items()}
        queued = Answers({"state": {"status": "queued"}, "way": "window"}, TODAY)
        assert decide(facts(queued, record, TODAY)) == told
        assert told.outcome is not Outcome.NOT_MET
        assert (told.outcome is Outcome.FAVOURABLE) is (found.code == PASSED)
        assert aged(value, known.region, TODAY) == value


def test_below_level_two_nothing_of_any_record_is_known_or_shown() -> None:
    said = Answers({"wish": "window"}, TODAY)
    expected = decide(facts(said, None, TODAY))
    for known in people(2_000, seed=6):
        record = {f"passive.{k}": RecordFact(v, "office", TODAY) for k, v in judge(known, TODAY).value().items()}
        found = facts(said, record, TODAY)
        assert {key for key, value in found.items() if value is not UNKNOWN} == {"as_of", "way"}
        assert decide(found) == expected


def test_at_level_one_the_flow_does_not_even_ask() -> None:
    journey = Journey.start(FLOW, TODAY, Level.L1)
    assert not [p for p in journey.placed() if isinstance(p.step, Ask)]
    assert {"known", "way", "paid_by", "photo_consent"}.isdisjoint(p.key for p in journey.placed())
    asks = [step for step in FLOW.steps if isinstance(step, Ask)]
    assert [ask.assurance for ask in asks] == [Level.L2]


# edges


def test_only_a_named_person_can_suspend() -> None:
    with pytest.raises(ValueError):
        Suspension(TODAY, " ")


@pytest.mark.parametrize("kind", CHECKS)
def test_each_way_of_being_checked_is_enough_alone(kind: str) -> None:
    assert judge(Known("440000", (Evidence(TODAY, kind, TODAY),)), TODAY).code == PASSED


def test_a_year_has_its_twelve_months_to_the_day() -> None:
    for day in (date(2026, 1, 31), date(2025, 12, 31), date(2026, 2, 28)):
        of = terms("440000", day)
        assert of is not None
        known = Known("440000", (Evidence(day, "hospital", day),))
        assert judge(known, of.until(day)).code == WARNING
        assert judge(known, of.until(day) + timedelta(days=1)).code == WAITING
        assert judge(known, of.warns_from(of.until(day)) - timedelta(days=1)).code == PASSED


def test_a_region_may_ask_for_a_longer_term() -> None:
    extra = [replace(p, region="650000", value=Months(24)) for p in PARAMS.all if p.id == "valid"]
    params = type(PARAMS)("test", (*PARAMS.all, *extra))
    known = Known("650000", (Evidence(date(2025, 3, 1), "hospital", date(2025, 3, 1)),))
    assert judge(known, TODAY, params).until == date(2027, 3, 1)
    assert judge(replace(known, region="440000"), TODAY, params).until == date(2026, 3, 1)


def test_a_state_brought_along_grows_older_and_nothing_else() -> None:
    day = date(2026, 1, 10)
    told = judge(Known("440000", (Evidence(day, "hospital", day),)), day).value()
    assert told["code"] == PASSED
    assert aged(told, "440000", date(2026, 10, 10))["code"] == WARNING
    later = aged(told, "440000", date(2027, 1, 11))
    assert (later["code"], later["reasons"]) == (WAITING, ("expired",))
    doubted: Mapping[str, Value] = {"code": PERSON, "reasons": ("reported",)}
    assert aged(doubted, "440000", date(2030, 1, 1)) == doubted


# the flow around them


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_silent_pass_shows_until_when_what_from_whom_which_day_and_how_to_contest(lang: str) -> None:
    case = cases_of(FLOW)[0]
    say = Translator(lang, strict=True)
    shown = state(walk(FLOW, case).journey.facts())
    rows = {say.say(row.title): row.value for row in shown.rows}
    assert date(2027, 9, 1) in rows.values()
    assert date(2026, 8, 20) in rows.values()
    titles = " ".join(rows)
    assert ("医保局" if lang == "zh" else "medical insurance office") in titles
    contest = say.say(next(row.title for row in shown.rows if row.title.id == "passive_check.contest"))
    service = say.say(type(shown.answer)("evidence_contest.title"))
    assert service in contest


def test_whoever_is_suspended_hears_what_to_do_and_of_the_arrears() -> None:
    case = next(c for c in cases_of(FLOW) if c.asks.get("state", {}).get("code") == SUSPENDED)
    walked = walk(FLOW, case)
    titles = [row.title.id for row in state(walked.journey.facts()).rows]
    assert {"passive_check.told.resume", "passive_check.told.back_pay"} <= set(titles)
    assert "paid_again" in walked.visited


def test_the_photo_is_asked_for_only_after_a_consent_that_may_be_refused() -> None:
    (consent,) = [step for step in FLOW.steps if isinstance(step, Consent)]
    assert consent.refusable
    case = next(c for c in cases_of(FLOW) if c.refused)
    visited = walk(FLOW, case).visited
    assert "photo" not in visited
    assert "other_way" in visited


def test_the_questions_show_nothing_of_the_record() -> None:
    asked = [step for step in FLOW.steps if isinstance(step, Question) and step.id in ("paid_by", "years_drawn")]
    assert len(asked) == 2
    assert all(step.prefill is None and step.unsure and step.assurance is Level.L2 for step in asked)


def test_right_answers_pass_but_never_over_a_doubt_or_a_suspension() -> None:
    for code in (*CODES, "newer", UNKNOWN):
        decided = decide({"as_of": TODAY, "passive.code": code, "way": "self", "passive.answered": True})
        assert (decided.outcome is Outcome.FAVOURABLE) is (code in (PASSED, WAITING, WARNING))
        for answer in (False, UNKNOWN):
            wrong = decide({"as_of": TODAY, "passive.code": code, "way": "self", "passive.answered": answer})
            assert wrong.outcome is Outcome.NEEDS_PERSON


@pytest.mark.parametrize("of", ["passive_check", "evidence_contest", "loss_report"])
def test_no_case_comes_to_a_refusal(of: str) -> None:
    service = flow(of)
    assert service.decide is not None
    for case in cases_of(service):
        assert service.decide(walk(service, case).journey.facts()).outcome is not Outcome.NOT_MET

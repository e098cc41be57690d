"""Every case of every flow comes out as it says, can be submitted, and can be said in both languages."""

from __future__ import annotations

import re

import pytest

from accessibility.script.results import result_utterances
from accessibility.script.speaking import Speaking
from shared.domain.content import check_content, content, content_from_json, content_to_json, decide_content
from shared.domain.decisions import Decision, Finding, Listing, Outcome, Status, decision_to_json
from shared.domain.drafts import draft_from_json, draft_to_json
from shared.domain.flow import Ask, Flow, Show
from shared.domain.text import Text
from shared.domain.values import canonical
from shared.flows import EVERY, flow
from shared.flows.appointment.rules import NEEDS
from shared.flows.cases import Case, CaseBroken, cases_of, read, walk
from shared.flows.proof import differences, problems
from shared.i18n import Translator

CASES = [(flow, case) for flow in EVERY.values() for case in cases_of(flow)]
each_case = pytest.mark.parametrize(("of", "case"), CASES, ids=[f"{flow.id}: {case.name}" for flow, case in CASES])
LANGUAGES = [Translator("zh", strict=True), Translator("en", strict=True)]


@each_case
def test_the_case_comes_out_as_it_says(of: Flow, case: Case) -> None:
    assert list(differences(of, case, walk(of, case))) == []


@each_case
def test_what_is_submitted_is_found_right_and_decided_the_same(of: Flow, case: Case) -> None:
    walked = walk(of, case)
    if walked.exit is not None:
        return
    body = content_from_json(dict(content_to_json(content(walked.journey))))
    assert check_content(of, body, case.level) == ()
    decided = decide_content(of, body, case.record)
    assert decided.changed == ()
    if of.decide is not None:
        assert decided.decision == of.decide(walked.journey.facts())


@each_case
def test_the_draft_of_each_page_comes_back(of: Flow, case: Case) -> None:
    walked = walk(of, case)
    restored = draft_from_json(of, draft_to_json(walked.journey), case.as_of, case.level, case.record)
    assert restored.lost == ()
    assert restored.journey == walked.journey


@each_case
def test_everything_shown_can_be_said(of: Flow, case: Case) -> None:
    journey = walk(of, case).journey
    for place in journey.placed():
        if isinstance(place.step, Show):
            result = journey.result(place.key)
            assert result is not None
            for text in texts_of(result):
                for language in LANGUAGES:
                    said = language.say(text)
                    assert said and not re.search(r"[{}]", said), text.id


def texts_of(result: Finding | Decision | Listing) -> list[Text]:
    """Every text that a result shows."""
    match result:
        case Finding():
            laws = [Text(law.name) for law in result.clause.law]
            return [Text(result.clause.title), *(Text(used.label) for used in result.used), *result.change, *laws]
        case Listing():
            rows = [row.title for row in result.rows] + [r.value for r in result.rows if isinstance(r.value, Text)]
            return [result.answer, *rows, *(Text(law.name) for law in result.law)]
        case Decision():
            inner = [text for finding in result.findings for text in texts_of(finding)]
            laws = [Text(law.name) for step in result.amounts for law in step.law]
            return [
                result.answer,
                *inner,
                *(step.title for step in result.amounts),
                *result.missing,
                *result.next,
                *laws,
            ]


@pytest.mark.parametrize("of", EVERY.values(), ids=list(EVERY))
def test_every_step_is_reached_by_a_case(of: Flow) -> None:
    assert list(problems(of)) == []


def test_unemployment_has_forty_people_and_each_clause_three_ways() -> None:
    cases = cases_of(flow("unemployment"))
    assert len(cases) >= 40
    assert len({case.name for case in cases}) == len(cases)
    seen = set()
    for case in cases:
        decision = flow("unemployment").decide
        assert decision is not None
        seen |= {(f.clause.id, f.status) for f in decision(walk(flow("unemployment"), case).journey.facts()).findings}
    clauses = {id for id, _ in seen}
    assert len(clauses) == 5
    assert seen == {(id, status) for id in clauses for status in Status}


def test_appointment_has_twenty_five_people_and_every_kind_of_help() -> None:
    of = flow("appointment")
    cases = cases_of(of)
    assert len(cases) >= 25
    assert len({case.name for case in cases}) == len(cases)
    said = {need for case in cases for need in walk(of, case).journey.facts()["needs"]}  # type: ignore[union-attr]
    assert said == set(NEEDS)


@each_case
def test_no_machine_refuses(of: Flow, case: Case) -> None:
    if of.decide is None:
        return
    decision = of.decide(walk(of, case).journey.facts())
    if decision.outcome is Outcome.NOT_MET:
        assert decision.next, "who does not meet a clause is told the way to a person"
    assert decision.outcome.value not in ("refused", "rejected", "denied")


@each_case
def test_a_clause_that_is_not_met_says_what_would_change_it(of: Flow, case: Case) -> None:
    if of.decide is None:
        return
    for finding in of.decide(walk(of, case).journey.facts()).findings:
        assert bool(finding.change) is (finding.status is not Status.MET)
        assert finding.clause.law
        assert finding.used


# the runner itself


def test_a_case_without_an_entry_is_broken() -> None:
    case = read('[[case]]\nname = "nobody"\n[case.expect]\noutcome = "favourable"')[0]
    with pytest.raises(CaseBroken):
        walk(flow("unemployment"), case)


def test_a_case_with_a_wrong_entry_is_broken() -> None:
    case = read('[[case]]\nname = "n"\nanswers = { region = "310000", last_day = 2027-01-01 }')[0]
    with pytest.raises(CaseBroken, match=r"unemployment\.problem\.future"):
        walk(flow("unemployment"), case)


def test_a_wrong_expectation_is_told() -> None:
    of, case = CASES[0]
    wrong = Case(
        case.name,
        case.as_of,
        case.level,
        case.answers,
        case.record,
        expect={
            "exit": "nowhere",
            "outcome": "not_met",
            "answer": "other",
            "clauses": {"contributed": "unknown"},
            "change": {"contributed": ["x"]},
            "amounts": {"months": 3},
            "missing": ["x"],
            "facts": {"region": "x"},
        },
    )
    assert len(list(differences(of, wrong, walk(of, wrong)))) == 8


def test_the_same_facts_give_the_same_bytes() -> None:
    of = flow("unemployment")
    for case in cases_of(of):
        assert of.decide is not None
        once, again = (of.decide(walk(of, case).journey.facts()) for _ in range(2))
        assert canonical(decision_to_json(once)) == canonical(decision_to_json(again))


def test_an_ask_of_a_case_is_frozen_with_its_day() -> None:
    of = flow("passive_check")
    journey = walk(of, cases_of(of)[0]).journey
    asks = [step for step in of.steps if isinstance(step, Ask)]
    assert [journey.answers[ask.id].as_of for ask in asks] == [cases_of(of)[0].as_of]


OWN_WISHES = {"appointment_cancel", "withdraw", "message_choice"}
"""What one asks for there holds as it was asked; nothing is computed."""


@each_case
def test_only_what_is_computed_is_said_to_be(of: Flow, case: Case) -> None:
    walked = walk(of, case)
    if walked.exit is not None or of.decide is None:
        return
    decision = of.decide(walked.journey.facts())
    wish = of.id in OWN_WISHES and decision.outcome is Outcome.FAVOURABLE
    said = [utterance.words for utterance in result_utterances(Speaking(LANGUAGES[0]), decision)]
    assert decision.outcome_said == ("" if wish else f"ui.outcome.{decision.outcome.value}")
    favourable = LANGUAGES[0].say(Text("ui.outcome.favourable"))
    assert (favourable in said) is (decision.outcome is Outcome.FAVOURABLE and not wish)

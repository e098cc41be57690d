"""What is submitted can be checked and decided anew by anybody who has the declaration."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.answers import Answer, Answers, Record, RecordFact
from shared.domain.conditions import is_
from shared.domain.content import (
    ChangedFact,
    Content,
    ContentUnreadable,
    check_content,
    content,
    content_from_json,
    content_of,
    content_to_json,
    decide_content,
)
from shared.domain.decisions import Decision, Outcome
from shared.domain.flow import Consent, Exit, Facts, Flow, Group, Kind, Level, Operation, Question
from shared.domain.journey import REVIEW, Journey
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Json, Value, canonical
from tests.domain.strategies import OPTIONS, TODAY, flow_of, flows, json_like
from tests.domain.walks import finished


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """One fact said, one recorded, one either."""
    found = dict(record or {})
    born = found.get("born")
    paid = found.get("paid")
    said = answers.get("paid")
    return {
        "as_of": as_of,
        "a": answers.get("a") or UNKNOWN,
        "born": born.value if born is not None else UNKNOWN,
        "paid": paid.value if paid is not None else UNKNOWN if said is None else said,
        "members": len(answers.group("m")),
    }


def decide(known: Facts) -> Decision:
    good = known["paid"] is True and known["born"] is not UNKNOWN
    return Decision("trial", Outcome.FAVOURABLE if good else Outcome.NEEDS_PERSON, text("common.yes"), ())


FLOW = replace(
    flow_of(
        Question("a", Kind.CHOICE, "trial.a", options=OPTIONS),
        Question("paid", Kind.YES_NO, "trial.paid", unsure=True),
        Group("m", "trial.m", (Question("who", Kind.CHOICE, "trial.who", options=OPTIONS),), max=3),
        Consent("c", "trial.c", "scope"),
        Question("account", Kind.BANK_ACCOUNT, "trial.account", assurance=Level.L2),
    ),
    facts=facts,
    decide=decide,
    params="2026-11",
    confirm=("paid", "born"),
)


def go(journey: Journey, *values: Value) -> Journey:
    for value in values:
        moved = journey.answer(value)
        assert isinstance(moved, Journey), moved
        journey = moved
    return journey


def done(level: Level = Level.L1, record: Record | None = None) -> Journey:
    journey = go(Journey.start(FLOW, TODAY, level, record), "x", True)
    added = journey.add("m")
    assert isinstance(added, Journey)
    past = go(added, "y").go_on()
    assert isinstance(past, Journey)
    journey = go(past, {"given": True, "words": "hash"})
    journey = go(journey, "12345678") if level >= Level.L2 else journey
    assert journey.at == REVIEW
    return journey


def travelled(c: Content) -> Content:
    """Sent and received."""
    return content_from_json(json.loads(canonical(cast("Json", content_to_json(c)))))


RECORD: Record = {
    "born": RecordFact(date(1980, 1, 1), "公安", TODAY),
    "other": RecordFact("nobody's business", "register", TODAY),
}


@pytest.mark.parametrize("level", [Level.L1, Level.L2])
def test_an_honest_content_has_no_fault(level: Level) -> None:
    journey = done(level, RECORD if level >= Level.L2 else None)
    assert check_content(FLOW, travelled(content(journey)), level) == ()


@settings(max_examples=120)
@given(st.data())
def test_every_finished_journey_makes_a_content_without_fault(data: st.DataObject) -> None:
    journey = data.draw(finished(data.draw(flows())))
    found = check_content(journey.flow, travelled(content(journey)), journey.level)
    if journey.at == REVIEW:
        assert found == ()
    else:
        assert found != (), "who left by an exit submits nothing"


def test_the_body_names_what_it_was_made_with() -> None:
    body = content_of(done())
    assert {key: body[key] for key in ("flow", "version", "params", "operation", "about", "as_of")} == {
        "flow": "trial",
        "version": 1,
        "params": "2026-11",
        "operation": "submit",
        "about": None,
        "as_of": "2026-11-23",
    }
    assert set(cast("dict[str, Json]", body["consents"])) == {"c"}
    assert set(cast("dict[str, Json]", body["answers"])) == {"a", "paid", "m[1].who"}


def test_only_the_facts_of_the_record_that_were_looked_at_go_along() -> None:
    c = content(done(Level.L2, {**RECORD}))
    looked = replace(FLOW, facts=lambda answers, record, as_of: {"born": (record or {})["born"].value})
    assert c.record is not None
    narrow = content(replace(done(Level.L2, RECORD), flow=looked))
    assert set(narrow.record or {}) == {"born"}


@pytest.mark.parametrize("fact", ["a", "paid", "members", "as_of", "born", "invented"])
def test_a_fact_that_does_not_follow_is_found(fact: str) -> None:
    c = content(done())
    forged = replace(c, facts={**c.facts, fact: "forged"})
    assert check_content(FLOW, forged, Level.L1) == (f"fact:{fact}",)


def test_a_missing_fact_is_found() -> None:
    c = content(done())
    kept = {key: value for key, value in c.facts.items() if key != "paid"}
    assert check_content(FLOW, replace(c, facts=kept), Level.L1) == ("fact:paid",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"version": 2}, "version"),
        ({"flow": "other"}, "version"),
        ({"params": "1999"}, "version"),
        ({"operation": "withdraw"}, "operation"),
        ({"about": "something"}, "operation"),
    ],
)
def test_another_version_or_operation_is_found(change: dict[str, object], fault: str) -> None:
    assert check_content(FLOW, replace(content(done()), **change), Level.L1) == (fault,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"a": Answer("nowhere")}, "answer:a"),
        ({"a": Answer(UNKNOWN)}, "answer:a"),
        ({"paid": Answer("yes")}, "answer:paid"),
        ({"m[1].who": Answer(7)}, "answer:m[1].who"),
        ({"stranger": Answer(1)}, "not_asked:stranger"),
        ({"account": Answer("12345678")}, "not_asked:account"),
        ({"m[5].who": Answer("x")}, "answer:m"),
        ({"c": Answer(True)}, "answer:c"),
    ],
)
def test_an_answer_that_no_page_would_take_is_found(answers: dict[str, Answer], fault: str) -> None:
    c = content(done())
    consents = {key: answer for key, answer in c.consents.items() if key not in answers}
    faults = check_content(FLOW, replace(c, answers={**c.answers, **answers}, consents=consents), Level.L1)
    assert fault in faults


@pytest.mark.parametrize("key", ["a", "paid"])
def test_a_question_left_open_is_found(key: str) -> None:
    c = content(done())
    open_one = replace(c, answers={name: a for name, a in c.answers.items() if name != key})
    assert f"missing:{key}" in check_content(FLOW, open_one, Level.L1)


def test_a_consent_left_out_is_found() -> None:
    assert "missing:c" in check_content(FLOW, replace(content(done()), consents={}), Level.L1)


def test_what_ends_in_an_exit_cannot_be_submitted() -> None:
    flow = flow_of(Question("a", Kind.CHOICE, "trial.a", options=OPTIONS), Exit(is_("a", "x"), "trial.exit"))
    journey = go(Journey.start(flow, TODAY), "x")
    assert check_content(flow, content(journey), Level.L1) == ("ended",)


def test_a_withdrawal_says_what_it_is_about() -> None:
    flow: Flow = replace(flow_of(), operation=Operation.WITHDRAW, about="unemployment")
    c = content(Journey.start(flow, TODAY))
    assert (c.operation, c.about) == ("withdraw", "unemployment")
    assert check_content(flow, c, Level.L1) == ()


# deciding anew


def test_the_same_record_gives_the_same_decision_and_nothing_changed() -> None:
    journey = done(Level.L2, RECORD)
    decided = decide_content(FLOW, travelled(content(journey)), RECORD)
    assert decided.changed == ()
    assert decided.facts == journey.facts()
    assert decided.decision == decide(journey.facts())


def test_the_record_of_the_office_counts_and_changes_are_listed() -> None:
    record = {"born": RecordFact(date(1980, 1, 1), "公安", TODAY), "paid": RecordFact(False, "社保", TODAY)}
    decided = decide_content(FLOW, content(done()), record)
    assert decided.changed == (
        ChangedFact("born", UNKNOWN, date(1980, 1, 1)),
        ChangedFact("paid", True, False),
    )
    assert decided.decision is not None
    assert decided.decision.outcome is Outcome.NEEDS_PERSON


def test_what_only_the_person_said_is_told_as_unconfirmed() -> None:
    decided = decide_content(FLOW, content(done()), {"born": RECORD["born"]})
    assert decided.decision is not None
    assert decided.decision.outcome is Outcome.FAVOURABLE
    assert decided.unconfirmed == ("paid",)
    record = {**RECORD, "paid": RecordFact(True, "社保", TODAY)}
    assert decide_content(FLOW, content(done()), record).unconfirmed == ()


def test_without_a_record_nothing_is_confirmed() -> None:
    assert decide_content(FLOW, content(done()), None).unconfirmed == ("paid", "born")


def test_a_flow_that_decides_nothing_gives_no_decision() -> None:
    flow = replace(FLOW, decide=None)
    assert decide_content(flow, content(done()), None).decision is None


# reading


@given(json_like)
def test_garbage_is_unreadable_and_nothing_worse(data: object) -> None:
    with pytest.raises(ContentUnreadable):
        content_from_json(cast("Json", data))


@settings(max_examples=200)
@given(
    st.sampled_from(
        ("flow", "version", "params", "operation", "about", "answers", "facts", "as_of", "consents", "record")
    ),
    json_like,
)
def test_one_spoilt_member_is_unreadable_or_checked_without_a_crash(member: str, spoilt: object) -> None:
    body = json.loads(canonical(cast("Json", content_of(done()))))
    body[member] = spoilt
    try:
        c = content_from_json(body)
    except ContentUnreadable:
        return
    check_content(FLOW, c, Level.L1)


@pytest.mark.parametrize("member", ["flow", "version", "params", "operation", "answers", "facts", "as_of"])
def test_a_member_that_is_missing_is_told(member: str) -> None:
    body = content_of(done())
    del body[member]
    with pytest.raises(ContentUnreadable):
        content_from_json(cast("Json", body))


def test_errors_quote_nothing_of_the_content() -> None:
    body = cast("dict[str, Json]", json.loads(canonical(cast("Json", content_of(done())))))
    body["as_of"] = "310101198503020011"
    with pytest.raises(ContentUnreadable) as error:
        content_from_json(body)
    assert "310101" not in str(error.value)

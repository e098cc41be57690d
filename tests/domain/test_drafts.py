"""A draft brings the journey back, tells what it had to lose, and is never a reason to crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.answers import Answer, RecordFact
from shared.domain.conditions import is_
from shared.domain.drafts import OTHER, DraftUnreadable, draft_from_json, draft_to_json
from shared.domain.flow import Ask, Flow, Group, Kind, Limits, Migrated, Question, Show
from shared.domain.journey import REVIEW, Journey
from shared.domain.values import UNKNOWN, Json, canonical
from tests.domain.strategies import OPTIONS, TODAY, flow_of, flows, json_like, shown
from tests.domain.walks import walked


def stored(journey: Journey) -> dict[str, Json]:
    """The draft as it comes from the disk."""
    data = json.loads(canonical(draft_to_json(journey)))
    assert isinstance(data, dict)
    return data


def choice(id: str, *, unsure: bool = False) -> Question:
    return Question(id, Kind.CHOICE, f"trial.{id}", options=OPTIONS, unsure=unsure)


FLOW = flow_of(
    choice("a", unsure=True),
    Question("n", Kind.NUMBER, "trial.n", limits=Limits(most=9)),
    Group("m", "trial.m", (choice("who"),), max=3),
    Show("seen", shown),
    choice("z"),
)


def half_way() -> Journey:
    journey = Journey.start(FLOW, TODAY)
    for value in (UNKNOWN, 5):
        journey = moved(journey.answer(value))
    journey = moved(moved(journey.add("m")).answer("x"))
    return moved(moved(journey.go_on()).go_on())


def moved(found: object) -> Journey:
    assert isinstance(found, Journey)
    return found


@settings(max_examples=120)
@given(st.data())
def test_every_journey_comes_back_as_it_was(data: st.DataObject) -> None:
    journey = data.draw(walked(data.draw(flows())))
    restored = draft_from_json(journey.flow, stored(journey), TODAY, journey.level)
    assert restored.lost == ()
    assert restored.journey.answers == journey.answers
    assert restored.journey.seen == journey.seen
    assert [p.key for p in restored.journey.placed()] == [p.key for p in journey.placed()]
    assert restored.journey.at == journey.at or journey.pending is not None


@settings(max_examples=120)
@given(json_like)
def test_garbage_is_unreadable_and_nothing_worse(data: object) -> None:
    with pytest.raises(DraftUnreadable):
        draft_from_json(FLOW, cast("Json", data), TODAY)


@settings(max_examples=200)
@given(st.sampled_from(("answers", "counts", "seen", "at", "editing", "facts", "version", "as_of")), json_like)
def test_a_draft_with_one_spoilt_member_is_restored_or_unreadable(member: str, spoilt: object) -> None:
    data = stored(half_way())
    data[member] = cast("Json", spoilt)
    try:
        restored = draft_from_json(FLOW, data, TODAY)
    except DraftUnreadable:
        return
    assert restored.journey.at == REVIEW or restored.journey.current is not None


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(("a", "n", "m[1].who", "m[99].who", "m[x].who", "seen")), json_like, max_size=4))
def test_spoilt_answers_are_lost_and_told_or_the_draft_is_unreadable(spoilt: Mapping[str, object]) -> None:
    data = stored(half_way())
    answers = data["answers"]
    assert isinstance(answers, dict)
    answers.update({key: {"value": cast("Json", value)} for key, value in spoilt.items()})
    try:
        restored = draft_from_json(FLOW, data, TODAY)
    except DraftUnreadable:
        return
    for key in spoilt:
        kept = key in restored.journey.answers
        assert kept or restored.lost


def test_half_a_journey_comes_back_to_its_page() -> None:
    restored = draft_from_json(FLOW, stored(half_way()), TODAY)
    assert restored.journey == half_way()
    assert restored.journey.at == "z"


def test_an_answer_that_fits_no_longer_is_told_by_its_title_and_asked_again() -> None:
    narrower = flow_of(choice("a"), *FLOW.steps[1:])
    restored = draft_from_json(narrower, stored(half_way()), TODAY)
    assert restored.lost == ("trial.a",)
    assert restored.journey.at == "a"
    assert restored.journey.answers["n"].value == 5


def test_an_answer_without_its_question_is_told_as_well() -> None:
    without = flow_of(*FLOW.steps[1:])
    restored = draft_from_json(without, stored(half_way()), TODAY)
    assert restored.lost == (OTHER,)
    assert restored.journey.answers["n"].value == 5


def test_what_falls_away_by_a_condition_is_no_loss() -> None:
    conditional = replace(choice("z"), when=is_("a", "x"))
    journey = moved(moved(Journey.start(flow_of(choice("a"), choice("z")), TODAY).answer("y")).answer("y"))
    restored = draft_from_json(flow_of(choice("a"), conditional), stored(journey), TODAY)
    assert (restored.lost, set(restored.journey.answers)) == ((), {"a"})


def older(migrate: object) -> tuple[Flow, dict[str, Json]]:
    data = stored(half_way())
    newer = replace(FLOW, version=2, migrate=migrate)  # type: ignore[arg-type]
    return newer, data


def test_an_older_version_is_migrated_and_says_what_it_lost() -> None:
    def migrate(version: int, answers: Mapping[str, Answer]) -> Migrated:
        assert version == 1
        return Migrated({"n": answers["n"], "a": Answer("y")}, ("trial.m",))

    flow, data = older(migrate)
    restored = draft_from_json(flow, data, TODAY)
    assert restored.lost == ("trial.m",)
    assert restored.journey.answers["a"].value == "y"
    assert restored.journey.answers["n"].value == 5


def test_an_older_version_that_still_fits_loses_nothing() -> None:
    flow, data = older(lambda version, answers: Migrated(answers))
    assert draft_from_json(flow, data, TODAY).lost == ()


@pytest.mark.parametrize("version", [2, 0, -1, True, "1", None, []])
def test_a_version_from_the_future_or_from_nowhere_is_unreadable(version: object) -> None:
    data = stored(half_way()) | {"version": cast("Json", version)}
    with pytest.raises(DraftUnreadable):
        draft_from_json(FLOW, data, TODAY)


def test_a_draft_of_another_flow_is_unreadable() -> None:
    with pytest.raises(DraftUnreadable):
        draft_from_json(flow_of(id="other"), stored(half_way()), TODAY)


def test_another_day_shows_computed_pages_again() -> None:
    restored = draft_from_json(FLOW, stored(half_way()), TODAY + timedelta(days=1))
    assert restored.journey.seen == frozenset({"m"})
    assert restored.journey.at == "seen", "the page of the result comes before the next question"
    assert restored.journey.as_of == TODAY + timedelta(days=1)


def test_another_record_shows_computed_pages_again() -> None:
    record = {"person.male": RecordFact(True, "test", TODAY)}
    restored = draft_from_json(FLOW, stored(half_way()), TODAY, record=record)
    assert "seen" not in restored.journey.seen
    assert restored.journey.record == record


def test_the_record_itself_is_not_kept() -> None:
    record = {"person.name": RecordFact("王秀英", "test", TODAY)}
    journey = replace(half_way(), record=record)
    assert "王秀英" not in canonical(draft_to_json(journey)).decode()


def test_counts_beyond_the_group_are_cut() -> None:
    data = stored(half_way())
    data["counts"] = {"m": 10**9, "nothing": 3, "a": 2}
    assert draft_from_json(FLOW, data, TODAY).journey.count("m") == 3


def test_nobody_lands_beyond_an_open_question() -> None:
    data = stored(Journey.start(FLOW, TODAY)) | {"at": "z"}
    assert draft_from_json(FLOW, data, TODAY).journey.at == "a"
    assert draft_from_json(FLOW, data | {"at": REVIEW}, TODAY).journey.at == "a"


def test_an_ask_that_lost_its_form_is_simply_asked_again() -> None:
    flow = flow_of(Ask("state", "state", "trial.state"), choice("a"))
    journey = Journey.start(flow, TODAY).freeze({"status": "ready"}, TODAY)
    data = stored(journey)
    answers = data["answers"]
    assert isinstance(answers, dict)
    answers["state"] = {"value": "gone"}
    restored = draft_from_json(flow, data, TODAY)
    assert (restored.lost, restored.journey.at) == ((), "state")

"""A journey loses nothing, asks nothing that does not arise, and always comes to an end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.answers import Answer, Answers, By, Problem, RecordFact, Source
from shared.domain.conditions import is_, not_
from shared.domain.flow import Ask, Choices, Consent, Exit, Flow, Group, Kind, Level, Limits, Question, Show
from shared.domain.journey import REVIEW, Journey
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Value
from tests.domain.strategies import OPTIONS, TODAY, flow_of, flows, shown
from tests.domain.walks import finished, values_of, walked

CASES = settings(max_examples=120)


def choice(id: str, **more: object) -> Question:
    return Question(id, Kind.CHOICE, f"trial.{id}", options=OPTIONS, **more)  # type: ignore[arg-type]


def go(journey: Journey, *values: Value) -> Journey:
    """Answer the next pages with these values."""
    for value in values:
        moved = journey.answer(value)
        assert isinstance(moved, Journey), moved
        journey = moved
    return journey


def problem(moved: Journey | Problem) -> str:
    assert isinstance(moved, Problem)
    return moved.what.id


def on(moved: Journey | Problem) -> Journey:
    assert isinstance(moved, Journey), moved
    return moved


# properties of every walk through every flow


@CASES
@given(st.data())
def test_every_walk_can_be_finished(data: st.DataObject) -> None:
    journey = data.draw(finished(data.draw(flows())))
    assert journey.at == REVIEW or journey.ended is not None
    assert journey.at != REVIEW or journey.pending is None


@CASES
@given(st.data())
def test_one_is_always_on_a_page_that_arises(data: st.DataObject) -> None:
    journey = data.draw(walked(data.draw(flows())))
    assert journey.at == REVIEW or journey.current is not None


@CASES
@given(st.data())
def test_no_answer_stays_whose_question_does_not_arise(data: st.DataObject) -> None:
    journey = data.draw(walked(data.draw(flows())))
    assert set(journey.answers) <= {place.key for place in journey.placed()}


@CASES
@given(st.data())
def test_going_back_to_the_start_and_forward_again_loses_nothing(data: st.DataObject) -> None:
    journey = data.draw(walked(data.draw(flows())))
    start = journey
    for _ in range(len(journey.placed()) + 1):
        start = start.back()
    assert start.answers == journey.answers
    assert start.seen == journey.seen
    assert start.back() == start
    assert start.at == start.placed()[0].key


@CASES
@given(st.data())
def test_answering_the_same_again_changes_no_answer(data: st.DataObject) -> None:
    journey = data.draw(finished(data.draw(flows())))
    for line in journey.review:
        again = on(journey.edit(line.placed.key).answer(line.answer.value))
        assert again.answers == journey.answers
        assert again.at == journey.at or journey.ended is not None


@CASES
@given(st.data())
def test_editing_an_answer_keeps_every_other_that_still_arises(data: st.DataObject) -> None:
    journey = data.draw(finished(data.draw(flows())))
    lines = [line for line in journey.review if isinstance(line.placed.step, Question)]
    if not lines:
        return
    line = data.draw(st.sampled_from(lines))
    assert isinstance(line.placed.step, Question)
    value = data.draw(st.sampled_from(values_of(line.placed.step)))
    edited = on(journey.edit(line.placed.key).answer(value))
    arising = {place.key for place in edited.placed()} - {line.placed.key}
    assert {k: a for k, a in journey.answers.items() if k in arising} == {
        k: a for k, a in edited.answers.items() if k != line.placed.key
    }


@CASES
@given(st.data())
def test_nothing_follows_an_exit_that_is_taken(data: st.DataObject) -> None:
    journey = data.draw(walked(data.draw(flows())))
    exits = [n for n, place in enumerate(journey.placed()) if isinstance(place.step, Exit)]
    assert exits in ([], [len(journey.placed()) - 1])


@CASES
@given(st.data())
def test_the_same_answers_in_another_order_lead_to_the_same_place(data: st.DataObject) -> None:
    journey = data.draw(finished(data.draw(flows())))
    fresh = Journey(
        journey.flow, TODAY, journey.level, None, dict(reversed(list(journey.answers.items()))), counts=journey.counts
    )
    assert [p.key for p in fresh.placed()] == [p.key for p in journey.placed()]


@CASES
@given(st.data())
def test_numbers_of_pages_fit_together(data: st.DataObject) -> None:
    journey = data.draw(walked(data.draw(flows())))
    assert journey.number + journey.left == len(journey.placed()) + 1


# single promises


TWO = flow_of(choice("a"), choice("b", when=is_("a", "x")), choice("c", when=is_("b", "y")), choice("d"))


def test_a_question_that_does_not_arise_is_not_asked() -> None:
    assert go(Journey.start(TWO, TODAY), "y").at == "d"


def test_a_changed_answer_drops_what_hung_on_it_and_what_hung_on_that() -> None:
    full = go(Journey.start(TWO, TODAY), "x", "y", "z", "x")
    assert full.at == REVIEW
    changed = go(full.edit("a"), "y")
    assert set(changed.answers) == {"a", "d"}
    assert changed.at == REVIEW


def test_an_edit_leads_back_to_the_review_by_way_of_what_newly_arises() -> None:
    full = go(Journey.start(TWO, TODAY), "y", "x")
    edited = go(full.edit("a"), "x")
    assert edited.at == "b"
    assert go(edited, "x").at == REVIEW


def test_a_refused_answer_changes_nothing() -> None:
    journey = go(Journey.start(TWO, TODAY), "x")
    assert problem(journey.answer("nowhere")) == "problem.choose_one"
    assert problem(journey.answer(UNKNOWN)) == "problem.needed"
    assert problem(journey.answer("unsure")) == "problem.choose_one"


def test_a_question_that_is_not_there_cannot_be_answered() -> None:
    journey = go(Journey.start(TWO, TODAY), "y")
    assert problem(journey.answer("x", key="b")) == "problem.not_asked"
    assert problem(journey.answer("x", key="nothing")) == "problem.not_asked"


def test_not_knowing_is_an_answer_and_leaves_conditions_open() -> None:
    flow = flow_of(choice("a", unsure=True), choice("b", when=is_("a", "x")), choice("c", when=not_(is_("a", "x"))))
    journey = go(Journey.start(flow, TODAY), UNKNOWN)
    assert [place.key for place in journey.placed()] == ["a", "b", "c"]


def test_a_question_above_the_level_does_not_arise() -> None:
    flow = flow_of(choice("a"), choice("b", assurance=Level.L2), choice("c", when=is_("b", "x")))
    assert [p.key for p in go(Journey.start(flow, TODAY, Level.L1), "x").placed()] == ["a"]
    assert [p.key for p in go(Journey.start(flow, TODAY, Level.L2), "x", "x").placed()] == ["a", "b", "c"]


def test_a_changed_answer_makes_later_pages_unseen_and_earlier_ones_not() -> None:
    flow = flow_of(Show("before", shown), choice("a"), Show("after", shown))
    journey = on(go(on(Journey.start(flow, TODAY).go_on()), "x").go_on())
    assert journey.at == REVIEW
    assert go(journey.edit("a"), "x").at == REVIEW
    again = go(journey.edit("a"), "y")
    assert (again.at, again.seen) == ("after", frozenset({"before"}))


def test_the_record_makes_computed_pages_unseen_before_the_review_only() -> None:
    flow = flow_of(Show("known", shown), choice("a"))
    record = {"person.male": RecordFact(True, "test", TODAY)}
    walking = on(Journey.start(flow, TODAY).go_on()).with_record(record)
    assert (walking.seen, walking.at) == (frozenset(), "a")
    assert go(walking, "x").at == "known"
    reviewed = go(on(Journey.start(flow, TODAY).go_on()), "x").with_record(record)
    assert (reviewed.at, reviewed.record) == (REVIEW, record)


def test_the_record_fills_in_and_the_person_confirms() -> None:
    flow = flow_of(choice("a", prefill="some.fact"))
    journey = Journey.start(flow, TODAY, record={"some.fact": RecordFact("y", "test", TODAY)})
    place = journey.current
    assert place is not None
    assert journey.prefilled(place) == Answer("y", Source.RECORD, TODAY)
    assert journey.pending == place, "a prefilled question is still asked"


def test_who_gave_an_answer_is_kept() -> None:
    journey = on(Journey.start(TWO, TODAY).answer("x", Source.SPOKEN, By.HELPER))
    assert journey.answers["a"] == Answer("x", Source.SPOKEN, None, By.HELPER)


# exits, asks, consents

CHECKED = flow_of(
    Ask("state", "state", "trial.state"), Exit(is_("state.code", "passed"), "trial.passed"), choice("way")
)


def test_an_exit_ends_without_a_review() -> None:
    ended = Journey.start(CHECKED, TODAY).freeze({"status": "ready", "code": "passed"}, TODAY)
    assert ended.ended is not None
    assert ended.ended.outcome == "trial.passed"
    assert ended.back().at == "state"


@pytest.mark.parametrize(
    "brought",
    [{"status": "ready", "code": "waiting"}, {"status": "not_to_be_had"}, {"status": "queued", "code": UNKNOWN}],
)
def test_what_is_not_known_does_not_end_it(brought: dict[str, Value]) -> None:
    assert Journey.start(CHECKED, TODAY).freeze(brought, None).at == "way"


def test_what_an_ask_brought_is_frozen_with_its_day() -> None:
    day = TODAY - timedelta(days=3)
    journey = Journey.start(CHECKED, TODAY).freeze({"status": "last_known"}, day)
    assert journey.answers["state"] == Answer({"status": "last_known"}, Source.RECORD, day)
    assert [line.placed.key for line in go(journey, "x").review] == ["way"], "an ask is not reviewed"


def test_a_refused_consent_is_a_full_answer_where_it_may_be_refused() -> None:
    free = flow_of(Consent("c", "trial.c", "scope"), choice("a"))
    assert go(Journey.start(free, TODAY), {"given": False, "words": "hash"}).at == "a"
    bound = flow_of(Consent("c", "trial.c", "scope", refusable=False), choice("a"))
    refused = Journey.start(bound, TODAY).answer({"given": False, "words": "hash"})
    assert problem(refused) == "problem.consent_needed"
    assert problem(Journey.start(free, TODAY).answer(True)) == "problem.not_a_choice"


def test_a_consent_of_this_session_is_not_asked_again() -> None:
    flow = flow_of(Consent("c", "trial.c", "scope"), choice("a"))
    known = {"c": Answer({"given": False, "words": "hash"}), "other": Answer({"given": True})}
    journey = Journey.start(flow, TODAY, consents=known)
    assert (journey.at, set(journey.answers)) == ("a", {"c"})


# groups

HOUSE = flow_of(
    choice("first"),
    Group("m", "trial.m", (choice("who"), choice("more", when=is_("who", "x"))), max=3),
    choice("last"),
)


def members(journey: Journey) -> list[str]:
    return sorted(key for key in journey.answers if key.startswith("m["))


def test_a_group_may_stay_empty() -> None:
    journey = go(Journey.start(HOUSE, TODAY), "x")
    assert journey.at == "m"
    assert on(journey.go_on()).at == "last"


def test_each_repetition_looks_at_its_own_answers() -> None:
    journey = on(go(Journey.start(HOUSE, TODAY), "x").add("m"))
    journey = go(journey, "x", "z")
    journey = go(on(journey.add("m")), "y")
    assert members(journey) == ["m[1].more", "m[1].who", "m[2].who"]
    assert journey.at == "m"
    assert journey.values().group("m") == ({"who": "x", "more": "z"}, {"who": "y"})


def test_removing_moves_the_others_up() -> None:
    journey = on(go(Journey.start(HOUSE, TODAY), "x").add("m"))
    journey = go(on(go(journey, "x", "z").add("m")), "y")
    less = on(journey.remove("m", 1))
    assert less.values().group("m") == ({"who": "y"},)
    assert (less.at, less.count("m")) == ("m", 1)


def test_a_group_keeps_its_bounds() -> None:
    journey = go(Journey.start(HOUSE, TODAY), "x")
    for _ in range(3):
        journey = go(on(journey.add("m")), "y")
    assert problem(journey.add("m")) == "problem.group_too_many"
    assert problem(journey.remove("m", 4)) == "problem.not_asked"
    assert problem(journey.remove("nothing", 1)) == "problem.not_asked"
    assert problem(journey.add("last")) == "problem.not_asked"


def test_a_group_that_needs_one_begins_with_it() -> None:
    flow = flow_of(Group("m", "trial.m", (choice("who"),), min=1, max=2))
    journey = Journey.start(flow, TODAY)
    assert journey.at == "m[1].who"
    journey = go(journey, "x")
    assert problem(journey.remove("m", 1)) == "problem.group_too_few"


def test_ten_and_more_repetitions_keep_their_order() -> None:
    flow = flow_of(Group("m", "trial.m", (choice("who"),), max=12))
    journey = Journey.start(flow, TODAY)
    for n in range(12):
        journey = go(on(journey.add("m")), "xyz"[n % 3])
    assert [m["who"] for m in journey.values().group("m")] == list("xyz" * 4)
    less = on(journey.remove("m", 1))
    assert [m["who"] for m in less.values().group("m")] == list("xyz" * 4)[1:]


def test_a_group_under_a_condition_goes_with_it() -> None:
    flow = flow_of(choice("a"), Group("m", "trial.m", (choice("who"),), when=is_("a", "x")), choice("z"))
    journey = go(on(go(Journey.start(flow, TODAY), "x").add("m")), "y")
    full = go(on(journey.go_on()), "x")
    dropped = go(full.edit("a"), "y")
    assert set(dropped.answers) == {"a", "z"}
    assert dropped.at == REVIEW


# answers that hang together in other ways

PLACES = [{"value": "p1", "title": "1", "region": "r1"}, {"value": "p2", "title": "2", "region": "r2"}]


def test_a_choice_from_narrowed_rows_goes_with_what_narrowed_it() -> None:
    flow = flow_of(
        Question("region", Kind.REGION, "t", choices_from=Choices("regions")),
        Question("office", Kind.CHOICE, "t", choices_from=Choices("offices", given=("region",))),
        Question("slot", Kind.SLOT, "t", choices_from=Choices("slots", given=("office",))),
        choice("a"),
    )
    full = go(Journey.start(flow, TODAY), "r1", "p1", "s1", "x")
    changed = go(full.edit("region"), "r2")
    assert (set(changed.answers), changed.at) == ({"region", "a"}, "office")
    assert go(full.edit("region"), "r1").at == REVIEW


def test_rows_at_hand_decide_what_may_be_chosen() -> None:
    flow = flow_of(Question("office", Kind.CHOICE, "t", choices_from=Choices("offices")))
    journey = Journey.start(flow, TODAY)
    assert problem(journey.answer("p9", rows=PLACES)) == "problem.choose_one"
    assert on(journey.answer("p2", rows=PLACES)).at == REVIEW


def not_before(value: Value, answers: Answers) -> Problem | None:
    start = answers.get("start")
    late = isinstance(value, date) and isinstance(start, date) and value < start
    return Problem(text("problem.date.form")) if late else None


def test_an_answer_whose_check_fails_after_a_change_is_asked_again() -> None:
    flow = flow_of(
        Question("start", Kind.DATE, "t"),
        Question("end", Kind.DATE, "t", check=not_before),
        choice("a"),
    )
    full = go(Journey.start(flow, TODAY), date(2026, 1, 1), date(2026, 2, 1), "x")
    assert problem(full.answer(date(2025, 1, 1), key="end")) == "problem.date.form"
    changed = go(full.edit("start"), date(2026, 3, 1))
    assert (set(changed.answers), changed.at) == ({"start", "a"}, "end")


def test_limits_hold_in_the_journey_too() -> None:
    flow = flow_of(Question("n", Kind.NUMBER, "t", limits=Limits(least=1, most=9)))
    assert problem(Journey.start(flow, TODAY).answer(10)) == "problem.number.range"
    assert problem(Journey.start(flow, TODAY).answer(True)) == "problem.number.form"


def test_a_journey_is_a_value() -> None:
    journey = Journey.start(TWO, TODAY)
    go(journey, "x")
    assert journey == Journey.start(TWO, TODAY)
    assert dict(journey.answers) == {}


def test_a_flow_without_steps_is_at_its_review() -> None:
    flow: Flow = flow_of()
    journey = Journey.start(flow, TODAY)
    assert (journey.at, journey.pending, journey.back()) == (REVIEW, None, journey)

"""Every branch of every flow is walked to its end, and what comes out there holds together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from shared.domain import kinds
from shared.domain.answers import Answers
from shared.domain.conditions import keys_of
from shared.domain.content import check_content, content
from shared.domain.drafts import draft_from_json, draft_to_json
from shared.domain.flow import Ask, Consent, Flow, Kind, Level, Question, Show, step_id
from shared.domain.journey import REVIEW, Journey
from shared.domain.kinds import Rows
from shared.domain.values import UNKNOWN
from shared.flows import EVERY, FLOWS
from shared.i18n import Translator
from tests.flows.packs import NAMES, pack
from tests.flows.walker import RECORD, TODAY, every_branch, rows_of, values_for

WAYS = [(flow, level, record) for flow in EVERY.values() for level, record in ((Level.L1, None), (Level.L2, RECORD))]
each_way = pytest.mark.parametrize(("flow", "level", "record"), WAYS, ids=[f"{f.id} L{int(lv)}" for f, lv, _ in WAYS])


@each_way
def test_every_branch_ends_at_the_review_or_an_exit(flow: Flow, level: Level, record: None) -> None:
    ends = list(every_branch(flow, level, record))
    assert ends
    for journey in ends:
        assert journey.at == REVIEW or journey.ended is not None
        assert journey.ended is not None or journey.pending is None


@pytest.mark.parametrize("flow", EVERY.values(), ids=list(EVERY))
def test_every_step_is_met_on_some_branch(flow: Flow) -> None:
    met: dict[Level, set[str]] = {Level.L1: set(), Level.L2: set()}
    for level, record in ((Level.L1, None), (Level.L2, RECORD)):
        for journey in every_branch(flow, level, record):
            met[level] |= {f"{p.group}.{step_id(p.step)}" if p.group else p.key for p in journey.placed()}
    assert {step_id(step) for step in flow.steps} <= met[Level.L1] | met[Level.L2]
    beyond = [step for step in flow.steps if isinstance(step, Question | Ask) and step.assurance > Level.L1]
    assert not met[Level.L1] & {step_id(step) for step in beyond}


@each_way
def test_every_end_can_be_submitted_stored_and_shown(flow: Flow, level: Level, record: None) -> None:
    for journey in every_branch(flow, level, record):
        assert draft_from_json(flow, draft_to_json(journey), TODAY, level, record).journey == journey
        for place in journey.placed():
            if isinstance(place.step, Show):
                assert journey.result(place.key) is not None
        if journey.at == REVIEW:
            assert check_content(flow, content(journey), level) == ()


@each_way
def test_every_value_can_be_entered_by_its_gestures(flow: Flow, level: Level, record: None) -> None:
    for journey in every_branch(flow, level, record):
        for place in journey.placed():
            if not isinstance(place.step, Question):
                continue
            rows = rows_of(place.step, journey)
            shown = {*kinds.identifiers(place.step, rows), "nav.next"}
            for value in values_for(place.step, journey):
                assert kinds.parse(place.step, kinds.spell(place.step, value)) == value
                assert {gesture.id for gesture in kinds.gestures(place.step, value)} <= shown


@each_way
def test_the_review_lists_each_answer_once_and_each_can_be_edited(flow: Flow, level: Level, record: None) -> None:
    for journey in every_branch(flow, level, record):
        if journey.at != REVIEW:
            continue
        keys = [line.placed.key for line in journey.review]
        assert len(keys) == len(set(keys))
        for line in journey.review:
            again = journey.edit(line.placed.key).answer(line.answer.value, rows=_rows(line.placed.step, journey))
            assert isinstance(again, Journey)
            assert (again.at, again.answers) == (REVIEW, journey.answers)


def _rows(step: object, journey: Journey) -> Rows | None:
    return rows_of(step, journey) if isinstance(step, Question) else None


def test_below_level_two_no_bank_account_is_asked() -> None:
    for journey in every_branch(FLOWS["unemployment"], Level.L1):
        assert not {"pay_to", "account"} & {place.key for place in journey.placed()}


def test_a_silent_pass_asks_nothing_at_all() -> None:
    flow = FLOWS["passive_check"]
    ended = [j for j in every_branch(flow, Level.L2, RECORD) if j.ended is not None]
    assert ended
    for journey in ended:
        assert journey.review == ()


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
def test_no_certificate_and_no_document_is_asked_for(flow: Flow) -> None:
    questions = [step for step in flow.steps if isinstance(step, Question)]
    asked = [q for q in questions if q.kind in (Kind.DOCUMENT, Kind.ID_NUMBER, Kind.CARD)]
    freely_chosen = {f"{step.id}.given" for step in flow.steps if isinstance(step, Consent) and step.refusable}
    assert not [q.id for q in asked if not (q.optional and set(keys_of(q.when)) <= freely_chosen)]


@pytest.mark.parametrize("flow", EVERY.values(), ids=list(EVERY))
def test_few_enough_options_fit_on_a_page(flow: Flow) -> None:
    for step in flow.steps:
        if isinstance(step, Question) and step.options:
            assert len(step.options) <= 6, step.id


@pytest.mark.parametrize("name", NAMES)
def test_starter_packs_have_rows_with_value_and_title(name: str) -> None:
    rows = pack(name)
    values = [row["value"] for row in rows]
    assert rows
    assert len(set(values)) == len(values)
    for row in rows:
        assert isinstance(row["title"], str | date)
        assert kinds.validate(CHOSEN[name], row["value"], _nothing(), rows) is None
        assert kinds.validate(CHOSEN[name], row["value"], _nothing(), None) is None


CHOSEN: Mapping[str, Question] = {
    step.choices_from.dataset: Question(step.id, step.kind, step.title, choices_from=step.choices_from)
    for flow in FLOWS.values()
    for step in flow.steps
    if isinstance(step, Question) and step.choices_from is not None
}


def _nothing() -> Answers:
    return Journey.start(FLOWS["appointment"], TODAY).values()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_datasets_say_of_their_rows_can_be_said(language: str) -> None:
    say = Translator(language, strict=True)
    for name in NAMES:
        for row in pack(name):
            choice = kinds.choices(CHOSEN[name], [row])[-1 if not CHOSEN[name].optional else -2]
            assert say.say(choice.title)
            for more in choice.more:
                assert say.say(more)


def test_each_region_of_the_pack_is_a_province() -> None:
    assert all(str(row["value"]).endswith("0000") for row in pack("regions"))
    assert {row["region"] for row in pack("offices")} <= {row["value"] for row in pack("regions")}
    assert {row["office"] for row in pack("slots")} <= {row["value"] for row in pack("offices")}


def test_not_knowing_is_offered_wherever_a_person_may_not_know() -> None:
    flow = FLOWS["unemployment"]
    unsure = {step.id for step in flow.steps if isinstance(step, Question) and step.unsure}
    assert {"reason", "registered", "months", "stops"} <= unsure
    journey = next(every_branch(flow, Level.L1))
    assert journey.answers["months"].value in (UNKNOWN, *range(601))

"""The service as a kiosk meets it: the state at L2, nothing below it, and what follows from what is submitted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select

from shared.backend.evidence.reckoning import reckon
from shared.backend.evidence.standing import standing_of
from shared.backend.evidence.tables import KnowledgeRow, LossRow, TryRow
from shared.backend.processing import process_due
from shared.backend.tables import CaseRow, CaseState
from shared.contract.messages import QueryStatus, record_of
from shared.contract.results import Accepted
from shared.domain.content import Content, content
from shared.domain.flow import Level
from shared.domain.journey import Journey
from shared.domain.values import UNKNOWN, Value
from shared.flows import flow
from shared.flows.passive_check.states import PASSED, PERSON, SUSPENDED, WAITING, WARNING
from shared.sealing.demo_native import PEOPLE_BY_KEY, DemoPerson
from tests.backend.world import TODAY, World, filled

FLOW = flow("passive_check")
DEMO = {
    "wang_xiuying": PASSED,
    "li_jianguo": WAITING,
    "gao_guiying": WARNING,
    "qian_defa": PERSON,
    "feng_yulan": SUSPENDED,
}
LI = PEOPLE_BY_KEY["li_jianguo"]
WANG = PEOPLE_BY_KEY["wang_xiuying"]
RIGHT: Mapping[str, Value] = {"way": "self", "paid_by": "ccb", "years_drawn": 8}


def checked_content(answers: Mapping[str, Value], level: Level = Level.L2) -> Content:
    """What a kiosk submits that could not ask the office."""
    journey = Journey.start(FLOW, TODAY, level)
    if level >= Level.L2:
        journey = journey.freeze({"status": "queued"}, None)
    while (place := journey.pending) is not None:
        step = replace(journey, at=place.key)
        value = answers.get(place.key, True if place.key == "told" else "none")
        moved = step.go_on() if place.key == "known" else step.answer(value)
        assert isinstance(moved, Journey), (place.key, moved)
        journey = moved
    return content(journey)


async def processed(made: World, person: DemoPerson, of: Content, level: Level = Level.L2) -> CaseRow:
    item = await made.kiosk.claim(person, content=of, level=level)
    result = await made.one(item)
    assert isinstance(result, Accepted), result
    made.clock.passes(minutes=10)
    process_due(made.office)
    with made.office.db.reading() as session:
        case = session.get(CaseRow, item.header.id)
        assert case is not None
        session.expunge(case)
        return case


@pytest.mark.parametrize(("key", "code"), DEMO.items(), ids=list(DEMO))
async def test_each_state_has_a_demo_person_and_is_told_to_them(office_world: World, key: str, code: str) -> None:
    answer = await office_world.ask("passive_state", PEOPLE_BY_KEY[key])
    assert answer.status is QueryStatus.READY
    assert isinstance(answer.value, dict)
    assert answer.value["code"] == code
    assert answer.value["evidence"]
    assert code == PASSED or answer.value["reasons"]
    low = await office_world.ask("passive_state", PEOPLE_BY_KEY[key], level=Level.L1)
    assert (low.status, low.value, low.as_of) == (QueryStatus.LEVEL_TOO_LOW, None, None)


async def test_the_record_holds_the_state_and_never_what_the_questions_ask(office_world: World) -> None:
    answer = await office_world.ask("record", WANG)
    assert answer.value is not None
    record = record_of(answer.value)
    assert record["passive.code"].value == PASSED
    assert not {"passive.answered", "paid_by", "years_drawn", "years_paid"} & set(record)
    with office_world.office.db.reading() as session:
        known = session.scalars(select(KnowledgeRow.answer).where(KnowledgeRow.id_number == WANG.id_number)).all()
    told = {str(fact.value) for fact in record.values()}
    assert known and not told & set(known)


async def test_a_wish_queued_offline_passes_by_evidence_when_it_arrives(office_world: World) -> None:
    case = await processed(office_world, WANG, checked_content({"way": "window"}))
    assert case.state == CaseState.DECIDED.value


async def test_two_right_answers_pass_and_count_as_a_check(office_world: World) -> None:
    case = await processed(office_world, LI, checked_content(RIGHT))
    assert case.state == CaseState.DECIDED.value
    with office_world.office.db.reading() as session:
        found = standing_of(session, LI.id_number, TODAY)
    assert found is not None
    assert (found.code, found.last, [piece.kind for piece in found.used]) == (PASSED, TODAY, ["self"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"paid_by": "abc"},
        {"years_drawn": 16},
        {"paid_by": UNKNOWN, "years_paid": 3},
        {"paid_by": UNKNOWN, "years_drawn": UNKNOWN, "years_paid": 33},
    ],
)
async def test_a_wrong_answer_or_one_alone_goes_to_a_person(office_world: World, wrong: Mapping[str, Value]) -> None:
    case = await processed(office_world, LI, checked_content({**RIGHT, **wrong}))
    assert case.state == CaseState.DESK.value
    findings = json.loads(case.decision or "{}")["decision"]["findings"]
    assert [f["status"] for f in findings if f["clause"] == "answered"] == ["unknown"]
    with office_world.office.db.reading() as session:
        found = standing_of(session, LI.id_number, TODAY)
    assert found is not None and found.code == WAITING


async def test_one_year_off_is_how_people_remember(office_world: World) -> None:
    case = await processed(
        office_world, LI, checked_content({**RIGHT, "paid_by": UNKNOWN, "years_drawn": 7, "years_paid": 32})
    )
    assert case.state == CaseState.DECIDED.value


async def test_after_three_wrong_tries_a_person_takes_over(office_world: World) -> None:
    for _ in range(3):
        await processed(office_world, LI, checked_content({**RIGHT, "paid_by": "abc"}))
    case = await processed(office_world, LI, checked_content(RIGHT))
    assert case.state == CaseState.DESK.value
    with office_world.office.db.reading() as session:
        assert len(session.scalars(select(TryRow)).all()) == 3


async def test_right_answers_of_a_suspended_person_go_to_a_person(office_world: World) -> None:
    answers: Mapping[str, Value] = {"way": "self", "paid_by": "abc", "years_drawn": 23}
    case = await processed(office_world, PEOPLE_BY_KEY["feng_yulan"], checked_content(answers))
    assert case.state == CaseState.DESK.value


async def test_what_comes_of_a_typed_number_never_depends_on_whose_it_is(office_world: World) -> None:
    came = []
    for key in DEMO:
        wish = checked_content({"wish": "helper"}, Level.L1)
        case = await processed(office_world, PEOPLE_BY_KEY[key], wish, Level.L1)
        came.append((case.state, case.why, case.decision))
    assert len(set(came)) == 1
    assert came[0][0] == CaseState.DESK.value


async def test_a_family_report_stops_nothing_and_goes_to_a_person(office_world: World) -> None:
    answers: Mapping[str, Value] = {
        "who": {"name": "王秀英", "id_number": WANG.id_number},
        "day": TODAY,
        "what": "died",
    }
    of = filled(answers, flow=flow("loss_report"))
    case = await processed(office_world, LI, of)
    assert case.state == CaseState.DESK.value
    reckon(office_world.office, TODAY)
    with office_world.office.db.reading() as session:
        found = standing_of(session, WANG.id_number, TODAY)
        desk = session.scalars(select(CaseRow).where(CaseRow.subject == WANG.id_number)).all()
    assert found is not None
    assert (found.code, found.reasons) == (PERSON, ("reported",))
    assert [(row.state, row.why) for row in desk] == [(CaseState.DESK.value, "passive_reported")]


async def test_a_report_by_a_typed_number_is_looked_into_and_changes_no_state(office_world: World) -> None:
    answers: Mapping[str, Value] = {
        "who": {"name": "王秀英", "id_number": WANG.id_number},
        "day": TODAY,
        "what": "died",
    }
    of = filled(answers, flow=flow("loss_report"), level=Level.L1)
    case = await processed(office_world, LI, of, Level.L1)
    assert case.state == CaseState.DESK.value
    with office_world.office.db.reading() as session:
        assert session.scalars(select(LossRow).where(LossRow.id_number == WANG.id_number)).all() == []
        found = standing_of(session, WANG.id_number, TODAY)
    assert found is not None and found.code == PASSED

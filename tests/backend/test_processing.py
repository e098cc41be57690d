"""After the hold: the same rules give the same decision, favourable ones by rule, and everything else by a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.processing import next_due, process_due
from shared.backend.tables import CaseRow, CaseState, CitizenRow, FactRow, MessageRow
from shared.backend.targets import Why
from shared.contract.messages import Message, MessageKind
from shared.contract.results import Accepted
from shared.domain.content import content
from shared.domain.decisions import decision_to_json
from shared.domain.flow import Flow, Level, Operation
from shared.domain.values import Value, canonical, to_json
from shared.flows import FLOWS
from shared.flows.cases import Case, cases_of, walk
from shared.flows.record import said_by_number
from shared.sealing.demo_native import PEOPLE_BY_KEY, DemoPerson, demo_person
from tests.backend.world import ANSWERS, PERSON, World, filled, world


def case_of(made: World, id: str) -> CaseRow:
    """The case of an item."""
    with made.office.db.reading() as session:
        found = session.get(CaseRow, id)
        assert found is not None
        session.expunge(found)
        return found


async def submitted(made: World, **more: object) -> str:
    """Submit a claim; its id."""
    item = await made.kiosk.claim(**more)  # type: ignore[arg-type]
    assert isinstance(await made.one(item), Accepted)
    return item.header.id


async def test_nothing_is_processed_before_the_hold_ends(office_world: World) -> None:
    id = await submitted(office_world)
    office_world.clock.passes(minutes=9, seconds=59)
    assert process_due(office_world.office) == 0
    assert case_of(office_world, id).state == CaseState.HOLDING
    office_world.clock.passes(seconds=1)
    assert process_due(office_world.office) == 1
    assert case_of(office_world, id).state == CaseState.DECIDED
    assert next_due(office_world.office) is None


async def test_a_favourable_claim_of_a_proven_person_is_decided_by_rule_and_they_are_told(office_world: World) -> None:
    id = await submitted(office_world)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    case = case_of(office_world, id)
    assert (case.state, case.decided_by) == (CaseState.DECIDED, "rule")
    decided = json.loads(case.decision or "")
    assert decided["decision"]["outcome"] == "favourable"
    with office_world.office.db.reading() as session:
        message = Message.from_json(json.loads(session.scalar(select(MessageRow.body)) or ""))
    assert (message.kind, message.item) == (MessageKind.DECISION, id)
    assert message.decision == decided["decision"]


async def test_what_the_registers_add_is_listed_as_changed(office_world: World) -> None:
    id = await submitted(office_world)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    changed = json.loads(case_of(office_world, id).decision or "")["changed"]
    assert "person.born" in {change["fact"] for change in changed}
    born = next(change for change in changed if change["fact"] == "person.born")
    assert born["before"] == {"unknown": True}
    assert born["now"] == {"date": PERSON.born.isoformat()}


async def test_the_same_claim_unproven_pays_nothing_before_it_is_confirmed(office_world: World) -> None:
    id = await submitted(office_world, level=Level.L1)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    case = case_of(office_world, id)
    assert (case.state, case.why) == (CaseState.CONFIRM, Why.UNCONFIRMED)


async def test_what_the_registers_contradict_goes_to_a_person_and_is_never_refused(office_world: World) -> None:
    person = PEOPLE_BY_KEY["sun_qian"]
    id = await submitted(office_world, person=person, content=filled({**ANSWERS, "months": 40}))
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    case = case_of(office_world, id)
    assert case.state == CaseState.DESK
    assert case.why in (Why.NOT_MET, Why.UNKNOWN)


async def test_a_rule_that_stumbles_leaves_the_case_to_a_person(tmp_path: Path) -> None:
    def stumbles(_: object) -> object:
        raise ZeroDivisionError

    async with world(tmp_path, hold=0) as made:
        id = await submitted(made)
        flow = made.office.flows["unemployment"]
        made.office.flows = {"unemployment": replace(flow, decide=stumbles)}  # type: ignore[arg-type]
        process_due(made.office)
        case = case_of(made, id)
        assert (case.state, case.why) == (CaseState.DESK, Why.RULE_FAULT)


async def test_somebody_no_register_knows_is_decided_by_what_is_known(office_world: World) -> None:
    stranger = demo_person("stranger", "王不明", date(1985, 5, 5), "3101", 15)
    id = await submitted(office_world, person=stranger)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    assert case_of(office_world, id).state in tuple(CaseState)


def submittable() -> Iterator[tuple[Flow, Case]]:
    """Every case of every service that comes to a review; what acts on another item is held to it elsewhere."""
    for flow in (flow for flow in FLOWS.values() if flow.operation is Operation.SUBMIT):
        for case in cases_of(flow):
            if walk(flow, case).exit is None:
                yield flow, case


def plant(session: Session, person: DemoPerson, facts: Mapping[str, Value], as_of: date) -> None:
    """Let the registers know a person."""
    session.add(CitizenRow(id_number=person.id_number, name=person.name))
    session.flush()
    for fact, value in facts.items():
        text = canonical(to_json(value)).decode()
        session.add(FactRow(id_number=person.id_number, fact=fact, value=text, source="case", as_of=as_of.isoformat()))


async def test_device_and_office_decide_alike_in_every_case_of_every_service(tmp_path: Path) -> None:
    async with world(tmp_path, hold=0) as made:
        seen = 0
        for n, (flow, case) in enumerate(submittable()):
            born = case.record["person.born"].value if case.record and "person.born" in case.record else None
            day = born if isinstance(born, date) else date(1980, 5, 1)
            person = demo_person(f"case_{n}", "某某", day, "3101", n % 499 * 2 + 1)
            record = {**said_by_number(person.id_number, case.as_of), **(case.record or {})}
            asked = {f"passive.{key}": value for key, value in case.asks.get("state", {}).items() if key != "status"}
            journey = walk(flow, replace(case, record=record)).journey
            facts = {key: fact.value for key, fact in (case.record or {}).items()}
            facts |= {key: tuple(v) if isinstance(v, list) else v for key, v in asked.items()}  # type: ignore[misc]
            with made.office.db.writing() as session:
                plant(session, person, facts, case.as_of)
            level = max(case.level, flow.assurance)
            item = await made.kiosk.claim(person, content=content(journey), level=level)
            result = await made.one(item)
            assert isinstance(result, Accepted), (flow.id, case.name, result)
            process_due(made.office)
            row = case_of(made, item.header.id)
            if flow.decide is None:
                assert row.why == Why.NO_RULE
                continue
            seen += 1
            device = decision_to_json(flow.decide(journey.facts()))
            office = json.loads(row.decision or "")["decision"]
            assert canonical(office) == canonical(device), (flow.id, case.name)
            favourable = office["outcome"] == "favourable"
            assert favourable or row.state == CaseState.DESK, (flow.id, case.name)
        assert seen >= 40

"""练习: every service can be practised by anybody, and neither the store nor the wire ever hears of it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, cast

import pytest

from shared.app.invented import NUMBER, PIN_DIGITS, RECEIPT_NUMBER
from shared.app.pages import At
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.flow import Flow, Kind, Level, Question
from shared.domain.identity import IdNumber, read_id_number
from shared.flows import EVERY, EXERCISES, FLOWS
from tests.app.trial import WANG, as_card
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World
from tests.personas.headless import onward

every_flow = pytest.mark.parametrize("flow", EVERY.values(), ids=list(EVERY))
CARD = "practice"


class Untouched:
    """A real port that must never be asked for anything while somebody practises."""

    def __init__(self, real: object) -> None:
        self.real = real
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> object:
        self.asked.append(name)
        return getattr(self.real, name)


READ_ONLY = ("flows", "clock", "ids", "datasets", "troubles", "here")
"""What practice may look at."""


def watched() -> tuple[Session, dict[str, Untouched]]:
    """A session whose every port that keeps, seals, sends or asks tells what it was asked for."""
    ports = World(dict(FLOWS), {WANG: "王秀英"}, starter_packs()).ports
    guards = {
        f.name: Untouched(getattr(ports, f.name))
        for f in fields(ports)
        if f.name not in READ_ONLY and getattr(ports, f.name) is not None
    }
    session = Session(replace(ports, **cast(dict[str, Any], guards)))
    for guard in guards.values():
        guard.asked.clear()
    return session, guards


@every_flow
@pytest.mark.parametrize("card", [True, False], ids=["card", "number"])
async def test_every_service_is_practised_without_anything_being_kept_sealed_sent_or_asked(
    flow: Flow, card: bool
) -> None:
    session, guards = watched()
    await session.practise(flow.id)
    assert session.page.at is (At.STEP if flow.assurance is Level.L0 else At.IDENTIFY)
    level_two = card or flow.assurance >= Level.L2
    await onward(session, card=CARD if level_two else "", number=NUMBER, on_page=marked)
    assert at(session) is At.PRACTISED or (session.journey is not None and session.journey.ended is not None)
    await session.home()
    assert not session.practising
    touched = {name: [what for what in guard.asked if what != "waiting"] for name, guard in guards.items()}
    assert not {name: what for name, what in touched.items() if what}


def at(session: Session) -> At:
    return session.page.at


def marked(session: Session) -> None:
    assert session.practising, session.page.id
    assert session.level < Level.L1 or session.person is not None
    assert session.person is None or session.person.id_number in (NUMBER, "")


def plain() -> tuple[Session, World]:
    world = World(dict(FLOWS), {WANG: "王秀英"}, starter_packs())
    return Session(world.ports), world


async def test_the_first_page_ends_practice_and_all_real_ports_are_there_again() -> None:
    session, world = plain()
    await session.practise("unemployment")
    await onward(session, card=CARD, number=NUMBER)
    assert session.receipt == "" and RECEIPT_NUMBER in session.lines
    await session.home()
    assert session.ports is world.ports
    assert session.person is None and session.journey is None and not session.lines
    await as_card(session, flow_id="unemployment")
    assert session.person is not None and session.person.id_number == WANG


@pytest.mark.parametrize("by", ["wipe", "end", "ask_end"])
async def test_every_way_out_ends_practice(by: str) -> None:
    session, world = plain()
    await session.practise("all_kinds")
    await onward(session, card=CARD, number=NUMBER, submit=False)
    done = getattr(session, by)()
    if done is not None:
        await done
    assert not session.practising and session.ports is world.ports and session.person is None


async def test_whoever_has_begun_something_real_is_not_taken_out_of_it() -> None:
    session, world = plain()
    await as_card(session, flow_id="unemployment")
    journey = session.journey
    await session.practice()
    await session.practise("lesson")
    assert not session.practising and session.journey is journey and session.ports is world.ports
    assert not session.may_practise_instead()


async def test_a_service_is_practised_from_its_own_identification() -> None:
    session, _ = plain()
    await session.open("appointment")
    assert session.may_practise_instead()
    await session.practise(session.wanted)
    assert session.practising and at(session) is At.IDENTIFY and session.wanted == "appointment"
    assert not session.may_practise_instead()
    await onward(session, number=NUMBER)
    assert at(session) is At.PRACTISED
    await session.go_after("real")
    assert not session.practising and at(session) is At.IDENTIFY and session.wanted == "appointment"


async def test_after_practice_one_may_do_it_again_or_another() -> None:
    session, _ = plain()
    await session.practise("loss_report")
    await onward(session, number=NUMBER)
    assert [choice.value for choice in session.after_practice()] == ["again", "real", "others"]
    await session.go_after("again")
    assert session.practising and at(session) is At.IDENTIFY and session.person is None
    await session.go_after("others")
    assert session.practising and at(session) is At.PRACTICE


async def test_what_only_practice_knows_is_never_for_real() -> None:
    session, _ = plain()
    assert not EXERCISES.keys() & FLOWS.keys()
    await session.practise("all_kinds")
    await onward(session, number=NUMBER)
    assert "real" not in [choice.value for choice in session.after_practice()]


async def test_a_machine_that_was_never_enrolled_can_be_practised_on() -> None:
    session, world = plain()
    world.sealer.enrolled = False
    await session.practise("unemployment")
    await onward(session, card=CARD, number=NUMBER)
    assert at(session) is At.PRACTISED and not world.sealer.bodies


async def test_the_pin_that_is_told_is_right_and_another_is_told_as_wrong() -> None:
    session, _ = plain()
    await session.practise("unemployment")
    await session.enter(CARD)
    told = session.example()
    assert told is not None and told.arg("value") == PIN_DIGITS
    await session.enter("654321")
    assert session.problem is not None and at(session) is At.PIN
    await session.enter(PIN_DIGITS)
    assert at(session) is At.STEP


@every_flow
async def test_what_may_be_typed_is_told_wherever_something_is_typed(flow: Flow) -> None:
    session, _ = plain()
    untold: list[str] = []

    def note(here: Session) -> None:
        question = here.question()
        if question is not None and here.page.at is not At.IDENTIFY and typed_at(question) and here.example() is None:
            untold.append(here.page.id)

    await session.practise(flow.id)
    await onward(session, card=CARD, number=NUMBER, on_page=note)
    assert untold == []


def typed_at(question: Question) -> bool:
    return bool(kinds.KINDS[question.kind].keypad) or question.kind in (Kind.TEXT, Kind.PERSON)


async def test_nothing_is_told_to_be_typed_where_it_is_real() -> None:
    session, _ = plain()
    await session.open("unemployment")
    await session.enter("keypad")
    assert session.example() is None


def test_the_invented_person_has_a_number_that_could_be_and_is_nobodys() -> None:
    number = read_id_number(NUMBER)
    assert isinstance(number, IdNumber) and NUMBER.startswith("110199")

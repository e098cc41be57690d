"""Sealed questions: one's own record at L2 and nothing from any record below it."""

from __future__ import annotations

import secrets
from datetime import date

import pytest

from shared.backend.processing import process_due
from shared.backend.seed import NAMED
from shared.contract.bodies import QueryBody, Subject
from shared.contract.errors import Forbidden, Rejected
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.items import ItemKind
from shared.contract.messages import MessageKind, QueryStatus, record_of
from shared.contract.results import Accepted
from shared.domain.flow import Level
from shared.sealing.answers import open_answer
from shared.sealing.demo_native import PEOPLE_BY_KEY, demo_person
from shared.sealing.derive import slip_check
from shared.sealing.slips import verify_state
from tests.backend.world import CRYPTO, OTHER, PERSON, START, Kiosk, World

SECRET = bytes(range(16))
MOST_CHARACTERS = 900
"""A code of version 22-M or less, 105 modules a side: 0.5 mm each on paper of 58 mm, which any scanner reads."""


async def test_a_verified_person_sees_their_own_record(office_world: World) -> None:
    answer = await office_world.ask("record")
    assert answer.status is QueryStatus.READY
    assert answer.value is not None
    record = record_of(answer.value)
    assert record["contributions.months"].value == NAMED["liu_wei"]["contributions.months"]
    assert record["person.born"].value == PERSON.born


async def test_a_typed_number_sees_nothing_of_any_record(office_world: World) -> None:
    for query in ("record", "state", "passive_state", "passive_code", "messages"):
        answer = await office_world.ask(query, level=Level.L1)
        assert (answer.status, answer.value, answer.messages) == (QueryStatus.LEVEL_TOO_LOW, None, ())


async def test_nobody_sees_the_record_of_another(office_world: World) -> None:
    kiosk = office_world.kiosk
    reply = await CRYPTO.new_agreement()
    subject = Subject(OTHER.id_number, OTHER.name)
    header = kiosk.header(ItemKind.QUERY, Level.L2)
    body = QueryBody(query="record", reply_key=reply.public, subject=subject)
    item = await kiosk.seal(header, body, await kiosk.session(PERSON))
    sealed = await office_world.api().query(item)
    answer = await open_answer(CRYPTO, sealed.answer, reply, header.id)
    assert (answer.status, answer.value) == (QueryStatus.LEVEL_TOO_LOW, None)


async def test_somebody_without_a_record_is_told_so(office_world: World) -> None:
    stranger = demo_person("stranger", "王不明", date(1985, 5, 5), "3101", 15)
    assert (await office_world.ask("record", stranger)).status is QueryStatus.NOTHING


async def test_the_passive_check_is_told_with_its_sources(office_world: World) -> None:
    answer = await office_world.ask("passive_state", PEOPLE_BY_KEY["wang_xiuying"])
    assert answer.status is QueryStatus.READY
    assert isinstance(answer.value, dict)
    assert (answer.value["code"], answer.value["until"]) == ("passed", date(2027, 9, 2))
    evidence = answer.value["evidence"]
    assert isinstance(evidence, tuple)
    assert [dict(piece)["kind"] for piece in evidence if isinstance(piece, dict)] == ["medical", "card"]
    assert (await office_world.ask("passive_state", PERSON)).status is QueryStatus.NOTHING


async def test_the_check_is_handed_out_as_a_code_that_a_kiosk_believes_without_network(office_world: World) -> None:
    wang = PEOPLE_BY_KEY["wang_xiuying"]
    answer = await office_world.ask("passive_code", wang)
    assert answer.status is QueryStatus.READY
    assert isinstance(answer.value, dict)
    code = answer.value["code"]
    assert isinstance(code, str)
    assert len(code) <= MOST_CHARACTERS
    assert wang.id_number not in code
    state = await verify_state(CRYPTO, code, office_world.kiosk.key_set)
    assert (state.is_of(wang.id_number), state.is_of(PERSON.id_number)) == (True, False)
    assert state.issued == office_world.clock()
    told = await office_world.ask("passive_state", wang)
    assert isinstance(told.value, dict)
    assert {name: state.record[f"passive.{name}"].value for name in told.value} == told.value
    assert set(state.record) == {*(f"passive.{name}" for name in told.value), "person.region"}
    assert (await office_world.ask("passive_code", PERSON)).status is QueryStatus.NOTHING


async def test_the_number_of_a_receipt_tells_the_state_and_the_slip_tells_the_rest(office_world: World) -> None:
    claim = await office_world.kiosk.claim(secret=SECRET, level=Level.L1)
    assert isinstance(await office_world.one(claim), Accepted)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    id = claim.header.id
    plain = await office_world.ask("state", None, target=id)
    assert isinstance(plain.value, dict)
    assert (plain.value["state"], plain.messages) == ("in_work", ())
    assert "why" not in plain.value
    full = await office_world.ask("state", None, target=id, target_check=slip_check(SECRET))
    assert isinstance(full.value, dict)
    assert (full.value["state"], full.value["why"]) == ("confirm", "unconfirmed")
    wrong = await office_world.ask("state", None, target=id, target_check=bytes(32))
    assert wrong.value == plain.value


async def test_an_item_the_office_does_not_know_is_nothing(office_world: World) -> None:
    id = uuid7(int(START.timestamp() * 1000), secrets.token_bytes(RANDOM_BYTES))
    assert (await office_world.ask("state", None, target=id)).status is QueryStatus.NOTHING


async def test_a_decision_reaches_the_person_in_messages_and_in_changes_of_a_live_session(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    await office_world.one(claim)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    (message,) = (await office_world.ask("messages")).messages
    assert (message.kind, message.item) == (MessageKind.DECISION, claim.header.id)
    assert (await office_world.changes()).messages == ()


async def test_an_unknown_question_is_said_to_be_unknown(office_world: World) -> None:
    assert (await office_world.ask("horoscope")).status is QueryStatus.UNKNOWN_QUERY


async def test_a_claim_is_no_question_and_a_question_of_another_device_is_not_answered(office_world: World) -> None:
    with pytest.raises(Rejected):
        await office_world.api().query(await office_world.kiosk.claim())
    other = await Kiosk.enrolled(office_world.office, office_world.folder)
    reply = await CRYPTO.new_agreement()
    body = QueryBody(query="slots", reply_key=reply.public)
    item = await other.seal(other.header(ItemKind.QUERY, Level.L0), body, None)
    with pytest.raises(Forbidden):
        await office_world.api().query(item)

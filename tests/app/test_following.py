"""What was submitted is looked at, withdrawn, corrected and objected to, by who may and by nobody else."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.app.following import verb_of
from shared.app.pages import At
from shared.app.ports import Asked, AskStatus, Delivery, Person, ReceiptRow, Sealed
from shared.app.session import Session
from shared.domain.answers import Answers
from shared.domain.content import content_from_json
from shared.domain.decisions import Outcome
from shared.domain.flow import ITEM, Flow, Level
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Value
from shared.flows import FLOWS
from shared.flows.items import OVER, Where, said, text_of
from tests.app.trial import LI, WANG, as_card, as_typed
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World
from tests.personas.headless import walk

CLAIM = FLOWS["unemployment"]
ACTING = [flow for flow in FLOWS.values() if flow.acts]


def a_world() -> World:
    return World(dict(FLOWS), {WANG: "王秀英", LI: "李建国"}, starter_packs())


async def claimed(w: World, *, card: str = WANG) -> tuple[Session, str]:
    """Somebody with a claim just submitted, on its receipt."""
    session = Session(w.ports)
    await walk(session, CLAIM, card=card, number=WANG)
    return session, session.receipt


def delivered(w: World, id: str) -> None:
    w.store.receipts[id] = replace(w.store.receipts[id], state=Delivery.DELIVERED)


def answers(w: World, state: str, **more: Value) -> None:
    """What the office says of any item from now on."""
    w.queries.answers["item"] = Asked(AskStatus.READY, {"state": state, **more}, date(2026, 11, 23))


async def settle(session: Session) -> None:
    """Until the office has been heard."""
    while session._tasks:
        await asyncio.wait(tuple(session._tasks))


def verbs(session: Session, id: str) -> set[str]:
    return {verb_of(flow) for flow in session.actions(id)}


async def test_what_still_waits_here_can_be_withdrawn_and_corrected_at_once_without_a_card() -> None:
    w = a_world()
    session, id = await claimed(w, card="")
    session.look(id)
    assert session.where(id) is Where.HERE
    assert verbs(session, id) == {"withdraw", "correct"}
    assert not session.needs_card(id), "there is nothing yet to object to"


async def test_a_withdrawal_carries_the_proof_of_the_slip_and_is_queued_like_anything_else() -> None:
    w = a_world()
    session, id = await claimed(w, card="")
    claim = session.items[id]
    session.look(id)
    await session.act(id, "withdraw")
    assert session.about() == text("item.about", what=text("withdraw.title"), service=text(CLAIM.title))
    assert session.page.id == "step.withdraw.told", "where the device knows how it stands, nobody is made to wait"
    assert session.journey is not None
    assert FLOWS["withdraw"].decide is not None
    assert FLOWS["withdraw"].decide(session.journey.facts()).outcome is Outcome.FAVOURABLE
    await session.go_on()
    await session.enter("agree")
    await session.submit()
    assert session.page.at is At.RECEIPT
    body = w.sealer.bodies[-1]
    assert (body["target"], body["target_check"]) == (id, claim.secret.hex())
    row = w.store.receipts[session.receipt]
    assert (row.kind, row.flow, row.state) == ("withdraw", "withdraw", Delivery.SAVED)
    session.look(id)
    assert session.acted[id] == text("withdraw.title")
    assert session.actions(id) == (), "twice is of no use"


async def test_by_card_the_person_withdraws_what_was_submitted_in_an_earlier_session() -> None:
    w = a_world()
    first, id = await claimed(w)
    await first.end()
    delivered(w, id)
    answers(w, "holding")
    session = Session(w.ports)
    await session.my_matters()
    await session.enter(WANG)
    await session.enter("123456")
    assert session.page.at is At.WAITING
    await session.load_mine()
    await settle(session)
    assert [row.id for row in session.mine] == [id]
    session.look(id)
    await settle(session)
    assert session.where(id) is Where.HELD
    await session.act(id, "withdraw")
    await session.go_on()
    await session.enter("agree")
    await session.submit()
    assert (w.sealer.bodies[-1]["target"], w.sealer.bodies[-1]["target_check"]) == (id, None)
    assert w.sealer.levels[-1] is Level.L2


async def test_nobody_else_sees_it_or_may_do_anything() -> None:
    w = a_world()
    first, id = await claimed(w)
    await first.end()
    stranger = Session(w.ports)
    await as_card(stranger, LI, "unemployment")
    await stranger.load_mine()
    assert stranger.mine == ()
    typed = Session(w.ports)
    await as_typed(typed, WANG, "unemployment")
    await typed.load_mine()
    assert typed.mine == () and typed.actions(id) == ()
    await typed.act(id, "withdraw")
    assert typed.page.at is not At.REVIEW and typed.aim is None
    nobody = Session(w.ports)
    nobody.look(id)
    assert nobody.actions(id) == ()


async def test_objecting_needs_the_card_and_is_offered_to_who_brings_it() -> None:
    w = a_world()
    session, id = await claimed(w, card="")
    delivered(w, id)
    answers(w, "decided", decided=date(2026, 11, 20), by="rule")
    session.look(id)
    await settle(session)
    assert verbs(session, id) == {"withdraw", "correct"}
    assert session.needs_card(id)
    await session.my_matters()
    await session.enter(WANG)
    await session.enter("123456")
    assert session.page.at is At.WAITING
    session.look(id)
    await settle(session)
    assert verbs(session, id) == {"withdraw", "correct", "human_review", "objection"}, "the same person keeps the slip"


async def test_the_card_of_another_person_does_not_keep_the_slip() -> None:
    w = a_world()
    session, _ = await claimed(w, card="")
    await session.my_matters()
    await session.enter(LI)
    await session.enter("123456")
    assert session.items == {}
    await session.load_mine()
    assert session.mine == ()


async def test_an_objection_names_both_time_limits_and_prints_a_draft() -> None:
    w = a_world()
    session, id = await claimed(w)
    delivered(w, id)
    answers(w, "decided", decided=date(2026, 11, 20), by="rule")
    session.look(id)
    await settle(session)
    await session.act(id, "objection")
    assert session.page.key == "ways"
    assert session.journey is not None
    facts = session.journey.facts()
    assert (facts["review_until"], facts["court_until"]) == (date(2027, 1, 19), date(2027, 5, 20))
    await session.go_on()
    await session.enter("amount")
    await session.enter("pay")
    await session.enter("none")
    assert session.paper_to_take()
    await session.go_on()
    await session.submit()
    row = w.store.receipts[session.receipt]
    assert (row.kind, row.flow) == ("object", "objection")
    assert w.sealer.bodies[-1]["target"] == id


async def test_a_correction_begins_with_what_was_said_and_replaces_it() -> None:
    w = a_world()
    session, id = await claimed(w)
    said_before = content_from_json(w.sealer.bodies[0]["content"])
    session.look(id)
    await session.act(id, "correct")
    assert session.journey is not None
    assert dict(session.journey.answers) == dict(said_before.answers)
    assert session.page.key == "precheck", "what was computed is looked at again"
    await session.go_on()
    await session.edit("reason")
    await session.enter("expired")
    while session.page.at is At.STEP:
        await session.go_on()
    await session.submit()
    body = w.sealer.bodies[-1]
    anew = content_from_json(body["content"])
    assert (body["target"], anew.operation, anew.about, anew.flow) == (id, "correct", CLAIM.id, CLAIM.id)
    assert anew.answers["reason"].value == "expired"
    assert {**anew.answers, "reason": None} == {**said_before.answers, "reason": None}
    assert w.store.receipts[session.receipt].kind == "correct"


async def test_what_the_office_gives_back_is_corrected_and_what_nobody_knows_is_asked_anew() -> None:
    w = a_world()
    first, id = await claimed(w)
    content = w.sealer.bodies[0]["content"]
    await first.end()
    delivered(w, id)
    for known in (True, False):
        answers(w, "desk", **({"content": json.dumps(content)} if known else {}))
        session = Session(w.ports)
        await session.my_matters()
        await session.enter(WANG)
        await session.enter("123456")
        session.look(id)
        await settle(session)
        await session.act(id, "correct")
        assert session.journey is not None
        assert bool(session.journey.answers) is known
        assert session.page.key == ("precheck" if known else "data_use")
        await session.end()


async def test_a_follow_up_left_unfinished_is_never_found_again() -> None:
    w = a_world()
    session, id = await claimed(w)
    session.look(id)
    await session.act(id, "correct")
    await session.go_on()
    assert w.store.drafts
    await session.end()
    assert w.store.drafts == {} and w.keys.keys == {}
    again = Session(w.ports)
    await as_card(again, WANG, CLAIM.id)
    assert again.page.at is not At.RESUME


async def test_going_home_drops_the_aim_so_that_a_new_claim_replaces_nothing() -> None:
    w = a_world()
    session, id = await claimed(w)
    session.look(id)
    await session.act(id, "correct")
    await session.go_on()
    await session.home()
    await walk(session, CLAIM, card=WANG)
    assert "target" not in w.sealer.bodies[-1]


async def test_offline_a_delivered_item_says_that_it_is_at_the_office_and_can_be_withdrawn() -> None:
    w = a_world()
    session, id = await claimed(w)
    delivered(w, id)
    session.look(id)
    await settle(session)
    assert session.where(id) is Where.OFFICE
    await session.act(id, "withdraw")
    assert session.page.key == "item"
    await settle(session)
    assert session.asked["item"].status is AskStatus.NOT_TO_BE_HAD
    await session.go_on()
    assert session.page.key == "told"
    assert session.journey is not None
    assert session.journey.facts()["item.service"] == CLAIM.id


async def test_a_service_that_acts_begins_with_choosing_what_it_acts_on() -> None:
    session = Session(a_world().ports)
    await session.open("withdraw")
    await session.enter("keypad")
    await session.enter(WANG)
    assert (session.page.id, session.notice is not None) == ("identify", True), "a number shows nothing"
    await session.enter(WANG)
    await session.enter("123456")
    assert session.page.at is At.WAITING


async def test_nothing_of_it_is_left_when_the_person_goes() -> None:
    w = a_world()
    session, id = await claimed(w)
    delivered(w, id)
    answers(w, "decided", told=(said(text("office.decided")),), content="secret")
    w.queries.answers["items"] = Asked(AskStatus.READY, {"items": ()})
    session.waiting()
    session.look(id)
    await settle(session)
    await session.act(id, "objection")
    await session.end()
    assert (session.told, session.mine, session.elsewhere, session.acted) == ({}, (), {}, {})
    assert session.aim is None and session.reopen is None


async def test_what_was_submitted_elsewhere_is_listed_as_the_office_says() -> None:
    w = a_world()
    item: Value = {
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "number": "1234567890123452",
        "flow": CLAIM.id,
        "kind": "submit",
        "state": "desk",
        "received": date(2026, 11, 2),
    }
    w.queries.answers["items"] = Asked(AskStatus.READY, {"items": (item, "nonsense", {"id": 5})})
    session = Session(w.ports)
    await session.my_matters()
    await session.enter(WANG)
    await session.enter("123456")
    await settle(session)
    (row,) = session.mine
    assert (row.number, row.state) == ("1234567890123452", Delivery.DELIVERED)
    assert session.where(row.id) is Where.PERSON
    assert "withdraw" in verbs(session, row.id)


@given(
    where=st.sampled_from(list(Where)),
    level=st.sampled_from(list(Level)),
    held=st.booleans(),
    kind=st.sampled_from(["unemployment", "withdraw", "objection", "gone"]),
)
def test_an_action_is_offered_only_to_who_may_and_only_where_it_means_something(
    where: Where, level: Level, held: bool, kind: str
) -> None:
    w = a_world()
    session = Session(w.ports)
    state = {Where.HERE: "waiting", Where.OFFICE: "newer", Where.ASIDE: "held", Where.HELD: "holding"}
    id = "01890a5d-ac96-774b-bcce-b302099a8057"
    now = datetime(2026, 11, 23, tzinfo=UTC)
    w.store.receipts[id] = ReceiptRow(id, "submit", kind, "1", "", Delivery.DELIVERED, now)
    session.told[id] = {"state": state.get(where, {Where.PERSON: "desk"}.get(where, where.value))}
    session.person = Person(WANG, level) if level > Level.L0 else None
    if held:
        session.items[id] = Sealed(id, "submit", kind, "1", "", 1, b"", b"s", now)
    assert session.where(id) is where
    offered = session.actions(id)
    if level is Level.L0 or (level < Level.L2 and not held) or kind != "unemployment":
        assert offered == ()
    assert all(flow.assurance <= level for flow in offered)
    if where in OVER:
        assert not {"withdraw", "correct"} & {verb_of(flow) for flow in offered}


FACTS = st.fixed_dictionaries(
    {
        "item.where": st.sampled_from([*Where, UNKNOWN, "newer"]),
        "item.service": st.sampled_from(["unemployment", UNKNOWN]),
        "item.number": st.sampled_from(["1234567890123452", UNKNOWN]),
        "item.submitted": st.just(UNKNOWN),
        "item.decided": st.dates(date(2020, 1, 1), date(2030, 12, 31)) | st.just(UNKNOWN),
        "item.by": st.sampled_from(["rule", "person", UNKNOWN]),
    }
)


@pytest.mark.parametrize("flow", ACTING, ids=lambda flow: flow.id)
@given(standing=FACTS)
def test_no_rule_ever_refuses_what_a_person_does_about_an_item(flow: Flow, standing: dict[str, Value]) -> None:
    assert flow.decide is not None
    brought = {name.removeprefix("item."): value for name, value in standing.items()}
    facts = flow.facts(Answers({"item": {**brought, "status": "ready"}}, date(2026, 11, 23)), None, date(2026, 11, 23))
    decision = flow.decide(facts)
    assert decision.outcome is not Outcome.NOT_MET
    assert decision.next or standing["item.where"] in OVER
    if flow.about == ITEM and standing["item.where"] not in (Where.HERE, Where.HELD):
        assert decision.outcome is Outcome.NEEDS_PERSON


def test_a_text_travels_as_a_value_and_comes_back() -> None:
    words = text("office.asked", day=date(2026, 1, 2), n=3, inner=text("law.handling_regulation"), many=("a", "b"))
    assert text_of(said(words)) == words
    assert text_of("nothing") is None
    assert text_of({"id": 3, "args": {}}) is None

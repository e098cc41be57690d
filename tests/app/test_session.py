"""A session from home to receipt over fakes: what each person may do, and what is left when they go."""

from __future__ import annotations

import asyncio
from dataclasses import fields
from datetime import date, timedelta

from shared.app.pages import At
from shared.app.session import Session
from shared.domain.answers import RecordFact, Source
from shared.domain.flow import (
    Kind,
    Level,
    Question,
)
from tests.app.trial import LI, WANG, as_card, as_typed, flow, given, world


async def test_a_number_typed_leads_through_the_flow_to_a_receipt() -> None:
    w = world()
    session = Session(w.ports)
    await as_typed(session)
    assert session.page.id == "step.trial.reason"
    await session.enter("a")
    await session.enter("yes")
    assert session.page.id == "step.trial.precheck"
    await session.go_on()
    assert session.page.id == "review.trial"
    await session.submit()
    assert session.page.at is At.RECEIPT
    assert session.receipt_row() == w.store.receipts[session.receipt]
    assert w.store.drafts == {}, "the draft goes in the same transaction"
    assert w.sealer.levels == [Level.L1]


async def test_the_bank_account_is_asked_only_of_a_verified_person() -> None:
    w = world()
    session = Session(w.ports)
    await as_card(session)
    await session.enter("a")
    await session.enter("yes")
    assert session.page.id == "step.trial.account"


async def test_a_typed_number_sees_nothing_of_the_record() -> None:
    w = world()
    w.queries.records[WANG] = {"jobseeker.registered": RecordFact(True, "hr", date(2026, 11, 1))}
    session = Session(w.ports)
    await as_typed(session)
    await session.enter("a")
    assert session.record is None
    assert session.from_record() is None
    assert session.entry() == ""


async def test_what_the_number_itself_says_is_known_at_every_level() -> None:
    session = Session(world().ports)
    await as_typed(session)
    assert session.journey is not None and session.journey.record is not None
    assert session.journey.record["person.born"].value == date(1950, 1, 1)
    assert session.record is None


async def test_a_verified_person_confirms_what_the_record_holds() -> None:
    w = world()
    w.queries.records[WANG] = {"jobseeker.registered": RecordFact(True, "hr", date(2026, 11, 1))}
    session = Session(w.ports)
    await as_card(session)
    await session.enter("a")
    known = session.from_record()
    assert known is not None and known.as_of == date(2026, 11, 1)
    assert session.entry() == "yes"
    await session.enter("yes")
    assert given(session, "registered").source is Source.RECORD
    await session.back()
    await session.enter("no")
    assert given(session, "registered").source is Source.TYPED


async def test_a_wrong_number_is_told_and_the_page_stays() -> None:
    session = Session(world().ports)
    await session.open("trial")
    await session.enter("keypad")
    await session.enter(WANG[:-1] + "1")
    assert session.page.at is At.NUMBER
    assert session.problem is not None and session.problem.what.id == "problem.id.check_digit"
    assert WANG[:-1] not in repr(session.problem)


async def test_three_wrong_pins_lock_the_card_and_say_so() -> None:
    session = Session(world().ports)
    await session.open("trial")
    await session.enter(WANG)
    told = []
    for _ in range(3):
        await session.enter("000000")
        assert session.problem is not None
        told.append(session.problem.what.id)
    assert told == ["problem.pin.wrong", "problem.pin.wrong", "problem.pin.locked"]
    await session.enter("123456")
    assert session.person is None


async def test_back_and_forth_loses_nothing() -> None:
    session = Session(world().ports)
    await as_typed(session)
    await session.enter("b")
    await session.back()
    assert session.page.id == "step.trial.reason"
    assert session.entry() == "b"
    await session.enter("b")
    assert session.page.id == "step.trial.registered"


async def test_the_journey_survives_going_home() -> None:
    session = Session(world().ports)
    await as_card(session)
    await session.enter("b")
    await session.home()
    await session.open("trial")
    assert session.page.at is At.RESUME
    await session.resume(True)
    assert session.page.id == "step.trial.registered"


async def test_a_killed_kiosk_resumes_only_for_the_same_verified_person() -> None:
    w = world()
    first = Session(w.ports)
    await as_card(first)
    await first.enter("b")
    after_restart = Session(w.ports)
    await as_typed(after_restart)
    assert after_restart.page.id == "step.trial.reason", "a typed number does not learn that a draft exists"
    other = Session(w.ports)
    await as_card(other, LI)
    assert other.page.id == "step.trial.reason"
    same = Session(w.ports)
    await as_card(same)
    assert same.page.at is At.RESUME
    await same.resume(True)
    assert same.page.id == "step.trial.registered"


async def test_a_draft_is_gone_after_half_an_hour() -> None:
    w = world()
    await_first = Session(w.ports)
    await as_card(await_first)
    await await_first.enter("b")
    w.clock.advance(timedelta(minutes=31))
    session = Session(w.ports)
    await as_card(session)
    assert session.page.id == "step.trial.reason"
    assert set(w.keys.keys) <= {session.keeper.id}, "the key goes with the draft"


async def test_a_draft_whose_key_is_gone_is_told_and_begun_anew() -> None:
    w = world()
    first = Session(w.ports)
    await as_card(first)
    await first.enter("b")
    w.keys.keys.clear()
    session = Session(w.ports)
    await as_card(session)
    await session.resume(True)
    assert session.page.id == "step.trial.reason"
    assert session.notice is not None and session.notice.id == "problem.draft_gone"


async def test_an_l1_draft_ends_with_its_session() -> None:
    w = world()
    session = Session(w.ports)
    await as_typed(session)
    await session.enter("a")
    assert len(w.store.drafts) == 1
    await session.end()
    assert w.store.drafts == {}
    assert w.keys.keys == {}


async def test_wiping_leaves_nothing_of_the_person() -> None:
    w = world()
    session = Session(w.ports)
    await as_card(session)
    await session.enter("a")
    await session.enter("yes")
    await session.enter("6222020200112230")
    await session.go_on()
    await session.submit()
    await session.end()
    assert session.person is None and session.journey is None and session.items == {} and session.consents == {}
    left = [getattr(session, field.name) for field in fields(session) if field.name not in ("ports", "keeper")]
    assert WANG not in repr(left) and "王秀英" not in repr(left) and "6222020200112230" not in repr(left)
    assert WANG not in repr(session)
    assert all(proof.ended for proof in w.cards.proofs)


async def test_drafts_hold_no_clear_text() -> None:
    w = world()
    session = Session(w.ports)
    await as_card(session)
    await session.enter("a")
    await session.enter("yes")
    await session.enter("6222020200112230")
    row = next(iter(w.store.drafts.values()))
    assert b"6222020200112230" not in row.blob
    assert WANG not in row.owner


async def test_a_full_disk_is_said_and_the_claim_stays_on_screen() -> None:
    w = world()
    session = Session(w.ports)
    await as_typed(session)
    w.store.full = True
    await session.enter("a")
    assert session.notice is not None and session.notice.id == "problem.store_full"
    assert session.saved is False
    await session.enter("yes")
    await session.go_on()
    await session.submit()
    assert session.page.id == "review.trial"
    assert session.problem is not None and session.problem.what.id == "problem.store_full"
    w.store.full = False
    await session.submit()
    assert session.page.at is At.RECEIPT


async def test_a_second_touch_of_submit_submits_once() -> None:
    w = world()
    w.sealer.gate = asyncio.Event()
    session = Session(w.ports)
    await as_typed(session)
    await session.enter("a")
    await session.enter("yes")
    await session.go_on()
    first = asyncio.ensure_future(session.submit())
    await asyncio.sleep(0)
    await session.submit()
    w.sealer.gate.set()
    await first
    assert len(w.store.items) == 1


async def test_quick_answers_are_kept_in_order() -> None:
    w = world()
    session = Session(w.ports)
    await as_typed(session)
    await asyncio.gather(session.enter("a"), session.enter("yes"))
    assert session.saved
    assert session.journey is not None and set(session.journey.answers) == {"reason", "registered"}


async def test_an_unenrolled_kiosk_says_why_it_cannot() -> None:
    w = world()
    w.sealer.enrolled = False
    session = Session(w.ports)
    await session.open("trial")
    assert session.page.at is At.TOLD
    assert session.notice is not None and session.notice.id == "problem.not_enrolled"


async def test_a_flow_of_l2_asks_for_the_card() -> None:
    session = Session(world(flow(Question("q", Kind.YES_NO, "trial.q"), level=Level.L2)).ports)
    await as_typed(session)
    assert session.page.at is At.IDENTIFY
    assert session.notice is not None and session.notice.id == "problem.needs_card"

"""The office's messages in a session: after the card only, one at a time, the person's choice sent as an item."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared.app.following import verb_of
from shared.app.pages import At
from shared.app.ports import Asked, AskStatus
from shared.app.session import Session
from shared.domain.answers import RecordFact, Source
from shared.domain.decisions import Law
from shared.domain.flow import Level
from shared.domain.messages import Because, Inbox, Sort, Told, inbox_value
from shared.domain.text import text
from shared.domain.values import Value
from shared.flows import FLOWS
from tests.app.trial import LI, WANG, as_card, as_typed, given, world
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World

DAY = date(2026, 11, 1)
CHECK = Told(
    "check_due:2027-01-15",
    Sort.CHECK_DUE,
    date(2027, 1, 15),
    (Because("passive_check.until", date(2027, 1, 15), "social_insurance", DAY),),
    (Law("law.handling_regulation", "26"),),
    flow="passive_check",
    about="passive_check",
)
PAY = Told(
    "contribution_due:2026",
    Sort.CONTRIBUTION_DUE,
    date(2026, 12, 31),
    flow="appointment",
    given={"topic": "pension"},
    about="appointment",
)
ASKED = Told("document:a:1", Sort.DOCUMENT, DAY, about="unemployment", item="a", words="请补离职证明。")

BOOKED = Told(
    "appointment:b:2026-11-24",
    Sort.APPOINTMENT,
    date(2026, 11, 24),
    (Because("message.fact.appointment", date(2026, 11, 24), "office", DAY),),
    about="appointment",
    item="b",
    words="09:30",
)


def told(*messages: Told, **more: Any) -> World:
    """A world whose office has these messages for everybody who proves who they are."""
    made = World(dict(FLOWS), {WANG: "王秀英", LI: "李建国"}, starter_packs())
    made.queries.answers["messages"] = Asked(AskStatus.READY, inbox_value(Inbox(messages, **more)), DAY)
    return made


async def by_card(session: Session, number: str = WANG) -> None:
    """From the first page to the messages, with card and PIN."""
    await session.messages()
    assert session.page.at is At.IDENTIFY
    await session.enter(number)
    await session.enter("123456")
    await settle()


async def settle() -> None:
    """Let what was begun end."""
    for _ in range(20):
        await asyncio.sleep(0)


def said(made: World) -> list[dict[str, Any]]:
    """The answers of everything that was sent, in order."""
    found = []
    for body in made.sealer.bodies:
        content: Any = body["content"]
        found.append({key: answer["value"] for key, answer in content["answers"].items()})
    return found


async def test_after_the_card_the_messages_come_one_at_a_time() -> None:
    session = Session(told(CHECK, PAY).ports)
    await by_card(session)
    assert (session.page.at, session.page.key) == (At.MESSAGES, CHECK.id)
    assert session.message() == CHECK
    assert len(session.unread()) == 2


async def test_a_typed_number_is_told_nothing_and_asked_for_the_card() -> None:
    made = told(CHECK)
    session = Session(made.ports)
    await as_typed(session, flow_id="unemployment")
    await settle()
    assert session.unread() == ()
    assert "messages" not in [query for query, _ in made.queries.asked]
    await session.messages()
    assert session.page.at is At.IDENTIFY
    await session.enter("keypad")
    await session.enter(WANG)
    assert session.page.at is At.IDENTIFY
    assert session.notice == text("problem.needs_card")
    assert session.unread() == ()


async def test_whoever_came_for_something_else_finds_them_on_the_first_page() -> None:
    session = Session(told(CHECK).ports)
    await as_card(session, flow_id="unemployment")
    await settle()
    assert session.page.at is At.STEP
    await session.home()
    assert session.unread() == (CHECK,)
    await session.messages()
    assert session.page.key == CHECK.id


async def test_a_message_opens_its_service_filled_in_with_what_it_suggests() -> None:
    session = Session(told(PAY).ports)
    await by_card(session)
    await session.open_message()
    assert session.page.id == "step.appointment.topic"
    assert session.entry() == "pension"
    await session.enter(session.entry())
    assert given(session, "topic").value == "pension"
    await session.home()
    assert session.unread() == (), "what was opened is not offered again in this session"


async def test_what_a_message_suggests_is_forgotten_with_the_next_service() -> None:
    session = Session(told(PAY).ports)
    await by_card(session)
    await session.open_message()
    await session.home()
    await session.open("appointment")
    if session.page.at is At.RESUME:
        await session.resume(False)
    assert session.entry() == ""


async def test_not_now_is_kept_by_the_office_and_says_the_day() -> None:
    made = told(CHECK, PAY)
    session = Session(made.ports)
    await by_card(session)
    await session.later()
    assert session.notice == text("message_choice.done.later", day=date(2026, 12, 23))
    assert session.message() == PAY
    (sent,) = said(made)
    assert sent["wish"] == "later"
    assert sent["now"]["map"]["rows"] == [{"map": {"id": CHECK.id, "sort": "check_due"}}]
    assert made.sealer.levels == [Level.L2]
    assert len(made.store.items) == 1


async def test_never_this_kind_takes_all_of_the_kind_and_can_be_taken_back() -> None:
    made = told(CHECK, PAY)
    session = Session(made.ports)
    await by_card(session)
    await session.never()
    assert session.message() == PAY
    assert session.inbox.never == {Sort.CHECK_DUE}
    await session.again(Sort.CHECK_DUE)
    assert [(sent["wish"], sent["sort"]) for sent in said(made)] == [("never", "check_due"), ("again", "check_due")]


async def test_the_switch_takes_away_what_follows_from_the_record_and_nothing_else() -> None:
    made = told(CHECK, ASKED)
    session = Session(made.ports)
    await by_card(session)
    await session.look_at_record(False)
    assert session.unread() == (ASKED,)
    assert not session.inbox.profile
    await session.look_at_record(True)
    assert [sent["wish"] for sent in said(made)] == ["profile_off", "profile_on"]


async def test_what_cannot_be_kept_is_said_and_nothing_is_taken_away() -> None:
    made = told(CHECK)
    session = Session(made.ports)
    await by_card(session)
    made.store.full = True
    await session.later()
    assert session.problem is not None
    assert session.message() == CHECK
    assert session.notice is None


async def test_without_the_network_there_is_nothing_to_see_and_the_page_says_so() -> None:
    made = told(CHECK)
    made.queries.answers.clear()
    session = Session(made.ports)
    await by_card(session)
    assert (session.page.at, session.inbox_status) == (At.MESSAGES, AskStatus.NOT_TO_BE_HAD)
    assert session.message() is None
    made.queries.answers["messages"] = Asked(AskStatus.READY, inbox_value(Inbox((CHECK,))), DAY)
    await session.home()
    await session.messages()
    await settle()
    assert session.message() == CHECK


async def test_nobody_waits_for_the_office() -> None:
    made = told(CHECK)
    made.queries.gate = asyncio.Event()
    session = Session(made.ports)
    await by_card(session)
    assert (session.page.at, session.page.key) == (At.MESSAGES, "waiting")
    await session.home()
    made.queries.gate.set()
    await settle()
    assert session.page.at is At.HOME
    assert session.unread() == (CHECK,)


async def test_the_next_person_finds_nothing() -> None:
    made = told(CHECK, PAY)
    session = Session(made.ports)
    await by_card(session)
    await session.later()
    await session.end()
    assert (session.inbox, session.settled, session.doubted) == (Inbox(), set(), set())
    made.queries.answers.clear()
    await by_card(session, LI)
    assert session.unread() == ()


async def test_an_answer_for_somebody_who_left_is_nobodys() -> None:
    made = told(CHECK)
    made.queries.gate = asyncio.Event()
    session = Session(made.ports)
    await by_card(session)
    await session.end()
    made.queries.gate.set()
    await settle()
    assert session.inbox == Inbox()


async def test_what_a_message_is_about_opens_wherever_it_was_submitted() -> None:
    made = told(ASKED)
    item: Value = {
        "id": "a",
        "kind": "submit",
        "flow": "unemployment",
        "number": "1234567890123452",
        "state": "desk",
        "received": DAY,
    }
    made.queries.answers["items"] = Asked(AskStatus.READY, {"items": (item,)}, DAY)
    session = Session(made.ports)
    await by_card(session)
    await session.open_message()
    assert (session.page.at, session.page.key) == (At.ITEM, "a")
    row = session.receipt_row("a")
    assert row is not None
    assert row.flow == "unemployment"
    assert [verb_of(flow) for flow in session.actions("a")], "and something can be done about it"


async def test_what_was_just_sent_in_is_not_offered_any_more() -> None:
    session = Session(told(PAY, CHECK).ports)
    await by_card(session)
    await session.look_at_record(True)
    (item,) = session.items.values()
    assert session.unread() == (PAY, CHECK)
    session.items["claim"] = replace(item, id="claim", flow="passive_check")
    assert session.unread() == (PAY,)


# a wrong record


MONTHS = RecordFact(66, "social_insurance", DAY)


async def at_months(made: World) -> Session:
    """A claim at the question of how many months were paid, which the record answers."""
    made.queries.records[WANG] = {"contributions.months": MONTHS, "jobseeker.registered": RecordFact(True, "hr", DAY)}
    session = Session(made.ports)
    await as_card(session, flow_id="unemployment")
    await settle()
    for answer in ("yes", "310000", "20261031", "dismissed", "yes"):
        await session.enter(answer)
    assert session.page.key == "months"
    return session


async def test_a_wrong_record_is_reported_in_one_tap_and_the_journey_goes_on_without_it() -> None:
    made = told()
    session = await at_months(made)
    assert session.shown_fact() == MONTHS
    assert session.entry() == "66"
    await session.report_wrong()
    (sent,) = said(made)
    assert (sent["about"], sent["paid"], sent["how"]) == ("paid", "contributions.months", {"unknown": True})
    content: Any = made.sealer.bodies[0]["content"]
    assert content["facts"]["wrong.shown"] == 66
    assert content["record"]["contributions.months"]["source"] == "social_insurance"
    assert session.page.key == "months"
    assert (session.entry(), session.shown_fact(), session.may_report()) == ("", None, False)
    assert session.notice == text("message.wrong.done")
    await session.enter("84")
    assert given(session, "months").source is Source.TYPED
    assert session.notice is None
    assert session.journey is not None
    assert session.journey.facts()["contributions.months"] == 84


@pytest.mark.parametrize("answer", ["unsure", "84"])
async def test_after_the_report_only_the_persons_own_word_counts(answer: str) -> None:
    session = await at_months(told())
    await session.report_wrong()
    await session.enter(answer)
    await session.home()
    await session.open("unemployment")
    assert session.journey is not None
    assert session.known() is not None
    assert "contributions.months" not in (session.known() or {})


async def test_what_was_confirmed_already_can_still_be_reported() -> None:
    session = await at_months(told())
    await session.enter("66")
    assert given(session, "months").source is Source.RECORD
    await session.back()
    assert session.shown_fact() == MONTHS
    await session.report_wrong()
    assert session.entry() == ""
    assert session.journey is not None
    assert "months" not in session.journey.answers


async def test_a_report_that_cannot_be_kept_is_said_and_the_record_stays() -> None:
    made = told()
    session = await at_months(made)
    made.store.full = True
    await session.report_wrong()
    assert session.problem is not None
    assert session.shown_fact() == MONTHS


async def test_the_number_typed_shows_no_record_to_report() -> None:
    made = told()
    made.queries.records[WANG] = {"jobseeker.registered": RecordFact(True, "hr", DAY)}
    session = Session(made.ports)
    await as_typed(session, flow_id="unemployment")
    for answer in ("yes", "310000", "20261031", "dismissed"):
        await session.enter(answer)
        assert session.shown_fact() is None
        assert not session.may_report()
    await session.report_wrong()
    assert made.sealer.bodies == []


async def test_a_flow_of_the_tests_own_has_no_messages() -> None:
    session = Session(world().ports)
    await as_card(session)
    assert session.unread() == ()

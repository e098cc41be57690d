"""Messages through the real office: nothing below L2, the person's own choice kept, withdrawn with their reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.backend.messages import tell_asked, tell_decided
from shared.backend.proactive.inbox import inbox_of_person
from shared.backend.processing import process_due
from shared.backend.tables import CaseRow, CaseState
from shared.contract.items import ItemKind
from shared.contract.messages import QueryStatus
from shared.contract.results import Accepted
from shared.domain.content import Content, content
from shared.domain.flow import Ask, Flow, Level, Question
from shared.domain.journey import Journey
from shared.domain.messages import Inbox, Sort, inbox_of
from shared.domain.values import UNKNOWN, Value
from shared.flows import FLOWS
from shared.flows.record_wrong.flow import said_of
from shared.sealing.demo_native import PEOPLE_BY_KEY, DemoPerson
from tests.backend.slots.scene import at, open_offices, sent, wish
from tests.backend.world import PERSON, TODAY, World, filled

CLAIM = "entitled:unemployment:2026-09-30"
GAO = PEOPLE_BY_KEY["gao_guiying"]
FARMER = PEOPLE_BY_KEY["mahemuti"]
LI = PEOPLE_BY_KEY["li_jianguo"]
CHOICE = FLOWS["message_choice"]
WRONG = FLOWS["record_wrong"]


async def inbox(made: World, person: DemoPerson = PERSON) -> Inbox:
    """What the office tells somebody with their card."""
    answer = await made.ask("messages", person)
    assert answer.status is QueryStatus.READY
    assert answer.value is not None
    return inbox_of(answer.value)


async def ids(made: World, person: DemoPerson = PERSON) -> list[str]:
    return [told.id for told in (await inbox(made, person)).told]


def said(flow: Flow, answers: Mapping[str, Value]) -> Content:
    """The content of a journey in which these things are said, as one tap sends it."""
    journey = Journey.start(flow, TODAY, Level.L2, None)
    while (place := journey.pending) is not None:
        match place.step:
            case Question() as question:
                value = answers.get(question.id, "none" if question.optional else UNKNOWN)
                moved = journey.answer(value)
            case Ask():
                brought = answers.get(place.key, {})
                assert isinstance(brought, Mapping)
                moved = journey.freeze({"status": "ready", **brought}, TODAY)
            case _:
                moved = journey.go_on()
        assert isinstance(moved, Journey)
        journey = moved
    return content(journey)


async def choose(
    made: World, person: DemoPerson = PERSON, *, by: DemoPerson | None = None, level: Level = Level.L2, **answers: Value
) -> str:
    """Send a choice about a person's messages; its id."""
    session = await made.kiosk.session(by) if by is not None else None
    item = await made.kiosk.claim(person, level=level, content=said(CHOICE, answers), session=session)
    await made.one(item)
    return item.header.id


async def test_the_demo_people_are_told_what_concerns_them(office_world: World) -> None:
    assert await ids(office_world) == [CLAIM]
    assert await ids(office_world, GAO) == ["check_due:2027-01-15"]
    assert await ids(office_world, LI) == ["check_due:2026-10-15"]
    assert await ids(office_world, FARMER) == ["contribution_due:2026"]
    assert await ids(office_world, PEOPLE_BY_KEY["wang_xiuying"]) == []
    assert await ids(office_world, PEOPLE_BY_KEY["sun_qian"]) == []


async def test_who_has_come_of_age_is_told_of_the_pension_and_who_draws_one_is_not(office_world: World) -> None:
    for key, born in (("tang_weimin", "1966-05-12"), ("ma_guilan", "1966-10-15")):
        assert await ids(office_world, PEOPLE_BY_KEY[key]) == [f"entitled:pension:{born}"], key
    for key in ("li_jianguo", "wu_guohua", "mahemuti"):
        assert not [id for id in await ids(office_world, PEOPLE_BY_KEY[key]) if id.startswith("entitled:pension")], key


async def test_every_reason_names_its_register_and_its_day(office_world: World) -> None:
    (told,) = (await inbox(office_world)).told
    reasons = {because.label: (because.value, because.source, because.as_of) for because in told.because}
    assert reasons["flow.fact.months"] == (264, "social_insurance", date(2026, 10, 31))
    assert reasons["flow.fact.last_day"] == (date(2026, 9, 30), "social_insurance", date(2026, 10, 31))
    assert reasons["flow.fact.registered"] == (True, "employment", date(2026, 10, 31))


async def test_a_claim_takes_the_offer_away_and_undoing_it_brings_it_back(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    assert isinstance(await office_world.one(claim), Accepted)
    assert await ids(office_world) == []
    undo = await office_world.kiosk.claim(
        kind=ItemKind.WITHDRAW, target=claim.header.id, content=withdrawing(filled(level=Level.L2))
    )
    assert isinstance(await office_world.one(undo), Accepted)
    assert await ids(office_world) == [CLAIM]


def withdrawing(of: Content) -> Content:
    """A withdrawal without answers of its own."""
    return Content(of.flow, of.version, of.params, "withdraw", None, {}, {}, of.as_of)


async def test_the_switch_is_kept_by_the_office_and_works_at_once(office_world: World) -> None:
    id = await choose(office_world, wish="profile_off")
    found = await inbox(office_world)
    assert (found.told, found.profile) == ((), False)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    assert case_of(office_world, id).state == CaseState.DONE
    assert await ids(office_world) == []
    assert (await office_world.ask("messages")).messages == (), "one's own word is no decision to be told"
    await choose(office_world, wish="profile_on")
    assert await ids(office_world) == [CLAIM]


async def test_never_this_kind_and_again(office_world: World) -> None:
    await choose(office_world, FARMER, wish="never", sort="contribution_due")
    found = await inbox(office_world, FARMER)
    assert (found.told, found.never) == ((), frozenset({Sort.CONTRIBUTION_DUE}))
    assert await ids(office_world) == [CLAIM], "only for whoever said so"
    await choose(office_world, FARMER, wish="again", sort="contribution_due")
    assert await ids(office_world, FARMER) == ["contribution_due:2026"]


async def test_not_now_comes_again_on_its_day(office_world: World) -> None:
    await choose(office_world, wish="later", now={"rows": ({"id": CLAIM},)})
    assert await ids(office_world) == []
    office_world.clock.passes(days=29)
    assert await ids_later(office_world) == []
    office_world.clock.passes(days=1)
    assert await ids_later(office_world) == [CLAIM]


async def ids_later(made: World) -> list[str]:
    """As the office would answer now; the kiosk's own keys are of the day of the test."""
    with made.office.db.reading() as session:
        found = inbox_of_person(session, PERSON.id_number, made.clock.at.date(), FLOWS)
    return [told.id for told in found.told]


async def test_a_choice_is_undone_like_everything_else(office_world: World) -> None:
    id = await choose(office_world, wish="profile_off")
    undo = await office_world.kiosk.claim(
        kind=ItemKind.WITHDRAW, target=id, content=withdrawing(said(CHOICE, {"wish": "profile_off"}))
    )
    assert isinstance(await office_world.one(undo), Accepted)
    assert await ids(office_world) == [CLAIM]


async def test_nobody_else_and_nobody_unproven_chooses_for_a_person(office_world: World) -> None:
    await choose(office_world, level=Level.L1, wish="profile_off")
    await choose(office_world, PERSON, by=GAO, wish="profile_off")
    assert await ids(office_world) == [CLAIM]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(sorted(PEOPLE_BY_KEY)))
async def test_below_l2_nobody_is_told_anything(office_world: World, key: str) -> None:
    answer = await office_world.ask("messages", PEOPLE_BY_KEY[key], level=Level.L1)
    assert (answer.status, answer.value, answer.messages) == (QueryStatus.LEVEL_TOO_LOW, None, ())


async def test_what_a_clerk_asks_for_and_decides_is_offered_until_it_is_over(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    assert isinstance(await office_world.one(claim), Accepted)
    id = claim.header.id
    with office_world.office.db.writing() as session:
        tell_asked(office_world.office, session, held(session.get(CaseRow, id)), "请补离职证明。")
    (asked,) = (await inbox(office_world)).told
    assert (asked.sort, asked.item, asked.about, asked.words) == (Sort.DOCUMENT, id, "unemployment", "请补离职证明。")
    with office_world.office.db.writing() as session:
        case = held(session.get(CaseRow, id))
        case.state = CaseState.DECIDED.value
        tell_decided(office_world.office, session, case, "按规定发。")
    (decided,) = (await inbox(office_world)).told
    assert (decided.sort, decided.words) == (Sort.DECISION, "按规定发。")


async def test_what_was_asked_for_and_sent_in_is_not_asked_again(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    assert isinstance(await office_world.one(claim), Accepted)
    with office_world.office.db.writing() as session:
        tell_asked(office_world.office, session, held(session.get(CaseRow, claim.header.id)), "请补离职证明。")
    assert [told.sort for told in (await inbox(office_world)).told] == [Sort.DOCUMENT]
    of = filled(level=Level.L2)
    again = Content(of.flow, of.version, of.params, "correct", of.flow, of.answers, of.facts, of.as_of)
    sent = await office_world.kiosk.claim(kind=ItemKind.CORRECT, target=claim.header.id, content=again)
    assert isinstance(await office_world.one(sent), Accepted)
    assert (await inbox(office_world)).told == ()


async def test_an_appointment_of_tomorrow_is_told_of(office_world: World) -> None:
    open_offices(office_world)
    item = await sent(office_world, wish(at(9 * 60 + 30)))
    told = (await inbox(office_world)).told[0]
    assert (told.sort, told.day, told.words, told.item) == (
        Sort.APPOINTMENT,
        date(2026, 11, 24),
        "09:30",
        item.header.id,
    )


async def test_a_wish_that_got_no_time_is_not_reminded_of(office_world: World) -> None:
    await sent(office_world, wish(at(9 * 60 + 30)))
    assert Sort.APPOINTMENT not in {told.sort for told in (await inbox(office_world)).told}


@pytest.mark.parametrize("fact", ["contributions.months", "employment.reason"])
async def test_where_a_record_is_said_to_be_wrong_a_person_looks_before_anything_rests_on_it(
    office_world: World, fact: str
) -> None:
    wrong = await office_world.kiosk.claim(content=said(WRONG, said_of(fact) or {}))
    assert isinstance(await office_world.one(wrong), Accepted)
    claim = await office_world.kiosk.claim()
    assert isinstance(await office_world.one(claim), Accepted)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    assert case_of(office_world, wrong.header.id).state == CaseState.DESK, "the report waits at the desk"
    case = case_of(office_world, claim.header.id)
    assert (case.state, case.why) == (CaseState.DESK, "contested")


async def test_a_report_about_something_else_holds_nothing_up(office_world: World) -> None:
    wrong = await office_world.kiosk.claim(content=said(WRONG, said_of("person.region") or {}))
    assert isinstance(await office_world.one(wrong), Accepted)
    claim = await office_world.kiosk.claim()
    assert isinstance(await office_world.one(claim), Accepted)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    assert case_of(office_world, claim.header.id).state == CaseState.DECIDED


def held(case: CaseRow | None) -> CaseRow:
    assert case is not None
    return case


def case_of(made: World, id: str) -> CaseRow:
    with made.office.db.reading() as session:
        case = held(session.get(CaseRow, id))
        session.expunge(case)
        return case

"""A wish is confirmed or answered with the nearest free times; a change is one step; what is given back is free."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from shared.backend.slots.booking import ARRANGE, NO_SLOT, wish_of
from shared.backend.slots.tables import BookingState, PlaceRow, SlotRow
from shared.backend.tables import CaseState
from shared.backend.targets import Why
from shared.contract.items import ItemKind
from shared.contract.results import Accepted
from shared.domain.content import check_content
from shared.domain.flow import Level
from shared.domain.slots import read_slot
from shared.flows import FLOWS
from tests.backend.slots.scene import (
    FLOW,
    SECRET,
    at,
    booking,
    case,
    changed,
    everything_taken,
    open_offices,
    room,
    sent,
    taken,
    told,
    wish,
)
from tests.backend.test_targets import withdrawal
from tests.backend.world import OTHER, PERSON, World, filled


@pytest.fixture
def offices(office_world: World) -> World:
    """An office where half hours are open."""
    open_offices(office_world)
    return office_world


async def full(made: World, minute: int) -> None:
    """Let others take all there is in a half hour of tomorrow."""
    for _ in range(room(made, at(minute))[1]):
        await sent(made, wish(at(minute)), person=OTHER)


async def test_a_free_time_is_confirmed_at_once_and_told(offices: World) -> None:
    item = await sent(offices, wish(at(540)))
    assert booking(offices, item).state == BookingState.CONFIRMED
    assert (case(offices, item).state, case(offices, item).why) == (CaseState.DECIDED, None)
    assert taken(offices, at(540)) == 1
    (words,) = told(offices, item)
    assert words.id == "office.slot.confirmed"


async def test_who_only_typed_a_number_gets_a_time_too(offices: World) -> None:
    item = await sent(offices, wish(at(540)), level=Level.L1)
    assert booking(offices, item).state == BookingState.CONFIRMED


async def test_the_last_place_goes_to_one_and_the_other_is_offered_the_nearest(offices: World) -> None:
    await full(offices, 600)
    item = await sent(offices, wish(at(600)))
    found = booking(offices, item)
    assert found.state == BookingState.OFFERED
    assert [read_slot(value) for value in found.offered.split()] == [at(540), at(570), at(630)]
    assert (case(offices, item).state, case(offices, item).why) == (CaseState.DESK, NO_SLOT)
    assert [words.id for words in told(offices, item)] == ["office.slot.full"]
    assert taken(offices, at(600)) == room(offices, at(600))[1]


async def test_the_alternatives_are_tried_in_their_order(offices: World) -> None:
    await full(offices, 600)
    await full(offices, 630)
    third = at(540, date(2026, 11, 25))
    content = wish(at(600), second=at(630).value, third_day=third.value.rpartition(".")[0], third=third.value)
    item = await sent(offices, content)
    assert read_slot(third.value) == third
    assert taken(offices, third) == 1
    assert booking(offices, item).day == third.day.toordinal()


async def test_the_soonest_is_the_first_that_is_free_in_that_part_of_the_day(offices: World) -> None:
    await full(offices, 540)
    morning = await sent(offices, wish(None))
    afternoon = await sent(offices, wish(None, part="afternoon"))
    assert (booking(offices, morning).minute, booking(offices, afternoon).minute) == (570, 13 * 60 + 30)


async def test_a_wish_that_comes_after_its_time_is_answered_with_what_is_free_now(offices: World) -> None:
    offices.clock.passes(days=2)
    open_offices(offices)
    item = await sent(offices, wish(at(540)))
    found = [read_slot(value) for value in booking(offices, item).offered.split()]
    assert len(found) == 3
    assert all(slot is not None and slot.day >= date(2026, 11, 25) for slot in found)


async def test_where_an_office_is_full_the_others_of_its_region_are_offered(offices: World) -> None:
    with offices.office.db.writing() as session:
        session.execute(update(SlotRow).where(SlotRow.office == "sh-minhang-1").values(taken=SlotRow.capacity))
    item = await sent(offices, wish(at(540, office="sh-minhang-1")))
    found = [read_slot(value) for value in booking(offices, item).offered.split()]
    assert {slot.office for slot in found if slot is not None} <= {"sh-pudong-1", "sh-xuhui-1"}
    assert len(found) == 3


async def test_help_that_the_office_does_not_have_is_arranged_by_a_person_with_the_time_held(offices: World) -> None:
    sign_here = await sent(offices, wish(at(540, office="sh-pudong-1"), needs=("sign",)))
    sign_elsewhere = await sent(offices, wish(at(540), needs=("sign", "large_print")))
    at_home = await sent(offices, wish(at(570), needs=("home_visit",), visit_phone="13800001234"))
    wu = await sent(offices, wish(at(600), needs=("language",), language="wu"))
    uyghur = await sent(offices, wish(at(600), needs=("language",), language="uyghur"))
    assert case(offices, sign_here).state == case(offices, wu).state == CaseState.DECIDED
    for item, needs in ((sign_elsewhere, "sign"), (at_home, "home_visit"), (uyghur, "language")):
        assert (case(offices, item).state, case(offices, item).why) == (CaseState.DESK, ARRANGE)
        assert (booking(offices, item).state, booking(offices, item).arrange) == (BookingState.CONFIRMED, needs)
        assert [words.id for words in told(offices, item)] == ["office.slot.confirmed", "office.slot.arrange"]


@pytest.mark.parametrize("kind", [ItemKind.CANCEL, ItemKind.WITHDRAW])
async def test_what_is_given_back_is_free_again_however_late_that_is_asked(offices: World, kind: ItemKind) -> None:
    item = await sent(offices, wish(at(540)))
    offices.clock.passes(hours=3)
    back = await withdrawal(offices, item, kind=kind)
    assert isinstance(await offices.one(back), Accepted)
    assert taken(offices, at(540)) == 0
    assert booking(offices, item).state == BookingState.CANCELLED
    assert (case(offices, item).state, case(offices, back).state) == (CaseState.UNDONE, CaseState.DONE)
    again = await withdrawal(offices, item, kind=kind)
    await offices.one(again)
    assert taken(offices, at(540)) == 0


async def test_the_slip_gives_a_time_back_without_a_card(offices: World) -> None:
    item = await sent(offices, wish(at(540)), level=Level.L1)
    back = await withdrawal(offices, item, kind=ItemKind.CANCEL, level=Level.L1, secret=SECRET)
    assert isinstance(await offices.one(back), Accepted)
    assert taken(offices, at(540)) == 0


async def test_the_flow_of_cancelling_cancels(offices: World) -> None:
    item = await sent(offices, wish(at(540)))
    told_to_the_device = {"status": "ready", "where": "decided", "service": "appointment"}
    content = filled({"item": told_to_the_device, "sure": True}, flow=FLOWS["appointment_cancel"])
    back = await offices.kiosk.claim(kind=ItemKind.CANCEL, target=item.header.id, content=content)
    assert isinstance(await offices.one(back), Accepted)
    assert taken(offices, at(540)) == 0
    assert [words.id for words in told(offices, item)] == ["office.slot.confirmed", "office.slot.cancelled"]


async def test_a_fault_in_one_wish_leaves_it_to_a_person_and_nothing_taken(offices: World) -> None:
    with offices.office.db.writing() as session:
        session.execute(update(PlaceRow).where(PlaceRow.office == "sh-xuhui-1").values(body="[]"))
    broken, fine = await sent(offices, wish(at(540))), await sent(offices, wish(at(540, office="sh-pudong-1")))
    assert (case(offices, broken).state, case(offices, broken).why) == (CaseState.DESK, Why.RULE_FAULT)
    assert everything_taken(offices) == {(at(540, office="sh-pudong-1"), "pension"): 1}
    assert booking(offices, fine).state == BookingState.CONFIRMED


async def test_a_cancellation_may_come_before_what_it_cancels(offices: World) -> None:
    first = await sent(offices, wish(at(540)), person=OTHER)
    late = await offices.kiosk.claim(content=wish(at(570)), secret=SECRET)
    await offices.one(await withdrawal(offices, late, kind=ItemKind.CANCEL))
    await offices.one(late)
    assert booking(offices, late).state == BookingState.CANCELLED
    assert taken(offices, at(570)) == 0
    assert booking(offices, first).state == BookingState.CONFIRMED


async def test_a_change_lets_the_old_time_go_once_the_new_one_is_held(offices: World) -> None:
    item = await sent(offices, wish(at(540)))
    other = await changed(offices, item, wish(at(600)))
    await offices.one(other)
    assert (taken(offices, at(540)), taken(offices, at(600))) == (0, 1)
    assert (booking(offices, item).state, booking(offices, other).state) == ("cancelled", "confirmed")
    assert (case(offices, item).state, case(offices, other).state) == (CaseState.UNDONE, CaseState.DECIDED)
    assert case(offices, item).undone_by == other.header.id


async def test_a_change_to_what_is_full_keeps_the_old_time(offices: World) -> None:
    await full(offices, 600)
    item = await sent(offices, wish(at(540)))
    other = await changed(offices, item, wish(at(600)))
    await offices.one(other)
    assert taken(offices, at(540)) == 1
    assert (booking(offices, item).state, booking(offices, other).state) == ("confirmed", "offered")
    assert [words.id for words in told(offices, other)] == ["office.slot.kept", "office.slot.full"]


async def test_whoever_has_the_last_place_keeps_it_when_only_the_help_changes(offices: World) -> None:
    await full(offices, 600)
    mine = await sent(offices, wish(at(630)))
    while taken(offices, at(630)) < room(offices, at(630))[1]:
        await sent(offices, wish(at(630)), person=OTHER)
    other = await changed(offices, mine, wish(at(630), needs=("companion",)))
    await offices.one(other)
    assert (booking(offices, other).state, booking(offices, other).arrange) == ("confirmed", "companion")
    assert taken(offices, at(630)) == room(offices, at(630))[1]


async def test_an_item_sent_twice_takes_one_place(offices: World) -> None:
    item = await sent(offices, wish(at(540)))
    await offices.one(item)
    assert everything_taken(offices) == {(at(540), "pension"): 1}


def test_a_wish_reads_its_times_in_order_and_is_a_right_content() -> None:
    content = filled(
        {
            "topic": "pension",
            "region": "310000",
            "office": "sh-xuhui-1",
            "needs": (),
            "phone": "none",
            "free": {"status": "queued"},
            "day": "sh-xuhui-1.20261124",
            "slot": at(540).value,
            "second": at(600).value,
            "third_day": "none",
        },
        flow=FLOW,
    )
    assert check_content(FLOW, content, Level.L2) == ()
    found = wish_of({key: answer.value for key, answer in content.answers.items()})
    assert found.wanted == (at(540), at(600))
    assert PERSON.id_number not in repr(found)

"""A phone reported lost at the window: the clerk ends the key of that one, with a reason that is written down."""

from __future__ import annotations

from typing import cast

import pytest

from shared.backend.desk.errors import NoSuchNumber, NotHere, NotLoggedIn, ReasonMissing
from shared.backend.desk.phones import Phones, phones_of, stop_phone
from shared.contract.errors import Revoked
from tests.backend.desk.counter import Counter
from tests.backend.desk.test_screen import At, Handler
from tests.backend.test_binding import Phone, claimed, shown
from tests.backend.world import OTHER, PERSON

WHY = "本人到窗口说手机丢了，看过身份证。"


async def bound(at: Counter) -> Phone:
    """A phone of `PERSON`."""
    phone = await Phone.enrolled(at.world)
    assert await phone.brings(await shown(at.world)) == "bound"
    return phone


async def test_the_lost_phone_is_refused_from_then_on_and_the_other_one_is_not(at: Counter) -> None:
    lost, other = await bound(at), await bound(at)
    clerk = at.clerk()
    found = phones_of(at.desk, clerk, PERSON.id_number)
    assert (found.name, {phone.id for phone in found.phones}) == (PERSON.name, {lost.device.id, other.device.id})
    stop_phone(at.desk, clerk, found, lost.device.id, WHY)
    with pytest.raises(Revoked):
        await lost.ask("owned")
    assert await other.sees_record()
    assert [phone.id for phone in phones_of(at.desk, clerk, PERSON.id_number).phones] == [other.device.id]


async def test_what_waited_on_it_is_held_for_a_person_and_not_refused(at: Counter) -> None:
    lost, clerk = await bound(at), at.clerk()
    stop_phone(at.desk, clerk, phones_of(at.desk, clerk, PERSON.id_number), lost.device.id, WHY)
    item = await claimed(lost, PERSON)
    assert at.case(item).why == "held_device_revoked"


async def test_who_looked_and_who_stopped_it_and_why_is_written_down(at: Counter) -> None:
    lost, clerk = await bound(at), at.clerk()
    found = phones_of(at.desk, clerk, PERSON.id_number)
    stop_phone(at.desk, clerk, found, lost.device.id, WHY)
    assert at.log(lost.device.id) == [("tang", "look_phones", ""), ("tang", "stop_phone", WHY)]


async def test_without_a_reason_nothing_is_stopped(at: Counter) -> None:
    phone, clerk = await bound(at), at.clerk()
    found = phones_of(at.desk, clerk, PERSON.id_number)
    for reason in ("", "丢了", "。。。。。。。。。。"):
        with pytest.raises(ReasonMissing):
            stop_phone(at.desk, clerk, found, phone.device.id, reason)
    assert await phone.sees_record()


async def test_nobodys_phone_is_stopped_in_anothers_name_or_twice_or_by_nobody(at: Counter) -> None:
    phone, clerk = await bound(at), at.clerk()
    found = phones_of(at.desk, clerk, PERSON.id_number)
    others = Phones(OTHER.id_number, OTHER.name, found.phones)
    with pytest.raises(NotHere):
        stop_phone(at.desk, clerk, others, phone.device.id, WHY)
    with pytest.raises(NotLoggedIn):
        stop_phone(at.desk, "nobody", found, phone.device.id, WHY)
    assert await phone.sees_record()
    stop_phone(at.desk, clerk, found, phone.device.id, WHY)
    with pytest.raises(NotHere):
        stop_phone(at.desk, clerk, found, phone.device.id, WHY)


async def test_a_number_is_read_with_care(at: Counter) -> None:
    clerk = at.clerk()
    for wrong in ("", "12345", f"{PERSON.id_number[:-1]}0", "唐敏"):
        with pytest.raises(NoSuchNumber):
            phones_of(at.desk, clerk, wrong)
    number = PERSON.id_number
    assert phones_of(at.desk, clerk, f"{number[:6]} {number[6:14]} {number[14:].lower()}").phones == ()
    assert number not in repr(phones_of(at.desk, clerk, number))


async def test_at_the_screen_it_is_done_by_keys_alone(at: Counter) -> None:
    phone, seat = await bound(at), At(at)
    await seat.log_in()
    await seat.press("M")
    assert seat.page == "phones"
    seat.type("field.number", PERSON.id_number)
    await cast(Handler, seat.field("field.number").on_submit)(None)
    assert f"item.{phone.device.id}.stop" in seat.ids
    assert PERSON.id_number not in seat.words and not seat.field("field.number").value
    assert PERSON.name in seat.words
    await seat.press("Alt+1")
    assert seat.page == "act"
    await seat.press("Ctrl+Enter")
    assert "error.desk" in seat.ids
    await seat.press("Alt+1")
    assert "身份证" in str(seat.field("field.reason").value)
    await seat.press("Ctrl+Enter")
    assert (seat.page, "desk.said" in seat.ids) == ("queue", True)
    with pytest.raises(Revoked):
        await phone.ask("owned")


async def test_nothing_of_the_person_stays_on_the_screen_afterwards(at: Counter) -> None:
    await bound(at)
    seat = At(at)
    await seat.log_in()
    await seat.press("M")
    seat.type("field.number", PERSON.id_number)
    await cast(Handler, seat.field("field.number").on_submit)(None)
    await seat.press("Escape")
    await seat.press("M")
    assert not seat.field("field.number").value
    assert PERSON.name not in seat.words
    seat.type("field.number", "12345")
    await cast(Handler, seat.field("field.number").on_submit)(None)
    assert "error.desk" in seat.ids

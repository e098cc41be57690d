"""Appointments that need a person: what they need is arranged, or the time is given back with a reason."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from shared.backend.desk.decide import grant, refuse
from shared.backend.desk.errors import NotHere
from shared.backend.slots.booking import ARRANGE, NO_SLOT
from shared.backend.slots.tables import BookingRow, BookingState, SlotRow
from shared.backend.tables import CaseState
from tests.backend.desk.counter import Counter
from tests.backend.slots import scene
from tests.backend.world import PERSON

WISH = scene.at(9 * 60)
REASON = "这一天没有手语翻译，请您换一天。"


def taken(at: Counter) -> int:
    """How many have that half hour."""
    with at.world.office.db.reading() as session:
        row = session.get_one(SlotRow, (WISH.office, "pension", WISH.day.toordinal(), WISH.minute))
        return row.taken


async def arranged(at: Counter) -> str:
    """A wish with somebody to walk along, which waits for a clerk with the time held."""
    scene.open_offices(at.world)
    item = await scene.sent(at.world, scene.wish(WISH, needs=("companion",)))
    assert (at.case(item.header.id).state, at.case(item.header.id).why) == (CaseState.DESK, ARRANGE)
    assert taken(at) == 1
    return item.header.id


async def test_what_is_needed_is_arranged_and_the_person_told(at: Counter) -> None:
    item, token = await arranged(at), at.clerk()
    at.opened(token, item)
    grant(at.desk, token, item)
    assert (at.case(item).state, taken(at)) == (CaseState.DECIDED, 1)
    last = at.told(PERSON.id_number)[-1]
    assert last.text is not None
    assert last.text.id == "office.arranged"


async def test_a_time_that_is_not_given_is_free_again(at: Counter) -> None:
    item, token = await arranged(at), at.clerk()
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    assert taken(at) == 0
    assert at.told(PERSON.id_number)[-1].words == REASON
    with at.world.office.db.reading() as session:
        assert session.get_one(BookingRow, item).state == BookingState.CANCELLED.value


async def test_a_wish_without_a_time_cannot_be_granted_as_if_there_were_one(at: Counter) -> None:
    scene.open_offices(at.world)
    with at.world.office.db.writing() as session:
        session.execute(update(SlotRow).values(taken=SlotRow.capacity))
    sent = await scene.sent(at.world, scene.wish(WISH))
    item, token = sent.header.id, at.clerk()
    assert at.case(item).why == NO_SLOT
    assert "grant" not in at.opened(token, item).verbs
    with pytest.raises(NotHere):
        grant(at.desk, token, item)

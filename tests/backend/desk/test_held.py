"""What is held has a person: let in it goes its way, turned away the citizen hears why, and nothing begins before."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from shared.backend.desk.admitting import admit, turn_away
from shared.backend.desk.errors import NotHere, ReasonMissing
from shared.backend.desk.queue import waiting
from shared.backend.intake import revoke
from shared.backend.matters import item_of
from shared.backend.processing import process_due
from shared.backend.tables import CaseState, ItemRow, ItemState
from shared.contract.items import SealedItem
from shared.contract.results import Duplicate, Held, Reason, RejectedItem
from shared.flows import FLOWS
from tests.backend.desk.counter import Counter
from tests.backend.world import PERSON

REASON = "这台机器当时已经停用，麻烦您再办一次。"


async def held(at: Counter) -> SealedItem:
    """A claim of a machine that was shut out."""
    item = await at.world.kiosk.claim(PERSON)
    revoke(at.world.office, at.world.kiosk.id)
    assert await at.world.one(item) == Held(item.header.id, Reason.DEVICE_REVOKED)
    return item


async def test_a_held_item_lies_at_the_desk_with_its_reason_and_its_answers(at: Counter) -> None:
    item = (await held(at)).header.id
    token = at.clerk()
    (line,) = waiting(at.desk, token)
    assert (line.item, line.why, line.name) == (item, "held_device_revoked", PERSON.name)
    opened = at.opened(token, item)
    assert opened.verbs == ("admit", "turn_away", "pass_on")
    assert opened.answers


async def test_nothing_begins_before_a_person_has_let_it_in(at: Counter) -> None:
    item = await held(at)
    at.world.clock.passes(days=30)
    assert process_due(at.world.office) == 0
    assert at.case(item.header.id).state == CaseState.DESK
    assert await at.world.one(item) == Held(item.header.id, Reason.DEVICE_REVOKED)


async def test_what_is_let_in_is_acknowledged_and_goes_its_way(at: Counter) -> None:
    item = await held(at)
    token = at.clerk()
    at.opened(token, item.header.id)
    admit(at.desk, token, item.header.id, "当天的记录在，是本人")
    assert at.case(item.header.id).state == CaseState.HOLDING
    assert isinstance(await at.world.one(item), Duplicate)
    at.settle_due()
    assert at.case(item.header.id).state in (CaseState.DECIDED, CaseState.DESK)
    assert [verb for _, verb, _ in at.log(item.header.id)] == ["take", "admit"]
    assert waiting(at.desk, token) == () or at.case(item.header.id).why != "held_device_revoked"


async def test_who_is_turned_away_hears_why_and_can_object(at: Counter) -> None:
    item = await held(at)
    token = at.clerk()
    at.opened(token, item.header.id)
    with pytest.raises(ReasonMissing):
        turn_away(at.desk, token, item.header.id, "")
    turn_away(at.desk, token, item.header.id, REASON)
    told = at.told(PERSON.id_number)[-1]
    assert told.text is not None
    assert (told.text.id, told.words) == ("office.turned_away", REASON)
    answer = await at.world.one(item)
    assert isinstance(answer, RejectedItem)
    assert waiting(at.desk, token) == ()
    with at.world.office.db.reading() as session:
        found = item_of(session, item.header.id, PERSON.id_number, None, FLOWS)
    assert (found["state"], found["clerk"]) == ("decided", "refused")


async def test_what_cannot_be_opened_can_only_be_turned_away(at: Counter) -> None:
    item = await held(at)
    with at.world.office.db.writing() as session:
        row = session.scalars(select(ItemRow).where(ItemRow.id == item.header.id)).one()
        row.body = None
    token = at.clerk()
    at.opened(token, item.header.id)
    with pytest.raises(NotHere):
        admit(at.desk, token, item.header.id)
    turn_away(at.desk, token, item.header.id, REASON)
    with at.world.office.db.reading() as session:
        assert session.scalars(select(ItemRow.state)).one() == ItemState.REJECTED

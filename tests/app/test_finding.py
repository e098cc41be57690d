"""A receipt's number typed by hand opens one's own item, and of anybody else's tells nothing."""

from __future__ import annotations

import pytest

from shared.app.pages import At
from shared.app.session import Session
from shared.domain.identity import luhn_digit
from tests.app.test_following import a_world, answers, claimed, delivered, settle
from tests.app.trial import WANG
from tests.fakes.ports import World


async def at_the_field(session: Session) -> None:
    session.waiting()
    assert session.may_find()
    session.find()
    assert session.page.at is At.FIND


def a_number(head: str = "123456789012345") -> str:
    return head + luhn_digit(head)


async def test_the_number_of_this_session_opens_its_item_without_a_card() -> None:
    w = a_world()
    session, id = await claimed(w, card="")
    row = session.receipt_row(id)
    assert row is not None
    await at_the_field(session)
    await session.enter(" ".join(row.number[i : i + 4] for i in range(0, 16, 4)))
    assert (session.page.at, session.page.key) == (At.ITEM, id)


async def test_after_the_card_an_earlier_number_opens_its_item() -> None:
    w = a_world()
    first, id = await claimed(w)
    row = first.receipt_row(id)
    assert row is not None
    delivered(w, id)
    answers(w, "desk")
    await first.wipe()
    again = Session(w.ports)
    await again.my_matters()
    await again.enter(WANG)
    await again.enter("123456")
    await settle(again)
    await at_the_field(again)
    await again.enter(row.number)
    assert (again.page.at, again.page.key) == (At.ITEM, id)


@pytest.mark.parametrize("exists", [True, False])
async def test_somebody_else_s_number_says_the_same_as_one_that_nobody_has(exists: bool) -> None:
    w = a_world()
    first, id = await claimed(w)
    row = first.receipt_row(id)
    assert row is not None
    delivered(w, id)
    await first.wipe()
    other, _ = await claimed(w, card="")
    await at_the_field(other)
    await other.enter(row.number if exists else a_number())
    assert other.page.at is At.FIND
    assert other.problem is not None
    assert other.problem.what.id == "problem.receipt.none_here"
    assert other.problem.example is not None and row.number not in repr(other.problem)


@pytest.mark.parametrize("wrong", ["", "1234", "1234567890123456", "12345678901234567"])
async def test_a_slip_of_the_finger_is_told_at_once(wrong: str) -> None:
    w = a_world()
    session, _ = await claimed(w, card="")
    await at_the_field(session)
    await session.enter(wrong)
    assert session.page.at is At.FIND and session.problem is not None
    assert session.problem.what.id != "problem.receipt.none_here"


def test_who_is_nobody_here_is_asked_for_the_card_instead() -> None:
    session = Session(World(dict(a_world().ports.flows)).ports)
    session.waiting()
    assert not session.may_find()

"""Drafts on a machine of one's own: kept for days, found again by who typed the number, and by nobody below that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shared.app.keeping import OWN
from shared.app.pages import At
from shared.app.session import Session
from tests.app.trial import LI, WANG, as_card, as_typed, given, world
from tests.fakes.ports import World


def phone() -> World:
    w = world()
    w.ports = replace(w.ports, keeping=OWN)
    return w


async def begun(w: World) -> Session:
    session = Session(w.ports)
    await as_typed(session)
    await session.enter("a")
    return session


async def test_days_later_it_goes_on_where_it_was() -> None:
    w = phone()
    await begun(w)
    w.clock.advance(timedelta(days=6))
    later = Session(w.ports)
    await as_typed(later)
    assert later.page.at is At.RESUME
    await later.resume(True)
    assert given(later, "reason").value == "a"
    assert later.page.id == "step.trial.registered"


async def test_idle_or_the_end_keep_it_and_say_so() -> None:
    w = phone()
    session = await begun(w)
    assert session.at_end().id == "phone.end.help"
    await session.end()
    assert session.person is None
    assert len(w.store.drafts) == 1
    await as_typed(session)
    assert session.page.at is At.RESUME


async def test_after_a_week_it_is_gone_with_its_key() -> None:
    w = phone()
    await begun(w)
    w.clock.advance(timedelta(days=7, minutes=1))
    later = Session(w.ports)
    await as_typed(later)
    assert later.page.id == "step.trial.reason"
    assert set(w.keys.keys) <= {later.keeper.id}


async def test_another_number_finds_nothing() -> None:
    w = phone()
    await begun(w)
    other = Session(w.ports)
    await as_typed(other, LI)
    assert other.page.id == "step.trial.reason"


async def test_a_verified_person_finds_what_they_typed_and_not_the_other_way_round() -> None:
    w = phone()
    await begun(w)
    verified = Session(w.ports)
    await as_card(verified, WANG)
    assert verified.page.at is At.RESUME
    await verified.resume(False)
    await verified.enter("b")
    await verified.end()
    assert len(w.store.drafts) == 1, "the earlier one was forgotten, the verified one is kept"
    typed = Session(w.ports)
    await as_typed(typed)
    assert typed.page.id == "step.trial.reason", "what was entered under a card is not shown to who types the number"


async def test_a_kiosk_says_that_nothing_is_kept() -> None:
    session = await begun(world())
    assert session.at_end().id == "kiosk.end.help"

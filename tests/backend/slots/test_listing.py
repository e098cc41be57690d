"""Every device is told what is free, and only when that has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from shared.backend.news import publish
from shared.backend.slots.calendar import WorkingDays
from shared.backend.slots.listing import UNSETTLED, day_rows, keep, published, tell
from shared.backend.slots.tables import SlotRow
from shared.contract.codec import Json
from shared.contract.messages import QueryStatus
from shared.domain.flow import Level
from shared.domain.slots import Slot, read_slot
from shared.sealing.acks import verify_pack
from tests.backend.slots.scene import CALENDAR, OFFICE, TOMORROW, at, booking, open_offices, room, sent, wish
from tests.backend.world import CRYPTO, OTHER, World


async def told_of(made: World, cursor: str = "") -> tuple[dict[str, set[str]], str]:
    """The values of each dataset in the news, and the next cursor."""
    news = await made.changes(cursor)
    packs = [await verify_pack(CRYPTO, token, made.kiosk.key_set) for token in news.packs]
    return {pack.name: {str(row["value"]) for row in pack.rows} for pack in packs}, news.cursor


async def test_offices_days_and_half_hours_are_told_once(office_world: World) -> None:
    open_offices(office_world)
    packs, cursor = await told_of(office_world)
    assert set(packs) == {"offices", "days", "slots"}
    days = (date(2026, 11, 23), *CALENDAR.next(date(2026, 11, 23), 10))
    assert {value.partition(".")[2] for value in packs["days"]} == {f"{day:%Y%m%d}" for day in days}
    assert at(540).value in packs["slots"]
    assert not tell(office_world.office, CALENDAR)
    assert (await told_of(office_world, cursor))[0] == {}


async def test_a_half_hour_that_is_full_goes_and_comes_back(office_world: World) -> None:
    open_offices(office_world)
    _, cursor = await told_of(office_world)
    slot = Slot("sh-minhang-1", TOMORROW, 540)
    for topic in ("pension", "unemployment", "card", "other"):
        await sent(office_world, wish(slot, topic=topic), person=OTHER)
    assert tell(office_world.office, CALENDAR)
    packs, cursor = await told_of(office_world, cursor)
    assert slot.value not in packs["slots"] and at(540).value in packs["slots"]


async def test_each_new_day_opens_one_more_and_lets_the_past_go(office_world: World) -> None:
    open_offices(office_world)
    office_world.clock.passes(days=1)
    keep(office_world.office, CALENDAR)
    with office_world.office.db.reading() as session:
        days = set(session.scalars(select(SlotRow.day).distinct()))
        held = published(session, "days")
    first = date(2026, 11, 24)
    assert held is not None and held.as_of == first
    assert min(days) == first.toordinal()
    assert max(days) == CALENDAR.next(first, 10)[-1].toordinal()


async def test_how_much_is_free_is_answered_to_anybody(office_world: World) -> None:
    asked = await office_world.ask("slots", None, level=Level.L0, given={"office": OFFICE, "topic": "pension"})
    assert asked.status is QueryStatus.NOTHING
    open_offices(office_world)
    asked = await office_world.ask("slots", None, level=Level.L0, given={"office": OFFICE, "topic": "pension"})
    assert asked.value == {"free": 11 * 10 + 6}, "ten days, and what is left of today"
    nobody = await office_world.ask("slots", None, level=Level.L0, given={"office": "nowhere", "topic": "pension"})
    assert nobody.value == {"free": 0}


async def test_a_changed_office_holds_for_what_is_still_free(office_world: World) -> None:
    open_offices(office_world)
    await sent(office_world, wish(at(540)))
    with office_world.office.db.writing() as session:
        pack = published(session, "offices")
        assert pack is not None
        few: Json = {"map": {"pension": 1}}
        kept = [{**row, "capacity": few} for row in pack.rows if row["value"] == OFFICE]
        publish(office_world.office, session, replace(pack, version=pack.version + 1, rows=tuple(kept)))
    keep(office_world.office, CALENDAR)
    assert room(office_world, at(540)) == (1, 1)
    packs, _ = await told_of(office_world)
    assert at(540).value not in packs["slots"] and at(570).value in packs["slots"]
    assert {value.partition(".")[0] for value in packs["slots"]} == {OFFICE}


@pytest.mark.parametrize(("minutes_later", "first"), [(0, "1330"), (4 * 60 + 59, "1600"), (5 * 60, None)])
async def test_of_today_is_given_out_what_begins_late_enough(
    office_world: World, minutes_later: int, first: str | None
) -> None:
    office_world.clock.passes(minutes=minutes_later)  # it is ten in the morning
    open_offices(office_world)
    packs, _ = await told_of(office_world)
    today = sorted(value for value in packs["slots"] if value.startswith(f"{OFFICE}.20261123."))
    assert (today[0].rpartition(".")[2] if today else None) == first


async def test_the_soonest_is_today_only_for_who_is_told_at_once(office_world: World) -> None:
    open_offices(office_world)
    late = await sent(office_world, wish(None))
    at_once = await sent(office_world, wish(None, free={"status": "ready", "free": 1}), person=OTHER)
    days = [booking(office_world, item).day for item in (late, at_once)]
    assert days == [date(2026, 11, 24).toordinal(), date(2026, 11, 23).toordinal()]


async def test_a_wish_for_today_that_comes_too_late_is_offered_other_times(office_world: World) -> None:
    open_offices(office_world)
    today = Slot(OFFICE, date(2026, 11, 23), 16 * 60)
    office_world.clock.passes(hours=5, minutes=10)
    item = await sent(office_world, wish(today, free={"status": "ready", "free": 1}))
    offered = booking(office_world, item).offered.split()
    assert len(offered) == 3 and all(".20261123." not in value for value in offered)


def test_a_day_whose_exchange_is_not_announced_says_so() -> None:
    calendar, slots = WorkingDays(), {}
    far = date(2041, 3, 5)
    for day in (TOMORROW, far):
        slots[Slot(OFFICE, day, 540)] = ["pension"]
    rows = {str(row["value"]): row for row in day_rows(slots, calendar)}
    assert rows[f"{OFFICE}.20261124"].get("notes") is None
    assert rows[f"{OFFICE}.20410305"]["notes"] == [UNSETTLED]
    assert read_slot(f"{OFFICE}.20410305.0900") == Slot(OFFICE, far, 540)
    assert far - TOMORROW > timedelta(days=365)

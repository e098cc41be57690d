"""How the line is used: permit first after an outage, waits kept over restarts, knocking where allowed."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from shared.domain.exchange import Delivery
from shared.store.base import Trouble
from shared.sync.causes import CAUSES
from shared.sync.engine import Pace
from shared.sync.status import status
from tests.fakes.kiosk import Kiosk
from tests.fakes.office import Weather


def sealed_were_sent(called: Iterable[str]) -> bool:
    return "submit" in called


async def test_sealed_bodies_are_sent_only_after_a_permit(kiosk: Kiosk) -> None:
    await kiosk.submit()
    kiosk.office.granted = False
    await kiosk.engine.step()
    assert not sealed_were_sent(kiosk.office.called)
    waiting = kiosk.store.outbox.waiting()
    assert waiting.cause == "throttled"
    assert waiting.next_try is not None
    assert waiting.next_try >= kiosk.clock.now() + timedelta(seconds=120)
    kiosk.office.granted = True
    await kiosk.until_quiet()


async def test_no_permit_is_asked_for_while_the_line_is_good(kiosk: Kiosk) -> None:
    await kiosk.submit()
    await kiosk.engine.step()
    await kiosk.submit()
    await kiosk.engine.step()
    assert kiosk.office.called.count("permit") == 1
    assert kiosk.office.called.count("submit") == 2


async def test_after_an_outage_a_permit_is_asked_for_again(kiosk: Kiosk) -> None:
    await kiosk.submit()
    await kiosk.engine.step()
    await kiosk.submit()
    kiosk.office.weather = deque([Weather.NO_LINE])
    await kiosk.engine.step()
    kiosk.office.weather.clear()
    await kiosk.until_quiet()
    assert kiosk.office.called[-2:] == ["permit", "submit"]


async def test_a_wait_is_kept_over_a_restart(kiosk: Kiosk) -> None:
    await kiosk.submit()
    kiosk.office.weather = deque([Weather.NO_LINE])
    for _ in range(9):
        await kiosk.engine.step()
        kiosk.wait(kiosk.engine.pause_s() + 0.01)
    await kiosk.engine.step()
    before = kiosk.store.outbox.waiting()
    asked = len(kiosk.office.called)
    kiosk.restart()
    await kiosk.engine.step()
    assert kiosk.store.outbox.waiting() == before
    assert len(kiosk.office.called) == asked


async def test_a_clock_that_goes_back_lengthens_no_wait(kiosk: Kiosk) -> None:
    await kiosk.submit()
    kiosk.office.weather = deque([Weather.NO_LINE])
    await kiosk.engine.step()
    kiosk.office.weather.clear()
    assert not await kiosk.engine.step()
    kiosk.clock.time -= timedelta(days=400)
    assert await kiosk.engine.step()


async def test_a_person_who_asks_ends_the_wait(kiosk: Kiosk) -> None:
    await kiosk.submit()
    kiosk.office.weather = deque([Weather.NO_LINE])
    await kiosk.engine.step()
    kiosk.office.weather.clear()
    assert not await kiosk.engine.step()
    kiosk.engine.kick(now=True)
    assert await kiosk.engine.step()


async def test_an_office_next_door_is_knocked_at(kiosk: Kiosk) -> None:
    kiosk.pace = Pace(knock=2.0)
    kiosk.restart()
    await kiosk.submit()
    kiosk.office.weather = deque([Weather.NO_LINE])
    for _ in range(8):
        await kiosk.engine.step()
        kiosk.wait(2.01)
    assert "health" in kiosk.office.called
    assert kiosk.engine.pause_s() <= 2.0
    kiosk.office.weather.clear()
    assert await kiosk.engine.step()


async def test_an_office_that_asked_for_a_wait_is_not_knocked_at(kiosk: Kiosk) -> None:
    kiosk.pace = Pace(knock=2.0)
    kiosk.restart()
    await kiosk.submit()
    kiosk.office.weather = deque([Weather.BUSY])
    for _ in range(8):
        await kiosk.engine.step()
        kiosk.wait(2.01)
    assert kiosk.office.called == ["nonce"]


async def test_the_running_task_delivers_what_is_submitted(kiosk: Kiosk) -> None:
    kiosk.engine.start()
    told = asyncio.Event()
    item = await kiosk.submit()

    def look(id: str) -> None:
        found = kiosk.store.receipts.get(item.id)
        if found is not None and found.state is Delivery.DELIVERED:
            told.set()

    kiosk.store.changes.subscribe(look)
    async with asyncio.timeout(5):
        await told.wait()
    await kiosk.engine.stop()


async def test_the_task_ends_in_the_middle_of_a_request(kiosk: Kiosk) -> None:
    reached, never = asyncio.Event(), asyncio.Event()

    class Stuck(type(kiosk.office)):  # type: ignore[misc]
        async def key_set(self) -> object:
            reached.set()
            await never.wait()
            return None

    kiosk.office.__class__ = Stuck
    await kiosk.submit()
    kiosk.engine.start()
    async with asyncio.timeout(5):
        await reached.wait()
        await kiosk.engine.stop()
    assert kiosk.store.outbox.waiting().count == 1


async def test_items_on_a_machine_that_lost_its_keys_say_so(kiosk: Kiosk) -> None:
    await kiosk.submit()
    device, kiosk.keys._device = kiosk.keys._device, None
    await kiosk.engine.step()
    assert kiosk.store.outbox.waiting().cause == "not_enrolled"
    kiosk.keys._device = device
    await kiosk.until_quiet()


async def test_a_machine_that_nobody_enrolled_asks_nobody(tmp_path: Path) -> None:
    kiosk = await Kiosk.begin(tmp_path, enrolled=False)
    assert not await kiosk.engine.step()
    assert kiosk.office.called == []
    kiosk.close()


async def test_a_full_disk_stops_nothing_for_ever(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    kiosk.store._base.db.execute("PRAGMA query_only=ON")
    assert not await kiosk.engine.step()
    assert kiosk.office.order == [item.id]
    assert not await kiosk.engine.step(), "it rests"
    kiosk.store._base.db.execute("PRAGMA query_only=OFF")
    await kiosk.until_quiet()
    assert kiosk.office.order == [item.id]


async def test_the_operator_sees_counts_ages_and_reasons(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    kiosk.office.weather = deque([Weather.PORTAL])
    await kiosk.engine.step()
    seen = status(kiosk.store)
    assert (seen.count, seen.cause, seen.tries, seen.trouble) == (1, "not_our_server", 1, Trouble.NONE)
    assert seen.items[0].number == item.number
    assert seen.next_try is not None


async def test_what_is_on_the_line_is_shown_as_such(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    seen: list[Delivery] = []

    def look(id: str) -> None:
        found = kiosk.store.receipts.get(item.id)
        if found is not None:
            seen.append(found.state)

    kiosk.store.changes.subscribe(look)
    await kiosk.engine.step()
    await asyncio.sleep(0)
    assert seen[-1] is Delivery.DELIVERED
    assert Delivery.SENDING in seen


@pytest.mark.parametrize("weather", list(Weather))
async def test_no_weather_ends_a_turn_with_an_exception(weather: Weather, kiosk: Kiosk) -> None:
    await kiosk.submit()
    kiosk.office.weather = deque([weather])
    for _ in range(3):
        await kiosk.engine.step()
        kiosk.wait(kiosk.engine.pause_s())
    assert kiosk.store.outbox.waiting().count in (0, 1)


@pytest.mark.parametrize("weather", [w for w in Weather if w is not Weather.GOOD])
async def test_every_cause_is_of_the_closed_list(weather: Weather, kiosk: Kiosk) -> None:
    await kiosk.submit()
    kiosk.office.weather = deque([weather])
    await kiosk.engine.step()
    assert kiosk.store.outbox.waiting().cause in CAUSES

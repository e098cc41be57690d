"""An appointment in a real browser: with the office answering, and without, where the wish is answered afterwards.

The walker knows kinds and identifiers only; the answers name values of datasets, as a person would choose them.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from shared.backend.slots.calendar import WorkingDays
from shared.domain.calendar import CHINA
from shared.domain.slots import Slot, day_value
from tests.e2e.browser import Requests, close, new_context, new_page
from tests.e2e.people import LIU, ZHOU
from tests.e2e.processes import Kiosk
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window

OFFICE: Final = "sh-xuhui-1"
AT: Final = "31.1736,121.4235"
"""Where the kiosk stands: beside that office."""
PATIENCE_S: Final = 60.0
DELIVERY_SECONDS: Final = 90.0


def slot(days: int, minute: int) -> Slot:
    """A half hour some working days ahead."""
    return Slot(OFFICE, WorkingDays().next(datetime.now(CHINA).date() + timedelta(days=1), days)[-1], minute)


async def until_told(kiosk: Kiosk) -> None:
    """Until the kiosk has heard from the office which half hours are free."""
    async with asyncio.timeout(PATIENCE_S):
        while "slots" not in packs(kiosk.data / "kiosk" / "store.db"):  # noqa: ASYNC110 (another process's file)
            await asyncio.sleep(0.1)


def packs(store: Path) -> set[str]:
    """The datasets that a kiosk has heard of."""
    if not store.exists():
        return set()
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
        return {name for (name,) in db.execute("SELECT name FROM pack")}


def bookings(kiosk: Kiosk) -> list[tuple[str, int, int]]:
    """What the office has: state, day, minute."""
    with sqlite3.connect(f"file:{kiosk.data / 'backend' / 'office.db'}?mode=ro", uri=True) as db:
        return list(db.execute("SELECT state, day, minute FROM bookings ORDER BY changed"))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def kiosk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kiosk]:
    """A kiosk that stands beside an office and has heard what is free."""
    made = Kiosk(tmp_path_factory.mktemp("appointment") / "data", "appointment", ["--idle", "3600", "--at", AT])
    try:
        await made.start()
        await until_told(made)
        yield made
    finally:
        await made.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def window(kiosk: Kiosk, browser: Browser) -> AsyncIterator[Window]:
    """A window on it."""
    context, requests = await new_context(browser), Requests()
    made = Window(await new_page(context, requests))
    assert kiosk.running is not None
    await made.open(kiosk.running.url)
    yield made
    requests.check()
    await close(context)


def answers(wanted: Slot) -> dict[str, str]:
    """Somebody who takes that half hour."""
    return {"day": day_value(OFFICE, wanted.day), "slot": wanted.value, "topic": "pension"}


async def test_with_the_office_answering_a_time_is_chosen_and_kept(kiosk: Kiosk, window: Window) -> None:
    wanted = slot(1, 540)
    walker = Walker(window, answers(wanted))
    await walker.whole("appointment", LIU.key)
    assert "step.appointment.slot" in walker.seen
    assert "step.appointment.second" not in walker.seen, "who is answered is not asked for alternatives"
    await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    assert (bookings(kiosk)[-1][0], bookings(kiosk)[-1][2]) == ("confirmed", 540)
    page = await window.words("page.receipt")
    for words in (said("zh", "appointment.bring.card"), said("zh", "appointment.bring.nothing"), wanted.hours):
        assert words in page
    assert await window.has("receipt.qr")
    await walker.home()


async def test_without_the_office_two_alternatives_are_asked_for_and_the_wish_is_answered_later(
    kiosk: Kiosk, window: Window
) -> None:
    wanted, second, third = slot(2, 570), slot(2, 600), slot(3, 540)
    port = await kiosk.cut()
    walker = Walker(
        window,
        {
            **answers(wanted),
            "second": second.value,
            "third_day": day_value(OFFICE, third.day),
            "third": third.value,
        },
    )
    await walker.whole("appointment", ZHOU.key)
    for step in ("second", "third_day", "third"):
        assert f"step.appointment.{step}" in walker.seen
    assert said("zh", "outbox.state.delivered") not in await window.words("receipt.state")
    before = len(bookings(kiosk))
    await kiosk.mend(port)
    await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    found = bookings(kiosk)
    assert len(found) == before + 1
    assert found[-1] == ("confirmed", wanted.day.toordinal(), wanted.minute)
    await walker.home()

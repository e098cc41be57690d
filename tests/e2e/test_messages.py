"""Messages in a real browser: after the card, opened, put off, never again; and a wrong record said in one tap."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.conftest import Room, afresh, room
from tests.e2e.people import LIU, found_in, traces
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window

CLAIM = "item.entitled:unemployment:2026-09-30"
CHECK = "item.check_due:"
NONE = said("zh", "message.none")
ALL_SENT = said("zh", "kiosk.bar.none")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """A kiosk of its own: what is chosen here stays with its office."""
    async with room(browser, tmp_path_factory.mktemp("messages") / "data", "messages") as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def kiosk_walker(place: Room) -> AsyncIterator[Walker]:
    """Somebody at its first page."""
    yield Walker(await afresh(place))
    place[2].check()


async def messages_of(walker: Walker, card: str) -> Window:
    """From the first page to somebody's messages, and wait for what the office says."""
    window = walker.window
    await window.tap_to("act.messages", "identify")
    await walker.identify(card)
    await window.arrives("messages")
    await window.until(
        "() => window.semantics.has('act.profile_off') || window.semantics.has('act.profile_on')",
        None,
        "an answer of the office",
    )
    return window


async def leave(walker: Walker) -> None:
    """End, once everything that was chosen has reached the office."""
    await walker.window.says("outbox.state", ALL_SENT, 30.0)
    await walker.home()


async def ids(window: Window, prefix: str) -> list[str]:
    return [id for id in await window.ids("item.") if id.startswith(prefix)]


async def test_messages_come_after_the_card_and_what_is_chosen_stays(kiosk_walker: Walker) -> None:
    walker = kiosk_walker
    window = await messages_of(walker, LIU.key)
    assert await ids(window, CLAIM) == [f"{CLAIM}.open", f"{CLAIM}.later", f"{CLAIM}.never"]
    await window.tap_to(f"{CLAIM}.open", "step.unemployment.data_use")
    await walker.home()

    window = await messages_of(walker, "gao_guiying")
    (later,) = [id for id in await ids(window, CHECK) if id.endswith(".later")]
    await window.tap(later)
    await window.goes(later)
    await leave(walker)
    window = await messages_of(walker, "gao_guiying")
    assert await ids(window, CHECK) == []
    assert NONE in await window.words()
    await walker.home()

    window = await messages_of(walker, "li_jianguo")
    (never,) = [id for id in await ids(window, CHECK) if id.endswith(".never")]
    await window.tap(never)
    await window.appears("item.check_due.again")
    await window.tap("act.profile_off")
    await window.appears("act.profile_on")
    await leave(walker)
    window = await messages_of(walker, "li_jianguo")
    assert await ids(window, "item.") == ["item.check_due.again"]
    assert await window.has("act.profile_on")
    await walker.home()
    assert found_in(await window.words(), traces(LIU)) == []


async def test_a_typed_number_is_told_nothing(kiosk_walker: Walker) -> None:
    walker, window = kiosk_walker, kiosk_walker.window
    await window.tap_to("act.messages", "identify")
    await walker.give("keypad")
    await window.arrives("number")
    await walker.enter(LIU.id_number)
    await window.tap_to("nav.next", "identify")
    assert said("zh", "problem.needs_card") in await window.words()
    assert await window.ids("item.") == ()
    await walker.home()


async def test_a_wrong_record_is_said_in_one_tap_and_the_claim_goes_on(kiosk_walker: Walker) -> None:
    walker, window = kiosk_walker, kiosk_walker.window
    await walker.begin("unemployment")
    await walker.identify(LIU.key)
    await walker.walk("step.unemployment.months")
    await window.appears("act.wrong")
    await window.tap("act.wrong")
    await window.goes("act.wrong")
    assert said("zh", "message.wrong.done") in await window.words()
    walker.answers["months"] = 300
    await walker.walk("receipt")
    await leave(walker)

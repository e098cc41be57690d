"""What was submitted is followed and withdrawn at the kiosk, with the office there and with the network down."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.conftest import Room, afresh, room
from tests.e2e.people import LIU, ZHOU, found_in, traces
from tests.e2e.said import said
from tests.e2e.walker import Walker

DELIVERY_SECONDS = 90.0


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """A kiosk for both tests: each leaves its office there and nothing that waits."""
    async with room(browser, tmp_path_factory.mktemp("following") / "data", "following") as made:
        yield made


async def test_a_claim_is_withdrawn_by_card_while_the_office_holds_it_and_says_so_in_a_later_session(
    place: Room,
) -> None:
    window = await afresh(place)
    walker = Walker(window)
    await walker.whole("unemployment", LIU.key)
    await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    id = await walker.look()
    await window.says("item.state", said("zh", "item.where.held.more"), DELIVERY_SECONDS)
    offered = set(await window.ids(f"item.{id}."))
    assert offered == {f"item.{id}.withdraw", f"item.{id}.correct"}
    await walker.act(id, "withdraw")
    assert "step.withdraw.told" in walker.seen
    await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    await walker.home()

    await walker.my_matters()
    assert found_in(await window.words(), traces(LIU)) == []
    await walker.identify(LIU.key)
    await window.appears(f"item.{id}.show")
    await window.tap_to(f"item.{id}.show", "item")
    await window.says("item.state", said("zh", "item.where.undone.more"), DELIVERY_SECONDS)
    assert await window.ids(f"item.{id}.") == ()
    await walker.home()

    await walker.my_matters()
    await walker.identify(ZHOU.key)
    await window.still()
    assert await window.ids("item.") == (), "another person sees nothing of it"


async def test_a_claim_made_offline_by_a_typed_number_is_corrected_and_withdrawn_before_it_was_ever_sent(
    place: Room,
) -> None:
    kiosk, window = place[0], await afresh(place)
    port = await kiosk.cut()
    walker = Walker(window)
    await walker.begin("unemployment")
    await walker.identify_by_number(ZHOU.id_number)
    await walker.walk("receipt")
    id = await walker.look()
    await window.says("item.state", said("zh", "item.where.here.more"))
    await walker.act(id, "correct")
    corrected = await walker.look()
    assert corrected != id
    await walker.act(corrected, "withdraw")
    withdrawn = await window.words("receipt.state")
    assert said("zh", "outbox.state.delivered") not in withdrawn.splitlines()
    await kiosk.mend(port)
    await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    await window.tap_to("outbox.state", "waiting")
    await window.tap_to(f"item.{corrected}.show", "item")
    await window.says("item.state", said("zh", "item.where.undone.more"), DELIVERY_SECONDS)

"""Whatever answers in the office's place, only the office's own signed word makes a claim delivered."""

from __future__ import annotations

import asyncio

from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.people import ZHOU
from tests.e2e.portal import REPLIES, portal
from tests.e2e.said import said
from tests.e2e.test_claim import DELIVERY_SECONDS
from tests.e2e.walker import Walker

ASKED_WITHIN = 60.0


async def test_nothing_but_the_office_makes_a_claim_delivered(start_kiosk: StartKiosk, open_window: OpenWindow) -> None:
    kiosk = await start_kiosk("--idle", "3600")
    assert kiosk.running is not None
    window = await open_window(kiosk.running.url)
    port = await kiosk.cut()
    walker = Walker(window)
    await walker.whole("unemployment", ZHOU.key)
    for name, reply in REPLIES.items():
        with portal(port, reply) as found:
            async with asyncio.timeout(ASKED_WITHIN):
                while not found.asked:
                    await window.still()
            await window.still()
            state = await window.words("receipt.state")
            assert said("zh", "outbox.state.delivered") not in state.splitlines(), f"{name} made it delivered"
            assert not await window.page.evaluate("() => /undefined|Traceback/.test(window.semantics.words())")
    await kiosk.mend(port)
    await window.says("page.receipt", said("zh", "kiosk.receipt.delivered"), DELIVERY_SECONDS)

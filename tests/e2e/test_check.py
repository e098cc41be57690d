"""The silent check and what belongs to it, walked online and without network; and the code to take along."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.e2e.browser import Requests, new_context, new_page
from tests.e2e.processes import Kiosk
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window

FLOWS: Final = ("passive_check", "loss_report", "evidence_contest")
WANG, LI, GAO = (PEOPLE_BY_KEY[key] for key in ("wang_xiuying", "li_jianguo", "gao_guiying"))
DELIVERY_SECONDS: Final = 90.0


@dataclass
class Away:
    """A kiosk whose office went away, and what the pages asked for."""

    kiosk: Kiosk
    window: Window
    requests: Requests
    port: int


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def away(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Away]:
    """One kiosk for the whole module, its office ended."""
    options = ["--idle", "3600", "--camera", "demo"]
    kiosk = Kiosk(tmp_path_factory.mktemp("check") / "data", "check", options)
    context, requests = await new_context(browser), Requests()
    try:
        running = await kiosk.start()
        window = Window(await new_page(context, requests))
        await window.open(running.url)
        yield Away(kiosk, window, requests, await kiosk.cut())
    finally:
        await context.close()
        await kiosk.stop()


@pytest.mark.parametrize("flow", FLOWS)
async def test_each_service_is_finished_without_network(away: Away, flow: str) -> None:
    walker = Walker(away.window)
    await walker.home()
    assert len(await walker.whole(flow, LI.key)) == 16
    assert said("zh", "outbox.state.delivered") not in (await away.window.words("receipt.state")).splitlines()


async def test_a_photo_is_taken_after_a_consent_and_waits_sealed(away: Away) -> None:
    walker = Walker(away.window, {"way": "photo"})
    await walker.home()
    await walker.begin("passive_check")
    await walker.identify(LI.key)
    await walker.walk("step.passive_check.photo")
    assert "step.passive_check.photo_consent" in walker.seen
    await away.window.tap("act.capture")
    await away.window.says("page.step.passive_check.photo", said("zh", "ui.document.taken"))
    assert await away.window.picture("photo")
    await walker.next("step.passive_check.photo")
    await walker.walk("receipt")


async def test_what_was_done_without_network_arrives_when_it_is_back(away: Away) -> None:
    walker = Walker(away.window)
    await walker.home()
    await walker.whole("passive_check", LI.key)
    await away.kiosk.mend(away.port)
    await away.window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    away.requests.check()


@pytest.mark.parametrize("flow", FLOWS)
async def test_each_service_is_finished_online(walker: Walker, flow: str) -> None:
    assert len(await walker.whole(flow, GAO.key)) == 16
    await walker.window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)


async def test_the_result_carries_its_code_to_take_along(walker: Walker) -> None:
    await walker.begin("passive_check")
    await walker.identify(WANG.key)
    await walker.walk("step.passive_check.known")
    await walker.window.appears("act.code")
    assert said("zh", "kiosk.code.take") in await walker.window.words()
    assert await walker.window.picture("known-with-code")
    await walker.walk("step.passive_check.passive_check.passed")

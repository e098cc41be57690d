"""The silent check and what belongs to it, walked online and without network; and the code that a person brings."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FloatRect

from shared.contract.trust import KeyUse
from shared.domain.answers import RecordFact
from shared.domain.values import Value
from shared.sealing.demo_native import PEOPLE_BY_KEY
from shared.sealing.office_native import read_office
from shared.sealing.slips import StateCode, sign_state
from tests.e2e.browser import Requests, close, new_context, new_page
from tests.e2e.people import found_in
from tests.e2e.processes import Kiosk
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import PATIENCE, Window

FLOWS: Final = ("passive_check", "loss_report", "evidence_contest")
WANG, LI = (PEOPLE_BY_KEY[key] for key in ("wang_xiuying", "li_jianguo"))
NOT_BLANK: Final = 5_000
"""Bytes of a PNG in which there is something to be seen; one colour alone has a few hundred."""
DELIVERY_SECONDS: Final = 90.0


@dataclass
class Away:
    """A kiosk whose office went away, the codes that its office signed before, and what the pages asked for."""

    kiosk: Kiosk
    window: Window
    requests: Requests
    port: int

    async def code(self, id_number: str) -> str:
        """A code of the office, issued now: its keys are as young as its data."""
        office = await read_office((self.kiosk.data / "backend" / "keys.json").read_bytes())
        now = datetime.now(UTC)
        kid, signer = office.signer(KeyUse.RECEIPT, now)
        day = now.date()
        told: dict[str, Value] = {"code": "passed", "last": day, "until": day + timedelta(days=365)}
        record = {f"passive.{name}": RecordFact(value, "social_insurance", day) for name, value in told.items()}
        return await sign_state(signer, kid, StateCode.make(id_number, bytes(16), now, record))


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
        await close(context)
        await kiosk.stop()


async def to_the_scanner(away: Away) -> Walker:
    walker = Walker(away.window)
    await walker.home()
    await walker.begin("passive_check")
    await walker.identify(WANG.key)
    await away.window.arrives("step.passive_check.state")
    await away.window.appears("act.scan")
    await away.window.tap_to("act.scan", "scan")
    return walker


async def hold_up(away: Away, code: str) -> None:
    """As a scanner does that types what it reads: signs above the digits with Shift."""
    keyboard = away.window.page.keyboard
    for plain, signs in re.findall(r"([^$%*+:]*)([$%*+:]*)", code):
        await keyboard.type(plain)
        if signs:
            await keyboard.down("Shift")
            await keyboard.type(signs)
            await keyboard.up("Shift")
    await keyboard.press("Enter")


async def test_a_code_typed_by_the_scanner_answers_with_its_day_while_the_office_is_away(away: Away) -> None:
    walker = await to_the_scanner(away)
    assert await away.window.picture("scan")
    await hold_up(away, await away.code(WANG.id_number))
    await away.window.arrives("step.passive_check.state")
    await away.window.appears("act.ask.last_known")
    await walker.next()
    assert said("zh", "passive_check.answer.passed") in await away.window.words()
    await walker.next()
    assert (await away.window.at()).endswith("passive_check.passed")
    away.requests.check()


async def test_a_code_that_is_not_believed_is_told_in_words_and_one_goes_on(away: Away) -> None:
    walker = await to_the_scanner(away)
    good = await away.code(WANG.id_number)
    foreign = await away.code(LI.id_number)
    changed = good[:60] + ("A" if good[60] != "A" else "B") + good[61:]
    for code, faults in (
        (foreign, ("foreign",)),
        (changed, ("forged", "unreadable")),
        ("HELLO", ("unreadable",)),
    ):
        await hold_up(away, code)
        words = [said("zh", f"problem.code.{fault}") for fault in faults]
        await away.window.until(
            "words => words.some(w => window.semantics.node('error.scan')?.words.includes(w))", words, str(faults)
        )
        assert await away.window.at() == "scan"
    assert await away.window.picture("scan-refused")
    await walker.next("scan")
    assert await away.window.at() == "step.passive_check.state"
    assert found_in(await away.window.words(), (WANG.id_number, LI.id_number)) == []


@pytest.mark.parametrize("flow", FLOWS)
async def test_each_service_is_finished_without_network(away: Away, flow: str) -> None:
    walker = Walker(away.window)
    await walker.home()
    assert len(await walker.whole(flow, LI.key)) == 16
    assert said("zh", "outbox.state.delivered") not in (await away.window.words("receipt.state")).splitlines()


async def test_a_photo_is_taken_after_a_consent_and_arrives_with_all_that_waits_when_the_network_is_back(
    away: Away,
) -> None:
    walker = Walker(away.window, {"way": "photo"})
    await walker.home()
    await walker.begin("passive_check")
    await walker.identify(LI.key)
    await walker.walk("step.passive_check.photo")
    assert "step.passive_check.photo_consent" in walker.seen
    await away.window.tap("act.capture")
    await away.window.says("page.step.passive_check.photo", said("zh", "ui.document.taken"))
    middle: FloatRect = {"x": 340, "y": 450, "width": 400, "height": 400}
    async with asyncio.timeout(PATIENCE):
        while len(await away.window.page.screenshot(clip=middle)) < NOT_BLANK:
            await away.window.still()
    assert await away.window.picture("photo")
    await walker.next("step.passive_check.photo")
    await walker.walk("receipt")
    await away.kiosk.mend(away.port)
    await away.window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    await away.window.says("outbox.state", said("zh", "kiosk.bar.none"), DELIVERY_SECONDS)
    away.requests.check()


async def test_the_result_carries_its_code_to_take_along(walker: Walker) -> None:
    await walker.begin("passive_check")
    await walker.identify(WANG.key)
    await walker.walk("step.passive_check.known")
    await walker.window.appears("act.code")
    assert said("zh", "kiosk.code.take") in await walker.window.words()
    assert await walker.window.picture("known-with-code")
    await walker.walk("step.passive_check.passive_check.passed")

"""A claim that no rule can grant: from the kiosk to the office, to a clerk at the desk, and back to the person."""

from __future__ import annotations

from typing import Final

from playwright.async_api import Browser

from shared.backend.desk.demo import DEMO_CLERKS
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.e2e.browser import Requests, new_context, new_page
from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.people import ACCOUNT, PHONE, found_in, traces
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window

SUN: Final = PEOPLE_BY_KEY["sun_qian"]
CLERK: Final = next(clerk for clerk in DEMO_CLERKS if clerk.id == "tang")
ANSWERS: Final = {"reason": "own_will", "pay_to": "account", "account": ACCOUNT, "phone": PHONE}
REASON: Final = "您是自己辞职的，按规定不能领。不服可以提出异议。"
DELIVERY_SECONDS: Final = 90.0
DESKTOP: Final = (1280, 900)
_DECIDED: Final = """() => window.semantics.all().some(
  n => n.id.startsWith("item.decision:") && n.id.endsWith(".open"))"""


async def log_in(window: Window) -> None:
    """As a clerk, by keys."""
    await window.arrives("desk.login")
    came, told = await window.tabbed()
    assert came == told and len(came) > 5, "the Tab key goes round in the order of reading"
    await window.type("field.name", CLERK.id)
    await window.type("field.password", CLERK.password)
    await window.page.keyboard.press("Enter")
    await window.arrives("desk.queue")


async def line_of(window: Window, name: str) -> str:
    """The line of somebody on the list, on whichever of its pages it stands."""
    for _ in range(20):
        for node in await window.nodes():
            if node.id.startswith("item.") and name in node.words:
                return node.id
        before = await window.signature()
        await window.page.keyboard.press("n")
        await window.until("s => window.semantics.signature() !== s", before, "more lines")
        await window.still()
    raise await window.error(f"no line of {name}")


async def decided_at_the_desk(window: Window) -> None:
    """The clerk opens the claim, sees why it is here, and refuses it in plain words."""
    await log_in(window)
    line = await line_of(window, SUN.name)
    assert found_in(await window.words(), (SUN.id_number, PHONE, ACCOUNT)) == []
    await window.tap(line)
    await window.arrives("desk.case")
    whole = await window.words()
    assert said("zh", "desk.why.not_met") in whole
    assert found_in(whole, (SUN.id_number, PHONE, ACCOUNT)) == [], "whole numbers are shown only when asked for"
    clauses = [node for node in await window.nodes() if node.id.startswith("clause.")]
    assert any(said("zh", "ui.status.not_met") in node.words and "条" in node.words for node in clauses)
    await window.page.keyboard.press("x")
    await window.arrives("desk.act")
    await window.page.keyboard.press("Control+Enter")
    await window.appears("error.desk")
    await window.type("field.reason", REASON)
    await window.page.keyboard.press("Control+Enter")
    await window.arrives("desk.queue")
    await window.appears("desk.said")
    await window.page.keyboard.press("q")
    await window.arrives("desk.login")
    assert found_in(await window.words(), (SUN.name, REASON)) == []


async def test_a_claim_goes_from_the_kiosk_to_a_clerk_and_the_answer_comes_back_to_the_person(
    start_kiosk: StartKiosk, open_window: OpenWindow, browser: Browser
) -> None:
    kiosk = await start_kiosk("--idle", "3600")
    port = await kiosk.cut()
    office = await kiosk.mend(port, "--hold", "0")
    assert kiosk.running is not None
    window = await open_window(kiosk.running.url)
    walker = Walker(window, ANSWERS)
    await walker.whole("unemployment", SUN.key)
    await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    await walker.home()

    context, requests = await new_context(browser, DESKTOP), Requests()
    try:
        desk = Window(await new_page(context, requests))
        await desk.open(f"{office.origin}/desk")
        await decided_at_the_desk(desk)
    finally:
        await context.close()
    requests.check()
    assert found_in("\n".join(requests.urls), (*traces(SUN), CLERK.password, CLERK.name)) == []
    log = office.log.read_text("utf-8")
    assert found_in(log, (*traces(SUN), REASON, CLERK.password, CLERK.name)) == []

    await window.tap_to("act.messages", "identify")
    await walker.identify(SUN.key)
    await window.arrives("messages")
    await window.until(_DECIDED, None, "the message", DELIVERY_SECONDS)
    await window.says("page.messages", REASON)
    opens = next(id for id in await window.ids("item.decision:") if id.endswith(".open"))
    await window.tap_to(opens, "item")
    await window.says("item.state", said("zh", "item.where.decided.more"), DELIVERY_SECONDS)
    await window.says("page.item", REASON)
    await window.says("page.item", said("zh", "office.refused"))

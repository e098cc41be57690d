"""In a real browser: a line that breaks loses nobody's place, and what is touched afterwards still acts."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator

import flet as ft
import pytest
import uvicorn
from playwright.async_api import Page, async_playwright

from kiosk.run import bind
from kiosk.server import Gate, QuietServer, build_app
from shared.app.session import Session
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.ui.test_pages import world

CHROMIUM = shutil.which("chromium")
FLAGS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
SOCKETS = """(() => { const W = window.WebSocket; window.sockets = [];
  window.WebSocket = class extends W { constructor(...a) { super(...a); window.sockets.push(this); } }; })()"""

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(CHROMIUM is None, reason="no chromium")]


def at(id: str) -> str:
    return f'[flt-semantics-identifier="{id}"]'


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A kiosk over fakes, in a browser."""
    kiosk = world()

    async def main(screen: ft.Page) -> None:
        Screen(screen, Session(kiosk.ports), Surroundings()).attach()

    listening = bind(0)
    gate = Gate(listening.getsockname()[1])
    config = uvicorn.Config(build_app(main, gate), log_config=None, ws="websockets-sansio", timeout_graceful_shutdown=1)
    server = QuietServer(config)
    serving = asyncio.create_task(server.serve([listening]))
    await server.is_up(serving)
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *root])
        context = await browser.new_context(viewport={"width": 720, "height": 1280})
        await context.add_init_script(SOCKETS)
        found = await context.new_page()
        found.set_default_timeout(30_000)
        await found.goto(gate.new_url())
        await found.wait_for_selector(at("page.home"))
        yield found
        await browser.close()
    server.should_exit = True
    await serving


async def test_a_broken_line_keeps_the_place_and_what_is_touched_still_acts(page: Page) -> None:
    await page.click(f"{at('nav.help')} [role=button]")
    await page.wait_for_selector(at("page.help"))
    async with page.expect_event("load"):
        await page.evaluate("window.sockets.at(-1).close()")
    await page.wait_for_selector(at("page.help"))
    await page.click(f"{at('nav.back')} [role=button]")
    await page.wait_for_selector(at("page.home"))
    assert await page.locator(at("page.help")).count() == 0

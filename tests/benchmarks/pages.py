"""Two questions of a claim, between which the kiosk's measurements go there and back."""

from __future__ import annotations

from typing import Final

from playwright.async_api import Browser

from tests.e2e.browser import Requests, new_context, new_page
from tests.e2e.walker import Walker
from tests.e2e.window import Window

PAGES: Final = ("step.unemployment.reason", "step.unemployment.registered")
ANSWERS: Final = {"reason": "expired", "resume": "fresh"}


async def at_questions(browser: Browser, url: str, script: str = "") -> Window:
    """A window at the first of them, both answered; it runs that script before its own."""
    context = await new_context(browser)
    if script:
        await context.add_init_script(script)
    window = Window(await new_page(context, Requests()))
    await window.open(url)
    walker = Walker(window, ANSWERS)
    await walker.begin("unemployment")
    await walker.identify("wang_xiuying")
    await walker.walk("step.unemployment.months")
    for page in reversed(PAGES):
        await window.tap_to("nav.back", page)
    return window

"""Debian's Chromium with a fresh profile, and a record of everything that its pages ask for."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

SEMANTICS: Final = Path(__file__).parent / "semantics.js"
PORTRAIT: Final = (1080, 1920)
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
"""Chromium asks nothing for itself; what is recorded is the page's own doing. Sound plays as on a kiosk."""


CLOSING_SECONDS: Final = 60.0
"""How long a browser, or one of its windows, may take to close on a busy machine."""
T = TypeVar("T")


def executable() -> str | None:
    """Where Chromium is; None where this machine has none. Never downloaded."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(slots=True)
class Requests:
    """What pages asked for."""

    urls: list[str] = field(default_factory=list)

    def elsewhere(self) -> list[str]:
        """Addresses beyond this machine."""
        return [u for u in self.urls if urlsplit(u).scheme not in ("data", "blob") and _host(u) != "127.0.0.1"]

    def fallback_fonts(self) -> list[str]:
        """Asked for where a character has no glyph in our faces: boxes on the screen."""
        return [u for u in self.urls if "/assets/fonts/noto" in u.lower() or "fonts.gstatic" in u]

    def check(self) -> None:
        """Fail when anything left this machine or any character was drawn as a box."""
        assert self.elsewhere() == [], f"asked another host: {self.elsewhere()}"
        assert self.fallback_fonts() == [], f"characters without a glyph, asked for: {self.fallback_fonts()}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


async def within(seconds: float, what: str, work: Awaitable[T]) -> T:
    """What the work gives; one that takes longer is ended, with an error that names it."""
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await work
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise AssertionError(f"{what} took more than {seconds:g} s") from error


async def close(context: BrowserContext) -> None:
    """Close all windows of a profile; it is an error where the browser does not get done with it."""
    await within(CLOSING_SECONDS, "closing a window", context.close())


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Chromium for some contexts, each with its own profile."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            await within(CLOSING_SECONDS, "closing the browser", browser.close())


async def new_context(browser: Browser, size: tuple[int, int] = PORTRAIT, dots: float = 1.0) -> BrowserContext:
    """A fresh profile with a screen of that size (dp), of so many dots a dp; nothing moves, as on the kiosk."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=dots,
        service_workers="block",
        reduced_motion="reduce",
    )
    await context.add_init_script(path=SEMANTICS)
    return context


async def new_page(context: BrowserContext, requests: Requests) -> Page:
    """A page whose requests are recorded, those of its sockets too."""
    page = await context.new_page()
    page.on("request", lambda request: requests.urls.append(request.url))
    page.on("websocket", lambda socket: requests.urls.append(socket.url))
    return page

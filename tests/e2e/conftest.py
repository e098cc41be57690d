"""A browser and a kiosk for the browser tests: real Chromium, real processes, nothing asked beyond this machine."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.browser import PORTRAIT, Requests, chromium, close, executable, new_context, new_page, within
from tests.e2e.processes import Kiosk
from tests.e2e.walker import Walker
from tests.e2e.window import Window

MOST_SECONDS: Final = 400.0
"""No browser test takes so long, however busy the machine: one that does hangs, and says at what."""
StartKiosk = Callable[..., Awaitable[Kiosk]]
OpenWindow = Callable[..., Awaitable[Window]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests share one event loop, because they share one browser; without a browser they are skipped."""
    here = Path(__file__).parent
    reason = "Chromium is not on this machine: apt-get install chromium"
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
                item.obj = bounded(item.obj)
            if executable() is None:
                item.add_marker(pytest.mark.skip(reason=reason))


def bounded(test: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """The test, which fails where it hangs."""

    @functools.wraps(test)
    async def run(*args: object, **kwargs: object) -> None:
        await within(MOST_SECONDS, test.__name__, test(*args, **kwargs))

    return run


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests."""
    async with chromium() as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def start_kiosk(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[StartKiosk]:
    """Starts kiosks with fresh data; all end with the test."""
    started: list[Kiosk] = []

    async def start(*options: str, data: Path | None = None, watched: bool = False) -> Kiosk:
        name = re.sub(r"\W+", "-", request.node.name)[:60]
        kiosk = Kiosk(data or tmp_path / f"data{len(started)}", name, list(options), watched=watched)
        started.append(kiosk)
        await kiosk.start()
        return kiosk

    yield start
    for kiosk in started:
        await kiosk.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(browser: Browser) -> AsyncIterator[OpenWindow]:
    """Opens windows, each in a fresh profile. A request to any other host, or for a missing glyph, fails the test."""
    opened: list[tuple[Window, Requests]] = []

    async def open(url: str, size: tuple[int, int] = PORTRAIT) -> Window:
        requests = Requests()
        context = await new_context(browser, size)
        window = Window(await new_page(context, requests))
        opened.append((window, requests))
        await window.open(url)
        return window

    yield open
    for window, _ in opened:
        await close(window.page.context)
    for _, requests in opened:
        requests.check()


Room = tuple[Kiosk, Window, Requests]
"""A kiosk with one window, and what that asked for."""


@asynccontextmanager
async def room(browser: Browser, data: Path, name: str, *, watched: bool = False) -> AsyncIterator[Room]:
    """A kiosk that waits an hour for people, with one window, for several tests."""
    kiosk = Kiosk(data, name, ["--idle", "3600"], watched=watched)
    try:
        running, requests = await kiosk.start(), Requests()
        context = await new_context(browser)
        window = Window(await new_page(context, requests))
        await window.open(running.url)
        yield kiosk, window, requests
        await close(context)
    finally:
        await kiosk.stop()


async def afresh(place: Room, *, anew: bool = False) -> Window:
    """The window at the first page, as a fresh session; opened anew where that is asked or the last was not ended."""
    kiosk, window, requests = place
    requests.urls.clear()
    assert kiosk.running is not None
    if anew or not await untouched(window):
        await window.forget()
        await window.page.set_viewport_size({"width": PORTRAIT[0], "height": PORTRAIT[1]})
        await window.open(kiosk.running.origin)
        await window.arrives("home")
    return window


async def untouched(window: Window) -> bool:
    """Whether it stands on the first page as the next person finds it: nothing to end, nobody at keys or a switch, the
    voice on and sign language off."""
    if window.page.viewport_size != {"width": PORTRAIT[0], "height": PORTRAIT[1]} or await window.at() != "home":
        return False
    found = await window.ids()
    return "nav.repeat" in found and not any(id in ("nav.end", "hand.at") or id.startswith("sign.") for id in found)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def common(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """One kiosk with one window, for tests that leave both as they were."""
    async with room(browser, tmp_path_factory.mktemp("common") / "data", "common") as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def walker(common: Room) -> AsyncIterator[Walker]:
    """A scripted person at the common kiosk's first page, as a fresh session."""
    yield Walker(await afresh(common, anew=True))
    common[2].check()

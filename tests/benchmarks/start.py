"""From the start of the process to the first page that can be touched, beside a bare Flet app."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from tests.benchmarks.measure import Result, median
from tests.e2e.browser import Requests, chromium, new_context, new_page
from tests.e2e.own import own_window
from tests.e2e.processes import Kiosk, Running, start
from tests.e2e.window import Window

TIMES: Final = 5
LIMIT: Final = 4.0
"""Seconds."""
_ENABLE: Final = """new MutationObserver((_, observer) => {
  const placeholder = document.querySelector("flt-semantics-placeholder");
  if (placeholder) { observer.disconnect(); placeholder.click(); }
}).observe(document, { childList: true, subtree: true });"""


async def first_page(running: Running, control: str) -> float:
    """Seconds from a ready process to a first page that can be touched, the browser's own start included."""
    began = time.perf_counter()
    async with chromium() as browser:
        context = await new_context(browser)
        await context.add_init_script(_ENABLE)
        window = Window(await new_page(context, Requests()))
        await window.open(running.url)
        await window.appears(control)
        return time.perf_counter() - began


async def kiosk(folder: Path) -> float:
    """Seconds to the first page in the window that a kiosk opens by itself."""
    began = time.perf_counter()
    async with own_window(folder, "--idle", "3600") as own:
        await own.window.appears("home.unemployment")
        return time.perf_counter() - began


async def elsewhere(data: Path) -> tuple[float, float]:
    """Seconds to the line on stdout of a kiosk that opens none, its office included, and to a page opened then."""
    began = time.perf_counter()
    found = Kiosk(data, "bench-start", ["--idle", "3600"])
    running = await found.start()
    ready = time.perf_counter() - began
    try:
        return ready, await first_page(running, "home.unemployment")
    finally:
        await found.stop()


async def bare() -> tuple[float, float]:
    """The same for a bare Flet app."""
    began = time.perf_counter()
    running = await start(["tests.benchmarks.bare", "stock"], "bare", "bench-stock")
    ready = time.perf_counter() - began
    try:
        return ready, await first_page(running, "page.bare")
    finally:
        await running.end()


async def run(folder: Path) -> list[Result]:
    """The very first start (enrolment, seed people) by itself, then some with everything installed."""
    first = await kiosk(folder)
    ours, floors = list[float](), list[float]()
    for _ in range(TIMES):
        floors.append(sum(await bare()))
        ours.append(await kiosk(folder))
    ready, page = await elsewhere(folder / "data")
    slowest = max(ours)
    return [
        Result(
            *("process start to first page", median(ours), "s", median(floors)),
            floor_name="a bare Flet app as Flet serves it, and Chromium started when it is ready",
            limit=LIMIT,
            note=f"slowest {slowest:.2f} s; the very first start {first:.2f} s; opened from elsewhere once ready: "
            f"{ready:.2f} s with the office, browser and page {page:.2f} s",
        )
    ]

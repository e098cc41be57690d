"""From the start of the process to the first page that can be touched, beside a bare Flet app."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from tests.benchmarks.measure import Result, median
from tests.e2e.browser import Requests, chromium, new_context, new_page
from tests.e2e.processes import Kiosk, Running, start
from tests.e2e.window import Window

TIMES: Final = 3
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


async def kiosk(data: Path) -> tuple[float, float]:
    """Seconds to the line on stdout, and from there to the page."""
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
    first = sum(await kiosk(folder / "data"))
    ours, floors = [], []
    for _ in range(TIMES):
        floors.append(await bare())
        ours.append(await kiosk(folder / "data"))
    ready, page = median([a for a, _ in ours]), median([b for _, b in ours])
    return [
        Result(
            *("process start to first page", median([a + b for a, b in ours]), "s", median([a + b for a, b in floors])),
            floor_name="a bare Flet app as Flet serves it, start of Chromium included in both",
            limit=LIMIT,
            note=f"process {ready:.2f} s, browser and page {page:.2f} s; the very first start {first:.2f} s",
        )
    ]

"""From a touch to the next page, measured in the page itself, beside a bare Flet page with as many controls."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.benchmarks.measure import Result, median, quantile
from tests.benchmarks.pages import at_questions
from tests.e2e.browser import Requests, chromium, new_context, new_page
from tests.e2e.processes import Kiosk, start
from tests.e2e.window import Window

TURNS: Final = 60
ROUNDS: Final = 3
"""Ours and the floor take turns, so that a busy machine meets both alike."""
_ARM: Final = """page => {
  window.measured = new Promise(resolve => addEventListener("pointerdown", () => {
    const began = performance.now();
    window.semantics.until(page => window.semantics.page() === page, page, 5000)
      .then(found => resolve(found ? performance.now() - began : null));
  }, { once: true, capture: true }));
}"""


async def touch(window: Window, control: str, page: str) -> float | None:
    """Milliseconds from the pointer's press until that page stands; None when it did not come."""
    await window.still()
    await window.page.evaluate(_ARM, f"page.{page}")
    await window.tap(control)
    took = await window.page.evaluate("() => window.measured")
    return None if took is None else float(took)


async def turns(window: Window, first: str, second: str) -> list[float]:
    """Forth and back between two pages."""
    found: list[float] = []
    for _ in range(TURNS // ROUNDS):
        found += [t for t in (await touch(window, "nav.next", second),) if t is not None]
        found += [t for t in (await touch(window, "nav.back", first),) if t is not None]
        if await window.at() != first:
            await window.tap_to("nav.back", first)
    return found


async def run(folder: Path) -> list[Result]:
    """Pages of the kiosk: a choice of six, and yes or no; both already answered."""
    kiosk = Kiosk(folder / "data", "bench-tap", ["--idle", "3600"], watched=True)
    running = await kiosk.start()
    try:
        async with chromium() as browser:
            ours = await at_questions(browser, running.url)
            bars, content = (await kiosk.memory()).controls
            bare = await start(["tests.benchmarks.bare", "flet", str(bars), str(content)], "bare", "bench-flet")
            try:
                floor = Window(await new_page(await new_context(browser), Requests()))
                await floor.open(bare.url)
                times, floors = await _both(ours, floor)
            finally:
                await bare.end()
    finally:
        await kiosk.stop()
    name = f"a bare Flet page with as many controls ({bars} in the bars, {content} in the page)"
    note = f"{len(times)} touches; lost: {len(ours.lost)}"
    return [
        Result("tap to next page, median", median(times), "ms", median(floors), floor_name=name),
        Result(
            *("tap to next page, p95", quantile(times, 0.95), "ms", quantile(floors, 0.95)),
            floor_name=name,
            goal=1.5,
            note=note,
        ),
    ]


async def _both(ours: Window, floor: Window) -> tuple[list[float], list[float]]:
    times: list[float] = []
    floors: list[float] = []
    await turns(floor, "one", "two")
    for _ in range(ROUNDS):
        await ours.page.bring_to_front()
        times += await turns(ours, "step.unemployment.reason", "step.unemployment.registered")
        await floor.page.bring_to_front()
        floors += await turns(floor, "one", "two")
    return times, floors

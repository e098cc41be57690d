"""The silent check in the browser: from the touch on its tile to the office's answer on the screen.

Everything is really there: client, kiosk, sealed question, the office's process, sealed answer. The floor is a touch on
a bare Flet page with as many controls, which asks nobody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.benchmarks.measure import Result, median, quantile
from tests.benchmarks.tap import touch
from tests.e2e.browser import Requests, chromium, new_context, new_page
from tests.e2e.processes import Kiosk, start
from tests.e2e.walker import Walker
from tests.e2e.window import Window

WHO: Final = PEOPLE_BY_KEY["gao_guiying"]
TURNS: Final = 20
ASKED: Final = "step.passive_check.state"
_ARM: Final = """answer => {
  window.answered = new Promise(resolve => addEventListener("pointerdown", () => {
    const began = performance.now();
    window.semantics.until(id => window.semantics.has(id), answer, 10000)
      .then(found => resolve(found ? performance.now() - began : null));
  }, { once: true, capture: true }));
}"""


async def answered(window: Window) -> float | None:
    """Milliseconds from the press on the tile until the office's answer stands; None when it did not come."""
    if await window.at() != "home":
        await window.tap_to("nav.home", "home")
    await window.tap_to("act.group.pension", "services.pension")
    await window.still()
    await window.page.evaluate(_ARM, "act.ask.ready")
    await window.tap("home.passive_check")
    took = await window.page.evaluate("() => window.answered")
    await window.arrives(ASKED)
    return None if took is None else float(took)


async def run(folder: Path) -> list[Result]:
    """In turns with the floor, for a person whose card has been read already."""
    kiosk = Kiosk(folder / "data", "bench-check", ["--idle", "3600"], watched=True)
    running = await kiosk.start()
    times: list[float | None] = []
    floors: list[float | None] = []
    try:
        async with chromium() as browser:
            ours = Window(await new_page(await new_context(browser), Requests()))
            await ours.open(running.url)
            walker = Walker(ours)
            await walker.begin("passive_check")
            await walker.identify(WHO.key)
            await ours.arrives(ASKED)
            await answered(ours)
            bars, content = (await kiosk.memory()).controls
            bare = await start(["tests.benchmarks.bare", "flet", str(bars), str(content)], "bare", "bench-check-flet")
            try:
                floor = Window(await new_page(await new_context(browser), Requests()))
                await floor.open(bare.url)
                await touch(floor, "nav.next", "two")
                for _ in range(TURNS):
                    await ours.page.bring_to_front()
                    times.append(await answered(ours))
                    await floor.page.bring_to_front()
                    floors.append(await touch(floor, "nav.back", "one"))
                    floors.append(await touch(floor, "nav.next", "two"))
            finally:
                await bare.end()
    finally:
        await kiosk.stop()
    found, bounds = ([t for t in some if t is not None] for some in (times, floors))
    name = f"a touch on a bare Flet page with as many controls ({bars} in the bars, {content} in the page)"
    note = f"{len(found)} of {TURNS} touches answered; lost: {len(ours.lost)}"
    what = "passive check in the browser, touch to answer"
    return [
        Result(f"{what}, median", median(found), "ms", median(bounds), name, note=note),
        Result(f"{what}, p95", quantile(found, 0.95), "ms", quantile(bounds, 0.95), name),
    ]

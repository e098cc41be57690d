"""`make phone-bench`: the phone app beside a bare Flet Pyodide page with one button, built, served and opened alike.

Bytes come from whole builds (Brotli); times from Chromium as a phone, cold and from what is kept, also with its
renderer stopped for three quarters of the time, which slows Python as well, as a cheap phone does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import BrowserContext, Page, Request

from mobile.build_native import CACHE, Built, build
from mobile.packing_native import App
from mobile.parts import NOT_KEPT, PACKAGES, SKWASM
from tests.benchmarks.measure import Result, as_json, machine, median, memory_mib, quantile, table
from tests.benchmarks.tap import turns
from tests.e2e.browser import Requests
from tests.e2e.handset import ANSWERS, DELIVERY_SECONDS, known, phone, practised
from tests.e2e.people import LIU
from tests.e2e.processes import ROOT, Running, start
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window
from tests.simulation.phone_kills import renderers

FLOOR: Final = "a bare Flet Pyodide page with one button, built and served the same way, with the same faces"
NEEDED: Final = ("flet", "msgpack", "httpx", "idna", "repath", "six")
"""The packages without which Flet does not run there."""
PATIENCE: Final = 600.0
UNCOVERED: Final = """addEventListener("DOMContentLoaded", () => new MutationObserver((_, watching) => {
  if (document.getElementById("loading")) return;
  watching.disconnect();
  window.uncovered = performance.timeOrigin + performance.now();
}).observe(document.body, { childList: true }));"""
"""When what stands on the glass first is taken away (`shared/ui/web/cover.js`)."""
SLICE: Final = 0.02
"""Seconds of each turn in which a slowed renderer runs; it stands still for three more."""
SLOWER: Final = 4
JSON: Final = ROOT / "build" / "phone-bench.json"


def stage_bare(to: Path) -> None:
    """The floor's app."""
    (to / "mobile").mkdir(parents=True)
    (to / "mobile" / "__init__.py").write_text("", "utf-8")
    for name in ("archives.py", "unseen.py"):
        shutil.copyfile(ROOT / "mobile" / name, to / "mobile" / name)
    shutil.copyfile(Path(__file__).with_name("bare_phone.py"), to / "mobile" / "main.py")


BARE: Final = App(tuple(package for package in PACKAGES if package.name in NEEDED), stage_bare)


@dataclass(slots=True)
class Seen:
    """What was measured of one of the two. Seconds; taps in ms, memory in MiB."""

    built: Built
    readable: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    slowed: list[float] = field(default_factory=list)
    taps: list[float] = field(default_factory=list)
    memory: float = 0.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A claim on the line: bytes of its headers, of its body as it was sent, and what that is coded in."""

    headers: int
    body: int
    coding: str


@asynccontextmanager
async def served(site: Path, data: Path) -> AsyncIterator[Running]:
    """By the office of those data."""
    running = await start(
        ["shared.backend", "--port", "0", "--data", str(data), "--phone", str(site), "--hold", "0"], "backend", "bench"
    )
    try:
        yield running
    finally:
        await running.end()


@asynccontextmanager
async def slowed(profile: Path) -> AsyncIterator[None]:
    """Let the processes of that profile's pages run for a quarter of the time."""

    async def duty() -> None:
        while True:
            pids = await asyncio.to_thread(renderers, profile)
            for _ in range(25):
                for pid in pids:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGSTOP)
                await asyncio.sleep(SLICE * (SLOWER - 1))
                for pid in pids:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGCONT)
                await asyncio.sleep(SLICE)

    task = asyncio.create_task(duty())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        for pid in renderers(profile):
            os.kill(pid, signal.SIGCONT)


async def opened(page: Page, url: str) -> float:
    """Seconds until the app's first page is told and painted: by the page's own clock, for what waits for its frames
    from outside is held back with them."""
    await page.add_init_script(UNCOVERED)
    began = time.time()
    await page.goto(url)
    await page.wait_for_selector("#loading", state="detached", timeout=PATIENCE * 1000)
    await page.wait_for_function("() => window.semantics.page()", timeout=PATIENCE * 1000)
    return 0.001 * float(await page.evaluate("() => uncovered")) - began


async def readable(page: Page) -> float:
    """Seconds from the first byte to the first words of the page that is open."""
    return 0.001 * float(
        await page.evaluate(
            """() => performance.getEntriesByName("first-contentful-paint")[0].startTime
               - performance.getEntriesByType("navigation")[0].responseStart"""
        )
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of the two is met: its figures, its address, what its browser keeps."""

    seen: Seen
    url: str
    profile: Path


async def visit(place: Place) -> None:
    """The first, until the phone has made an image of Python's memory and practised."""
    async with phone(place.profile, Requests()) as context:
        page = await context.new_page()
        place.seen.cold.append(await opened(page, place.url))
        place.seen.readable.append(await readable(page))
        await practised(page)


async def again(place: Place) -> None:
    """A start from what is kept, in a browser that was closed before."""
    async with phone(place.profile, Requests()) as context:
        place.seen.kept.append(await opened(await context.new_page(), place.url))


async def again_slowed(place: Place) -> None:
    """The same, slowed."""
    async with phone(place.profile, Requests()) as context:
        page = await context.new_page()
        await page.goto("about:blank")
        async with slowed(place.profile):
            place.seen.slowed.append(await opened(page, place.url))


async def starts(places: Sequence[Place], times: int, slow: int) -> None:
    """Of all places, in turns: the pace of the machine changes, and is to change for all of them."""
    for place in places:
        await visit(place)
    for start_again, turns_of in ((again, times), (again_slowed, slow)):
        for _ in range(turns_of):
            for place in places:
                await start_again(place)


async def taps(seen: Seen, window: Window, first: str, second: str, profile: Path) -> None:
    """Forth and back between two pages, then the memory of their process."""
    seen.taps += await turns(window, first, second)
    seen.memory = max(seen.memory, sum(memory_mib(pid) for pid in renderers(profile)))


async def claim(context: BrowserContext, walker: Walker) -> Sent:
    """From the review to delivery; what of it was on the line."""
    requests: list[Request] = []

    def heard(request: Request) -> None:  # the library marks what listens, which a list's own method cannot be
        requests.append(request)

    context.on("requestfinished", heard)
    await walker.walk("receipt")
    await walker.window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
    found = [request for request in requests if request.url.endswith("/submissions")]
    if not found:
        raise LookupError("the browser told of no submission")
    sent = found[-1]  # one that was refused is sent again
    sizes, coding = await sent.sizes(), await sent.header_value("content-encoding")
    return Sent(sizes["requestHeadersSize"], len(sent.post_data_buffer or b""), coding or "plain")


async def ours(place: Place) -> Sent:
    """The app: taps between two pages that are answered, a claim."""
    async with phone(place.profile, Requests()) as context:
        page = await context.new_page()
        await opened(page, place.url)
        window = Window(page)
        await known(window)
        walker = Walker(window, ANSWERS)
        await walker.begin("unemployment")
        await walker.identify_by_number(LIU.id_number)
        await walker.walk("step.unemployment.months")
        await window.tap_to("nav.back", "step.unemployment.registered")
        await window.tap_to("nav.back", "step.unemployment.reason")
        await taps(place.seen, window, "step.unemployment.reason", "step.unemployment.registered", place.profile)
        return await claim(context, walker)


async def floor(place: Place) -> None:
    """Taps of the bare page."""
    async with phone(place.profile, Requests()) as context:
        page = await context.new_page()
        await opened(page, place.url)
        await taps(place.seen, Window(page), "one", "two", place.profile)


def parts(built: Built) -> str:
    """Bytes on the line of the first install by part, largest first."""
    kept = [(n, path) for path, (_, n, only) in built.sizes.items() if only in ("", SKWASM) and path not in NOT_KEPT]
    return "\n".join(f"  {n:9d}  {path}" for n, path in sorted(kept, reverse=True) if n > 4096)


def results(app: Seen, bare: Seen, sent: Sent | None) -> list[Result]:
    """Everything beside its floor."""
    size, least = app.built.install(SKWASM) / 1e6, bare.built.install(SKWASM) / 1e6
    found = [
        Result("first install, Brotli", size, "MB", least, floor_name=FLOOR, limit=12.0),
        Result("first install beside its floor", size, "MB", least, goal=1.25),
    ]
    for name, values, floors, goal in (
        ("first visit to first page", app.cold, bare.cold, None),
        ("start from what is kept", app.kept, bare.kept, 1.25),
        ("the same, everything 4 times slower", app.slowed, bare.slowed, 1.25),
    ):
        if values and floors:
            found.append(Result(name, median(values), "s", median(floors), goal=goal))
    if app.readable:
        found.append(Result("first byte to readable page", median(app.readable), "s", limit=0.3))
    if app.taps and bare.taps:
        found.append(Result("tap to next page, median", median(app.taps), "ms", median(bare.taps)))
        p95 = (quantile(app.taps, 0.95), "ms", quantile(bare.taps, 0.95))
        found.append(Result("tap to next page, p95", *p95, goal=1.5, note=f"{len(app.taps)} touches"))
        found.append(Result("memory of the page's process", app.memory, "MiB", bare.memory))
    if sent is not None:
        note = f"headers {sent.headers}, body {sent.body} ({sent.coding})"
        whole = sent.headers + sent.body
        found.append(Result("an L1 claim: headers and body as sent", whole, "bytes", note=note, limit=2500))
    return found


def built(folder: Path) -> tuple[Seen, Seen]:
    """Both builds."""
    trust = folder / "trust.json"
    command = [sys.executable, "-m", "shared.backend", "trust", "--data", str(folder / "data"), "--out", str(trust)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    app = Seen(build(folder / "site", trust.read_bytes(), cache=CACHE))
    return app, Seen(build(folder / "bare", None, cache=CACHE, app=BARE))


async def measure(folder: Path, app: Seen, bare: Seen, times: int, slow: int) -> Sent:
    """Both in the browser, the starts in turns."""
    async with (
        served(folder / "bare", folder / "bare-data") as least,
        served(folder / "site", folder / "data") as running,
    ):
        low = Place(bare, least.url, folder / "bare-profile")
        own = Place(app, running.url, folder / "profile")
        await starts((low, own), times, slow)
        await floor(low)
        return await ours(own)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; a missed goal is said, not an error, since another machine may be the reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.phone", description=__doc__)
    parser.add_argument("--times", type=int, default=7, help="starts from what is kept")
    parser.add_argument("--slow", type=int, default=3, help="slowed starts")
    parser.add_argument("--bytes", action="store_true", help="only what needs no browser")
    given = parser.parse_args(arguments)
    line = machine()
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="phone-bench-", dir=ROOT / "build") as name:
        folder = Path(name)
        app, bare = built(folder)
        sent = None if given.bytes else asyncio.run(measure(folder, app, bare, given.times, given.slow))
    found = results(app, bare, sent)
    print(f"{line}\n{table(found)}\n{parts(app.built)}")
    JSON.write_text(json.dumps(as_json(line, found), ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

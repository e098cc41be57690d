"""Every service in Chromium, with the office there and without: `python -m tests.e2e.walks` prints how each ended.

The walker knows kinds and identifiers only. What acts on something submitted has that submitted first, and is opened
from its page; where it is not offered as things stand, that is what the table says. Exit status 1 where one was not
finished. The suite walks what a browser alone can break; this is the long form.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Browser

from shared.domain.flow import Flow
from shared.flows import FLOWS
from tests.e2e.browser import Requests, chromium, executable, new_context, new_page
from tests.e2e.defaults import Answers
from tests.e2e.processes import Kiosk, ProcessError
from tests.e2e.said import said
from tests.e2e.walker import Refused, Walker
from tests.e2e.window import ScreenError, Window

ANSWERS: Final[Answers] = {"members": 1, "scheme": "employee", "reason": "expired"}
WAYS: Final = ("online", "decided", "offline")
"""With the office there; with one that decides at once, so that decisions can be acted on; without it."""
CARDS: Final = ("liu_wei", "gao_guiying", "li_jianguo", "huang_lijuan")
"""Who walks, in turn, so that no draft or claim meets another's; the last one's claim is decided by rule."""
DELIVERY_SECONDS: Final = 120.0


@dataclass(frozen=True, slots=True)
class Walk:
    """How one service ended: `how` in a word or two, the pages that were passed, seconds."""

    flow: str
    way: str
    how: str
    pages: int
    seconds: float
    good: bool


async def walked(window: Window, flow: Flow, way: str, card: str) -> tuple[str, int, bool]:
    """From the first page to the end of a service; what acts has its target submitted before."""
    walker = Walker(window, ANSWERS)
    if flow.acts:
        about = flow.about if flow.about in FLOWS else "unemployment"
        await walker.whole(str(about), card)
        if way != "offline":
            await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
        item = await walker.look()
        walker.seen.clear()
        if not await window.holds("id => window.semantics.has(id)", f"item.{item}.{flow.id}", 8.0):
            return "not offered as it stands", 0, True
        await walker.act(item, flow.id)
    else:
        await walker.begin(flow.id)
        await walker.identify(card)
        await walker.walk("receipt", "home")
    if await window.at() != "receipt":
        return "told, nothing to submit", len(walker.seen), True
    if way != "offline":
        await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
        return "delivered", len(walker.seen), True
    kept = said("zh", "outbox.state.delivered") not in (await window.words("receipt.state")).splitlines()
    return "kept here, not sent", len(walker.seen), kept


async def one(window: Window, url: str, flow: Flow, way: str, card: str) -> Walk:
    """One service in a session of its own."""
    began = time.monotonic()
    try:
        await window.forget()
        await window.open(url)
        how, pages, good = await walked(window, flow, way, card)
    except (ScreenError, Refused, ProcessError) as error:
        how, pages, good = f"NOT FINISHED: {str(error).splitlines()[0][:200]}", 0, False
    return Walk(flow.id, way, how, pages, time.monotonic() - began, good)


async def run(ways: Sequence[str], flows: Sequence[str]) -> list[Walk]:
    """Way after way, each with a kiosk of its own."""
    found: list[Walk] = []
    async with chromium() as browser:
        for way in ways:
            with TemporaryDirectory(prefix="walks-") as folder:
                found += await _way(browser, Path(folder), way, flows)
    return found


async def _way(browser: Browser, folder: Path, way: str, flows: Sequence[str]) -> list[Walk]:
    kiosk, requests = Kiosk(folder / "data", f"walks-{way}", ["--idle", "3600", "--camera", "demo"]), Requests()
    found: list[Walk] = []
    try:
        running = await kiosk.start()
        window = Window(await new_page(await new_context(browser), requests))
        await window.open(running.url)
        if way != "online":
            port = await kiosk.cut()
            if way == "decided":
                await kiosk.mend(port, "--hold", "0")
        for n, id in enumerate(flows):
            flow = FLOWS[id]
            if way == "decided" and not flow.acts:
                continue
            found.append(await one(window, running.origin, flow, way, CARDS[n % len(CARDS)]))
            print(line(found[-1]), file=sys.stderr, flush=True)
        requests.check()
    finally:
        await kiosk.stop()
    return found


def line(walk: Walk) -> str:
    """A walk in a line."""
    return f"{walk.flow:20} {walk.way:8} {walk.pages:3} pages {walk.seconds:6.1f} s  {walk.how}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk, then print."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.walks", description="Every service in Chromium.")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--flows", nargs="+", choices=list(FLOWS), default=list(FLOWS))
    given = parser.parse_args(arguments)
    if executable() is None:
        print("no chromium: apt-get install chromium", file=sys.stderr)
        return 3
    found = asyncio.run(run(given.ways, given.flows))
    print(f"Every service in Chromium, {date.today()}")
    print("\n".join(map(line, found)))
    bad = sum(not walk.good for walk in found)
    print(f"{len(found)} walks, {bad} not finished; no request left this machine, no character without a glyph")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

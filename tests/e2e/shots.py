"""`make shots`: a picture of every page, theme, three sizes, upright and lying screens, into build/shots.

Walks the real kiosk by identifiers; while it does, judges the geometry of every page. Exit status 1 where one is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.async_api import Browser

from shared.flows import FLOWS
from shared.i18n.locales import offered
from tests.e2e.album import SCREENS, SIZES, THEMES, Album, resize
from tests.e2e.browser import Requests, chromium, executable, new_context, new_page
from tests.e2e.defaults import Answers, Raw
from tests.e2e.processes import ROOT, Kiosk
from tests.e2e.sheet import write
from tests.e2e.walker import Walker
from tests.e2e.window import Window

FOLDER: Final = ROOT / "build" / "shots"
CARD: Final = "zhou_qiang"
OTHER: Final = "liu_wei"
ANSWERS: Final[Answers] = {"pay_to": "account", "members": 1, "drawing": False, "scheme": "employee"}
NUMBER: Final = "310199195805200312"


def parser() -> argparse.ArgumentParser:
    """Everything by default; less for a quick look."""
    found = argparse.ArgumentParser(prog="python -m tests.e2e.shots", description="Pictures of every page.")
    found.add_argument("--out", type=Path, default=FOLDER, help="where they go (default %(default)s)")
    found.add_argument("--lang", choices=offered(), default="zh")
    found.add_argument("--flows", nargs="*", help="only these services")
    found.add_argument("--themes", nargs="+", choices=THEMES, default=list(THEMES))
    found.add_argument("--sizes", nargs="+", type=int, choices=SIZES, default=[48, 36, 24])
    found.add_argument("--screens", nargs="+", choices=tuple(SCREENS), default=list(SCREENS))
    return found


async def shoot(album: Album, lang: str, flows: Sequence[str] | None) -> None:
    """All pages of one kiosk."""
    with tempfile.TemporaryDirectory(prefix="shots-") as folder:
        kiosk = Kiosk(Path(folder) / "data", "shots", ["--idle", "3600", "--lang", lang])
        running = await kiosk.start()
        try:
            async with chromium() as browser:
                await _walk(album, await _window(browser, running.url), flows)
                await _others(album, browser, Path(folder), lang)
        finally:
            await kiosk.stop()


async def _window(browser: Browser, url: str) -> Window:
    window = Window(await new_page(await new_context(browser), Requests()))
    await window.open(url)
    return window


async def _walk(album: Album, window: Window, flows: Sequence[str] | None) -> None:
    """From the first page through every service, and the pages beside them."""
    walker = Walker(window, ANSWERS)
    await album.page(window)
    for way in ("nav.help", "outbox.state"):
        await window.tap(way)
        await window.until("() => window.semantics.page() !== 'page.home'", None, f"a page behind {way}")
        await album.page(window)
        await window.tap("nav.back")
        await window.arrives("home")
    for group in await window.ids("act.group."):
        await window.tap_to(group, "services.*")
        await album.page(window)
        await window.tap_to("nav.back", "home")
    await window.tap_to("act.search", "search")
    await album.page(window)
    for letter in "YL":
        await window.tap_and_settle(f"key.{letter}")
    await album.page(window, "search-found")
    await window.tap_and_settle("key.X")
    await album.page(window, "search-nothing")
    await window.tap_to("nav.home", "home")
    services = [id for id, flow in FLOWS.items() if not flow.acts]
    await _identification(album, walker, services[0])
    for service in flows if flows is not None else services:
        await _service(album, walker, service)
    await _resume(album, walker, services[0])


async def _identification(album: Album, walker: Walker, service: str) -> None:
    """The three pages of identification, two of them with an error."""
    window = walker.window
    await walker.begin(service)
    await album.page(window)
    await walker.give("keypad")
    await album.page(window)
    await walker.refused(Raw(NUMBER))
    await album.page(window, "number-refused")
    await window.tap("nav.back")
    await window.arrives("identify")
    await walker.give(CARD)
    await album.page(window)
    await walker.refused(Raw("111111"))
    await album.page(window, "pin-refused")
    await window.tap("nav.home")
    await window.arrives("home")


async def _service(album: Album, walker: Walker, service: str) -> None:
    """Every page of a service."""
    window = walker.window
    await walker.begin(service)
    await walker.identify(CARD)
    while True:
        at = await window.at()
        print(f"{time.strftime('%X')} {at}", file=sys.stderr)
        await album.page(window)
        if at in ("receipt", "home"):
            break
        await walker.step(at)
    if at == "receipt" and "item" not in album.taken:
        await _item(album, walker)
    await window.tap_to("nav.end", "confirm_end")
    await album.page(window)
    await window.tap_to("act.end", "ended", "home")
    album.at = 0
    await album.page(window)
    await walker.home()
    album.at = 0  # whoever comes next finds the machine's own size


async def _item(album: Album, walker: Walker) -> None:
    """What was submitted: its page, one's own matters, and every page of each service that acts on it."""
    window = walker.window
    item = await walker.look()
    await album.page(window)
    offered = [id for id in await window.ids(f"item.{item}.") if not id.endswith(".show")]
    for act in offered:
        if await window.at() != "item":
            await window.tap_to("outbox.state", "waiting")
            await album.page(window, "waiting-own")
            await window.tap_to(f"item.{item}.show", "item")
        if not await window.has(act):
            continue
        await window.tap(act)
        await window.until("() => window.semantics.page() !== 'page.item'", None, f"a page behind {act}")
        while (at := await window.at()) != "receipt":
            await album.page(window)
            await walker.step(at)


async def _resume(album: Album, walker: Walker, service: str) -> None:
    """A draft that was left, found again; and what waits, for its owner."""
    window = walker.window
    for _ in range(2):
        await walker.begin(service)
        await walker.identify(OTHER)
        at = await window.at()
        await album.page(window)
        if at == "resume":
            break
        await walker.step(at)
        await walker.step()
        await walker.home()
        album.at = 0
    await window.tap("outbox.state")
    await window.until("() => window.semantics.page() !== 'page.resume'", None, "what waits")
    await album.page(window, "waiting-owner")


async def _others(album: Album, browser: Browser, folder: Path, lang: str) -> None:
    """What another kiosk shows: never enrolled, and left alone."""
    alone = Kiosk(folder / "alone", "shots-alone", ["--backend", "none", "--lang", lang, "--idle", "3600"])
    try:
        album.at = 0
        window = await _window(browser, (await alone.start()).url)
        await Walker(window).begin("unemployment")
        await window.arrives("told", "identify")
        await album.page(window)
    finally:
        await alone.stop()
    left = Kiosk(folder / "left", "shots-left", ["--lang", lang, "--idle", "6"])
    try:
        await _idle(album, await _window(browser, (await left.start()).url))
    finally:
        await left.stop()


async def _idle(album: Album, window: Window) -> None:
    """The warning goes at a touch: look first, then wait for it."""
    walker = Walker(window)
    await walker.begin("unemployment")
    await walker.identify(CARD)
    for size in album.sizes:
        await resize(window, size)
        for theme in THEMES:
            if theme in album.themes:
                await window.arrives("idle")
                for screen in album.screens:
                    await album.one(window, "idle", theme, size, screen)
            await window.recolour()


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 all is well, 1 a page's geometry is wrong, 3 there is no browser."""
    given = parser().parse_args(arguments)
    if executable() is None:
        print("no chromium: apt-get install chromium")
        return 3
    shutil.rmtree(given.out, ignore_errors=True)
    given.out.mkdir(parents=True)
    album = Album(given.out, given.themes, given.sizes, given.screens)
    began = time.monotonic()
    try:
        asyncio.run(shoot(album, given.lang, given.flows))
    finally:
        index = write(given.out, album.shots)
        seconds = time.monotonic() - began
        for shot in album.shots:
            for fault in shot.faults:
                print(f"{shot.file}: {fault}")
        print(f"{len(album.shots)} pictures of {len(album.taken)} pages in {seconds:.0f} s: {index}")
    return 1 if any(shot.faults for shot in album.shots) else 0


if __name__ == "__main__":
    sys.exit(main())

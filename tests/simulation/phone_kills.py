"""A phone's browser killed at any moment: what it reported as saved is there, once and whole.

`python -m tests.simulation.phone_kills --kills 200`: on a small page over the real store, files and Pyodide of a build.
It goes on where it was: profile and tally lie in `build/phone-kills`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.async_api import BrowserContext, ConsoleMessage, Error, Page

from mobile.build_native import CACHE, build
from tests.e2e.browser import Requests
from tests.e2e.handset import kill, phone, served
from tests.simulation import killing
from tests.simulation.killing import Lost, begun, options, state, told

HERE: Final = Path(__file__).parent / "phone"
STATE: Final = state("phone-kills")
OPEN_SECONDS: Final = 120.0
FURTHER: Final = 100_000
"""How far each start counts on, so that nothing saved unreported is met again."""
AGAIN: Final = 5
"""New pages that may come to nothing after a kill."""
MOST: Final = 40
"""Reports before a kill, at most."""


def folder(to: Path) -> Path:
    """A build with the small page in place of its first one."""
    build(to, None, quality=None, cache=CACHE)
    for path in HERE.iterdir():
        if path.suffix in (".html", ".js") or path.name == "submitter.py":
            shutil.copyfile(path, to / path.name)
    return to


@dataclass(slots=True)
class Tally(killing.Tally[int]):
    """Numbers of claims reported as saved, where each start began to count, how many were saved unreported."""

    starts: list[int] = field(default_factory=list)
    unreported: int = 0

    def line(self) -> str:
        """The figures; lost and broken are 0, since the first of either ends the run."""
        return (
            f"{self.kills} kills, {len(self.reported)} claims reported as saved, 0 lost, 0 broken; "
            f"{self.unreported} more were saved whose report a kill cut off"
        )


class Reports:
    """What the page says, as it comes."""

    def __init__(self, page: Page) -> None:
        self.numbers: list[int] = []
        self.first: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._more = asyncio.Event()
        page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.text.isdecimal():
            self.numbers.append(int(message.text))
            self._more.set()
        elif message.text.startswith("{") and not self.first.done():
            self.first.set_result(json.loads(message.text))

    async def until(self, many: int) -> None:
        """Until so many claims were reported."""
        while len(self.numbers) < many:
            self._more.clear()
            await self._more.wait()


def judge(found: dict[str, Any], tally: Tally) -> None:
    """Compare what is there with what was reported; raises Lost."""
    if "error" in found:
        raise Lost(f"it did not open: {found['error']}")
    there = found["there"]
    if lost := sorted({*tally.reported} - {*there}):
        raise Lost(f"reported as saved and gone: {lost[:9]}")
    if found["wrong"] or found["half"] or found["recovered"] or len(there) != len({*there}):
        raise Lost(f"broken: { {key: value for key, value in found.items() if key != 'there'} }")
    held = {*there, *(start - 1 for start in tally.starts)}
    gaps = sorted(n for n in there if n - 1 not in held)
    if gaps:
        raise Lost(f"there, though what was kept before them is not: {gaps[:9]}")
    tally.unreported = len(there) - len(tally.reported)


def renderers(profile: Path) -> list[int]:
    """The processes that run the pages of that profile's browser."""
    parents: dict[int, int] = {}
    lines: dict[int, bytes] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            pid = int(place.name)
            lines[pid] = (place / "cmdline").read_bytes()
            parents[pid] = int((place / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
    option = f"--user-data-dir={profile}".encode()
    family = {pid for pid, line in lines.items() if option in line.replace(b" ", b"\0").split(b"\0")}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return [pid for pid in sorted(family) if b"--type=renderer" in lines[pid]]


async def once(context: BrowserContext, url: str, profile: Path, tally: Tally, reports: int, *, whole: bool) -> None:
    """Open, compare, let it keep that many claims, and kill the page's process, or the whole browser."""
    page = await fresh(context)
    heard = Reports(page)
    tally.starts.append(max(tally.reported, default=0) + FURTHER)
    await page.goto(f"{url}#{tally.starts[-1]}")
    async with asyncio.timeout(OPEN_SECONDS):
        judge(await heard.first, tally)
        await heard.until(reports)
    if whole:
        await kill(profile)
    else:
        for pid in renderers(profile):
            os.kill(pid, signal.SIGKILL)
        await gone(heard)
    tally.kills += 1
    tally.reported += heard.numbers


async def fresh(context: BrowserContext) -> Page:
    """Another page: of a browser that may first have to notice that the process it held ready was killed too."""
    for _ in range(AGAIN):
        try:
            return await context.new_page()
        except Error as error:
            if "crashed" not in str(error):
                raise
    return await context.new_page()


async def gone(heard: Reports) -> None:
    """Until nothing more is reported."""
    many = -1
    while many != len(heard.numbers):
        many = len(heard.numbers)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.2):
                await heard.until(many + 1)


async def check(context: BrowserContext, url: str, tally: Tally) -> None:
    """Compare once more, after the last kill; a page that kept claims meanwhile would keep those of the next start."""
    page = await context.new_page()
    heard = Reports(page)
    await page.goto(f"{url}#0")
    async with asyncio.timeout(OPEN_SECONDS):
        judge(await heard.first, tally)
    await page.close()


async def run(folder: Path, site: Path, kills: int, tally: Tally, *, every: int, seed: int) -> None:
    """Kill so many times; each `every`-th kill takes the whole browser, the others the page's process."""
    chance, profile = random.Random(seed + tally.kills), folder / "profile"
    with served(site, tally.port) as port:
        tally.port, url = port, f"http://127.0.0.1:{port}/"
        while tally.kills < kills:
            async with phone(profile, Requests()) as context:
                for _ in range(every):
                    whole = tally.kills % every == every - 1
                    await once(context, url, profile, tally, chance.randrange(1, MOST), whole=whole)
                    tally.keep(folder)
                    if whole or tally.kills >= kills:
                        break
        async with phone(profile, Requests()) as context:
            await check(context, url, tally)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0: nothing was lost."""
    parser = options("phone_kills", __doc__, 200)
    parser.add_argument("--every", type=int, default=1, help="only each so-maniest kill takes the whole browser")
    given = parser.parse_args(arguments)
    tally = begun(STATE, Tally)
    site = folder(STATE / "site")

    async def work(so_far: Callable[[], None]) -> None:
        for goal in range(tally.kills + 10, given.kills + 10, 10):
            await run(STATE, site, min(goal, given.kills), tally, every=given.every, seed=given.seed)
            so_far()

    return told(tally, work)


if __name__ == "__main__":
    sys.exit(main())

"""The whole app killed at any moment while somebody files claims without network: what its receipt page called kept
is there and arrives, once and under its number.

`python -m tests.simulation.whole_kills --kills 20`: the app as built, installed from its office, which then ends; each
start is killed some seconds later, wherever it is; at last the office is back and takes everything. Broken off, it goes
on where it was: build, profile, office and tally lie in `build/whole-kills` until it has come to its end.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import subprocess
import sys
from asyncio import FIRST_COMPLETED
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.async_api import Error

from mobile.build_native import build_site
from tests.e2e.browser import Requests
from tests.e2e.handset import ANSWERS, DELIVERY_SECONDS, kill, known, opened, phone
from tests.e2e.office import arrived
from tests.e2e.people import LIU
from tests.e2e.processes import PATIENT_SECONDS, ROOT, start
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window
from tests.simulation import killing
from tests.simulation.killing import Lost, begun, options, state, told

STATE: Final = state("whole-kills")
MOST_CLAIMS: Final = 2
"""Claims whose receipt is shown before a kill, at most; the next one is under way then."""
SHORTEST, LONGEST = 0.1, 10.0
"""Seconds from the last of these receipts to the kill."""
CLAIM_SECONDS: Final = 120.0
"""How long a claim may take on a busy machine."""


@dataclass(slots=True)
class Tally(killing.Tally[str]):
    """Receipt numbers that were shown, how many claims a kill cut off before one, how many waited at the last start."""

    cut_off: int = 0
    waits: int = 0

    def line(self) -> str:
        """The figures; lost and doubled are 0, since the first of either ends the run."""
        return (
            f"{self.kills} kills of the whole app, {len(self.reported)} claims whose receipt was shown, 0 lost, "
            f"0 doubled; {self.cut_off} kills came amidst a claim"
        )


async def claims(window: Window, tally: Tally, shown: asyncio.Event) -> None:
    """One claim after the other, until the browser is gone; says when a receipt is shown."""
    walker = Walker(window, {**ANSWERS, "resume": "resume"})
    while True:
        tally.cut_off += 1
        await walker.begin("unemployment")
        await walker.identify_by_number(LIU.id_number)
        await walker.walk("receipt")
        tally.reported.append(await walker.receipt_number())
        shown.set()
        tally.cut_off -= 1
        await walker.home()


async def waiting(window: Window, tally: Tally) -> int:
    """How many claims wait, as the first page tells; raises Lost where it is fewer than were reported."""
    most = tally.waits + len(tally.reported) + MOST_CLAIMS
    for n in range(most + 1, 0, -1):
        if said("zh", "kiosk.bar.waiting", n=n) in await window.words("outbox.state"):
            break
    else:
        n = 0
    if n < len(tally.reported):
        raise Lost(f"{len(tally.reported)} receipts were shown, and {n} claims wait")
    return n


async def once(profile: Path, url: str, tally: Tally, many: int, seconds: float) -> None:
    """Open, compare, file so many claims and begin another; kill the browser so many seconds later."""
    shown = asyncio.Event()
    async with phone(profile, Requests()) as context:
        window = await opened(context, url)
        tally.waits = await waiting(window, tally) if tally.reported else 0
        filing = asyncio.get_running_loop().create_task(claims(window, tally, shown))
        goal = len(tally.reported) + many
        async with asyncio.timeout(CLAIM_SECONDS * (many + 1)):
            while len(tally.reported) < goal and not filing.done():
                shown.clear()
                await asyncio.wait([filing, asyncio.ensure_future(shown.wait())], return_when=FIRST_COMPLETED)
        done, _ = await asyncio.wait([filing], timeout=seconds)
        await kill(profile)
        if done:
            raise Lost(f"it ended by itself: {filing.exception()}")
        filing.cancel()
        with contextlib.suppress(Error, AssertionError, asyncio.CancelledError):
            await filing  # what a script meets whose browser is gone
    tally.kills += 1


def office(folder: Path, port: int) -> list[str]:
    """The command that serves the app from its office."""
    site = ["--phone", str(folder / "site"), "--hold", "0", "--port", str(port)]
    return ["shared.backend", "--data", str(folder / "data"), *site]


async def installed(folder: Path, profile: Path) -> int:
    """Build it for its office, install it, end the office; the port to which what it keeps belongs."""
    trust = folder / "trust.json"
    command = ["shared.backend", "trust", "--data", str(folder / "data"), "--out", str(trust)]
    await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    await asyncio.to_thread(build_site, folder / "site", trust, fast=True)
    serving = await start(office(folder, 0), "backend", "kills-install")
    try:
        async with phone(profile, Requests()) as context:
            await known(await opened(context, serving.url))
    finally:
        await serving.end(PATIENT_SECONDS)
    return serving.port


async def delivered(folder: Path, profile: Path, tally: Tally) -> None:
    """The office is back: all that was shown arrives, once. Raises Lost."""
    back = await start(office(folder, tally.port), "backend", "kills-back")
    try:
        async with phone(profile, Requests()) as context:
            window = await opened(context, back.url)
            await window.says("outbox.state", said("zh", "kiosk.bar.none"), DELIVERY_SECONDS)
    finally:
        await back.end(PATIENT_SECONDS)
    there = arrived(folder / "data")
    if lost := sorted({*tally.reported} - {*there}):
        raise Lost(f"shown and never arrived: {lost}")
    if len({*there}) != len(there):
        raise Lost(f"arrived twice: {there}")


async def run(folder: Path, kills: int, seed: int, tally: Tally, so_far: Callable[[], None]) -> None:
    """Install, end the office, kill so many times, start the office, compare. Raises Lost."""
    profile = folder / "profile"
    await kill(profile)  # of a run that was broken off
    if not tally.port:
        tally.port = await installed(folder, profile)
        tally.keep(folder)
    while tally.kills < kills:
        chance = random.Random(seed + tally.kills)
        many, seconds = chance.randint(0, MOST_CLAIMS), chance.uniform(SHORTEST, LONGEST)
        await once(profile, f"http://127.0.0.1:{tally.port}/", tally, many, seconds)
        tally.keep(folder)
        so_far()
    await delivered(folder, profile, tally)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0: nothing was lost."""
    given = options("whole_kills", __doc__, 20).parse_args(arguments)
    tally = begun(STATE, Tally)
    status = told(tally, lambda so_far: run(STATE, given.kills, given.seed, tally, so_far))
    if status == 0:
        shutil.rmtree(STATE)  # what has arrived waits no longer: the next run begins anew
    return status


if __name__ == "__main__":
    sys.exit(main())

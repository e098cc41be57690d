"""The whole app killed at any moment while somebody files claims without network: what its receipt page called kept
is there and arrives, once and under its number.

`python -m tests.simulation.whole_kills --kills 20`: the app as built, installed from its office, which then ends; each
start is killed some seconds later, wherever it is; at last the office is back and takes everything.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
from asyncio import FIRST_COMPLETED
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Error

from mobile.serving_native import prepared
from tests.benchmarks.measure import machine
from tests.e2e.browser import Requests
from tests.e2e.handset import ANSWERS, DELIVERY_SECONDS, kill, known, opened, phone
from tests.e2e.office import arrived
from tests.e2e.people import LIU
from tests.e2e.processes import PATIENT_SECONDS, start
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window
from tests.simulation.phone_kills import Lost

MOST_CLAIMS: Final = 2
"""Claims whose receipt is shown before a kill, at most; the next one is under way then."""
SHORTEST, LONGEST = 0.1, 10.0
"""Seconds from the last of these receipts to the kill."""
CLAIM_SECONDS: Final = 120.0
"""How long a claim may take on a busy machine."""


@dataclass(slots=True)
class Tally:
    """Receipt numbers that were shown, and how many claims were on their way to one when a kill came."""

    kills: int = 0
    reported: list[str] = field(default_factory=list)
    cut_off: int = 0
    shown: asyncio.Event = field(default_factory=asyncio.Event)
    """A receipt was shown."""

    def line(self) -> str:
        """The figures; lost and doubled are 0, since the first of either ends the run."""
        return (
            f"{self.kills} kills of the whole app, {len(self.reported)} claims whose receipt was shown, 0 lost, "
            f"0 doubled; {self.cut_off} kills came amidst a claim"
        )


async def claims(window: Window, tally: Tally) -> None:
    """One claim after the other, until the browser is gone."""
    walker = Walker(window, {**ANSWERS, "resume": "resume"})
    while True:
        tally.cut_off += 1
        await walker.begin("unemployment")
        await walker.identify_by_number(LIU.id_number)
        await walker.walk("receipt")
        tally.reported.append(await walker.receipt_number())
        tally.shown.set()
        tally.cut_off -= 1
        await walker.home()


async def waiting(window: Window, tally: Tally, before: int) -> int:
    """How many claims wait, as the first page tells; raises Lost where it is fewer than were reported."""
    most = before + len(tally.reported) + 1
    for n in range(most + 1, 0, -1):
        if said("zh", "kiosk.bar.waiting", n=n) in await window.words("outbox.state"):
            break
    else:
        n = 0
    if n < len(tally.reported):
        raise Lost(f"{len(tally.reported)} receipts were shown, and {n} claims wait")
    return n


async def once(profile: Path, url: str, tally: Tally, many: int, seconds: float, before: int) -> int:
    """Open, compare, file so many claims and begin another; kill the browser so many seconds later. How many waited."""
    async with phone(profile, Requests()) as context:
        window = await opened(context, url)
        waits = await waiting(window, tally, before) if tally.reported else 0
        filing = asyncio.get_running_loop().create_task(claims(window, tally))
        goal = len(tally.reported) + many
        async with asyncio.timeout(CLAIM_SECONDS * (many + 1)):
            while len(tally.reported) < goal and not filing.done():
                tally.shown.clear()
                await asyncio.wait([filing, asyncio.ensure_future(tally.shown.wait())], return_when=FIRST_COMPLETED)
        done, _ = await asyncio.wait([filing], timeout=seconds)
        await kill(profile)
        if done:
            raise Lost(f"it ended by itself: {filing.exception()}")
        filing.cancel()
        with contextlib.suppress(Error, AssertionError, asyncio.CancelledError):
            await filing  # what a script meets whose browser is gone
    tally.kills += 1
    return waits


async def run(folder: Path, kills: int, seed: int) -> Tally:
    """Install, end the office, kill so many times, start the office, compare. Raises Lost."""
    chance, tally, waits = random.Random(seed), Tally(), 0
    data, profile = folder / "data", folder / "profile"
    site = await asyncio.to_thread(prepared, data, fast=True)
    office = ["shared.backend", "--data", str(data), "--phone", str(site), "--hold", "0"]
    serving = await start([*office, "--port", "0"], "backend", "kills-install")
    try:
        async with phone(profile, Requests()) as context:
            await known(await opened(context, serving.url))
    finally:
        await serving.end(PATIENT_SECONDS)
    began = datetime.now().astimezone()
    while tally.kills < kills:
        many, seconds = chance.randint(0, MOST_CLAIMS), chance.uniform(SHORTEST, LONGEST)
        waits = await once(profile, serving.url, tally, many, seconds, waits)
        print(f"{datetime.now().astimezone() - began} {tally.line()}", file=sys.stderr, flush=True)
    back = await start([*office, "--port", str(serving.port)], "backend", "kills-back")
    try:
        async with phone(profile, Requests()) as context:
            window = await opened(context, serving.url)
            await window.says("outbox.state", said("zh", "kiosk.bar.none"), DELIVERY_SECONDS)
    finally:
        await back.end(PATIENT_SECONDS)
    there = arrived(data)
    if lost := sorted({*tally.reported} - {*there}):
        raise Lost(f"shown and never arrived: {lost}")
    if len({*there}) != len(there):
        raise Lost(f"arrived twice: {there}")
    return tally


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0: nothing was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.whole_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20261125)
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="whole-kills-") as folder:
        try:
            tally = asyncio.run(run(Path(folder), given.kills, given.seed))
        except Lost as lost:
            print(f"LOST: {lost}")
            return 1
    print(machine())
    print(tally.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())

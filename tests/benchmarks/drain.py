"""How fast a thousand waiting claims go out: real store, sync and client to the real office, beside bare posts."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import httpx

from tests.benchmarks.claims import Maker
from tests.benchmarks.measure import Result, memory_mib
from tests.e2e.processes import Running, start

MANY = 1000
PATIENCE = 300.0


async def fill(maker: Maker) -> list[bytes]:
    """So many claims that wait; their bodies."""
    bodies = []
    for n in range(MANY):
        item = await maker.seal(n)
        maker.machine.store.outbox.submit(item, "owner", "none", 0)
        bodies.append(item.wire)
    return bodies


async def posts(url: str, bodies: list[bytes]) -> float:
    """The floor: seconds for one post after the other over one connection."""
    async with httpx.AsyncClient(trust_env=False) as client:
        began = time.perf_counter()
        for body in bodies:
            answer = await client.post(url, content=body, headers={"Content-Type": "application/json"})
            answer.raise_for_status()
        return time.perf_counter() - began


async def drained(maker: Maker, office: Running) -> float:
    """Seconds until nothing waits any more."""
    done = asyncio.Event()
    outbox = maker.machine.store.outbox

    def look(_: str) -> None:
        if outbox.waiting().count == 0:
            done.set()

    stop = maker.machine.store.changes.subscribe(look)
    began = time.perf_counter()
    await maker.machine.connect(office.url)
    try:
        async with asyncio.timeout(PATIENCE):
            await done.wait()
        return time.perf_counter() - began
    finally:
        stop()
        await maker.machine.disconnect()


async def run(folder: Path) -> list[Result]:
    """The floor before and after, so that a machine that changes meanwhile is seen."""
    data = folder / "data"
    maker = await Maker.begin(data)
    route = await start(["tests.benchmarks.bare", "route"], "bare", "bench-route")
    office = await start(["shared.backend", "--port", "0", "--data", str(data)], "backend", "bench-backend")
    try:
        bodies = await fill(maker)
        own, theirs = memory_mib(os.getpid()), memory_mib(office.process.pid)
        before = await posts(route.url, bodies)
        seconds = await drained(maker, office)
        own_after, theirs_after = memory_mib(os.getpid()), memory_mib(office.process.pid)
        after = await posts(route.url, bodies)
    finally:
        await route.end()
        await office.end()
        await maker.machine.close()
    size = sum(map(len, bodies)) / len(bodies)
    memory = f"memory kiosk {own:.0f} → {own_after:.0f} MiB, office {theirs:.0f} → {theirs_after:.0f} MiB"
    return [
        Result(
            *("drain of 1,000 claims", MANY / seconds, "claims/s", MANY / ((before + after) / 2)),
            floor_name="bare httpx posts of equal bodies to a bare FastAPI route in another process",
            goal=0.3,
            least=True,
            note=f"{seconds:.1f} s; {size:.0f} bytes each; floor {before:.1f} s before, {after:.1f} s after; {memory}",
        )
    ]

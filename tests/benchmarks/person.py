"""A person with ten years behind them: opening what the office knows, and from opening the check to its state.

Both go through everything that is really there: card, proof, sealed question, the office's process, sealed answer.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import httpx
from sqlalchemy import delete, insert

from shared.app.session import Session
from shared.backend.database import Database
from shared.backend.evidence.tables import EvidenceRow
from shared.backend.tables import MessageRow
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.messages import Message, MessageKind
from shared.domain.exchange import AskStatus
from shared.domain.text import text
from shared.flows.passive_check.states import FEEDS, IN
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.benchmarks.claims import Maker
from tests.benchmarks.measure import Result, median, quantile
from tests.e2e.processes import start

WHO: Final = PEOPLE_BY_KEY["wang_xiuying"]
YEARS: Final = 10
ROUNDS: Final = 20
PATIENCE: Final = 20.0
_READ: Final = "SELECT day, kind, heard, detail FROM evidence WHERE id_number = ? ORDER BY day"


def plant(path: Path, today: date) -> int:
    """Ten years: three signs of life a month from every source, and a message each month; how many rows."""
    db = Database(f"sqlite:///{path}")
    signs: list[dict[str, object]] = []
    for back in range(0, YEARS * 365, 10):
        day = (today - timedelta(days=back)).toordinal()
        for kind in FEEDS:
            detail = IN if kind == "border" else ""
            signs.append({"id_number": WHO.id_number, "kind": kind, "day": day, "heard": day, "detail": detail})
    with db.writing() as session:
        session.execute(delete(EvidenceRow).where(EvidenceRow.id_number == WHO.id_number))
        session.execute(insert(EvidenceRow), signs)
        for n in range(YEARS * 12):
            id = uuid7(n + 1, bytes(RANDOM_BYTES))
            told = Message(id, id, datetime.fromtimestamp(n, UTC), MessageKind.STATE, text("office.with_person"))
            session.add(MessageRow(subject=WHO.id_number, item=id, body=json.dumps(told.to_json())))
    db.close()
    return len(signs) + YEARS * 12


async def opened(maker: Maker) -> float:
    """Seconds from the PIN until the record is there, in a session of its own."""
    session, there = Session(maker.machine.ports()), asyncio.Event()

    def look() -> None:
        if session.record is not None:
            there.set()

    stop = session.listen(look)
    await session.open("unemployment")
    await session.enter(WHO.key)
    began = time.perf_counter()
    await session.enter("123456")
    async with asyncio.timeout(PATIENCE):
        await there.wait()
    took = time.perf_counter() - began
    stop()
    await session.end()
    return took


async def answered(session: Session) -> float:
    """Seconds from opening the check until the office's state is on its page, for a person who is here already."""
    there = asyncio.Event()

    def look() -> None:
        if any(asked.status is AskStatus.READY for asked in session.asked.values()):
            there.set()

    stop = session.listen(look)
    began = time.perf_counter()
    await session.open("passive_check")
    async with asyncio.timeout(PATIENCE):
        await there.wait()
    took = time.perf_counter() - began
    stop()
    await session.home()
    return took


async def plain(client: httpx.AsyncClient, url: str, body: bytes, db: sqlite3.Connection) -> float:
    """The floor: one bare post of an equal body, and one plain reading of the same rows."""
    began = time.perf_counter()
    (await client.post(url, content=body)).raise_for_status()
    db.execute(_READ, [WHO.id_number]).fetchall()
    return time.perf_counter() - began


async def run(folder: Path) -> list[Result]:
    """In turns, so that a busy machine meets both alike."""
    data = folder / "data"
    maker = await Maker.begin(data)
    rows = plant(data / "backend" / "office.db", maker.machine.clock.today())
    route = await start(["tests.benchmarks.bare", "route"], "bare", "bench-person-route")
    office = await start(["shared.backend", "--port", "0", "--data", str(data)], "backend", "bench-person-backend")
    db = sqlite3.connect(data / "backend" / "office.db")
    try:
        await maker.machine.connect(office.url)
        async with asyncio.timeout(PATIENCE):
            while maker.machine.keys.device.certificate.first:  # noqa: ASYNC110 (nothing tells of the exchange)
                await asyncio.sleep(0.02)
        item, _ = await maker.machine.sealer.query("record", {}, None, None)
        body = json.dumps(item.to_json()).encode()
        await opened(maker)
        times, floors = [], []
        async with httpx.AsyncClient(trust_env=False) as client:
            await plain(client, route.url, body, db)
            for _ in range(ROUNDS):
                times.append(await opened(maker))
                floors.append(await plain(client, route.url, body, db))
            here = Session(maker.machine.ports())
            await here.open("unemployment")
            await here.enter(WHO.key)
            await here.enter("123456")
            checks, bare = [], []
            for _ in range(ROUNDS):
                checks.append(await answered(here))
                bare.append(await plain(client, route.url, body, db))
            await here.end()
    finally:
        db.close()
        await maker.machine.close()
        await office.end()
        await route.end()
    ms = 1000
    name = "one bare post of an equal body to a bare route, and one plain SELECT of the same rows"
    note = f"{rows:,} rows of {YEARS} years; {ROUNDS} times"
    return [
        Result("open a person, median", median(times) * ms, "ms", median(floors) * ms, name, note=note),
        Result("open a person, p95", quantile(times, 0.95) * ms, "ms", quantile(floors, 0.95) * ms, name),
        Result("passive check to answer, median", median(checks) * ms, "ms", median(bare) * ms, name, note=note),
        Result("passive check to answer, p95", quantile(checks, 0.95) * ms, "ms", quantile(bare, 0.95) * ms, name),
    ]

"""The kiosk's own store, keys, sealing and sync against the office's process: from outbox to verified receipt."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_bytes
from time import monotonic, time_ns

from shared.client.http import HttpCitizenApi
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.results import Acknowledgement
from shared.domain.content import content_to_json
from shared.domain.exchange import Delivery, Person, Sealed
from shared.domain.flow import Level
from shared.domain.values import Json, Value
from shared.sealing.acks import verify_acknowledgement
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.demo_native import PIN, demo_card, demo_issuer
from shared.sealing.enrolment import load_enrolment
from shared.sealing.keys_native import FileKeys
from shared.sealing.sealer import ItemSealer
from shared.sealing.session import L2Session, open_session
from shared.store.store import Store
from shared.sync.elapsed import SignedTime
from shared.sync.engine import Engine
from shared.sync.queries import Queries
from tests.backend.process import run, running
from tests.backend.world import PERSON, filled

CRYPTO = NativeCrypto()
WHO = Person(PERSON.id_number, Level.L2, PERSON.name)


class WallClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().date()

    def monotonic(self) -> float:
        return monotonic()


class RealIds:
    """Real randomness."""

    def uuid7(self) -> str:
        return uuid7(time_ns() // 1_000_000, token_bytes(RANDOM_BYTES))

    def token(self, n: int) -> bytes:
        return token_bytes(n)


@dataclass
class Machine:
    """A kiosk without a screen."""

    store: Store
    keys: FileKeys
    sealer: ItemSealer
    time: SignedTime
    clock: WallClock

    async def person(self) -> L2Session:
        card, today = await demo_card(PERSON), self.clock.today()
        return await open_session(CRYPTO, card, PIN, device=self.keys.device.id, issuers=[demo_issuer()], on=today)

    async def submit(self) -> Sealed:
        body: dict[str, Json] = {"content": content_to_json(filled()), "subject": PERSON.id_number}
        item = await self.sealer.seal("submit", body, WHO, await self.person())
        self.store.outbox.submit(item, await self.keys.index(PERSON.id_number), "draft", 0)
        return item

    def state(self, item: Sealed) -> Delivery:
        row = self.store.receipts.get(item.id)
        assert row is not None
        return row.state

    async def acknowledgement(self, item: Sealed) -> Acknowledgement:
        row = self.store.receipts.get(item.id)
        assert row is not None
        return await verify_acknowledgement(CRYPTO, row.acknowledgement, self.keys.device.key_set, id=item.id)

    @asynccontextmanager
    async def visits(self, url: str) -> AsyncIterator[tuple[Engine, Queries]]:
        """Sync with an office at that address."""
        api = HttpCitizenApi(url, self.keys)
        engine = Engine(self.store, api, self.keys, CRYPTO, self.clock, self.time)
        try:
            yield engine, Queries(api, self.sealer, CRYPTO)
        finally:
            await api.close()


@asynccontextmanager
async def machine(folder: Path, data: Path) -> AsyncIterator[Machine]:
    """A machine enrolled with the office in `data`, still with its first key."""
    file = folder / "enrolment.json"
    done = run("enrol", "--data", data, "--out", file)
    assert done.returncode == 0, done.stderr
    clock = WallClock()
    keys = await FileKeys.open(folder / "keys", token_bytes, folder / "drafts")
    await keys.enrol(load_enrolment(file), clock.now(), items_wait=False)
    store = Store(folder / "store.db", clock)
    time = SignedTime(store.state, clock, "boot")
    sealer = ItemSealer(CRYPTO, clock, RealIds(), lambda: keys.device, store.state.next_seq, time.created)
    try:
        yield Machine(store, keys, sealer, time, clock)
    finally:
        store.close()


async def test_a_claim_made_before_the_first_contact_is_delivered_although_the_first_key_is_swapped(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    async with machine(tmp_path, data) as kiosk:
        item = await kiosk.submit()
        first = kiosk.keys.device.token
        async with kiosk.visits("http://127.0.0.1:1") as (engine, _):
            await engine.step()
        assert kiosk.state(item) is Delivery.SAVED
        with running(data) as office:
            async with kiosk.visits(office.url) as (engine, _):
                engine.kick(now=True)
                assert await engine.step()
        assert kiosk.keys.device.token != first
        assert kiosk.state(item) is Delivery.DELIVERED
        assert (await kiosk.acknowledgement(item)).hash
        assert kiosk.store.queue.unacknowledged() == []


async def test_a_verified_person_gets_their_record_and_an_l1_person_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with machine(tmp_path, data) as kiosk:
        with running(data) as office:
            async with kiosk.visits(office.url) as (_, queries):
                record = await queries.record(WHO, await kiosk.person())
                assert record is not None
                assert record["contributions.months"].value == 264
                given: dict[str, Value] = {}
                typed = Person(PERSON.id_number, Level.L1)
                assert (await queries.ask("state", given, typed, None)).value == {}


async def test_a_restored_office_gets_again_what_it_lost(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy.db"
    async with machine(tmp_path, data) as kiosk:
        with running(data) as office:
            async with kiosk.visits(office.url) as (engine, _):
                kept = await kiosk.submit()
                assert await engine.step()
                assert run("backup", "--data", data, "--out", copy).returncode == 0
            old = (await kiosk.acknowledgement(kept)).epoch
            office.end(signal.SIGKILL)
        done = run("restore", "--data", data, "--from", copy)
        assert done.returncode == 0, done.stderr
        with running(data) as office:
            async with kiosk.visits(office.url) as (engine, _):
                later = await kiosk.submit()
                for _ in range(3):
                    await engine.step()
        assert kiosk.state(later) is Delivery.DELIVERED
        assert (await kiosk.acknowledgement(later)).epoch != old

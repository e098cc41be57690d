"""A kiosk without a screen: real store, keys, sealing and sync, with an office in memory at the other end."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from shared.domain.exchange import Person, Sealed
from shared.domain.flow import Level
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.keys_native import FileKeys
from shared.sealing.office_native import Office, enrol_device, make_key_set, make_root
from shared.sealing.sealer import ItemSealer
from shared.store.store import Store
from shared.sync.elapsed import SignedTime
from shared.sync.engine import Engine, Pace
from tests.fakes.office import FakeOffice
from tests.fakes.ports import FakeClock

WANG = "110101195001010025"
CONTENT = {
    "flow": "trial",
    "version": 1,
    "params": "",
    "operation": "submit",
    "about": None,
    "answers": {},
    "facts": {},
    "as_of": "2026-11-23",
    "consents": {},
    "record": None,
}


@dataclass
class CountingIds:
    """Valid UUIDv7 and random bytes, the same each run."""

    seed: str = "kiosk"
    last: int = 0

    def uuid7(self) -> str:
        self.last += 1
        return f"01997f00-{self.last // 65536:04x}-7{self.last % 4096:03x}-8000-{self.last:012x}"

    def token(self, n: int) -> bytes:
        self.last += 1
        return hashlib.shake_256(f"{self.seed}{self.last}".encode()).digest(n)


@dataclass
class Kiosk:
    """Opened by `begin`; `restart` is what a killed process does."""

    folder: Path
    office: FakeOffice
    clock: FakeClock
    keys: FileKeys
    ids: CountingIds = field(default_factory=CountingIds)
    pace: Pace = field(default_factory=Pace)
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    boot: str = "boot"

    def __post_init__(self) -> None:
        self.crypto = NativeCrypto()
        self._open()

    @classmethod
    async def begin(cls, folder: Path, *, enrolled: bool = True, first: bool = False) -> Kiosk:
        clock = FakeClock()
        office = await make_key_set(await make_root(), now=clock.now())
        keys = await enrolled_keys(folder, office, clock) if enrolled else await open_keys(folder)
        kiosk = cls(folder, FakeOffice(office, FakeClock()), clock, keys)
        if enrolled and not first:
            await keys.renewed((await kiosk.office.renew(await keys.renewal())).certificate)
            kiosk.office.called.clear()
        return kiosk

    def _open(self) -> None:
        self.store = Store(self.folder / "store.db", self.clock)
        self.time = SignedTime(self.store.state, self.clock, self.boot)
        self.sealer = ItemSealer(
            self.crypto,
            self.clock,
            self.ids,
            lambda: self.keys.device if self.keys.enrolled else None,
            self.store.state.next_seq,
            self.time.created,
        )
        self.engine = Engine(
            self.store,
            self.office,
            self.keys,
            self.crypto,
            self.clock,
            self.time,
            pace=self.pace,
            chance=self.chance.random,
        )

    def restart(self) -> None:
        self.store.close()
        self._open()

    async def seal(self, number: str = WANG) -> Sealed:
        body = {"content": dict(CONTENT), "subject": number}
        return await self.sealer.seal("submit", body, Person(number, Level.L1), None)  # type: ignore[arg-type]

    async def submit(self, number: str = WANG) -> Sealed:
        item = await self.seal(number)
        self.store.outbox.submit(item, await self.keys.index(number), "draft", 0)
        return item

    def wait(self, seconds: float) -> None:
        """Time passes, here and at the office."""
        self.clock.advance(timedelta(seconds=seconds))
        self.office.clock.advance(timedelta(seconds=seconds))

    async def until_quiet(self, turns: int = 1000) -> None:
        """Turn after turn, each when it is due, until nothing waits."""
        for _ in range(turns):
            await self.engine.step()
            if not self.store.outbox.waiting().count:
                return
            self.wait(self.engine.pause_s() + 0.001)
        raise AssertionError(f"after {turns} turns {self.store.outbox.waiting()} still waits")

    def close(self) -> None:
        self.store.close()


async def open_keys(folder: Path) -> FileKeys:
    """Keys of a machine that nobody enrolled."""
    drafts = folder / "drafts"
    return await FileKeys.open(folder / "keys", CountingIds("keys").token, drafts)


async def enrolled_keys(folder: Path, office: Office, clock: FakeClock) -> FileKeys:
    """Keys of an enrolled kiosk, still with its first key."""
    keys = await open_keys(folder)
    await keys.enrol(await enrol_device(office, "kiosk-1", now=clock.now()), clock.now(), items_wait=False)
    return keys

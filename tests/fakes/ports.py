"""In-memory drivers of the application's ports, and a whole set of them wired for one session."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from shared.app.ports import (
    Asked,
    AskStatus,
    Attached,
    Card,
    CardError,
    CardRefusal,
    Delivery,
    DraftMoved,
    DraftRow,
    NotEnrolled,
    Opened,
    Pack,
    Person,
    Picture,
    ReceiptRow,
    Sealed,
    SessionProof,
    StoreFull,
    Waiting,
)
from shared.app.state import Ports
from shared.domain.answers import Record
from shared.domain.flow import Flow, Level
from shared.domain.identity import luhn_digit
from shared.domain.text import verbatim
from shared.domain.values import Json, Value, canonical

CHINA = timezone(timedelta(hours=8))


@dataclass
class FakeClock:
    """A clock that moves when told."""

    time: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.time

    def today(self) -> date:
        return self.time.astimezone(CHINA).date()

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, by: timedelta) -> None:
        self.time += by
        self.seconds += by.total_seconds()


@dataclass
class FakeIds:
    """Ids that count, so that a failure can be read."""

    last: int = 0

    def uuid7(self) -> str:
        self.last += 1
        return f"00000000-0000-7000-8000-{self.last:012x}"

    def token(self, n: int) -> bytes:
        self.last += 1
        return hashlib.sha256(str(self.last).encode()).digest()[:n]


@dataclass
class FakeKeys:
    """Really hides what it encrypts (a keyed stream), so that tests can look for clear text."""

    keys: dict[str, bytes] = field(default_factory=dict)

    async def index(self, id_number: str) -> str:
        return hmac.new(b"device", id_number.encode(), "sha256").hexdigest()

    async def seal_draft(self, id: str, revision: int, plain: bytes) -> bytes:
        await asyncio.sleep(0)
        key = self.keys.setdefault(id, hashlib.sha256(id.encode()).digest())
        return self._stream(key, revision, plain)

    async def open_draft(self, id: str, revision: int, blob: bytes) -> bytes | None:
        key = self.keys.get(id)
        return None if key is None else self._stream(key, revision, blob)

    async def drop_draft(self, id: str) -> None:
        self.keys.pop(id, None)

    @staticmethod
    def _stream(key: bytes, revision: int, data: bytes) -> bytes:
        stream = hashlib.shake_256(key + revision.to_bytes(4, "big")).digest(len(data))
        return bytes(a ^ b for a, b in zip(data, stream, strict=True))


@dataclass
class FakeStore:
    """Drafts, outbox and receipts in one memory, with the promises of the real one."""

    drafts: dict[str, DraftRow] = field(default_factory=dict)
    items: dict[str, tuple[Sealed, str]] = field(default_factory=dict)
    receipts: dict[str, ReceiptRow] = field(default_factory=dict)
    full: bool = False
    listeners: list[Callable[[str], None]] = field(default_factory=list)

    def put(self, row: DraftRow, expected: int) -> None:
        if self.full:
            raise StoreFull
        known = self.drafts.get(row.id)
        if (known.revision if known is not None else 0) != expected:
            raise DraftMoved
        self.drafts[row.id] = row

    def of(self, owner: str) -> tuple[DraftRow, ...]:
        found = [row for row in self.drafts.values() if row.owner == owner]
        return tuple(sorted(found, key=lambda row: row.touched, reverse=True))

    def drop(self, id: str) -> None:
        self.drafts.pop(id, None)

    def drop_older(self, than: datetime) -> tuple[str, ...]:
        old = tuple(id for id, row in self.drafts.items() if row.touched < than)
        for id in old:
            del self.drafts[id]
        return old

    def submit(self, item: Sealed, owner: str, draft: str, revision: int) -> None:
        if self.full:
            raise StoreFull
        known = self.drafts.get(draft)
        if (known.revision if known is not None else 0) != revision:
            raise DraftMoved
        self.drafts.pop(draft, None)
        self.items[item.id] = (item, owner)
        self.receipts[item.id] = ReceiptRow(
            item.id, item.kind, item.flow, item.number, item.hash, Delivery.SAVED, item.created
        )

    def waiting(self) -> Waiting:
        rows = [row for row in self.receipts.values() if row.state is not Delivery.DELIVERED]
        return Waiting(len(rows), min((row.created for row in rows), default=None), None)


@dataclass
class FakeReceipts:
    """The receipts of a `FakeStore`."""

    store: FakeStore

    def get(self, id: str) -> ReceiptRow | None:
        return self.store.receipts.get(id)

    def of(self, owner: str) -> tuple[ReceiptRow, ...]:
        return tuple(self.store.receipts[id] for id, (_, whose) in self.store.items.items() if whose == owner)


@dataclass
class FakeProof:
    """A session key that remembers whether it was forgotten."""

    ended: bool = False

    def end(self) -> None:
        self.ended = True


@dataclass
class FakeCards:
    """A reader with the cards of some people, by id number; the PIN is 123456."""

    people: dict[str, str]
    left: int = 3
    removed: list[Callable[[], None]] = field(default_factory=list)
    proofs: list[FakeProof] = field(default_factory=list)

    async def cards(self) -> tuple[Card, ...]:
        return tuple(Card(number, verbatim(name), demo=True) for number, name in self.people.items())

    async def open(self, card: str, pin: str) -> Opened:
        if self.left == 0:
            raise CardError(CardRefusal.LOCKED)
        if pin != "123456":
            self.left -= 1
            raise CardError(CardRefusal.WRONG_PIN, self.left) if self.left else CardError(CardRefusal.LOCKED)
        self.left = 3
        self.proofs.append(FakeProof())
        return Opened(Person(card, Level.L2, self.people[card]), self.proofs[-1])

    def on_removed(self, then: Callable[[], None]) -> Callable[[], None]:
        self.removed.append(then)
        return lambda: self.removed.remove(then)


@dataclass
class FakeSealer:
    """Seals by hashing; keeps the bodies so that tests can read what was submitted."""

    ids: FakeIds
    clock: FakeClock
    enrolled: bool = True
    bodies: list[dict[str, Json]] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    attached: list[tuple[Attached, ...]] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def seal(
        self,
        kind: str,
        body: dict[str, Json],
        person: Person,
        proof: SessionProof | None,
        attached: Sequence[Attached] = (),
    ) -> Sealed:
        if not self.enrolled:
            raise NotEnrolled
        if self.gate is not None:
            await self.gate.wait()
        self.bodies.append(body)
        self.attached.append(tuple(attached))
        self.levels.append(Level.L2 if proof is not None else Level.L1)
        content = body.get("content")
        flow = str(content["flow"]) if isinstance(content, dict) else kind
        digest = hashlib.sha256(canonical(body)).hexdigest()
        head = f"{len(self.bodies):015d}"
        number = head + luhn_digit(head)
        secret = self.ids.token(16)
        return Sealed(
            self.ids.uuid7(), kind, flow, number, digest, len(self.bodies), b"sealed", secret, self.clock.now()
        )

    def slip_code(self, item: Sealed, acknowledgement: str, *, secret: bool) -> str:
        return f"{item.id}{':secret' if secret else ''}"

    def slip_check(self, item: Sealed) -> str:
        return item.secret.hex()

    async def reopen(self, item: Sealed) -> Json:
        return self.bodies[item.device_seq - 1]["content"]


@dataclass
class FakeDatasets:
    """Packs by name."""

    packs: dict[str, Pack] = field(default_factory=dict)

    def pack(self, name: str) -> Pack | None:
        return self.packs.get(name)


@dataclass
class FakeQueries:
    """Answers prepared by the test; what is not prepared is not to be had."""

    answers: dict[str, Asked] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, Value]]] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        self.asked.append((query, given))
        if self.gate is not None:
            await self.gate.wait()
        return self.answers.get(query, Asked(AskStatus.NOT_TO_BE_HAD, {}))

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        return self.records.get(person.id_number)


@dataclass
class FakeCamera:
    """Takes a picture that can be told from others; None where the test says that it fails."""

    taken: int = 0
    fails: bool = False
    gate: asyncio.Event | None = None

    async def take(self) -> Picture | None:
        if self.gate is not None:
            await self.gate.wait()
        self.taken += 1
        return None if self.fails else Picture("image/jpeg", b"\xff\xd8\xff picture %d" % self.taken)


@dataclass
class World:
    """All fakes of one kiosk, and the ports made of them."""

    flows: Mapping[str, Flow]
    people: dict[str, str] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock, self.ids, self.keys, self.store = FakeClock(), FakeIds(), FakeKeys(), FakeStore()
        self.sealer = FakeSealer(self.ids, self.clock)
        self.cards, self.queries, self.camera = FakeCards(self.people), FakeQueries(), FakeCamera()
        self.ports = Ports(
            self.flows,
            self.clock,
            self.ids,
            self.keys,
            self.sealer,
            self.cards,
            self.store,
            self.store,
            FakeReceipts(self.store),
            FakeDatasets(self.packs),
            self.queries,
            camera=self.camera,
        )

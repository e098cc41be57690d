"""Practice: the ports of a session that is only practised. In memory, empty-handed, the same on every machine.

Nothing that is done through these is kept, sealed or sent: no driver of the real ones is behind any of them, except the
clock, ids, the datasets that are read and the count of what really waits on this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from shared.app.devices import Picture
from shared.app.ports import (
    Asked,
    AskStatus,
    Attached,
    Card,
    CardError,
    CardRefusal,
    Clock,
    Datasets,
    Delivery,
    DraftRow,
    Opened,
    Outbox,
    Pack,
    Person,
    ReceiptRow,
    Sealed,
    SessionProof,
    Waiting,
)
from shared.app.state import Ports
from shared.domain.answers import Record, RecordFact
from shared.domain.calendar import CHINA
from shared.domain.conditions import evaluate
from shared.domain.flow import ITEM, Flow, Level
from shared.domain.identity import check_digit
from shared.domain.slots import Slot, day_value
from shared.domain.text import text
from shared.domain.values import Json, Value
from shared.flows.items import lookup, where_is

_BODY: Final = "11019919800501001"
NUMBER: Final = _BODY + check_digit(_BODY)
"""The invented person: born 1 May 1980, a man, in a district that is assigned nowhere."""
PIN_DIGITS: Final = "123456"
CARD_ID: Final = "practice"
RECEIPT_NUMBER: Final = "0" * 16
"""No real number is all zeros: it would fail its check digits."""
ITEM_ID: Final = "00000000-0000-7000-8000-000000000000"
"""The item that a practised withdrawal or objection acts on."""
FACTS: Final[Mapping[str, Value]] = {
    "person.born": date(1980, 5, 1),
    "person.male": True,
    "person.region": "310000",
    "contributions.months": 66,
    "contributions.region": "310000",
    "jobseeker.registered": True,
    "pension.drawing": False,
}
OPEN: Final = (9 * 60, 9 * 60 + 30, 14 * 60, 14 * 60 + 30)
"""Half hours that are free on each invented day, in minutes since midnight."""
DAYS_AHEAD: Final = 3


class Nowhere:
    """Meets `Keys`, `Drafts`, `Outbox` and `Receipts`: keeps nothing but the item that is acted on."""

    def __init__(self, real: Outbox, acted_on: ReceiptRow | None) -> None:
        self._real, self._acted_on = real, acted_on

    async def index(self, id_number: str) -> str:
        """Nobody's."""
        return ""

    async def seal_draft(self, id: str, revision: int, plain: bytes) -> bytes:
        """Nothing is made of it."""
        return b""

    async def open_draft(self, id: str, revision: int, blob: bytes) -> bytes | None:
        """There is none."""
        return None

    async def drop_draft(self, id: str) -> None:
        """There is none."""

    def put(self, row: DraftRow, expected: int) -> None:
        """Forgotten at once."""

    def of(self, owner: str) -> tuple[()]:
        """Nothing: neither drafts nor receipts."""
        return ()

    def drop(self, id: str) -> None:
        """There is none."""

    def drop_older(self, than: object) -> tuple[str, ...]:
        """There are none."""
        return ()

    def submit(self, item: Sealed, owner: str, draft: str, revision: int) -> None:
        """Goes nowhere."""

    def waiting(self) -> Waiting:
        """What really waits on this machine: the bar says so in practice too."""
        return self._real.waiting()

    def get(self, id: str) -> ReceiptRow | None:
        """The invented item, where one is acted on."""
        return self._acted_on if self._acted_on is not None and id == ITEM_ID else None


class NoSeal:
    """Meets `Sealer`: what comes out holds nothing of what went in."""

    enrolled = True

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def seal(
        self,
        kind: str,
        body: dict[str, Json],
        person: Person,
        proof: SessionProof | None,
        attached: Sequence[Attached] = (),
    ) -> Sealed:
        """An empty item."""
        return Sealed(ITEM_ID, kind, "", RECEIPT_NUMBER, "", 0, b"", b"", self._clock.now())

    def slip_code(self, item: Sealed, acknowledgement: str, *, secret: bool) -> str:
        """No code: nothing could be opened by it."""
        return ""

    def slip_check(self, item: Sealed) -> str:
        """Proves nothing."""
        return ""

    async def reopen(self, item: Sealed) -> Json:
        """There is nothing inside."""
        return None


class InventedProof:
    """Meets `SessionProof`: no key."""

    def end(self) -> None:
        """There is nothing to forget."""


class InventedReader:
    """Meets `CardReader`: one card, of nobody, with the PIN that the page tells."""

    async def cards(self) -> tuple[Card, ...]:
        """The card for practising."""
        return (Card(CARD_ID, text("practice.card")),)

    async def open(self, card: str, pin: str) -> Opened:
        """The invented person; a wrong PIN is told as a real card would, without end."""
        if pin != PIN_DIGITS:
            raise CardError(CardRefusal.WRONG_PIN, 3)
        return Opened(Person(NUMBER, Level.L2), InventedProof())

    def on_removed(self, then: Callable[[], None]) -> Callable[[], None]:
        """It cannot be pulled."""
        return lambda: None


class InventedCamera:
    """Meets `Camera`: nobody is photographed."""

    async def take(self) -> Picture | None:
        """A grey card."""
        return Picture("image/png", _GREY)


_GREY: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6338000000c200c1525e57510000000049454e44ae426082"
)


@dataclass(frozen=True)
class InventedOffice:
    """Meets `Queries`: answers at once, by the query alone. What it does not know is not to be had."""

    clock: Clock
    standing: Mapping[str, Value]
    """How the item stands that is acted on."""

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        """An invented answer of today."""
        today = self.clock.today()
        known: dict[str, Mapping[str, Value]] = {
            "slots": {"free": 12},
            "messages": {"profile": True, "rows": ()},
            "passive_state": _warning(today),
            ITEM: self.standing,
        }
        return Asked(AskStatus.READY, known[query], today) if query in known else Asked(AskStatus.NOT_TO_BE_HAD, {})

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        """What an office would know of the invented person."""
        as_of = self.clock.today()
        facts = {**FACTS, "employment.last_day": as_of - timedelta(days=30)}
        return {key: RecordFact(value, "practice", as_of) for key, value in facts.items()}


def _warning(today: date) -> Mapping[str, Value]:
    """A check that ends within the month: there is something to practise."""
    last = today - timedelta(days=340)
    evidence: tuple[Value, ...] = ({"kind": "card", "day": last},)
    return {"code": "warning", "last": last, "until": today + timedelta(days=25), "evidence": evidence}


@dataclass(frozen=True)
class InventedTimes:
    """Meets `Datasets`: as this device has them, with free days and half hours that are made up."""

    real: Datasets
    clock: Clock

    def pack(self, name: str) -> Pack | None:
        """The dataset of that name."""
        offices = self.real.pack("offices")
        if name not in ("days", "slots") or offices is None:
            return self.real.pack(name)
        today = self.clock.today()
        rows: list[Mapping[str, Value]] = []
        for office in offices.rows:
            for ahead in range(1, DAYS_AHEAD + 1):
                day, place, topics = today + timedelta(days=ahead), str(office["value"]), office.get("topics", ())
                if name == "days":
                    rows.append({"value": day_value(place, day), "title": day, "office": place, "topics": topics})
                    continue
                for slot in (Slot(place, day, minute) for minute in OPEN):
                    row = {"value": slot.value, "title": slot.hours, "office": place, "day": day_value(place, day)}
                    rows.append({**row, "topics": topics})
        return Pack(name, 0, today, tuple(rows))


def practice_ports(real: Ports, exercises: Mapping[str, Flow], acting: Flow | None) -> Ports:
    """The ports of a session that practises. `acting`: the flow that needs an earlier item to act on."""
    item, standing = _item(real, acting) if acting is not None else (None, {})
    nowhere = Nowhere(real.outbox, item)
    return replace(
        real,
        flows={**real.flows, **exercises},
        keys=nowhere,
        sealer=NoSeal(real.clock),
        cards=InventedReader(),
        drafts=nowhere,
        outbox=nowhere,
        receipts=nowhere,
        datasets=InventedTimes(real.datasets, real.clock),
        queries=InventedOffice(real.clock, standing),
        codes=None,
        slips=None,
        scanner=None,
        camera=InventedCamera(),
        owner=None,
    )


def _item(real: Ports, acting: Flow) -> tuple[ReceiptRow, Mapping[str, Value]]:
    """An item that such a flow may act on, submitted yesterday, and how it stands."""
    service = acting.about if acting.about in real.flows else next(id for id, f in real.flows.items() if not f.acts)
    today = real.clock.today()
    yesterday = real.clock.now().astimezone(CHINA) - timedelta(days=1)
    row = ReceiptRow(ITEM_ID, "submit", str(service), RECEIPT_NUMBER, "", Delivery.DELIVERED, yesterday)
    decided: Mapping[str, Value] = {"state": "decided", "decided": today, "by": "rule"}
    held: Mapping[str, Value] = {"state": "holding", "due": today + timedelta(days=14)}
    return row, next((found for found in (decided, held) if fits(acting, found)), decided)


def fits(acting: Flow, told: Mapping[str, Value]) -> bool:
    """Whether a flow is offered for an item of which the office tells that."""
    standing = {**told, "where": where_is(Delivery.DELIVERED, told["state"]).value}
    return evaluate(acting.offered, lookup(standing)) is not False

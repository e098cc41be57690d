"""The ports of the application: what it needs from the world, and nothing about how that is done.

Store ports (`Drafts`, `Outbox`, `Receipts`, `Datasets`, `Changes`) are synchronous and quick; `Keys`, `Sealer`,
`CardReader`, `Queries`, `Printer` and `Speaker` are asynchronous. What blocks runs in threads inside its driver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from shared.domain.answers import Record
from shared.domain.flow import Level
from shared.domain.kinds import Rows
from shared.domain.text import Text
from shared.domain.values import Json, Value


class Clock(Protocol):
    """Time. Order never comes from it; rules take the day from it, waiting takes the monotonic seconds."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""

    def today(self) -> date:
        """The day now in China (UTC+8)."""

    def monotonic(self) -> float:
        """Seconds that only grow."""


class Ids(Protocol):
    """Randomness and new ids."""

    def uuid7(self) -> str:
        """A new UUIDv7."""

    def token(self, n: int) -> bytes:
        """`n` random bytes."""


# Who is here


@dataclass(frozen=True, slots=True)
class Person:
    """The person at the screen. At L1 only the number is known, and only because it was typed."""

    id_number: str
    level: Level
    name: str = ""


class SessionProof(Protocol):
    """The L2 session: the card's signature over a fresh key, held in memory until `end()`. Opaque to the application."""

    def end(self) -> None:
        """Forget the private key."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card in the reader, before its PIN: an id of the reader's own, and how to call it on the screen.

    Only a demo reader knows names before the PIN; `demo` marks it plainly.
    """

    id: str
    label: Text
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A card whose PIN was right and whose certificate leads to the issuer's root."""

    person: Person
    proof: SessionProof


class CardRefusal(StrEnum):
    """Why a card did not open."""

    WRONG_PIN = "wrong_pin"
    LOCKED = "locked"
    NOT_TRUSTED = "not_trusted"
    EXPIRED = "expired"
    REMOVED = "removed"
    NO_READER = "no_reader"


class CardError(Exception):
    """A card that did not open; `left` tries remain where the PIN was wrong."""

    def __init__(self, why: CardRefusal, left: int | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.left = left


class CardReader(Protocol):
    """A card reader. The demo reader shows every seed person's card; a real one shows the card that is in."""

    async def cards(self) -> tuple[Card, ...]:
        """The cards that can be used now; empty where there is no reader."""

    async def open(self, card: str, pin: str) -> Opened:
        """Let the card check its PIN and sign; raises CardError."""

    def on_removed(self, then: Callable[[], None]) -> Callable[[], None]:
        """Call `then` when the card in use is pulled; returns the way to stop that."""


# What is kept


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An encrypted draft. `owner` is HMAC(device key, id number), or a random token for a session below L2."""

    id: str
    owner: str
    flow: str
    flow_version: int
    revision: int
    blob: bytes
    touched: datetime


class DraftMoved(Exception):
    """The draft's revision is not the expected one: something else wrote it meanwhile."""


class StoreFull(Exception):
    """No room to keep anything more: said plainly, nothing lost, nothing new begun."""


class Drafts(Protocol):
    """Encrypted drafts."""

    def put(self, row: DraftRow, expected: int) -> None:
        """Keep the row where the stored revision is `expected` (0: none yet); raises DraftMoved, StoreFull."""

    def of(self, owner: str) -> tuple[DraftRow, ...]:
        """The drafts of one owner, latest first."""

    def drop(self, id: str) -> None:
        """Forget one; no error where there is none."""

    def drop_older(self, than: datetime) -> tuple[str, ...]:
        """Forget those not touched since; their ids, so that their keys go too."""


class Delivery(StrEnum):
    """Where an item is. Only a verified acknowledgement makes DELIVERED."""

    SAVED = "saved"
    SENDING = "sending"
    RESENDING = "resending"
    WAITING_FOR_PARTS = "waiting_for_parts"
    HELD = "held"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed item, ready to be kept. `wire` is what travels, verbatim; `secret` exists only here and on the slip."""

    id: str
    kind: str
    flow: str
    number: str
    hash: str
    device_seq: int
    wire: bytes
    secret: bytes
    created: datetime


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What is known of a submitted item: never its content.

    `cause` is a stable code for why it still waits (message id `outbox.cause.<cause>`), `next_try` when it goes next.
    """

    id: str
    kind: str
    flow: str
    number: str
    hash: str
    state: Delivery
    created: datetime
    cause: str = ""
    next_try: datetime | None = None
    tries: int = 0
    acknowledgement: str = ""
    delivered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits on this machine, without a word about whose it is."""

    count: int
    oldest: datetime | None
    next_try: datetime | None
    cause: str = ""


class Outbox(Protocol):
    """Items that are to be delivered."""

    def submit(self, item: Sealed, owner: str, draft: str, revision: int) -> None:
        """Keep the item and remove the draft in one transaction; raises DraftMoved, StoreFull."""

    def waiting(self) -> Waiting:
        """Counts and ages of what is not yet delivered."""


class Receipts(Protocol):
    """What was submitted, by number and by owner."""

    def get(self, id: str) -> ReceiptRow | None:
        """The receipt of an item."""

    def of(self, owner: str) -> tuple[ReceiptRow, ...]:
        """The receipts of one owner on this device, latest first."""


class Changes(Protocol):
    """News from the store to the screen."""

    def subscribe(self, then: Callable[[str], None]) -> Callable[[], None]:
        """Call `then(item id, or "" for the whole outbox)` on the loop after each change; returns the way to stop."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Rows of a dataset with the day they are of."""

    name: str
    version: int
    as_of: date
    rows: Rows


class Datasets(Protocol):
    """Reference data: regions, offices, slots."""

    def pack(self, name: str) -> Pack | None:
        """The pack of that name, verified, or None where this device has none."""


# Keys and sealing


class Keys(Protocol):
    """Keys that never leave their driver."""

    async def index(self, id_number: str) -> str:
        """HMAC(device key, id number): finds a person's own items here, and is never sent."""

    async def seal_draft(self, id: str, revision: int, plain: bytes) -> bytes:
        """Encrypt a draft under its own key; the key is made at the first call."""

    async def open_draft(self, id: str, revision: int, blob: bytes) -> bytes | None:
        """The draft again, or None where its key is gone (power cut) or the blob was tampered with."""

    async def drop_draft(self, id: str) -> None:
        """Forget the draft's key."""


class NotEnrolled(Exception):
    """This device was never enrolled: it can show, explain and practise, and nothing else."""


class Sealer(Protocol):
    """Turns a body into a sealed, signed item."""

    @property
    def enrolled(self) -> bool:
        """Whether items can be sealed here at all."""

    async def seal(self, kind: str, body: dict[str, Json], person: Person, proof: SessionProof | None) -> Sealed:
        """Seal a body for the backend and for the slip; with a proof it is L2. Raises NotEnrolled."""

    def slip_code(self, item: Sealed, acknowledgement: str, *, secret: bool) -> str:
        """The signed text of the slip's QR: with the slip secret (the citizen's own) or without."""


# The backend, as far as the application sees it


class AskStatus(StrEnum):
    """What became of a question to the backend."""

    WAITING = "waiting"
    READY = "ready"
    LAST_KNOWN = "last_known"
    QUEUED = "queued"
    NOT_TO_BE_HAD = "not_to_be_had"


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer of the backend: its status, what it brought, and as of which day."""

    status: AskStatus
    value: Mapping[str, Value]
    as_of: date | None = None


class Queries(Protocol):
    """Questions to the backend. Never raises for the network: not to be had is an answer."""

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        """Ask; levels are checked by the backend too."""

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        """The person's own record (L2), or None where it cannot be had now."""


# Paper and voice


@dataclass(frozen=True, slots=True)
class Slip:
    """What the citizen takes along: lines of text and the code that opens the item again."""

    title: Text
    lines: tuple[Text, ...]
    code: str
    state_code: str


class Printed(StrEnum):
    """What became of a slip."""

    PRINTED = "printed"
    NO_PRINTER = "no_printer"
    FAILED = "failed"


class Printer(Protocol):
    """Prints without keeping a spool file."""

    async def print(self, slip: Slip, lang: str) -> Printed:
        """Print one slip."""


class Speaker(Protocol):
    """The voice, as the shell uses it; what is said is made by `accessibility.script`."""

    @property
    def available(self) -> bool:
        """False where only silence is to be had: the page then says 语音不可用."""

    async def stop(self) -> None:
        """Silence at once."""

    def wipe(self) -> None:
        """Forget everything that was said and every clip of it."""

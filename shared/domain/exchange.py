"""What crosses the ports of the application: plain values and refusals, and the two smallest ports.

The application above and the drivers beside it (store, sealing, sync) both know these. All other ports are in
`shared.app.ports`; the drivers meet them by their shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from shared.domain.flow import Level
from shared.domain.kinds import Rows
from shared.domain.values import Value


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


@dataclass(frozen=True, slots=True)
class Person:
    """The person at the screen. At L1 only the number is known, and only because it was typed."""

    id_number: str = field(repr=False)
    level: Level
    name: str = field(default="", repr=False)


class SessionProof(Protocol):
    """The L2 session: the card's signature over a fresh key, held in memory until `end()`.

    Opaque to the application.
    """

    def end(self) -> None:
        """Forget the private key."""


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
    parts: tuple[bytes, ...] = field(default=(), repr=False)
    """Encrypted chunks of its attachments, in the order in which they are numbered."""


@dataclass(frozen=True, slots=True)
class Attached:
    """Something that goes along with an item, still in clear: for which question, its media type, its bytes."""

    question: str
    media: str
    data: bytes = field(repr=False)


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


@dataclass(frozen=True, slots=True)
class Pack:
    """Rows of a dataset with the day they are of."""

    name: str
    version: int
    as_of: date
    rows: Rows


class NotEnrolled(Exception):
    """This device was never enrolled: it can show, explain and practise, and nothing else."""


class AskStatus(StrEnum):
    """What became of a question to the backend."""

    WAITING = "waiting"
    READY = "ready"
    LAST_KNOWN = "last_known"
    QUEUED = "queued"
    NOT_TO_BE_HAD = "not_to_be_had"


class CodeFault(StrEnum):
    """Why a code that was brought along is not believed."""

    UNREADABLE = "unreadable"
    OTHER = "other"
    """A code of ours, but of another kind: that of a slip."""
    FORGED = "forged"
    FOREIGN = "foreign"
    OLD = "old"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class HeldSlip:
    """The citizen's own slip of an item, believed; `check` proves holding it, as `target_check` of what acts on it."""

    id: str
    kind: str
    number: str
    day: date
    check: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer of the backend: its status, what it brought, and as of which day."""

    status: AskStatus
    value: Mapping[str, Value]
    as_of: date | None = None

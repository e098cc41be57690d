"""The ports of the application: what it needs from the world, and nothing about how that is done.

Store ports (`Drafts`, `Outbox`, `Receipts`, `Datasets`, `Changes`) are synchronous and quick; `Keys`, `Sealer`,
`CardReader`, `Queries`, `Printer` and `Speaker` are asynchronous. What blocks runs in threads inside its driver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from shared.app.devices import Camera, CodeReader, Codes, HeadsetSense, NoHeadset, Paper, Picture, Scanner, Slips
from shared.domain.answers import Record
from shared.domain.exchange import (
    Asked,
    AskStatus,
    Attached,
    Clock,
    CodeFault,
    Delivery,
    DraftMoved,
    DraftRow,
    Ids,
    NotEnrolled,
    Pack,
    Person,
    ReceiptRow,
    Sealed,
    SessionProof,
    StoreFull,
    Waiting,
)
from shared.domain.text import Text
from shared.domain.values import Json, Value

# Who is here


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
    FORGOTTEN = "forgotten"
    """Too many wrong PINs of a phone: it has no owner any more, and kept nothing of them."""
    NOT_YET = "not_yet"
    """The office could not be asked yet whose phone it is, or has not heard of the code."""
    USED = "used"
    OLD = "old"
    """The code that was to bind a phone: another one has it, or its time is over."""


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


class PhoneOwner(CardReader, Protocol):
    """The owner of a phone, whose PIN takes the place of a card's."""

    @property
    def bound(self) -> bool:
        """Whether this phone has an owner, or is about to."""

    async def claim(self, code: str, pin: str) -> Opened:
        """Bring the digits of a code to the office; the PIN opens the phone from then on. Raises CardError: NOT_YET is
        tried again whenever the phone is opened, after USED and OLD nothing is kept."""

    async def give_up(self) -> None:
        """Forget the owner and everything that was kept for them."""


# What is kept


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


class Sealer(Protocol):
    """Turns a body into a sealed, signed item."""

    @property
    def enrolled(self) -> bool:
        """Whether items can be sealed here at all."""

    async def seal(
        self,
        kind: str,
        body: dict[str, Json],
        person: Person,
        proof: SessionProof | None,
        attached: Sequence[Attached] = (),
    ) -> Sealed:
        """Seal a body for the backend and for the slip, with what goes along; with a proof it is L2. Raises
        NotEnrolled.

        A body that acts on an earlier item names it as `target`, with `target_check` where its slip is here.
        """

    def slip_code(self, item: Sealed, acknowledgement: str, *, secret: bool) -> str:
        """The signed text of the slip's QR: with the slip secret (the citizen's own) or without."""

    def slip_check(self, item: Sealed) -> str:
        """What proves holding the slip of an item, as `target_check` of a later one."""

    async def reopen(self, item: Sealed) -> Json:
        """The content of an item, opened with its slip; None where it cannot be."""


# The backend, as far as the application sees it


class Queries(Protocol):
    """Questions to the backend. Never raises for the network: not to be had is an answer."""

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        """Ask; levels are checked by the backend too. What is asked of an item is given as `target`, and with its slip
        as `target_check`."""

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        """The person's own record (L2), or None where it cannot be had now."""


# Paper and voice


@dataclass(frozen=True, slots=True)
class Slip:
    """What the citizen takes along: lines of text and the code that opens the item again, or tells a state.
    `state_code` is the smaller one without secret; either is empty where there is none."""

    title: Text
    lines: tuple[Text, ...]
    code: str
    state_code: str = ""


class Printed(StrEnum):
    """What became of a slip."""

    PRINTED = "printed"
    NO_PRINTER = "no_printer"
    FAILED = "failed"
    SAVED = "saved"
    SHARED = "shared"
    """On a phone: kept as a picture, or handed to another app."""


class Printer(Protocol):
    """Prints without keeping a spool file, or keeps a picture for the owner of a phone."""

    @property
    def words(self) -> str:
        """What becomes of a slip is said by the messages `<words>.<Printed>`."""

    @property
    def label(self) -> str:
        """The message of its button; "" where each page has its own for paper."""

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


__all__ = [
    "AskStatus",
    "Asked",
    "Attached",
    "Camera",
    "Card",
    "CardError",
    "CardReader",
    "CardRefusal",
    "Changes",
    "Clock",
    "CodeFault",
    "CodeReader",
    "Codes",
    "Datasets",
    "Delivery",
    "DraftMoved",
    "DraftRow",
    "Drafts",
    "HeadsetSense",
    "Ids",
    "Keys",
    "NoHeadset",
    "NotEnrolled",
    "Opened",
    "Outbox",
    "Pack",
    "Paper",
    "Person",
    "PhoneOwner",
    "Picture",
    "Printed",
    "Printer",
    "Queries",
    "ReceiptRow",
    "Receipts",
    "Scanner",
    "Sealed",
    "Sealer",
    "SessionProof",
    "Slip",
    "Slips",
    "Speaker",
    "StoreFull",
    "Waiting",
]

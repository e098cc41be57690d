"""What the backend answers for each item. Only a verified signature in `Accepted` or `Duplicate` marks anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import ClassVar

from shared.contract.codec import Fields, Json, b64, canonical, moment_json, parse
from shared.contract.errors import Malformed
from shared.contract.ids import checked_id
from shared.contract.items import HASH_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """That the office has it: the payload of a compact JWS by a key of use `receipt`.

    `hash` is the SHA-256 of the JWE bytes. `sequence` counts within `epoch`. Everything of this epoch up to and with
    `durable_through` survives a loss at the office; only then may a device drop the sealed item.
    """

    id: str
    hash: bytes
    epoch: str
    sequence: int
    time: datetime
    durable_through: int

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "hash": b64(self.hash),
            "epoch": self.epoch,
            "sequence": self.sequence,
            "time": moment_json(self.time),
            "durable_through": self.durable_through,
        }

    def to_bytes(self) -> bytes:
        return canonical(self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes) -> Acknowledgement:
        f = Fields.of(parse(raw, "acknowledgement"), "acknowledgement")
        return cls(
            id=checked_id(f.text("id"), "acknowledgement.id"),
            hash=f.raw("hash", HASH_BYTES),
            epoch=f.text("epoch", 64),
            sequence=f.whole("sequence"),
            time=f.moment("time"),
            durable_through=f.whole("durable_through"),
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """The office's signed word on its epoch, time and durability: a compact JWS by a key of use `receipt`."""

    epoch: str
    time: datetime
    durable_through: int

    def to_json(self) -> Json:
        return {"epoch": self.epoch, "time": moment_json(self.time), "durable_through": self.durable_through}

    def to_bytes(self) -> bytes:
        return canonical(self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes) -> Statement:
        f = Fields.of(parse(raw, "statement"), "statement")
        return cls(f.text("epoch", 64), f.moment("time"), f.whole("durable_through"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a person at the office decided an item: the payload of a compact JWS by a key of use `receipt`.

    `outcome` is granted or refused; `hash` the SHA-256 of the canonical JSON of {decision, words}: clauses and reason
    as they were told, so that neither can be exchanged afterwards.
    """

    id: str
    outcome: str
    time: datetime
    hash: bytes

    @classmethod
    def of(cls, id: str, outcome: str, time: datetime, decision: Json, words: str) -> Verdict:
        """The verdict over these clauses and these words."""
        return cls(id, outcome, time, sha256(canonical({"decision": decision, "words": words})).digest())

    def to_json(self) -> Json:
        return {"id": self.id, "outcome": self.outcome, "time": moment_json(self.time), "hash": b64(self.hash)}

    def to_bytes(self) -> bytes:
        return canonical(self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes) -> Verdict:
        f = Fields.of(parse(raw, "verdict"), "verdict")
        return cls(
            checked_id(f.text("id"), "verdict.id"), f.text("outcome", 16), f.moment("time"), f.raw("hash", HASH_BYTES)
        )


class Reason(StrEnum):
    """Why an item is held or rejected. A newer backend may say others: they are kept as they came."""

    DEVICE_EXPIRED = "device_expired"
    DEVICE_REVOKED = "device_revoked"
    FIRST_KEY_REUSED = "first_key_reused"
    DEVICE_UNKNOWN = "device_unknown"
    OVER_QUOTA = "over_quota"
    TARGET_MISSING = "target_missing"
    UNOPENABLE = "unopenable"
    BAD_ORIGIN = "bad_origin"
    UNKNOWN_KEY = "unknown_key"
    MALFORMED = "malformed"
    UNKNOWN_FLOW = "unknown_flow"
    INCOMPLETE = "incomplete"
    LEVEL_TOO_LOW = "level_too_low"
    FACTS_DIFFER = "facts_differ"
    NOT_YOURS = "not_yours"
    TOO_LARGE = "too_large"
    PARTS_EXPIRED = "parts_expired"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Taken: the signed acknowledgement as a compact JWS."""

    answer: ClassVar[str] = "accepted"
    id: str
    acknowledgement: str

    def to_json(self) -> Json:
        return {"answer": self.answer, "id": self.id, "acknowledgement": self.acknowledgement}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same id and hash were taken before: the acknowledgement is the same."""

    answer: ClassVar[str] = "duplicate"
    id: str
    acknowledgement: str

    def to_json(self) -> Json:
        return {"answer": self.answer, "id": self.id, "acknowledgement": self.acknowledgement}


@dataclass(frozen=True, slots=True)
class WaitingForParts:
    """Stored, but not whole: the number of the next missing chunk, from 0."""

    answer: ClassVar[str] = "waiting_for_parts"
    id: str
    next: int

    def to_json(self) -> Json:
        return {"answer": self.answer, "id": self.id, "next": self.next}


@dataclass(frozen=True, slots=True)
class Held:
    """Kept aside for a person to look at; never refused. `reason` is a `Reason`, or a newer one."""

    answer: ClassVar[str] = "held"
    id: str
    reason: str

    def to_json(self) -> Json:
        return {"answer": self.answer, "id": self.id, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """Cannot be taken as it is; kept and explained. `code` is a `Reason`, `explanation` says it more closely."""

    answer: ClassVar[str] = "rejected"
    id: str
    code: str
    explanation: str = ""

    def to_json(self) -> Json:
        return {"answer": self.answer, "id": self.id, "code": self.code, "explanation": self.explanation}


@dataclass(frozen=True, slots=True)
class ConflictingItem:
    """Same id, other hash: both are kept and a person looks. `hash` is that of the one that came first."""

    answer: ClassVar[str] = "conflict"
    id: str
    hash: bytes

    def to_json(self) -> Json:
        return {"answer": self.answer, "id": self.id, "hash": b64(self.hash)}


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Not now; again after so many seconds."""

    answer: ClassVar[str] = "retry"
    id: str
    retry_after_s: int

    def to_json(self) -> Json:
        return {"answer": self.answer, "id": self.id, "retry_after_s": self.retry_after_s}


ItemResult = Accepted | Duplicate | WaitingForParts | Held | RejectedItem | ConflictingItem | RetryLater


def result_from_json(data: Json) -> ItemResult:
    """A result from its wire form; `Malformed` where it is none."""
    f = Fields.of(data, "result")
    id = checked_id(f.text("id"), "result.id")
    match f.text("answer"):
        case Accepted.answer:
            return Accepted(id, f.text("acknowledgement"))
        case Duplicate.answer:
            return Duplicate(id, f.text("acknowledgement"))
        case WaitingForParts.answer:
            return WaitingForParts(id, f.whole("next"))
        case Held.answer:
            return Held(id, f.text("reason", 64))
        case RejectedItem.answer:
            return RejectedItem(id, f.text("code", 64), f.opt("explanation", f.text) or "")
        case ConflictingItem.answer:
            return ConflictingItem(id, f.raw("hash", HASH_BYTES))
        case RetryLater.answer:
            return RetryLater(id, f.whole("retry_after_s"))
        case _:
            raise Malformed("result.answer", "is an answer that is not known here")

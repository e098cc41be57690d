"""Everything else that travels between device and office; `news` and `queries` hold their own, named here too."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contract.codec import Fields, Json, b64
from shared.contract.ids import checked_id
from shared.contract.items import HASH_BYTES
from shared.contract.news import Changes, Message, MessageKind, Pack
from shared.contract.queries import QueryAnswer, QueryReply, QueryStatus, record_of, record_value
from shared.contract.results import ItemResult, result_from_json

__all__ = [
    "Changes",
    "Health",
    "KeySetReply",
    "KnownItem",
    "KnownReply",
    "KnownRequest",
    "Message",
    "MessageKind",
    "NonceReply",
    "Pack",
    "PartReply",
    "Permit",
    "PermitRequest",
    "QueryAnswer",
    "QueryReply",
    "QueryStatus",
    "SubmissionReply",
    "record_of",
    "record_value",
]


@dataclass(frozen=True, slots=True)
class NonceReply:
    """Nonces for the transport signature, each good once and for `ttl_s` seconds, and the office's signed time."""

    nonces: tuple[str, ...]
    ttl_s: int
    statement: str

    def to_json(self) -> Json:
        return {"nonces": list(self.nonces), "ttl_s": self.ttl_s, "statement": self.statement}

    @classmethod
    def from_json(cls, data: Json) -> NonceReply:
        f = Fields.of(data, "nonce")
        return cls(f.texts("nonces"), f.whole("ttl_s"), f.text("statement"))


@dataclass(frozen=True, slots=True)
class PermitRequest:
    """After an outage: may so many items of so many bytes come now? Cheap for both sides."""

    items: int
    bytes: int

    def to_json(self) -> Json:
        return {"items": self.items, "bytes": self.bytes}

    @classmethod
    def from_json(cls, data: Json) -> PermitRequest:
        f = Fields.of(data, "permit_request")
        return cls(f.whole("items"), f.whole("bytes"))


@dataclass(frozen=True, slots=True)
class Permit:
    """Yes for at most so much per batch, or no and when to ask again. The token goes with each batch."""

    granted: bool
    token: str | None = None
    max_items: int = 0
    max_bytes: int = 0
    retry_after_s: int = 0

    def to_json(self) -> Json:
        return {
            "granted": self.granted,
            "token": self.token,
            "max_items": self.max_items,
            "max_bytes": self.max_bytes,
            "retry_after_s": self.retry_after_s,
        }

    @classmethod
    def from_json(cls, data: Json) -> Permit:
        f = Fields.of(data, "permit")
        return cls(
            f.flag("granted"),
            f.opt("token", f.text),
            f.whole("max_items"),
            f.whole("max_bytes"),
            f.whole("retry_after_s"),
        )


@dataclass(frozen=True, slots=True)
class SubmissionReply:
    """One result per item, found by its id; and the signed statement of the epoch."""

    results: tuple[ItemResult, ...]
    statement: str

    def to_json(self) -> Json:
        return {"results": [result.to_json() for result in self.results], "statement": self.statement}

    @classmethod
    def from_json(cls, data: Json) -> SubmissionReply:
        f = Fields.of(data, "submission_reply")
        return cls(f.each("results", result_from_json), f.text("statement"))


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item that a device still holds."""

    id: str
    hash: bytes

    def to_json(self) -> Json:
        return {"id": self.id, "hash": b64(self.hash)}

    @classmethod
    def from_json(cls, data: Json) -> KnownItem:
        f = Fields.of(data, "known")
        return cls(checked_id(f.text("id"), "known.id"), f.raw("hash", HASH_BYTES))


@dataclass(frozen=True, slots=True)
class KnownRequest:
    """After a new epoch: which of these does the office know?"""

    items: tuple[KnownItem, ...]

    def to_json(self) -> Json:
        return {"items": [item.to_json() for item in self.items]}

    @classmethod
    def from_json(cls, data: Json) -> KnownRequest:
        return cls(Fields.of(data, "known_request").each("items", KnownItem.from_json))


@dataclass(frozen=True, slots=True)
class KnownReply:
    """What it knows, as results (usually `Duplicate` with a new acknowledgement), and the ids that it wants again."""

    statement: str
    results: tuple[ItemResult, ...]
    unknown: tuple[str, ...]

    def to_json(self) -> Json:
        return {
            "statement": self.statement,
            "results": [result.to_json() for result in self.results],
            "unknown": list(self.unknown),
        }

    @classmethod
    def from_json(cls, data: Json) -> KnownReply:
        f = Fields.of(data, "known_reply")
        return cls(f.text("statement"), f.each("results", result_from_json), f.texts("unknown"))


@dataclass(frozen=True, slots=True)
class KeySetReply:
    """The key set as a compact JWS by the root."""

    key_set: str

    def to_json(self) -> Json:
        return {"key_set": self.key_set}

    @classmethod
    def from_json(cls, data: Json) -> KeySetReply:
        return cls(Fields.of(data, "key_set_reply").text("key_set", 2**20))


@dataclass(frozen=True, slots=True)
class PartReply:
    """After a chunk: the next missing one, or None when the item is whole."""

    next: int | None

    def to_json(self) -> Json:
        return {"next": self.next}

    @classmethod
    def from_json(cls, data: Json) -> PartReply:
        f = Fields.of(data, "part_reply")
        return cls(f.opt("next", f.whole))


@dataclass(frozen=True, slots=True)
class Health:
    """That the server is ours and alive; believed for nothing else, since it is not signed."""

    status: str
    service: str = "nuanchuang"

    def to_json(self) -> Json:
        return {"status": self.status, "service": self.service}

    @classmethod
    def from_json(cls, data: Json) -> Health:
        f = Fields.of(data, "health")
        return cls(f.text("status", 32), f.text("service", 32))

"""Everything else that travels between device and office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.contract.codec import Fields, Json, as_text, b64, canonical, day_json, moment_json, one_of, optional, parse
from shared.contract.errors import Malformed
from shared.contract.ids import checked_id
from shared.contract.items import HASH_BYTES
from shared.contract.results import ItemResult, result_from_json
from shared.contract.texts import text_from_json, text_to_json
from shared.domain.answers import Record, RecordFact
from shared.domain.text import Text
from shared.domain.values import Value, from_json, to_json


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


class MessageKind(StrEnum):
    """What a message tells."""

    STATE = "state"
    DECISION = "decision"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Message:
    """Something the office tells a person about an item: a text as data, a clerk's own words, a decision.

    Only inside a live L2 session or on the owner's phone. `decision` is that of `decision_to_json`.
    """

    id: str
    item: str
    time: datetime
    kind: MessageKind
    text: Text | None = None
    words: str | None = None
    decision: Json = None

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "item": self.item,
            "time": moment_json(self.time),
            "kind": self.kind.value,
            "text": optional(self.text, text_to_json),
            "words": self.words,
            "decision": self.decision,
        }

    @classmethod
    def from_json(cls, data: Json) -> Message:
        f = Fields.of(data, "message")
        return cls(
            f.text("id", 64),
            checked_id(f.text("item"), "message.item"),
            f.moment("time"),
            one_of(MessageKind, f.text("kind"), "message.kind"),
            f.then("text", text_from_json),
            f.opt("words", lambda name: f.text(name, 20000)),
            f.data.get("decision"),
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since a cursor, which is opaque; "" is the beginning. `statement` is signed: a new epoch in it means
    cursor "" and `known`. `packs` are compact JWS; `results` are later answers for items, acknowledgements too."""

    cursor: str
    statement: str
    results: tuple[ItemResult, ...] = ()
    packs: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    more: bool = False

    def to_json(self) -> Json:
        return {
            "cursor": self.cursor,
            "statement": self.statement,
            "results": [result.to_json() for result in self.results],
            "packs": list(self.packs),
            "messages": [message.to_json() for message in self.messages],
            "more": self.more,
        }

    @classmethod
    def from_json(cls, data: Json) -> Changes:
        f = Fields.of(data, "changes")
        return cls(
            f.text("cursor"),
            f.text("statement"),
            f.each("results", result_from_json),
            f.each("packs", lambda part: as_text(part, "changes.packs")),
            f.each("messages", Message.from_json),
            f.flag("more"),
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """A dataset: payload of a compact JWS by a key of use `pack`. A lower version never replaces a higher one."""

    name: str
    version: int
    as_of: date
    rows: tuple[Mapping[str, Json], ...]

    def to_bytes(self) -> bytes:
        rows: list[Json] = [dict(row) for row in self.rows]
        return canonical({"name": self.name, "version": self.version, "as_of": day_json(self.as_of), "rows": rows})

    @classmethod
    def from_bytes(cls, raw: bytes) -> Pack:
        f = Fields.of(parse(raw, "pack"), "pack")
        rows = f.each("rows", lambda row: Fields.of(row, "pack.rows").data)
        return cls(f.text("name", 64), f.whole("version"), f.day("as_of"), rows)


@dataclass(frozen=True, slots=True)
class QueryReply:
    """The sealed answer: a compact JWE (ECDH-ES, A256GCM) for the query's reply key."""

    answer: str

    def to_json(self) -> Json:
        return {"answer": self.answer}

    @classmethod
    def from_json(cls, data: Json) -> QueryReply:
        return cls(Fields.of(data, "query_reply").text("answer", 2**26))


class QueryStatus(StrEnum):
    """How a question to the office ended."""

    READY = "ready"
    WAITING = "waiting"
    NOTHING = "nothing"
    LEVEL_TOO_LOW = "level_too_low"
    UNKNOWN_QUERY = "unknown_query"


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """What is sealed in a `QueryReply`. `query` repeats the id of the query item, so that answers cannot be swapped."""

    query: str
    status: QueryStatus
    value: Value | None = None
    as_of: date | None = None
    messages: tuple[Message, ...] = ()

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "query": self.query,
                "status": self.status.value,
                "value": optional(self.value, to_json),
                "as_of": day_json(self.as_of),
                "messages": [message.to_json() for message in self.messages],
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> QueryAnswer:
        f = Fields.of(parse(raw, "query_answer"), "query_answer")
        status = one_of(QueryStatus, f.text("status"), "query_answer.status")
        messages = f.each("messages", Message.from_json)
        return cls(f.text("query"), status, f.then("value", _value), f.opt("as_of", f.day), messages)


def _value(data: Json) -> Value:
    try:
        return from_json(data)
    except (ValueError, TypeError):
        raise Malformed("query_answer.value", "is not a value") from None


def record_value(record: Record) -> Value:
    """A person's record as the value of a query answer."""
    return {key: {"value": fact.value, "source": fact.source, "as_of": fact.as_of} for key, fact in record.items()}


def record_of(value: Value) -> Record:
    """The record in a query answer's value; raises `Malformed`."""
    if not isinstance(value, Mapping):
        raise Malformed("record", "is not a mapping")
    found: dict[str, RecordFact] = {}
    for key, fact in value.items():
        if not isinstance(fact, Mapping) or "value" not in fact:
            raise Malformed(f"record.{key[:64]}", "is not a fact")
        source, as_of = fact.get("source"), fact.get("as_of")
        if not isinstance(source, str) or not isinstance(as_of, date):
            raise Malformed(f"record.{key[:64]}", "has no source or date")
        found[key] = RecordFact(fact["value"], source, as_of)
    return found


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

"""Answers to sealed questions, and a person's record as such an answer's value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.contract.codec import Fields, Json, canonical, day_json, one_of, optional, parse
from shared.contract.errors import Malformed
from shared.contract.news import Message
from shared.domain.answers import Record, RecordFact
from shared.domain.values import Value, from_json, to_json


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

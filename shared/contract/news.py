"""What is new at the office: changes, messages to persons, packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.contract.codec import Fields, Json, as_text, canonical, day_json, moment_json, one_of, optional, parse
from shared.contract.ids import checked_id
from shared.contract.results import ItemResult, result_from_json
from shared.contract.texts import text_from_json, text_to_json
from shared.domain.text import Text


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

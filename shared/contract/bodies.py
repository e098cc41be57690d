"""What is sealed: the content of an item, readable only for the office and whoever holds the slip.

A body's bytes are canonical JSON, written once and kept verbatim, because the session key signs them (L2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from shared.contract.codec import Fields, Json, b64, canonical, optional, parse
from shared.contract.errors import Malformed
from shared.contract.items import HASH_BYTES, SIGNATURE_BYTES, ItemKind
from shared.contract.trust import L2Proof, PublicKey
from shared.domain.content import Content, ContentUnreadable, content_from_json, content_to_json
from shared.domain.values import Value, from_json, to_json

SLIP_CHECK_BYTES = 32


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an item is about: the number (typed at L1, of the card at L2), and how the submitter stands to that person
    (`self`, `relative`, `anyone`)."""

    id_number: str = field(repr=False)
    name: str | None = field(default=None, repr=False)
    relation: str = "self"

    def to_json(self) -> Json:
        return {"id_number": self.id_number, "name": self.name, "relation": self.relation}

    @classmethod
    def from_json(cls, data: Json) -> Subject:
        f = Fields.of(data, "subject")
        return cls(f.text("id_number", 18), f.opt("name", f.text), f.text("relation", 16))


@dataclass(frozen=True, slots=True)
class Attachment:
    """The manifest of one attachment: SHA-256 of each encrypted chunk, and the key and size that open them."""

    id: str
    question: str
    media: str
    size: int
    key: bytes = field(repr=False)
    chunks: tuple[bytes, ...]

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "question": self.question,
            "media": self.media,
            "size": self.size,
            "key": b64(self.key),
            "chunks": [b64(chunk) for chunk in self.chunks],
        }

    @classmethod
    def from_json(cls, data: Json) -> Attachment:
        f = Fields.of(data, "attachment")
        chunks = f.each("chunks", lambda c: Fields("attachment.chunks", {"hash": c}).raw("hash", HASH_BYTES))
        return cls(
            f.text("id", 64), f.text("question", 128), f.text("media", 64), f.whole("size"), f.raw("key", 32), chunks
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBody:
    """What a person has said in a flow: submit, correct, withdraw, object or cancel.

    `content` holds answers, consents, facts and versions. `slip_check` is HKDF(slip secret, "act") of this item's slip;
    `target` the earlier item that this one acts on, and `target_check` that item's slip check, where its slip was
    there. `lang` is the language in which the words of the consents were shown.
    """

    content: Content
    subject: Subject
    lang: str
    slip_check: bytes
    target: str | None = None
    target_check: bytes | None = None
    attachments: tuple[Attachment, ...] = ()
    helper: str | None = None

    def to_json(self) -> Json:
        return {
            "content": content_to_json(self.content),
            "subject": self.subject.to_json(),
            "lang": self.lang,
            "slip_check": b64(self.slip_check),
            "target": self.target,
            "target_check": optional(self.target_check, b64),
            "attachments": [attachment.to_json() for attachment in self.attachments],
            "helper": self.helper,
        }

    def to_bytes(self) -> bytes:
        return canonical(self.to_json())

    @classmethod
    def from_json(cls, data: Json) -> FlowBody:
        f = Fields.of(data, "body")
        return cls(
            content=read_content(f.any("content")),
            subject=Subject.from_json(f.any("subject")),
            lang=f.text("lang", 16),
            slip_check=f.raw("slip_check", SLIP_CHECK_BYTES),
            target=f.opt("target", f.text),
            target_check=f.opt("target_check", lambda name: f.raw(name, SLIP_CHECK_BYTES)),
            attachments=f.each("attachments", Attachment.from_json),
            helper=f.opt("helper", f.text),
        )


def read_content(data: Json) -> Content:
    """The content of a submission, or `Malformed`."""
    try:
        return content_from_json(data)
    except ContentUnreadable as fault:
        raise Malformed("body.content", f"cannot be read: {fault}") from None


def _value(key: str, data: Json) -> Value:
    try:
        return from_json(data)
    except (ValueError, TypeError):
        raise Malformed(f"body.given.{key[:64]}", "is not a value") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class BindBody:
    """An owner, verified at a kiosk (L2), lets a phone become theirs: SHA-256 of the single-use code shown there."""

    subject: Subject
    code_hash: bytes
    slip_check: bytes

    def to_json(self) -> Json:
        return {
            "subject": self.subject.to_json(),
            "code_hash": b64(self.code_hash),
            "slip_check": b64(self.slip_check),
        }

    def to_bytes(self) -> bytes:
        return canonical(self.to_json())

    @classmethod
    def from_json(cls, data: Json) -> BindBody:
        f = Fields.of(data, "body")
        subject = Subject.from_json(f.any("subject"))
        return cls(
            subject=subject,
            code_hash=f.raw("code_hash", HASH_BYTES),
            slip_check=f.raw("slip_check", SLIP_CHECK_BYTES),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryBody:
    """A question to the office; the answer is sealed for `reply_key`, of which the private half dies with the session.

    `query` names it (`record`, `state`, `slots`, `messages` …), `given` are the answers sent along.
    """

    query: str
    reply_key: PublicKey
    subject: Subject | None = None
    given: Mapping[str, Value] = field(default_factory=dict)
    target: str | None = None
    target_check: bytes | None = None

    def to_json(self) -> Json:
        return {
            "query": self.query,
            "reply_key": self.reply_key.to_json(),
            "subject": optional(self.subject, Subject.to_json),
            "given": {key: to_json(value) for key, value in self.given.items()},
            "target": self.target,
            "target_check": optional(self.target_check, b64),
        }

    def to_bytes(self) -> bytes:
        return canonical(self.to_json())

    @classmethod
    def from_json(cls, data: Json) -> QueryBody:
        f = Fields.of(data, "body")
        return cls(
            query=f.text("query", 64),
            reply_key=PublicKey.from_json(f.any("reply_key")),
            subject=f.then("subject", Subject.from_json),
            given={key: _value(key, part) for key, part in f.members("given").items()},
            target=f.opt("target", f.text),
            target_check=f.opt("target_check", lambda name: f.raw(name, SLIP_CHECK_BYTES)),
        )


Body = FlowBody | BindBody | QueryBody


def body_from_bytes(kind: ItemKind, raw: bytes) -> Body:
    """The body of an item of that kind; raises `Malformed`."""
    data = parse(raw, "body")
    match kind:
        case ItemKind.BIND:
            return BindBody.from_json(data)
        case ItemKind.QUERY:
            return QueryBody.from_json(data)
        case _:
            body = FlowBody.from_json(data)
            if body.content.operation != kind.value:
                raise Malformed("body.content.operation", "is not that of the header")
            return body


@dataclass(frozen=True, slots=True)
class SealedContent:
    """What stands within the JWE: the body's bytes, and at L2 the proof with the session key's signature (64 bytes)
    over header and body."""

    body: bytes = field(repr=False)
    proof: L2Proof | None = None
    session_signature: bytes | None = None
    V: ClassVar[int] = 1

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "v": self.V,
                "body": self.body.decode(),
                "l2": optional(self.proof, L2Proof.to_json),
                "session_signature": optional(self.session_signature, b64),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> SealedContent:
        f = Fields.of(parse(raw, "content"), "content")
        signature = f.opt("session_signature", lambda name: f.raw(name, SIGNATURE_BYTES))
        return cls(f.text("body", 2**26).encode(), f.then("l2", L2Proof.from_json), signature)

"""An item as it travels: the header in clear, the sealed content, the device's signature over both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from shared.contract.codec import Fields, Json, as_text, b64, canonical, moment_json, one_of, optional, parse
from shared.contract.errors import Malformed
from shared.contract.ids import checked_id
from shared.domain.flow import Level

VERSION: Final = 1
"""The version of header and framing written here."""
HASH_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
"""ES256 as in JWS: r and s, 32 bytes each (RFC 7518, section 3.4)."""


class ItemKind(StrEnum):
    """What an item is. Those of a flow carry its operation's name."""

    SUBMIT = "submit"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    OBJECT = "object"
    CANCEL = "cancel"
    BIND = "bind"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class CreatedElapsed:
    """When an item was made, as far as that can be known: the last signed server time, and the monotonic
    milliseconds since (None after a restart of the machine)."""

    server_time: datetime
    elapsed_ms: int | None

    def to_json(self) -> Json:
        return {"server_time": moment_json(self.server_time), "elapsed_ms": self.elapsed_ms}

    @classmethod
    def from_json(cls, data: Json) -> CreatedElapsed:
        f = Fields.of(data, "created_elapsed")
        return cls(f.moment("server_time"), f.opt("elapsed_ms", f.whole))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHeader:
    """What is said of an item in clear; authenticated as the `aad` of its JWE.

    `device_seq` rises with each item of a device; gaps are never waited for. `after` are ids that must be looked at
    first. `parts` is the number of attachment chunks that belong to it.
    """

    id: str
    kind: ItemKind
    device: str
    device_seq: int
    after: tuple[str, ...] = ()
    replaces: str | None = None
    assurance: Level = Level.L1
    created_elapsed: CreatedElapsed | None = None
    parts: int | None = None
    v: int = VERSION

    def to_json(self) -> Json:
        return {
            "v": self.v,
            "id": self.id,
            "kind": self.kind.value,
            "device": self.device,
            "device_seq": self.device_seq,
            "after": list(self.after),
            "replaces": self.replaces,
            "assurance": int(self.assurance),
            "created_elapsed": optional(self.created_elapsed, CreatedElapsed.to_json),
            "parts": self.parts,
        }

    def to_bytes(self) -> bytes:
        """The header's bytes; once written they travel verbatim and are never written again."""
        return canonical(self.to_json())

    @classmethod
    def from_json(cls, data: Json) -> ItemHeader:
        f = Fields.of(data, "header")
        if f.whole("v") != VERSION:
            raise Malformed("header.v", "is a version that is not known here")
        return cls(
            v=VERSION,
            id=checked_id(f.text("id"), "header.id"),
            kind=one_of(ItemKind, f.text("kind"), "header.kind"),
            device=f.text("device", 64),
            device_seq=f.whole("device_seq"),
            after=tuple(checked_id(id, "header.after") for id in f.texts("after")),
            replaces=f.then("replaces", lambda id: checked_id(as_text(id, "header.replaces"), "header.replaces")),
            assurance=level_of(f.whole("assurance")),
            created_elapsed=f.then("created_elapsed", CreatedElapsed.from_json),
            parts=f.opt("parts", f.whole),
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> ItemHeader:
        return cls.from_json(parse(raw, "header"))


def name_of_certificate(token: str) -> str:
    """A certificate's name on the line: the first 128 bits of its SHA-256, base64url."""
    return b64(sha256(token.encode()).digest()[:16])


def level_of(number: int) -> Level:
    """The assurance level of that number, or `Malformed`."""
    if number not in tuple(Level):
        raise Malformed("assurance", "is not a level")
    return Level(number)


@dataclass(frozen=True, slots=True)
class SealedItem:
    """An item whatever way it takes: network, USB, another device.

    `header_bytes` are those in the JWE's `aad` and travel only there. `jwe` is the JWE in its general JSON form, kept
    byte by byte: its SHA-256 is the item's hash. `origin` is the device's raw ES256 signature (64 bytes), `certificate`
    the device's certificate as a compact JWS.
    """

    header_bytes: bytes
    jwe: bytes
    origin: bytes
    certificate: str

    @property
    def header(self) -> ItemHeader:
        """The header read from its bytes; raises `Malformed`."""
        return ItemHeader.from_bytes(self.header_bytes)

    def to_json(self) -> Json:
        return {"jwe": self.jwe.decode(), "origin": b64(self.origin), "certificate": self.certificate}

    def named(self) -> SealedItem:
        """With its certificate only named, on the way to an office that knows it by that name."""
        return replace(self, certificate=name_of_certificate(self.certificate))

    @classmethod
    def from_json(cls, data: Json) -> SealedItem:
        """Reads no more than the header; whether the rest holds is for `shared.sealing` to say."""
        f = Fields.of(data, "item")
        jwe = f.text("jwe", 2**26)
        header_bytes = Fields.of(parse(jwe, "item.jwe"), "item.jwe").raw("aad")
        ItemHeader.from_bytes(header_bytes)
        return cls(header_bytes, jwe.encode(), f.raw("origin", SIGNATURE_BYTES), f.text("certificate", 8192))


@dataclass(frozen=True, slots=True)
class SubmissionBatch:
    """Items sent together. The backend answers each by itself; the order is by device_seq and `after`, not by place."""

    items: tuple[SealedItem, ...]
    permit: str | None = None

    def named(self) -> SubmissionBatch:
        """With all certificates only named."""
        return replace(self, items=tuple(item.named() for item in self.items))

    def to_json(self) -> Json:
        return {"items": [item.to_json() for item in self.items], "permit": self.permit}

    @classmethod
    def from_json(cls, data: Json) -> SubmissionBatch:
        f = Fields.of(data, "batch")
        return cls(f.each("items", SealedItem.from_json), f.opt("permit", f.text))

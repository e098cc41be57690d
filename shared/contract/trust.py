"""Keys and who vouches for them: key set under an offline root, device and card certificates, enrolment.

Each of the signed values here is the payload of a compact JWS; signing and checking is `shared.sealing`'s.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shared.contract.codec import Fields, Json, b64, canonical, day_json, moment_json, one_of, parse
from shared.contract.errors import Malformed
from shared.contract.items import SIGNATURE_BYTES


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key on P-256, as its coordinates of 32 bytes each (RFC 7517, RFC 7518 section 6.2)."""

    x: bytes
    y: bytes

    @property
    def kid(self) -> str:
        """Its JWK thumbprint (RFC 7638) in base64url: the key's own name."""
        return b64(hashlib.sha256(canonical(self.to_json())).digest())

    def to_json(self) -> dict[str, Json]:
        return {"crv": "P-256", "kty": "EC", "x": b64(self.x), "y": b64(self.y)}

    @classmethod
    def from_json(cls, data: Json) -> PublicKey:
        f = Fields.of(data, "key")
        if f.text("kty") != "EC" or f.text("crv") != "P-256":
            raise Malformed("key", "is not on P-256")
        return cls(f.raw("x", 32), f.raw("y", 32))


class KeyUse(StrEnum):
    """What a key of the office is for; used for nothing else."""

    SEAL = "seal"
    RECEIPT = "receipt"
    PACK = "pack"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key of the office with its use and the time within which it may be used."""

    kid: str
    use: KeyUse
    key: PublicKey
    not_before: datetime
    not_after: datetime

    def to_json(self) -> Json:
        return {
            "kid": self.kid,
            "use": self.use.value,
            "key": self.key.to_json(),
            "not_before": moment_json(self.not_before),
            "not_after": moment_json(self.not_after),
        }

    @classmethod
    def from_json(cls, data: Json) -> KeyEntry:
        f = Fields.of(data, "key_set.keys")
        use = one_of(KeyUse, f.text("use"), "key_set.keys.use")
        key = PublicKey.from_json(f.any("key"))
        return cls(f.text("kid", 64), use, key, f.moment("not_before"), f.moment("not_after"))


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of the office: payload of a compact JWS by the offline root. A lower version is never taken again."""

    version: int
    issued: datetime
    expires: datetime
    keys: tuple[KeyEntry, ...]
    demo: bool = False

    def of_use(self, use: KeyUse) -> tuple[KeyEntry, ...]:
        """The keys for one use, newest first."""
        return tuple(sorted((k for k in self.keys if k.use is use), key=lambda k: k.not_before, reverse=True))

    def to_json(self) -> Json:
        return {
            "version": self.version,
            "issued": moment_json(self.issued),
            "expires": moment_json(self.expires),
            "keys": [key.to_json() for key in self.keys],
            "demo": self.demo,
        }

    def to_bytes(self) -> bytes:
        return canonical(self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes) -> KeySet:
        """Keys of a use that is not known here are left out."""
        f = Fields.of(parse(raw, "key_set"), "key_set")
        known = [entry for entry in f.each("keys", _known_entry) if entry is not None]
        demo = f.opt("demo", f.flag) or False
        return cls(f.whole("version", 1), f.moment("issued"), f.moment("expires"), tuple(known), demo)


def _known_entry(data: Json) -> KeyEntry | None:
    return KeyEntry.from_json(data) if Fields.of(data, "key_set.keys").text("use") in tuple(KeyUse) else None


class DeviceRole(StrEnum):
    """What a device is."""

    KIOSK = "kiosk"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """That a key belongs to a device: payload of a compact JWS by a key of use `device`; good for 90 days.

    `first` marks the key of an enrolment file, which the device swaps for one of its own at first contact.
    """

    device: str
    role: DeviceRole
    key: PublicKey
    not_before: datetime
    not_after: datetime
    first: bool = False

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "device": self.device,
                "role": self.role.value,
                "key": self.key.to_json(),
                "not_before": moment_json(self.not_before),
                "not_after": moment_json(self.not_after),
                "first": self.first,
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> DeviceCertificate:
        f = Fields.of(parse(raw, "certificate"), "certificate")
        return cls(
            f.text("device", 64),
            one_of(DeviceRole, f.text("role"), "certificate.role"),
            PublicKey.from_json(f.any("key")),
            f.moment("not_before"),
            f.moment("not_after"),
            f.opt("first", f.flag) or False,
        )


@dataclass(frozen=True, slots=True)
class IssuerRoot:
    """Whose cards are believed: the key that signs card certificates."""

    name: str
    key: PublicKey
    demo: bool = False

    def to_json(self) -> Json:
        return {"name": self.name, "key": self.key.to_json(), "demo": self.demo}

    @classmethod
    def from_json(cls, data: Json) -> IssuerRoot:
        f = Fields.of(data, "issuer")
        return cls(f.text("name", 64), PublicKey.from_json(f.any("key")), f.opt("demo", f.flag) or False)


@dataclass(frozen=True, slots=True)
class CardCertificate:
    """Whose card it is: payload of a compact JWS by an issuer root. The card number is opaque."""

    id_number: str = field(repr=False)
    name: str = field(repr=False)
    card_number: str = field(repr=False)
    region: str
    key: PublicKey
    valid_from: date
    valid_to: date

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "id_number": self.id_number,
                "name": self.name,
                "card_number": self.card_number,
                "region": self.region,
                "key": self.key.to_json(),
                "valid_from": day_json(self.valid_from),
                "valid_to": day_json(self.valid_to),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> CardCertificate:
        f = Fields.of(parse(raw, "card"), "card")
        return cls(
            f.text("id_number", 18),
            f.text("name", 64),
            f.text("card_number", 32),
            f.text("region", 12),
            PublicKey.from_json(f.any("key")),
            f.day("valid_from"),
            f.day("valid_to"),
        )


@dataclass(frozen=True, slots=True)
class L2Proof:
    """That a card was present with its PIN: the card's certificate, and its signature over the device and the fresh
    public key of the session. It goes with every L2 item and query, inside the JWE."""

    card: str
    device: str
    session_key: PublicKey
    card_signature: bytes

    def challenge(self) -> bytes:
        """What the card signs."""
        return card_challenge(self.device, self.session_key)

    def to_json(self) -> Json:
        return {
            "card": self.card,
            "device": self.device,
            "session_key": self.session_key.to_json(),
            "card_signature": b64(self.card_signature),
        }

    @classmethod
    def from_json(cls, data: Json) -> L2Proof:
        f = Fields.of(data, "l2")
        key = PublicKey.from_json(f.any("session_key"))
        return cls(f.text("card", 8192), f.text("device", 64), key, f.raw("card_signature", SIGNATURE_BYTES))


def card_challenge(device: str, session_key: PublicKey) -> bytes:
    """The bytes that a card signs for a session on a device."""
    return canonical({"card": "nuanchuang-session", "device": device, "session_key": session_key.to_json()})


@dataclass(frozen=True, slots=True)
class RenewRequest:
    """A device swaps in a key of its own. `proof` is the new key's signature over `renew_challenge`; the request itself
    is signed by the old key."""

    device: str
    key: PublicKey
    proof: bytes

    def to_json(self) -> Json:
        return {"device": self.device, "key": self.key.to_json(), "proof": b64(self.proof)}

    @classmethod
    def from_json(cls, data: Json) -> RenewRequest:
        f = Fields.of(data, "renew")
        return cls(f.text("device", 64), PublicKey.from_json(f.any("key")), f.raw("proof", SIGNATURE_BYTES))


def renew_challenge(device: str, key: PublicKey) -> bytes:
    """What a new key signs to show that somebody holds it."""
    return canonical({"renew": device, "key": key.to_json()})


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """A phone enrols itself (L1 only). `proof` is the key's signature over `renew_challenge("", key)`."""

    key: PublicKey
    proof: bytes

    def to_json(self) -> Json:
        return {"key": self.key.to_json(), "proof": b64(self.proof)}

    @classmethod
    def from_json(cls, data: Json) -> EnrolRequest:
        f = Fields.of(data, "enrol")
        return cls(PublicKey.from_json(f.any("key")), f.raw("proof", SIGNATURE_BYTES))


@dataclass(frozen=True, slots=True)
class CertificateReply:
    """The certificate of a renewed or enrolled device, a compact JWS."""

    certificate: str

    def to_json(self) -> Json:
        return {"certificate": self.certificate}

    @classmethod
    def from_json(cls, data: Json) -> CertificateReply:
        return cls(Fields.of(data, "certificate_reply").text("certificate", 8192))

"""What the citizen takes along: the slip's code with the secret, the smaller one without, and the state code."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from shared.contract.codec import Fields, Json, b64, canonical, day_json, moment_json, one_of, parse
from shared.contract.errors import BadSignature, Malformed
from shared.contract.ids import checked_id
from shared.contract.items import HASH_BYTES, SIGNATURE_BYTES, ItemKind
from shared.contract.messages import record_of, record_value
from shared.contract.results import Acknowledgement
from shared.contract.trust import DeviceCertificate, KeySet, KeyUse
from shared.domain.answers import Record
from shared.domain.values import from_json, to_json
from shared.sealing.acks import verify_acknowledgement
from shared.sealing.codes import coded, decoded, join_jws, split_jws
from shared.sealing.derive import hkdf, receipt_number, same
from shared.sealing.jws import check_jws, read_jws, sign_jws
from shared.sealing.ports import SECRET_BYTES, Crypto, Signer
from shared.sealing.trust import find_key, used_in_time, verify_device

SLIP_PREFIX: Final = "NCS1:"
SMALL_PREFIX: Final = "NCR1:"
STATE_PREFIX: Final = "NCT1:"
FORMER_STATE_PREFIX: Final = "NCP1:"
"""Under which states were issued while preference codes began so too; such a code is read as ever."""
STATE_TYP: Final = "nuanchuang-state"
SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a device certifies of an item, revealing nothing: `hash` is over ciphertext, `kid` the seal key's id."""

    id: str
    kind: ItemKind
    day: date
    hash: bytes
    kid: str

    @property
    def number(self) -> str:
        """The receipt's number, 16 digits."""
        return receipt_number(self.id)

    def to_bytes(self) -> bytes:
        """What the device signs."""
        return canonical(
            {"id": self.id, "kind": self.kind.value, "day": day_json(self.day), "hash": b64(self.hash), "kid": self.kid}
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Receipt:
        f = Fields.of(parse(raw, "receipt"), "receipt")
        kind = one_of(ItemKind, f.text("kind"), "receipt.kind")
        id = checked_id(f.text("id"), "receipt.id")
        found = cls(id, kind, f.day("day"), f.raw("hash", HASH_BYTES), f.text("kid", 64))
        if found.to_bytes() != raw:
            raise Malformed("receipt", "is not in its canonical form")
        return found


@dataclass(frozen=True, slots=True)
class SlipCode:
    """The receipt with its signature, the device's certificate, the acknowledgement once there is one (None: 尚未送达),
    and on the citizen's own slip the secret (16 bytes)."""

    receipt: Receipt
    signature: bytes
    certificate: str
    acknowledgement: str | None = None
    secret: bytes | None = field(default=None, repr=False)

    def text(self) -> str:
        """The QR's text, about 600 to 800 characters of alphanumeric mode."""
        texts, raws = [self.receipt.to_bytes()], [self.secret or b"\0", self.signature]
        for token in (self.certificate, self.acknowledgement):
            if token is not None:
                more, signatures = split_jws(token)
                texts += more
                raws += signatures
        return coded(SLIP_PREFIX, texts, raws)

    @classmethod
    def from_text(cls, text: str) -> SlipCode:
        """Read, not yet believed; raises Malformed."""
        texts, raws = decoded(SLIP_PREFIX, text, {(3, 3), (5, 4)})
        if len(raws[0]) not in (1, SECRET_BYTES) or (len(raws[0]) == 1 and raws[0] != b"\0"):
            raise Malformed("code", "holds a secret of a wrong length")
        return cls(
            Receipt.from_bytes(texts[0]),
            raws[1],
            join_jws(texts[1:3], raws[2:3]),
            join_jws(texts[3:5], raws[3:4]) if len(raws) == 4 else None,
            raws[0] if len(raws[0]) == SECRET_BYTES else None,
        )

    def without_secret(self) -> SlipCode:
        """The same for anybody's eyes."""
        return replace(self, secret=None)

    def small(self) -> str:
        """The smaller QR's text: receipt and signature only, to ask for the state."""
        return coded(SMALL_PREFIX, [self.receipt.to_bytes()], [self.signature])


def small_receipt(text: str) -> tuple[Receipt, bytes]:
    """Receipt and signature of the smaller code, not yet believed; raises Malformed."""
    texts, raws = decoded(SMALL_PREFIX, text, {(1, 1)})
    return Receipt.from_bytes(texts[0]), raws[0]


async def sign_receipt(signer: Signer, receipt: Receipt) -> bytes:
    """The device's signature over a receipt."""
    return await signer.sign(_receipt_bytes(receipt))


def _receipt_bytes(receipt: Receipt) -> bytes:
    return b"nuanchuang-receipt\0" + receipt.to_bytes()


@dataclass(frozen=True, slots=True)
class VerifiedSlip:
    """A slip whose signatures hold: of which device, and acknowledged by the office or (None) not yet delivered."""

    receipt: Receipt
    certificate: DeviceCertificate
    acknowledgement: Acknowledgement | None


async def verify_slip(crypto: Crypto, slip: SlipCode, key_set: KeySet) -> VerifiedSlip:
    """Check a slip without network; raises BadSignature, UnknownKey, Expired, Malformed."""
    certificate = await verify_device(crypto, slip.certificate, key_set)
    signed = _receipt_bytes(slip.receipt)
    if len(slip.signature) != SIGNATURE_BYTES or not await crypto.verify(certificate.key, slip.signature, signed):
        raise BadSignature("the receipt")
    found = None
    if slip.acknowledgement is not None:
        receipt = slip.receipt
        found = await verify_acknowledgement(crypto, slip.acknowledgement, key_set, id=receipt.id, hash=receipt.hash)
    return VerifiedSlip(slip.receipt, certificate, found)


# What a person brings along: their own state, signed by the office


@dataclass(frozen=True, slots=True)
class StateCode:
    """Facts of a person's record that the office signed for a kiosk without network. The person is named only by a
    salted hash of the number, which a verified person's own number opens."""

    subject: bytes
    salt: bytes
    issued: datetime
    record: Record

    @classmethod
    def make(cls, id_number: str, salt: bytes, issued: datetime, record: Record) -> StateCode:
        """For a person; `salt` are 16 random bytes."""
        return cls(_subject(id_number, salt), salt, issued, record)

    def is_of(self, id_number: str) -> bool:
        """Whether it is that person's."""
        return same(self.subject, _subject(id_number, self.salt))

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "subject": b64(self.subject),
                "salt": b64(self.salt),
                "issued": moment_json(self.issued),
                "facts": to_json(record_value(self.record)),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> StateCode:
        f = Fields.of(parse(raw, "state"), "state")
        return cls(f.raw("subject", HASH_BYTES), f.raw("salt", SALT_BYTES), f.moment("issued"), _record(f.any("facts")))


def _record(data: Json) -> Record:
    try:
        return record_of(from_json(data))
    except (ValueError, TypeError):
        raise Malformed("state.facts", "is not a record") from None


def _subject(id_number: str, salt: bytes) -> bytes:
    return hkdf(id_number.upper().encode(), b"state subject", salt=salt)


async def sign_state(signer: Signer, kid: str, state: StateCode) -> str:
    """The QR's text of a state, by the office's key of use `receipt`."""
    texts, raws = split_jws(await sign_jws(signer, kid, STATE_TYP, state.to_bytes()))
    return coded(STATE_PREFIX, texts, raws)


async def verify_state(crypto: Crypto, text: str, key_set: KeySet) -> StateCode:
    """The state in a QR; raises BadSignature, UnknownKey, Expired, Malformed."""
    prefix = FORMER_STATE_PREFIX if text.startswith(FORMER_STATE_PREFIX) else STATE_PREFIX
    jws = read_jws(join_jws(*decoded(prefix, text, {(2, 1)})))
    entry = find_key(key_set, KeyUse.RECEIPT, jws.kid)
    state = StateCode.from_bytes(await check_jws(crypto, jws, STATE_TYP, entry.key))
    used_in_time(entry, state.issued)
    return state

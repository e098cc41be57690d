"""JWE (RFC 7516) in the two forms used: general JSON for two recipients, and compact for one.

The general form is written canonically and read only when it is exactly so: there is no place in it for anything else.
Its protected header carries a commitment to the content key, so that office and slip can never be given two different
contents under one ciphertext.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from shared.contract.codec import Fields, Json, b64, canonical, parse, unb64
from shared.contract.errors import Malformed, Unopenable
from shared.contract.trust import PublicKey
from shared.sealing.derive import concat_kdf, hkdf, same
from shared.sealing.ports import CEK_BYTES, IV_BYTES, SECRET_BYTES, TAG_BYTES, Agreement, Crypto, Fresh

OFFICE_ALG: Final = "ECDH-ES+A256KW"
SLIP_ALG: Final = "A128KW"
SLIP_KID: Final = "slip"
CONTENT_TYPE: Final = "nuanchuang-frame+1"
_COMMIT: Final = b"nuanchuang commit"
_KEK_BITS: Final = 256


@dataclass(frozen=True, slots=True)
class ItemJwe:
    """A general JWE of ours, taken apart and not yet opened."""

    aad: bytes
    commit: bytes
    kid: str
    epk: PublicKey
    for_office: bytes
    for_slip: bytes
    iv: bytes
    sealed: bytes

    @property
    def protected(self) -> bytes:
        return canonical({"commit": b64(self.commit), "cty": CONTENT_TYPE, "enc": "A256GCM"})

    @property
    def authenticated(self) -> bytes:
        """The additional data of the GCM (RFC 7516, section 5.1, step 14)."""
        return f"{b64(self.protected)}.{b64(self.aad)}".encode()

    def to_bytes(self) -> bytes:
        """Canonical JSON; the item's hash is taken over these bytes."""
        office: Json = {
            "encrypted_key": b64(self.for_office),
            "header": {"alg": OFFICE_ALG, "epk": self.epk.to_json(), "kid": self.kid},
        }
        slip: Json = {"encrypted_key": b64(self.for_slip), "header": {"alg": SLIP_ALG, "kid": SLIP_KID}}
        return canonical(
            {
                "aad": b64(self.aad),
                "ciphertext": b64(self.sealed[:-TAG_BYTES]),
                "iv": b64(self.iv),
                "protected": b64(self.protected),
                "recipients": [office, slip],
                "tag": b64(self.sealed[-TAG_BYTES:]),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> ItemJwe:
        """Raises Malformed unless it is written exactly as `to_bytes` writes it."""
        f = Fields.of(parse(raw, "jwe"), "jwe")
        protected = Fields.of(parse(f.raw("protected"), "jwe.protected"), "jwe.protected")
        recipients = f.each("recipients", lambda part: Fields.of(part, "jwe.recipient"))
        if len(recipients) != 2:
            raise Malformed("jwe.recipients", "are not two")
        office, slip = recipients
        header = Fields.of(office.any("header"), "jwe.recipient.header")
        found = cls(
            aad=f.raw("aad"),
            commit=protected.raw("commit", 32),
            kid=header.text("kid", 64),
            epk=PublicKey.from_json(header.any("epk")),
            for_office=office.raw("encrypted_key", CEK_BYTES + 8),
            for_slip=slip.raw("encrypted_key", CEK_BYTES + 8),
            iv=f.raw("iv", IV_BYTES),
            sealed=f.raw("ciphertext") + f.raw("tag", TAG_BYTES),
        )
        if found.to_bytes() != raw:
            raise Malformed("jwe", "is not in its canonical form")
        return found


async def seal_general(
    crypto: Crypto, aad: bytes, plain: bytes, *, office: PublicKey, kid: str, secret: bytes, fresh: Fresh
) -> bytes:
    """Encrypt for the office (its seal key under `kid`) and for the slip secret (16 bytes); the bytes of the JWE."""
    if len(secret) != SECRET_BYTES or len(fresh.cek) != CEK_BYTES or len(fresh.iv) != IV_BYTES:
        raise ValueError("secret, content key or iv of a wrong length")
    kek = concat_kdf(await fresh.epk.agree(office), OFFICE_ALG, _KEK_BITS)
    made = ItemJwe(
        aad=aad,
        commit=hkdf(fresh.cek, _COMMIT),
        kid=kid,
        epk=fresh.epk.public,
        for_office=await crypto.wrap(kek, fresh.cek),
        for_slip=await crypto.wrap(secret, fresh.cek),
        iv=fresh.iv,
        sealed=bytes(TAG_BYTES),
    )
    sealed = await crypto.encrypt(fresh.cek, fresh.iv, plain, made.authenticated)
    return ItemJwe(
        made.aad, made.commit, made.kid, made.epk, made.for_office, made.for_slip, made.iv, sealed
    ).to_bytes()


async def open_as_office(crypto: Crypto, jwe: ItemJwe, key: Agreement) -> bytes:
    """Decrypt with the office's private seal key; raises Unopenable."""
    kek = concat_kdf(await key.agree(jwe.epk), OFFICE_ALG, _KEK_BITS)
    return await _open(crypto, jwe, await crypto.unwrap(kek, jwe.for_office))


async def open_with_secret(crypto: Crypto, jwe: ItemJwe, secret: bytes) -> bytes:
    """Decrypt with the slip secret; raises Unopenable."""
    if len(secret) != SECRET_BYTES:
        raise Unopenable("a slip secret has 128 bits")
    return await _open(crypto, jwe, await crypto.unwrap(secret, jwe.for_slip))


async def _open(crypto: Crypto, jwe: ItemJwe, cek: bytes) -> bytes:
    if not same(hkdf(cek, _COMMIT), jwe.commit):
        raise Unopenable("the content key is not the one committed to")
    return await crypto.decrypt(cek, jwe.iv, jwe.sealed, jwe.authenticated)


async def seal_compact(crypto: Crypto, plain: bytes, *, to: PublicKey, cty: str, epk: Agreement, iv: bytes) -> str:
    """A compact JWE for one key: ECDH-ES direct, A256GCM."""
    head: dict[str, Json] = {"alg": "ECDH-ES", "cty": cty, "enc": "A256GCM", "epk": epk.public.to_json()}
    aad = b64(canonical(head))
    key = concat_kdf(await epk.agree(to), "A256GCM", 256)
    sealed = await crypto.encrypt(key, iv, plain, aad.encode())
    return f"{aad}..{b64(iv)}.{b64(sealed[:-TAG_BYTES])}.{b64(sealed[-TAG_BYTES:])}"


async def open_compact(crypto: Crypto, token: str, *, key: Agreement, cty: str) -> bytes:
    """The plain bytes of `seal_compact`; raises Malformed, Unopenable."""
    parts = token.split(".")
    if len(parts) != 5 or parts[1]:
        raise Malformed("jwe", "is not of the agreed compact form")
    f = Fields.of(parse(unb64(parts[0], "jwe.header"), "jwe.header"), "jwe.header")
    if (f.text("alg"), f.text("enc"), f.text("cty")) != ("ECDH-ES", "A256GCM", cty):
        raise Malformed("jwe.header", "is not as agreed")
    iv, sealed = unb64(parts[2], "jwe.iv"), unb64(parts[3], "jwe.ciphertext") + unb64(parts[4], "jwe.tag")
    if len(iv) != IV_BYTES:
        raise Malformed("jwe.iv", "has the wrong length")
    content_key = concat_kdf(await key.agree(PublicKey.from_json(f.any("epk"))), "A256GCM", 256)
    return await crypto.decrypt(content_key, iv, sealed, parts[0].encode())

"""Compact JWS with ES256 (RFC 7515). Each kind of statement has its own `typ`: one can never pass for another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from shared.contract.codec import Fields, b64, canonical, parse, unb64
from shared.contract.errors import BadSignature, Malformed
from shared.contract.trust import PublicKey
from shared.sealing.ports import Crypto, Signer

LONGEST: Final = 2**26


@dataclass(frozen=True, slots=True)
class Jws:
    """A compact JWS taken apart and not yet believed."""

    kid: str
    typ: str
    payload: bytes
    signature: bytes
    signed: bytes


async def sign_jws(signer: Signer, kid: str, typ: str, payload: bytes) -> str:
    """The compact JWS of a payload under a key id."""
    head = b64(canonical({"alg": "ES256", "kid": kid, "typ": typ}))
    signed = f"{head}.{b64(payload)}"
    return f"{signed}.{b64(await signer.sign(signed.encode()))}"


def read_jws(token: str) -> Jws:
    """Take it apart; `Malformed` unless it is written exactly as `sign_jws` writes it."""
    parts = token.split(".") if len(token) <= LONGEST else []
    if len(parts) != 3:
        raise Malformed("jws", "has not three parts")
    raw = unb64(parts[0], "jws.header")
    f = Fields.of(parse(raw, "jws.header"), "jws.header")
    if f.text("alg") != "ES256":
        raise Malformed("jws.header.alg", "is not ES256")
    kid, typ = f.text("kid", 64), f.text("typ", 64)
    if canonical({"alg": "ES256", "kid": kid, "typ": typ}) != raw:
        raise Malformed("jws.header", "is not in its canonical form")
    return Jws(
        kid, typ, unb64(parts[1], "jws.payload"), unb64(parts[2], "jws.signature"), token.rpartition(".")[0].encode()
    )


async def check_jws(crypto: Crypto, jws: Jws, typ: str, key: PublicKey) -> bytes:
    """The payload, once type and signature hold; raises BadSignature."""
    if jws.typ != typ:
        raise BadSignature(f"signed as another kind of thing than {typ}")
    if len(jws.signature) != 64 or not await crypto.verify(key, jws.signature, jws.signed):
        raise BadSignature(typ)
    return jws.payload

"""The ports of sealing over WebCrypto (the phone in a browser). Private keys are non-extractable handles.

Runs in a Pyodide worker. Signatures are not deterministic there; everything else gives the same bytes as
`crypto_native`, which the vectors of the tests hold in both directions.
"""

from __future__ import annotations

from typing import Any, Final

import js
from js import Object, Uint8Array
from pyodide.ffi import JsException, to_js

from shared.contract.codec import Json, unb64
from shared.contract.errors import Unopenable
from shared.contract.trust import PublicKey

SIGN: Final = "ECDSA"
AGREE: Final = "ECDH"
_AES: Final = "AES-GCM"
_WRAP: Final = "AES-KW"


def subtle() -> Any:
    """The browser's own encryption, looked up where it is used: modules are imported for an image of memory too."""
    return js.crypto.subtle


def js_object(**members: object) -> Any:
    """A plain JavaScript object."""
    return to_js(members, dict_converter=Object.fromEntries)


def js_bytes(data: bytes) -> Any:
    """Bytes as WebCrypto takes them."""
    return Uint8Array.new(to_js(data))


def _curve(name: str) -> Any:
    return js_object(name=name, namedCurve="P-256")


async def import_public(key: PublicKey, name: str, *uses: str) -> Any:
    """A public key as a handle; raises JsException for a point off the curve."""
    jwk = js_object(**key.to_json())
    return await subtle().importKey("jwk", jwk, _curve(name), True, to_js(list(uses)))


async def public_of(handle: Any) -> PublicKey:
    """The public half of a key handle as its coordinates."""
    raw = (await subtle().exportKey("raw", handle)).to_bytes()
    return PublicKey(raw[1:33], raw[33:65])


async def new_pair(name: str, *uses: str) -> Any:
    """A fresh pair; nobody can read its private half, this code included."""
    return await subtle().generateKey(_curve(name), False, to_js(list(uses)))


async def import_private(jwk: dict[str, Json], name: str, *uses: str) -> Any:
    """A private key of which the bytes are known: for vectors only."""
    return await subtle().importKey("jwk", js_object(**jwk), _curve(name), False, to_js(list(uses)))


class BrowserSigner:
    """Signs with ES256 by a handle."""

    __slots__ = ("_private", "_public")

    def __init__(self, private: Any, public: PublicKey) -> None:
        self._private, self._public = private, public

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return self._public

    async def sign(self, data: bytes) -> bytes:
        """r and s, 32 bytes each."""
        made = await subtle().sign(js_object(name=SIGN, hash="SHA-256"), self._private, js_bytes(data))
        return bytes(made.to_bytes())


class BrowserAgreement:
    """Agrees by ECDH by a handle."""

    __slots__ = ("_private", "_public")

    def __init__(self, private: Any, public: PublicKey) -> None:
        self._private, self._public = private, public

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return self._public

    async def agree(self, other: PublicKey) -> bytes:
        """The shared secret; raises Unopenable for a point off the curve."""
        try:
            theirs = await import_public(other, AGREE)
        except JsException:
            raise Unopenable("a public key that is not on the curve") from None
        with_theirs = to_js({"name": AGREE, "public": theirs}, dict_converter=Object.fromEntries)
        return bytes((await subtle().deriveBits(with_theirs, self._private, 256)).to_bytes())


async def signer_of_jwk(jwk: dict[str, Json]) -> BrowserSigner:
    """A signer of a known private key: for vectors only."""
    return BrowserSigner(await import_private(jwk, SIGN, "sign"), PublicKey.from_json(_public_part(jwk)))


async def agreement_of_jwk(jwk: dict[str, Json]) -> BrowserAgreement:
    """An agreement key of a known private key: for vectors only."""
    return BrowserAgreement(await import_private(jwk, AGREE, "deriveBits"), PublicKey.from_json(_public_part(jwk)))


def _public_part(jwk: dict[str, Json]) -> dict[str, Json]:
    unb64(str(jwk["d"]), "d")
    return {name: jwk[name] for name in ("kty", "crv", "x", "y")}


class BrowserCrypto:
    """The primitives."""

    __slots__ = ()

    async def verify(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        """Whether the signature holds."""
        if len(signature) != 64:
            return False
        try:
            handle = await import_public(key, SIGN, "verify")
        except JsException:
            return False
        how = js_object(name=SIGN, hash="SHA-256")
        return bool(await subtle().verify(how, handle, js_bytes(signature), js_bytes(data)))

    async def encrypt(self, key: bytes, iv: bytes, plain: bytes, aad: bytes) -> bytes:
        """AES-GCM."""
        handle = await subtle().importKey("raw", js_bytes(key), _AES, False, to_js(["encrypt"]))
        return await encrypt_with(handle, iv, plain, aad)

    async def decrypt(self, key: bytes, iv: bytes, sealed: bytes, aad: bytes) -> bytes:
        """AES-GCM; raises Unopenable."""
        try:
            handle = await subtle().importKey("raw", js_bytes(key), _AES, False, to_js(["decrypt"]))
        except JsException:
            raise Unopenable("a key of a wrong length") from None
        return await decrypt_with(handle, iv, sealed, aad)

    async def wrap(self, kek: bytes, key: bytes) -> bytes:
        """AES key wrap."""
        wrapping = await subtle().importKey("raw", js_bytes(kek), _WRAP, False, to_js(["wrapKey"]))
        inner = await subtle().importKey("raw", js_bytes(key), _AES, True, to_js(["encrypt"]))
        return bytes((await subtle().wrapKey("raw", inner, wrapping, _WRAP)).to_bytes())

    async def unwrap(self, kek: bytes, wrapped: bytes) -> bytes:
        """AES key unwrap; raises Unopenable."""
        try:
            wrapping = await subtle().importKey("raw", js_bytes(kek), _WRAP, False, to_js(["unwrapKey"]))
            inner = await subtle().unwrapKey("raw", js_bytes(wrapped), wrapping, _WRAP, _AES, True, to_js(["encrypt"]))
            return bytes((await subtle().exportKey("raw", inner)).to_bytes())
        except JsException:
            raise Unopenable("the key does not unwrap") from None

    async def new_signer(self) -> BrowserSigner:
        """A fresh signing key."""
        pair = await new_pair(SIGN, "sign", "verify")
        return BrowserSigner(pair.privateKey, await public_of(pair.publicKey))

    async def new_agreement(self) -> BrowserAgreement:
        """A fresh agreement key."""
        pair = await new_pair(AGREE, "deriveBits")
        return BrowserAgreement(pair.privateKey, await public_of(pair.publicKey))


async def encrypt_with(handle: Any, iv: bytes, plain: bytes, aad: bytes) -> bytes:
    """AES-GCM by a handle."""
    how = to_js({"name": _AES, "iv": js_bytes(iv), "additionalData": js_bytes(aad)}, dict_converter=Object.fromEntries)
    return bytes((await subtle().encrypt(how, handle, js_bytes(plain))).to_bytes())


async def decrypt_with(handle: Any, iv: bytes, sealed: bytes, aad: bytes) -> bytes:
    """AES-GCM by a handle; raises Unopenable."""
    how = to_js({"name": _AES, "iv": js_bytes(iv), "additionalData": js_bytes(aad)}, dict_converter=Object.fromEntries)
    try:
        return bytes((await subtle().decrypt(how, handle, js_bytes(sealed))).to_bytes())
    except JsException:
        raise Unopenable("the tag does not hold") from None

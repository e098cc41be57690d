"""The ports of sealing over `cryptography` (kiosk, native phone, backend). Signatures are deterministic (RFC 6979)."""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from shared.contract.codec import Fields, Json, b64
from shared.contract.errors import Malformed, Unopenable
from shared.contract.trust import PublicKey

ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of P-256 (SP 800-186, section 3.2.1.3)."""
_ES256: Final = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
_CHECK: Final = ec.ECDSA(hashes.SHA256())


class _NativeKey:
    """A private key on P-256 in memory."""

    __slots__ = ("_key", "_public")

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        numbers = key.public_key().public_numbers()
        self._public = PublicKey(numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big"))

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return self._public

    def private_json(self) -> dict[str, Json]:
        """The private JWK (RFC 7518, section 6.2.2), for files of mode 0600 and nothing else."""
        d = self._key.private_numbers().private_value
        return {**self._public.to_json(), "d": b64(d.to_bytes(32, "big"))}


class NativeSigner(_NativeKey):
    """Signs with ES256."""

    __slots__ = ()

    async def sign(self, data: bytes) -> bytes:
        """r and s, 32 bytes each."""
        r, s = decode_dss_signature(self._key.sign(data, _ES256))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class NativeAgreement(_NativeKey):
    """Agrees by ECDH."""

    __slots__ = ()

    async def agree(self, other: PublicKey) -> bytes:
        """The shared secret; raises Unopenable for a point off the curve."""
        key = _public(other)
        if key is None:
            raise Unopenable("a public key that is not on the curve")
        return self._key.exchange(ec.ECDH(), key)


def _public(key: PublicKey) -> ec.EllipticCurvePublicKey | None:
    numbers = ec.EllipticCurvePublicNumbers(int.from_bytes(key.x), int.from_bytes(key.y), ec.SECP256R1())
    try:
        return numbers.public_key()
    except ValueError:
        return None


def private_of(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    """The key of a private scalar of 32 bytes; ValueError outside of 1 … n-1."""
    return ec.derive_private_key(int.from_bytes(scalar), ec.SECP256R1())


def signer_of(scalar: bytes) -> NativeSigner:
    """A signing key of a given scalar."""
    return NativeSigner(private_of(scalar))


def agreement_of(scalar: bytes) -> NativeAgreement:
    """An agreement key of a given scalar."""
    return NativeAgreement(private_of(scalar))


def scalar_from_json(data: Json, what: str = "private key") -> bytes:
    """The private scalar of a JWK whose halves belong together; raises Malformed."""
    public = PublicKey.from_json(data)
    scalar = Fields.of(data, what).raw("d", 32)
    if not 0 < int.from_bytes(scalar) < ORDER or signer_of(scalar).public != public:
        raise Malformed(what, "does not belong to its public half")
    return scalar


class NativeCrypto:
    """The primitives."""

    __slots__ = ()

    async def verify(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        """Whether the signature holds."""
        public = _public(key)
        if public is None or len(signature) != 64:
            return False
        der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
        try:
            public.verify(der, data, _CHECK)
        except InvalidSignature:
            return False
        return True

    async def encrypt(self, key: bytes, iv: bytes, plain: bytes, aad: bytes) -> bytes:
        """AES-GCM."""
        return AESGCM(key).encrypt(iv, plain, aad)

    async def decrypt(self, key: bytes, iv: bytes, sealed: bytes, aad: bytes) -> bytes:
        """AES-GCM; raises Unopenable."""
        try:
            return AESGCM(key).decrypt(iv, sealed, aad)
        except (InvalidTag, ValueError):
            raise Unopenable("the tag does not hold") from None

    async def wrap(self, kek: bytes, key: bytes) -> bytes:
        """AES key wrap."""
        return aes_key_wrap(kek, key)

    async def unwrap(self, kek: bytes, wrapped: bytes) -> bytes:
        """AES key unwrap; raises Unopenable."""
        try:
            return aes_key_unwrap(kek, wrapped)
        except (InvalidUnwrap, ValueError):
            raise Unopenable("the key does not unwrap") from None

    async def new_signer(self) -> NativeSigner:
        """A fresh signing key."""
        return NativeSigner(ec.generate_private_key(ec.SECP256R1()))

    async def new_agreement(self) -> NativeAgreement:
        """A fresh agreement key."""
        return NativeAgreement(ec.generate_private_key(ec.SECP256R1()))

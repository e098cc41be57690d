"""What a platform brings: keys that sign and agree, and the primitives; met by `cryptography` and by WebCrypto.

Private keys are handles: in a browser they are non-extractable and no bytes of them exist here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from shared.contract.trust import PublicKey

Random = Callable[[int], bytes]
"""Gives that many random bytes: `secrets.token_bytes` in production, fixed bytes in vectors."""

CEK_BYTES: Final = 32
IV_BYTES: Final = 12
TAG_BYTES: Final = 16
SECRET_BYTES: Final = 16
"""The slip secret: 128 bits."""


class Signer(Protocol):
    """A private key that signs with ES256."""

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        ...

    async def sign(self, data: bytes) -> bytes:
        """r and s of 32 bytes each over the SHA-256 of the data (RFC 7518, section 3.4)."""
        ...


class Agreement(Protocol):
    """A private key that agrees on secrets (ECDH on P-256)."""

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        ...

    async def agree(self, other: PublicKey) -> bytes:
        """The shared secret, 32 bytes; raises Unopenable where the other key is not on the curve."""
        ...


class Crypto(Protocol):
    """The primitives."""

    async def verify(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        """Whether an ES256 signature of 64 bytes holds; False too for a key that is not on the curve."""
        ...

    async def encrypt(self, key: bytes, iv: bytes, plain: bytes, aad: bytes) -> bytes:
        """AES-GCM; ciphertext and tag of 16 bytes."""
        ...

    async def decrypt(self, key: bytes, iv: bytes, sealed: bytes, aad: bytes) -> bytes:
        """AES-GCM; raises Unopenable."""
        ...

    async def wrap(self, kek: bytes, key: bytes) -> bytes:
        """AES key wrap (RFC 3394)."""
        ...

    async def unwrap(self, kek: bytes, wrapped: bytes) -> bytes:
        """AES key unwrap; raises Unopenable."""
        ...

    async def new_signer(self) -> Signer:
        """A fresh signing key."""
        ...

    async def new_agreement(self) -> Agreement:
        """A fresh agreement key."""
        ...


@dataclass(frozen=True, slots=True)
class Fresh:
    """What one sealing uses up: the content key, the iv, and an ephemeral key. Never used twice."""

    cek: bytes = field(repr=False)
    iv: bytes
    epk: Agreement


async def fresh(crypto: Crypto, random: Random) -> Fresh:
    """New randomness for one sealing."""
    return Fresh(random(CEK_BYTES), random(IV_BYTES), await crypto.new_agreement())

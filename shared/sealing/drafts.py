"""Drafts at rest: AES-256-GCM, one key per draft, bound to the draft's id and revision."""

from __future__ import annotations

from shared.contract.codec import canonical
from shared.contract.errors import Unopenable
from shared.sealing.ports import IV_BYTES, TAG_BYTES, Crypto, Random


def draft_aad(id: str, revision: int) -> bytes:
    """The additional data: an older revision or another draft's bytes do not open."""
    return canonical({"draft": id, "revision": revision})


async def encrypt_draft(crypto: Crypto, key: bytes, random: Random, id: str, revision: int, plain: bytes) -> bytes:
    """12 bytes of iv, ciphertext, tag. `key` has 32 bytes."""
    iv = random(IV_BYTES)
    return iv + await crypto.encrypt(key, iv, plain, draft_aad(id, revision))


async def decrypt_draft(crypto: Crypto, key: bytes, id: str, revision: int, blob: bytes) -> bytes:
    """The draft again; raises Unopenable."""
    if len(blob) < IV_BYTES + TAG_BYTES:
        raise Unopenable("too short for a draft")
    return await crypto.decrypt(key, blob[:IV_BYTES], blob[IV_BYTES:], draft_aad(id, revision))

"""Sealing, opening and verifying an item.

The order of belief at the office: `verify_item` (strict form, device certificate, origin signature), then
`open_for_office`, then `session.verify_content` (L2).
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.contract.bodies import Body, SealedContent, body_from_bytes
from shared.contract.codec import Json, b64, canonical
from shared.contract.errors import BadSignature
from shared.contract.items import ItemHeader, SealedItem
from shared.contract.trust import DeviceCertificate, KeyEntry, KeySet
from shared.sealing.derive import sha256
from shared.sealing.framing import frame, unframe
from shared.sealing.jwe import ItemJwe, open_as_office, open_with_secret, seal_general
from shared.sealing.ports import Agreement, Crypto, Fresh, Signer
from shared.sealing.trust import verify_device


def item_hash(item: SealedItem) -> bytes:
    """SHA-256 of the JWE's bytes: the item's hash in acknowledgements and receipts."""
    return sha256(item.jwe)


def origin_bytes(header: ItemHeader, hash: bytes) -> bytes:
    """What the origin signature covers: canonical {id, kind, hash, device_seq, after, assurance}."""
    after: list[Json] = list(header.after)
    return canonical(
        {
            "id": header.id,
            "kind": header.kind.value,
            "hash": b64(hash),
            "device_seq": header.device_seq,
            "after": after,
            "assurance": int(header.assurance),
        }
    )


async def seal_item(
    crypto: Crypto,
    header: ItemHeader,
    content: SealedContent,
    *,
    seal_key: KeyEntry,
    secret: bytes,
    fresh: Fresh,
    origin: Signer,
    certificate: str,
) -> SealedItem:
    """Seal content for the office and for the slip secret (16 bytes), bound to its header, signed by the device.

    Never again under the same id: a second sealing has another hash and would be a conflict.
    """
    aad = header.to_bytes()
    jwe = await seal_general(
        crypto, aad, frame(content.to_bytes()), office=seal_key.key, kid=seal_key.kid, secret=secret, fresh=fresh
    )
    return SealedItem(aad, jwe, await origin.sign(origin_bytes(header, sha256(jwe))), certificate)


@dataclass(frozen=True, slots=True)
class VerifiedItem:
    """An item of which form, certificate and origin signature hold; the certificate's dates are not looked at."""

    header: ItemHeader
    hash: bytes
    jwe: ItemJwe
    certificate: DeviceCertificate

    @property
    def kid(self) -> str:
        """The seal key that it was sealed to."""
        return self.jwe.kid


async def verify_item(crypto: Crypto, item: SealedItem, key_set: KeySet) -> VerifiedItem:
    """Believe that this device made this item; raises Malformed, BadSignature, UnknownKey, Expired."""
    jwe = ItemJwe.from_bytes(item.jwe)
    if jwe.aad != item.header_bytes:
        raise BadSignature("the header is not the authenticated one")
    header = ItemHeader.from_bytes(jwe.aad)
    certificate = await verify_device(crypto, item.certificate, key_set)
    if certificate.device != header.device:
        raise BadSignature("the certificate is another device's")
    hash = item_hash(item)
    if not await crypto.verify(certificate.key, item.origin, origin_bytes(header, hash)):
        raise BadSignature("origin")
    return VerifiedItem(header, hash, jwe, certificate)


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """An item's header and content."""

    header: ItemHeader
    content: SealedContent

    @property
    def body(self) -> Body:
        """The content's body by the header's kind; raises Malformed."""
        return body_from_bytes(self.header.kind, self.content.body)


async def open_for_office(crypto: Crypto, jwe: ItemJwe, key: Agreement) -> OpenedItem:
    """Open with the office's private seal key; raises Unopenable, Malformed."""
    return _opened(jwe, await open_as_office(crypto, jwe, key))


async def open_with_slip(crypto: Crypto, item: SealedItem, secret: bytes) -> OpenedItem:
    """Open with the slip secret, as when its holder comes back to correct it; raises Unopenable, Malformed."""
    jwe = ItemJwe.from_bytes(item.jwe)
    return _opened(jwe, await open_with_secret(crypto, jwe, secret))


def _opened(jwe: ItemJwe, framed: bytes) -> OpenedItem:
    return OpenedItem(ItemHeader.from_bytes(jwe.aad), SealedContent.from_bytes(unframe(framed)))

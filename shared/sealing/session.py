"""L2: the card signs a fresh session key for this device, the session key signs what is sent; and its verification."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol

from shared.contract.bodies import SealedContent
from shared.contract.codec import Fields, b64, canonical, parse, unb64
from shared.contract.errors import BadSignature, ContractError, TrustError
from shared.contract.items import SIGNATURE_BYTES, ItemHeader
from shared.contract.trust import CardCertificate, IssuerRoot, L2Proof, card_challenge
from shared.sealing.derive import sha256
from shared.sealing.ports import Crypto, Signer
from shared.sealing.trust import verify_card

LONGEST_HEADER: Final = 16384


class WrongPin(ContractError):
    """The PIN is not the card's; `left` tries remain."""

    code = "wrong_pin"
    status = 403

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} left")
        self.left = left


class CardLocked(ContractError):
    """The card takes no more PINs; its issuer unlocks it."""

    code = "card_locked"
    status = 403


class SigningCard(Protocol):
    """A chip card that signs after its PIN."""

    @property
    def certificate(self) -> str:
        """Its certificate, a compact JWS by its issuer; readable without the PIN."""
        ...

    async def sign(self, pin: str, data: bytes) -> bytes:
        """ES256 over the data; raises WrongPin, CardLocked."""
        ...


class SessionEnded(TrustError):
    """The session was ended and its key forgotten."""

    code = "session_ended"


class L2Session:
    """A verified person on this device until `end()`. The private half of its key is in memory and nowhere else."""

    __slots__ = ("_signer", "certificate", "proof")

    def __init__(self, certificate: CardCertificate, proof: L2Proof, signer: Signer) -> None:
        self.certificate = certificate
        self.proof = proof
        self._signer: Signer | None = signer

    @property
    def ended(self) -> bool:
        """Whether nothing more can be signed."""
        return self._signer is None

    def end(self) -> None:
        """Forget the private key."""
        self._signer = None

    async def content(self, header: ItemHeader, body: bytes) -> SealedContent:
        """What is sealed for an L2 item: body, proof and signature over header and body; raises SessionEnded."""
        signature = await self._sign(content_bytes(header.to_bytes(), body))
        return SealedContent(body, self.proof, signature)

    async def header(self, request: bytes) -> str:
        """The value of `SESSION_HEADER` for a request (`api.request_bytes`); raises SessionEnded."""
        signature = await self._sign(session_request_bytes(request))
        return b64(canonical({"l2": self.proof.to_json(), "signature": b64(signature)}))

    async def _sign(self, data: bytes) -> bytes:
        if self._signer is None:
            raise SessionEnded
        return await self._signer.sign(data)


class OwnPhone:
    """The owner of this phone, who unlocked it, until `end()`. What they send says L2 and carries no proof: the office
    knows whose phone it is."""

    __slots__ = ("ended",)

    def __init__(self) -> None:
        self.ended = False

    def end(self) -> None:
        """Locked again."""
        self.ended = True


def content_bytes(header: bytes, body: bytes) -> bytes:
    """What a session key signs of an item."""
    return canonical({"session": "item", "header": b64(sha256(header)), "body": b64(sha256(body))})


def session_request_bytes(request: bytes) -> bytes:
    """What a session key signs of a request."""
    return canonical({"session": "request", "request": b64(sha256(request))})


async def open_session(
    crypto: Crypto, card: SigningCard, pin: str, *, device: str, issuers: Iterable[IssuerRoot], on: date
) -> L2Session:
    """Verify a person by card and PIN, without network: certificate up to the issuer's root, then a fresh signature.

    The certificate is checked before the PIN, so that an unknown card never costs a try. Raises UnknownKey,
    BadSignature, Expired, WrongPin, CardLocked, Malformed.
    """
    certificate = await verify_card(crypto, card.certificate, issuers, on)
    signer = await crypto.new_signer()
    challenge = card_challenge(device, signer.public)
    signature = await card.sign(pin, challenge)
    if not await crypto.verify(certificate.key, signature, challenge):
        raise BadSignature("the card")
    return L2Session(certificate, L2Proof(card.certificate, device, signer.public, signature), signer)


async def verify_proof(
    crypto: Crypto, proof: L2Proof, *, device: str, issuers: Iterable[IssuerRoot], on: date
) -> CardCertificate:
    """Whose card vouches for a session on that device; raises UnknownKey, BadSignature, Expired, Malformed."""
    certificate = await verify_card(crypto, proof.card, issuers, on)
    if proof.device != device:
        raise BadSignature("the proof is for another device")
    if not await crypto.verify(certificate.key, proof.card_signature, proof.challenge()):
        raise BadSignature("the card")
    return certificate


async def verify_content(
    crypto: Crypto, header_bytes: bytes, content: SealedContent, issuers: Iterable[IssuerRoot], on: date
) -> CardCertificate | None:
    """The card behind an item's content: None where there is no proof, and the item is L1 whatever it says of itself.

    Raises UnknownKey, BadSignature, Expired, Malformed where there is a proof that does not hold.
    """
    if content.proof is None or content.session_signature is None:
        return None
    header = ItemHeader.from_bytes(header_bytes)
    certificate = await verify_proof(crypto, content.proof, device=header.device, issuers=issuers, on=on)
    signed = content_bytes(header_bytes, content.body)
    if not await crypto.verify(content.proof.session_key, content.session_signature, signed):
        raise BadSignature("the session")
    return certificate


async def verify_session_header(
    crypto: Crypto, value: str, request: bytes, *, device: str, issuers: Iterable[IssuerRoot], on: date
) -> CardCertificate:
    """Who is present, by the session header of a request; raises as `verify_content` does."""
    if len(value) > LONGEST_HEADER:
        raise BadSignature("the session header is too long")
    f = Fields.of(parse(unb64(value, "session"), "session"), "session")
    proof = L2Proof.from_json(f.any("l2"))
    certificate = await verify_proof(crypto, proof, device=device, issuers=issuers, on=on)
    if not await crypto.verify(proof.session_key, f.raw("signature", SIGNATURE_BYTES), session_request_bytes(request)):
        raise BadSignature("the session")
    return certificate

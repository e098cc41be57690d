"""Requests signed with a nonce of the server, so that no clock is needed and nothing can be replayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.contract.api import CERTIFICATE_HEADER, DEVICE_HEADER, NONCE_HEADER, SIGNATURE_HEADER, request_bytes
from shared.contract.codec import b64, unb64
from shared.contract.errors import BadSignature, Unauthorized
from shared.contract.trust import DeviceCertificate, KeySet
from shared.sealing.derive import sha256
from shared.sealing.ports import Crypto, Signer
from shared.sealing.trust import verify_device


@dataclass(frozen=True, slots=True)
class TransportSigner:
    """Signs requests as a device; meets `contract.api.RequestSigner`."""

    device: str
    certificate: str
    signer: Signer

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        """The headers of one request."""
        signature = await self.signer.sign(request_bytes(method, target, nonce, sha256(body), self.device))
        return {
            DEVICE_HEADER: self.device,
            CERTIFICATE_HEADER: self.certificate,
            NONCE_HEADER: nonce,
            SIGNATURE_HEADER: b64(signature),
        }


def nonce_of(headers: Mapping[str, str]) -> str:
    """The nonce that a request claims; whether it is ours and unused is for the backend to say. Raises Unauthorized."""
    return _header(headers, NONCE_HEADER)


async def verify_request(
    crypto: Crypto, headers: Mapping[str, str], *, method: str, target: str, body: bytes, key_set: KeySet
) -> DeviceCertificate:
    """The device that signed a request. `headers` are looked up without regard to case where the mapping allows it.

    Nonce, dates and revocation are the caller's. Raises Unauthorized, BadSignature, UnknownKey, Expired, Malformed.
    """
    device = _header(headers, DEVICE_HEADER)
    certificate = await verify_device(crypto, _header(headers, CERTIFICATE_HEADER), key_set)
    if certificate.device != device:
        raise BadSignature("the certificate is another device's")
    signed = request_bytes(method, target, _header(headers, NONCE_HEADER), sha256(body), device)
    signature = unb64(_header(headers, SIGNATURE_HEADER), SIGNATURE_HEADER)
    if not await crypto.verify(certificate.key, signature, signed):
        raise BadSignature("the request")
    return certificate


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name) or headers.get(name.lower())
    if not value:
        raise Unauthorized(f"the header {name} is missing")
    return value

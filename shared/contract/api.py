"""The citizen API: its paths, its headers, and the protocol that client and backend meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from shared.contract.codec import b64, canonical
from shared.contract.items import SealedItem, SubmissionBatch
from shared.contract.messages import (
    Changes,
    Health,
    KeySetReply,
    KnownReply,
    KnownRequest,
    NonceReply,
    PartReply,
    Permit,
    PermitRequest,
    QueryReply,
    SubmissionReply,
)
from shared.contract.trust import CertificateReply, EnrolRequest, RenewRequest


@dataclass(frozen=True, slots=True)
class Route:
    """One operation over HTTP. `signed`: the request carries a transport signature with a nonce of the server."""

    method: str
    path: str
    signed: bool = True


class Routes:
    """The whole HTTP API; clients and backends read paths only from here."""

    HEALTH: Final = Route("GET", "/healthz", False)
    NONCES: Final = Route("POST", "/v1/nonces", False)
    KEYS: Final = Route("GET", "/v1/keys", False)
    ENROL: Final = Route("POST", "/v1/devices", False)
    RENEW: Final = Route("POST", "/v1/devices/renew")
    PERMITS: Final = Route("POST", "/v1/permits")
    SUBMISSIONS: Final = Route("POST", "/v1/submissions")
    KNOWN: Final = Route("POST", "/v1/known")
    CHANGES: Final = Route("GET", "/v1/changes")
    QUERIES: Final = Route("POST", "/v1/queries")
    PARTS: Final = Route("PUT", "/v1/parts/{item}/{index}")
    OPENAPI: Final = Route("GET", "/openapi.json", False)
    DESK: Final = Route("GET", "/desk", False)


DEVICE_HEADER: Final = "Nuanchuang-Device"
"""The device's id."""
CERTIFICATE_HEADER: Final = "Nuanchuang-Certificate"
"""The device's certificate, a compact JWS; or its name (`items.name_of_certificate`), where the office knows names."""
NONCE_HEADER: Final = "Nuanchuang-Nonce"
"""In a request: the server's nonce that is signed. In a reply: a fresh one for the next request."""
SIGNATURE_HEADER: Final = "Nuanchuang-Signature"
"""The device key's ES256 signature over `request_bytes`, base64url."""
SESSION_HEADER: Final = "Nuanchuang-Session"
"""On `changes` in a live L2 session: the proof and the session key's signature over `request_bytes`, base64url JSON."""
SERVICE_HEADER: Final = "Nuanchuang-Service"
"""Set to `1` on every reply of the backend, so that a captive portal's answer is told apart at once. Proves nothing."""
TAKES_HEADER: Final = "Nuanchuang-Takes"
"""On the reply to a request for nonces: what the office reads that makes requests smaller, separated by spaces: content
codings of bodies (`codings.CODINGS`), and `NAMED`. An office that says nothing takes everything plain and whole."""
NAMED: Final = "named"
"""Certificates may be named, in the header and in items, once the office has seen them."""

MAX_BATCH_ITEMS: Final = 100
MAX_BATCH_BYTES: Final = 4 * 1024 * 1024
"""More of either is answered with 413."""
CHUNK_BYTES: Final = 256 * 1024
"""Size of an attachment's chunk before encryption; only the last may be shorter."""


def request_bytes(method: str, target: str, nonce: str, body_hash: bytes, device: str) -> bytes:
    """What a transport signature covers. `target` is path and query as sent; `body_hash` the SHA-256 of the body."""
    return canonical({"method": method, "target": target, "nonce": nonce, "body": b64(body_hash), "device": device})


class RequestSigner(Protocol):
    """Gives the headers that sign one request (device, certificate, nonce, signature)."""

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        """Headers for this request; the body is the exact bytes sent."""
        ...


class CitizenApi(Protocol):
    """What a device can ask of the office. Every method raises `ContractError`; none of them verifies signatures."""

    async def health(self) -> Health:
        """Whether it answers at all."""
        ...

    async def nonce(self) -> NonceReply:
        """Fresh nonces, and the office's signed time."""
        ...

    async def key_set(self) -> KeySetReply:
        """The current key set."""
        ...

    async def enrol(self, request: EnrolRequest) -> CertificateReply:
        """A phone's own enrolment (L1)."""
        ...

    async def renew(self, request: RenewRequest) -> CertificateReply:
        """A new key for an enrolled device, or a longer certificate for the same one."""
        ...

    async def permit(self, request: PermitRequest) -> Permit:
        """May sealed bodies come now?"""
        ...

    async def submit(self, batch: SubmissionBatch) -> SubmissionReply:
        """Hand items in; one result each."""
        ...

    async def known(self, request: KnownRequest) -> KnownReply:
        """Which of these are there?"""
        ...

    async def changes(self, cursor: str, session: str | None = None) -> Changes:
        """News since the cursor; `session` is the value of `SESSION_HEADER`, for messages."""
        ...

    async def query(self, item: SealedItem) -> QueryReply:
        """A sealed question (kind `query`), answered at once."""
        ...

    async def put_part(self, item: str, index: int, chunk: bytes) -> PartReply:
        """One encrypted chunk of an attachment."""
        ...

"""`CitizenApi` over HTTP with httpx. In a browser the same client is given a transport over `fetch`."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import httpx

from shared.client.asked import Asked, Message
from shared.client.replies import Reply, read
from shared.contract.api import (
    CERTIFICATE_HEADER,
    NAMED,
    NONCE_HEADER,
    SESSION_HEADER,
    TAKES_HEADER,
    RequestSigner,
    Route,
    Routes,
)
from shared.contract.codec import Json
from shared.contract.errors import (
    BadReply,
    ContractError,
    Forbidden,
    Malformed,
    NonceUsed,
    NotOurServer,
    Unauthorized,
    UnknownCertificate,
    UnknownCoding,
    Unreachable,
)
from shared.contract.items import SealedItem, SubmissionBatch, name_of_certificate
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

T = TypeVar("T")

LONGEST_REPLY: Final = 16 * 1024 * 1024
"""Bytes of a reply; what is longer is not the office's."""
TIMEOUT: Final = httpx.Timeout(20.0, connect=5.0, pool=5.0)
"""Seconds: of silence while sending or reading, and until a connection stands."""
DEADLINE: Final = 120.0
"""Seconds for a whole request, so that a trickle of bytes cannot hold the line for ever."""
SWAP_SECONDS: Final = 2.0
"""How long after its answer an exchange of the device's key may take to be written down here."""
SWAP_LOOK_S: Final = 0.02
_NONCES_KEPT: Final = 64
_SERVICE: Final = Health("").service
_HEADERS: Final = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "nuanchuang"}


@dataclass(slots=True)
class _Line:
    """What is known of the connection that one request takes."""

    new: bool = False
    answered: bool = False

    async def trace(self, event: str, _: Mapping[str, object]) -> None:
        """As `httpcore` tells: a connection that is kept is not made."""
        self.new |= event.startswith("connection.connect_")

    def dropped(self, error: httpx.HTTPError) -> bool:
        """Whether it had been kept, and was closed before anything was answered."""
        closed = isinstance(error, httpx.ReadError | httpx.WriteError | httpx.RemoteProtocolError)
        return closed and not self.new and not self.answered


class _Dropped(Unreachable):
    """A line that had been kept was closed at its other end just when it was used again: nothing was answered on it."""


class HttpCitizenApi:
    """Meets `CitizenApi`. Follows no redirect, keeps no cookie, reads no proxy from the environment.

    Every method raises a `ContractError` and nothing else for what the network does.
    """

    def __init__(
        self,
        url: str,
        signer: RequestSigner | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: httpx.Timeout = TIMEOUT,
        deadline: float = DEADLINE,
    ) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            transport=transport,
            timeout=timeout,
            trust_env=False,
            follow_redirects=False,
            headers=_HEADERS,
            limits=httpx.Limits(max_connections=4, max_keepalive_connections=2, keepalive_expiry=30.0),
        )
        self._signer = signer
        self._deadline = deadline
        self._nonces: deque[str] = deque(maxlen=_NONCES_KEPT)
        self._swap_until = 0.0
        self._takes: frozenset[str] = frozenset()

    async def close(self) -> None:
        """End all connections."""
        await self._client.aclose()

    # the API

    async def health(self) -> Health:
        """Whether it answers at all; the cheapest question."""
        health = await self._ask(Routes.HEALTH, Health.from_json)
        if health.service != _SERVICE:
            raise NotOurServer("another service")
        return health

    async def nonce(self) -> NonceReply:
        """Fresh nonces, and the office's signed time."""
        reply = await self._ask(Routes.NONCES, NonceReply.from_json)
        self._nonces.extend(reply.nonces)
        return reply

    async def key_set(self) -> KeySetReply:
        """The current key set."""
        return await self._ask(Routes.KEYS, KeySetReply.from_json)

    async def enrol(self, request: EnrolRequest) -> CertificateReply:
        """A phone's own enrolment."""
        return await self._ask(Routes.ENROL, CertificateReply.from_json, request)

    async def renew(self, request: RenewRequest) -> CertificateReply:
        """A certificate over a new key."""
        self._swap_until = float("inf")
        try:
            return await self._ask(Routes.RENEW, CertificateReply.from_json, request)
        finally:
            self._swap_until = asyncio.get_running_loop().time() + SWAP_SECONDS

    async def permit(self, request: PermitRequest) -> Permit:
        """May sealed bodies come now?"""
        return await self._ask(Routes.PERMITS, Permit.from_json, request)

    async def submit(self, batch: SubmissionBatch) -> SubmissionReply:
        """Hand items in."""
        return await self._ask(Routes.SUBMISSIONS, SubmissionReply.from_json, batch)

    async def known(self, request: KnownRequest) -> KnownReply:
        """Which of these are there?"""
        return await self._ask(Routes.KNOWN, KnownReply.from_json, request)

    async def changes(self, cursor: str, session: str | None = None) -> Changes:
        """News since the cursor."""
        more = {SESSION_HEADER: session} if session is not None else None
        return await self._ask(Routes.CHANGES, Changes.from_json, query={"cursor": cursor}, headers=more)

    async def query(self, item: SealedItem) -> QueryReply:
        """A sealed question, answered at once."""
        return await self._ask(Routes.QUERIES, QueryReply.from_json, item)

    async def put_part(self, item: str, index: int, chunk: bytes) -> PartReply:
        """One encrypted chunk of an attachment."""
        path = Routes.PARTS.path.format(item=item, index=index)
        return await self._ask(Routes.PARTS, PartReply.from_json, chunk, path=path)

    # how

    async def _ask(
        self,
        route: Route,
        as_what: Callable[[Json], T],
        message: Message | bytes | None = None,
        *,
        path: str | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        asked = Asked(route, message, path or route.path, query, headers or {})
        while True:
            try:
                data = await self._once(asked)
                break
            except ContractError as error:
                if not await self._mended(error, asked):
                    raise
        try:
            return as_what(data)
        except Malformed as error:
            raise BadReply(error.detail) from None

    async def _once(self, asked: Asked) -> Json:
        """Send it as small as the office takes it, signed where it must be."""
        signer = self._signer if asked.route.signed else None
        nonce = await self._nonce() if signer is not None else ""
        asked.takes = self._takes - {NAMED} if asked.whole else self._takes
        body, coding = asked.body()
        request = self._client.build_request(
            asked.route.method, asked.path, params=asked.query or None, content=body or None, headers=asked.headers
        )
        if body:
            request.headers["content-type"] = "application/json" if asked.json else "application/octet-stream"
        if coding is not None:
            request.headers["content-encoding"] = coding
        if signer is not None:
            target = request.url.raw_path.decode("ascii")
            signed = {**await signer.sign_request(asked.route.method, target, nonce, body)}
            asked.certificate = signed.get(CERTIFICATE_HEADER)
            if asked.certificate is not None and NAMED in asked.takes:
                signed[CERTIFICATE_HEADER] = name_of_certificate(asked.certificate)
            request.headers.update(signed)
        return read(await self._send(request))

    async def _mended(self, error: ContractError, asked: Asked) -> bool:
        """Whether what kept it back was put right, so that it can be asked once more; each thing once."""
        kind = type(error)
        if kind in asked.mended:
            return False
        asked.mended.add(kind)
        match error:
            case NonceUsed():
                self._nonces.clear()
                return True
            case _Dropped():  # may have been heard all the same: what is asked twice must do no more than once
                return asked.route not in (Routes.ENROL, Routes.RENEW)
            case UnknownCertificate():
                asked.whole = True
                return True
            case Unauthorized() | UnknownCoding():  # an office of before, that said it knew more when it was newer
                self._takes = frozenset()
                return bool(asked.takes)
            case Forbidden():
                return await self._key_swapped(asked)
            case _:
                return False

    async def _key_swapped(self, asked: Asked) -> bool:
        """Whether the key that a refused request was signed with has just been exchanged; waits for an exchange that is
        under way: the office knows of it before this device does."""
        sent, route = asked.certificate, asked.route
        loop = asyncio.get_running_loop()
        while route.signed and route is not Routes.RENEW and self._signer is not None and sent is not None:
            now = await self._signer.sign_request(route.method, asked.path, "", b"")
            if now[CERTIFICATE_HEADER] != sent:
                return True
            if loop.time() >= self._swap_until:
                return False
            await asyncio.sleep(SWAP_LOOK_S)
        return False

    async def _nonce(self) -> str:
        if not self._nonces:
            await self.nonce()
        if not self._nonces:
            raise BadReply("no nonce")
        return self._nonces.popleft()

    async def _send(self, request: httpx.Request) -> Reply:
        line = _Line()
        request.extensions["trace"] = line.trace
        try:
            async with asyncio.timeout(self._deadline):
                response = await self._client.send(request, stream=True)
                line.answered = True
                try:
                    reply = await _receive(response)
                finally:
                    await response.aclose()
        except TimeoutError:
            raise Unreachable("deadline") from None
        except httpx.HTTPError as error:
            raise (_Dropped if line.dropped(error) else Unreachable)(type(error).__name__) from None
        finally:
            self._client.cookies.clear()
        fresh = reply.headers.get(NONCE_HEADER.lower())
        if fresh and reply.ours:
            self._nonces.append(fresh)
        if reply.ours and request.url.path == Routes.NONCES.path:
            self._takes = frozenset(reply.headers.get(TAKES_HEADER.lower(), "").split())
        return reply


async def _receive(response: httpx.Response) -> Reply:
    """Read at most `LONGEST_REPLY` bytes, as they came: what is compressed against our wish is not unfolded."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.is_stream_consumed:  # a transport that hands replies over whole, as `fetch` does
        content = response.content
        return Reply(response.status_code, headers, content[:LONGEST_REPLY], len(content) <= LONGEST_REPLY)
    encoded = headers.get("content-encoding", "identity").lower() != "identity"
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > LONGEST_REPLY:
            return Reply(response.status_code, headers, b"", whole=False)
    return Reply(response.status_code, headers, bytes(body), whole=not encoded)

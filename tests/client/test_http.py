"""Whatever a network answers, the client says what it is by a typed error, and tells nothing personal to anybody."""

from __future__ import annotations

import asyncio
import gzip
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import httpx
import pytest

from shared.client.http import LONGEST_REPLY, HttpCitizenApi
from shared.contract.api import (
    CERTIFICATE_HEADER,
    NONCE_HEADER,
    SERVICE_HEADER,
    SIGNATURE_HEADER,
    CitizenApi,
    Routes,
    request_bytes,
)
from shared.contract.codec import Json
from shared.contract.errors import (
    BadReply,
    ContractError,
    Forbidden,
    NonceUsed,
    NotOurServer,
    RefusedRequest,
    Rejected,
    ServerFault,
    Throttled,
    TooLarge,
    Unreachable,
)
from shared.contract.items import SubmissionBatch
from shared.contract.messages import PermitRequest
from shared.contract.trust import RenewRequest
from shared.sealing.demo_native import demo_issuer_key
from tests.fakes.items import sealed_item
from tests.fakes.wire import SILENCE, RawServer, reply

HEALTH: Json = {"status": "ok", "service": "nuanchuang"}
PERMIT: Json = {"granted": True, "token": None, "max_items": 1, "max_bytes": 1, "retry_after_s": 0}
NONCES: Json = {"nonces": ["n1", "n2"], "ttl_s": 60, "statement": "signed"}
ID_NUMBER = "110101195001010025"


@dataclass
class NamingSigner:
    """Puts what it was asked to sign into the header, for the test to read."""

    signed: list[bytes] = field(default_factory=list)

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        self.signed.append(request_bytes(method, target, nonce, body, "kiosk-1"))
        return {NONCE_HEADER: nonce, SIGNATURE_HEADER: "signature"}


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    async with RawServer() as found:
        yield found


@pytest.fixture
async def api(server: RawServer) -> AsyncIterator[HttpCitizenApi]:
    found = HttpCitizenApi(server.url, NamingSigner())
    yield found
    await found.close()


async def test_it_meets_the_protocol(api: HttpCitizenApi) -> None:
    met: CitizenApi = api
    assert met is api


async def test_a_good_reply_is_read(server: RawServer, api: HttpCitizenApi) -> None:
    server.replies.append(reply(HEALTH))
    assert (await api.health()).status == "ok"


PORTAL = b"<html><body>Please accept our terms</body></html>"

REPLIES: list[tuple[str, bytes, type[ContractError]]] = [
    ("a portal's page", reply(PORTAL, type="text/html", ours=False), NotOurServer),
    ("a portal's JSON", reply(HEALTH, ours=False), NotOurServer),
    ("an empty 204", reply(b"", "204 No Content", ours=False), NotOurServer),
    ("a 204 with the mark", reply(b"", "204 No Content"), NotOurServer),
    ("a redirect", reply(b"", "302 Found", ours=False, headers=("Location: http://portal.invalid/",)), NotOurServer),
    ("a 511", reply(b"", "511 Network Authentication Required", ours=False), NotOurServer),
    ("a portal's 404", reply(PORTAL, "404 Not Found", "text/html", ours=False), NotOurServer),
    ("HTML with the mark", reply(PORTAL, type="text/html"), BadReply),
    ("garbage", reply(b"{]\xff\x00"), BadReply),
    ("JSON of another form", reply({"status": 7}), BadReply),
    ("a list", reply([]), BadReply),
    ("nested too deep", reply(b"[" * 100_000), BadReply),
    ("too long", reply(b" " * (LONGEST_REPLY + 1)), BadReply),
    ("packed unasked", reply(gzip.compress(b" " * 10**7), headers=("Content-Encoding: gzip",)), BadReply),
    ("another service", reply({"status": "ok", "service": "elsewhere"}), NotOurServer),
    ("a fault", reply(b"oops", "500 Internal Server Error", "text/plain"), ServerFault),
    ("a gateway's fault", reply(b"oops", "502 Bad Gateway", "text/html", ours=False), ServerFault),
    ("closed without a word", SILENCE, Unreachable),
    ("not HTTP", b"SSH-2.0-OpenSSH_9.2\r\n", Unreachable),
    ("cut in the middle", reply(HEALTH)[:-5], Unreachable),
    ("another length", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", Unreachable),
]


@pytest.mark.parametrize(("answer", "error"), [case[1:] for case in REPLIES], ids=[case[0] for case in REPLIES])
async def test_what_is_not_a_good_reply_is_a_typed_error(
    answer: bytes, error: type[ContractError], server: RawServer, api: HttpCitizenApi
) -> None:
    server.replies.append(answer)
    with pytest.raises(ContractError) as caught:
        await api.health()
    assert type(caught.value) is error
    assert caught.value.later


REFUSALS: list[tuple[str, str, Json, type[ContractError]]] = [
    ("a used nonce", "401 Unauthorized", {"code": "nonce_used"}, NonceUsed),
    ("forbidden", "403 Forbidden", {"code": "forbidden"}, Forbidden),
    ("too large", "413 Content Too Large", {}, TooLarge),
    ("malformed", "422 Unprocessable Content", {"code": "malformed"}, Rejected),
    ("too many", "429 Too Many Requests", {"code": "throttled"}, Throttled),
    ("another code", "418 I'm a teapot", {"code": f"about {ID_NUMBER}"}, RefusedRequest),
]


@pytest.mark.parametrize(("status", "body", "error"), [c[1:] for c in REFUSALS], ids=[c[0] for c in REFUSALS])
async def test_a_refusal_of_the_office_is_typed(
    status: str, body: Json, error: type[ContractError], server: RawServer, api: HttpCitizenApi
) -> None:
    server.replies.append(reply(body, status, "application/problem+json"))
    with pytest.raises(error) as caught:
        await api.health()
    assert ID_NUMBER not in str(caught.value)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (("Retry-After: 120",), 120.0),
        (("Retry-After: 99999999999",), 86400.0),
        (("Date: Mon, 23 Nov 2026 10:00:00 GMT", "Retry-After: Mon, 23 Nov 2026 10:05:00 GMT"), 300.0),
        (("Date: Mon, 23 Nov 2026 10:00:00 GMT", "Retry-After: Mon, 23 Nov 2026 09:05:00 GMT"), 0.0),
        (("Retry-After: soon",), None),
    ],
)
async def test_the_wait_that_the_office_asks_for_is_kept(
    headers: tuple[str, ...], seconds: float | None, server: RawServer, api: HttpCitizenApi
) -> None:
    server.replies.append(reply({}, "429 Too Many Requests", headers=headers))
    with pytest.raises(Throttled) as caught:
        await api.health()
    assert caught.value.retry_after_s == seconds


async def test_a_503_with_a_wait_is_a_throttle(server: RawServer, api: HttpCitizenApi) -> None:
    server.replies.append(reply(b"", "503 Service Unavailable", "text/html", ours=False, headers=("Retry-After: 7",)))
    with pytest.raises(Throttled) as caught:
        await api.health()
    assert caught.value.retry_after_s == 7


async def test_nobody_there_is_unreachable() -> None:
    async with RawServer() as gone:
        url = gone.url
    api = HttpCitizenApi(url)
    with pytest.raises(Unreachable):
        await api.health()
    await api.close()


async def test_silence_ends_at_the_deadline(server: RawServer) -> None:
    server.replies.append(reply(HEALTH)[:-3])
    server.drip = 5.0
    api = HttpCitizenApi(server.url, deadline=0.05)
    with pytest.raises(Unreachable, match="deadline"):
        await api.health()
    await api.close()


async def test_a_kept_line_that_was_closed_meanwhile_is_no_broken_line(server: RawServer, api: HttpCitizenApi) -> None:
    """Servers close a line after some seconds of rest; a request that crosses that is asked anew, signed anew."""
    server.kept = 2
    nonces: Json = {"nonces": ["n1", "n2", "n3"], "ttl_s": 60, "statement": "signed"}
    server.replies.extend([reply(nonces, kept=True), reply(PERMIT, kept=True), reply(PERMIT)])
    request = PermitRequest(1, 2)
    for _ in range(2):
        assert (await api.permit(request)).granted
    assert [asked.headers[NONCE_HEADER.lower()] for asked in server.asked[1:]] == ["n1", "n3"]


async def test_what_would_do_more_when_asked_twice_is_not(server: RawServer, api: HttpCitizenApi) -> None:
    server.kept = 2
    server.replies.extend([reply(NONCES, kept=True), reply(PERMIT, kept=True), reply(PERMIT)])
    assert (await api.permit(PermitRequest(1, 2))).granted
    with pytest.raises(Unreachable):
        await api.renew(RENEWAL)
    assert len(server.asked) == 2


async def test_requests_are_signed_over_what_is_sent(server: RawServer) -> None:
    signer = NamingSigner()
    api = HttpCitizenApi(server.url, signer)
    server.replies = deque([reply(NONCES), reply(PERMIT, headers=(f"{NONCE_HEADER}: n3",)), reply(PERMIT)])
    for _ in range(3):
        await api.permit(PermitRequest(1, 2))
    lines = [asked.line for asked in server.asked]
    assert lines == ["POST /v1/nonces HTTP/1.1"] + ["POST /v1/permits HTTP/1.1"] * 3
    bodies = [asked.body for asked in server.asked[1:]]
    assert signer.signed == [
        request_bytes("POST", "/v1/permits", nonce, body, "kiosk-1")
        for nonce, body in zip(("n1", "n2", "n3"), bodies, strict=True)
    ]
    await api.close()


async def test_a_used_nonce_is_replaced_once(server: RawServer, api: HttpCitizenApi) -> None:
    used = reply({"code": "nonce_used"}, "401 Unauthorized", "application/problem+json")
    server.replies = deque([reply(NONCES), used, reply({**dict(_of(NONCES)), "nonces": ["fresh"]}), reply(PERMIT)])
    assert (await api.permit(PermitRequest(1, 1))).granted
    assert server.asked[-1].headers[NONCE_HEADER.lower()] == "fresh"


def _of(data: Json) -> dict[str, Json]:
    assert isinstance(data, dict)
    return data


async def test_the_cursor_is_signed_as_it_is_sent(server: RawServer) -> None:
    signer = NamingSigner()
    api = HttpCitizenApi(server.url, signer)
    changes: Json = {"cursor": "c", "statement": "s", "results": [], "packs": [], "messages": [], "more": False}
    server.replies = deque([reply(NONCES), reply(changes)])
    await api.changes("a b/汉&c")
    target = server.asked[-1].line.split(" ")[1]
    assert signer.signed == [request_bytes("GET", target, "n1", b"", "kiosk-1")]
    await api.close()


async def test_cookies_of_a_portal_are_not_kept(server: RawServer, api: HttpCitizenApi) -> None:
    server.replies = deque([reply(HEALTH, headers=("Set-Cookie: who=you",)), reply(HEALTH)])
    await api.health()
    await api.health()
    assert "cookie" not in server.asked[-1].headers


async def test_only_json_of_the_contract_is_sent(server: RawServer, api: HttpCitizenApi) -> None:
    results: Json = {"results": [], "statement": "s"}
    server.replies = deque([reply(NONCES), reply(results)])
    await api.submit(SubmissionBatch((sealed_item(1),), "permit"))
    assert server.asked[-1].headers["content-type"] == "application/json"
    assert b"certificate" in server.asked[-1].body


async def test_a_chunk_travels_as_bytes(server: RawServer, api: HttpCitizenApi) -> None:
    server.replies = deque([reply(NONCES), reply({"next": 1})])
    assert (await api.put_part("item", 0, b"\x00chunk")).next == 1
    assert server.asked[-1].line.startswith("PUT /v1/parts/item/0 ")
    assert server.asked[-1].body == b"\x00chunk"


async def test_a_transport_can_be_given() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=HEALTH, headers={"Nuanchuang-Service": "1"})

    api = HttpCitizenApi("https://office.invalid", transport=httpx.MockTransport(answer))
    assert (await api.health()).service == "nuanchuang"
    await api.close()


@dataclass
class SwappingSigner:
    """Signs with the certificate of the moment, which an exchange replaces."""

    certificate: str = "first"

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        return {NONCE_HEADER: nonce, SIGNATURE_HEADER: "signature", CERTIFICATE_HEADER: self.certificate}


REFUSED: Json = {"code": "forbidden", "detail": "an old key"}
OURS = {SERVICE_HEADER: "1"}
RENEWAL = RenewRequest("kiosk-1", demo_issuer_key().public, b"proof")


async def test_what_is_refused_while_the_key_is_exchanged_is_asked_once_more_with_the_new_one() -> None:
    signer, sent = SwappingSigner(), []
    refused = asyncio.Event()

    async def office(request: httpx.Request) -> httpx.Response:
        certificate = request.headers.get(CERTIFICATE_HEADER, "")
        if request.url.path == Routes.NONCES.path:
            return httpx.Response(200, json=NONCES, headers=OURS)
        if request.url.path == Routes.RENEW.path:
            await refused.wait()
            return httpx.Response(200, json={"certificate": "second"}, headers=OURS)
        sent.append(certificate)
        if certificate == "first":
            refused.set()
            return httpx.Response(403, json=REFUSED, headers=OURS)
        return httpx.Response(200, json=PERMIT, headers=OURS)

    api = HttpCitizenApi("http://office", signer, transport=httpx.MockTransport(office))

    async def exchange() -> None:
        reply = await api.renew(RENEWAL)
        signer.certificate = reply.certificate

    renewing = asyncio.create_task(exchange())
    await asyncio.sleep(0)
    assert (await api.permit(PermitRequest(1, 1))).granted
    await renewing
    assert sent == ["first", "second"]
    await api.close()


async def test_a_refusal_without_an_exchange_is_a_refusal_at_once() -> None:
    sent: list[str] = []

    async def office(request: httpx.Request) -> httpx.Response:
        if request.url.path == Routes.NONCES.path:
            return httpx.Response(200, json=NONCES, headers=OURS)
        sent.append(request.url.path)
        return httpx.Response(403, json=REFUSED, headers=OURS)

    api = HttpCitizenApi("http://office", SwappingSigner(), transport=httpx.MockTransport(office))
    with pytest.raises(Forbidden):
        await api.permit(PermitRequest(1, 1))
    assert len(sent) == 1
    await api.close()

"""Requests in few bytes: the office says what it reads, knows certificates by name, and unfolds for nobody unknown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import delete, select

from shared.backend.tables import CertificateRow, ItemRow
from shared.client.http import HttpCitizenApi
from shared.contract.api import CERTIFICATE_HEADER, MAX_BATCH_BYTES, NAMED, NONCE_HEADER, TAKES_HEADER, Routes
from shared.contract.codec import Fields, canonical, parse
from shared.contract.codings import CODINGS, GZIP, PRESET, coded
from shared.contract.errors import Malformed, TooLarge, Unauthorized, UnknownCertificate, UnknownCoding
from shared.contract.items import SubmissionBatch, name_of_certificate
from shared.contract.messages import PermitRequest
from shared.contract.results import Accepted
from shared.contract.trust import EnrolRequest, renew_challenge
from shared.domain.flow import Level
from shared.sealing.trust import verify_device
from tests.backend.world import CRYPTO, Kiosk, World

SUBMISSIONS = Routes.SUBMISSIONS.path
CLAIM_BYTES = 1560
"""Bytes of the body of an L1 claim for unemployment benefit, at most."""
OWN_HEADER_BYTES = 340
"""Bytes of those of its headers that no browser writes by itself, at most."""


class Watching(httpx.AsyncBaseTransport):
    """Notes what is sent."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self.inner = inner
        self.sent: list[tuple[httpx.Request, int]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = await self.inner.handle_async_request(request)
        self.sent.append((request, reply.status_code))
        return reply

    def to(self, path: str) -> list[tuple[httpx.Request, int]]:
        """What was sent there, with the status of the answer."""
        return [(request, status) for request, status in self.sent if request.url.path == path]


@asynccontextmanager
async def watched(made: World, device: Kiosk) -> AsyncIterator[tuple[HttpCitizenApi, Watching]]:
    """A client of that office whose requests are seen."""
    watching = Watching(httpx.ASGITransport(app=made.app))
    api = HttpCitizenApi("http://127.0.0.1", device.transport, transport=watching)
    try:
        yield api, watching
    finally:
        await api.close()


async def phone(made: World) -> Kiosk:
    """A phone that enrolled itself."""
    signer = await CRYPTO.new_signer()
    proof = await signer.sign(renew_challenge("", signer.public))
    token = (await made.api().enrol(EnrolRequest(signer.public, proof))).certificate
    device = (await verify_device(CRYPTO, token, made.office.keys.key_set)).device
    return Kiosk(device, signer, token, made.office.keys.key_set)


def own_headers(request: httpx.Request) -> int:
    """Bytes of the headers that are ours, as they stand on the line."""
    ours = ("nuanchuang", "content-type", "content-encoding")
    return sum(len(f"{name}: {value}\r\n") for name, value in request.headers.items() if name.startswith(ours))


async def test_a_claim_from_a_phone_is_small_from_the_first_one_on(office_world: World) -> None:
    device = await phone(office_world)
    async with watched(office_world, device) as (api, watching):
        (result,) = (await api.submit(SubmissionBatch((await device.claim(level=Level.L1),)))).results
    assert isinstance(result, Accepted)
    ((request, status),) = watching.to(SUBMISSIONS)
    assert (status, request.headers["content-encoding"]) == (200, PRESET)
    assert request.headers[CERTIFICATE_HEADER] == name_of_certificate(device.certificate)
    assert len(request.content) <= CLAIM_BYTES
    assert own_headers(request) <= OWN_HEADER_BYTES


async def test_what_the_office_keeps_is_whole(office_world: World) -> None:
    kiosk = office_world.kiosk
    async with watched(office_world, kiosk) as (api, _):
        await api.permit(PermitRequest(1, 1))
        item = await kiosk.claim()
        await api.submit(SubmissionBatch((item,)))
    with office_world.office.db.reading() as session:
        kept = session.scalars(select(ItemRow.sealed)).one()
    assert Fields.of(parse(kept), "item").text("certificate") == kiosk.certificate


async def test_an_office_that_knows_a_certificate_no_more_gets_it_whole_once(office_world: World) -> None:
    kiosk = office_world.kiosk
    async with watched(office_world, kiosk) as (api, watching):
        for n in range(3):
            if n == 1:  # as after a restore from an older copy
                with office_world.office.db.writing() as session:
                    session.execute(delete(CertificateRow))
            (result,) = (await api.submit(SubmissionBatch((await kiosk.claim(),)))).results
            assert isinstance(result, Accepted)
    sent = [(status, "." in request.headers[CERTIFICATE_HEADER]) for request, status in watching.to(SUBMISSIONS)]
    assert sent == [(401, False), (200, True), (401, False), (200, True), (200, False)]


async def test_a_name_stands_for_no_other_device(office_world: World) -> None:
    other = await Kiosk.enrolled(office_world.office, office_world.folder)
    await office_world.send(await other.claim(), kiosk=other)
    async with bare(office_world) as (http, nonce):
        headers = {**await office_world.kiosk.transport.sign_request("POST", Routes.PERMITS.path, nonce, b"{}")}
        headers[CERTIFICATE_HEADER] = name_of_certificate(other.certificate)
        reply = await http.post(Routes.PERMITS.path, content=b"{}", headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (401, Unauthorized.code)


@asynccontextmanager
async def bare(made: World) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """Bare HTTP to the office, and a nonce."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made.app), base_url="http://127.0.0.1") as http:
        reply = await http.post(Routes.NONCES.path)
        assert reply.headers[TAKES_HEADER].split() == [*CODINGS, NAMED]
        yield http, reply.headers[NONCE_HEADER]


async def answer(made: World, body: bytes, coding: str, *, signed: bool = True) -> tuple[int, str]:
    """Status and code of a batch that came in a coding."""
    async with bare(made) as (http, nonce):
        headers = {"content-encoding": coding}
        if signed:
            headers |= await made.kiosk.transport.sign_request("POST", SUBMISSIONS, nonce, body)
        reply = await http.post(SUBMISSIONS, content=body, headers=headers)
    return reply.status_code, reply.json()["code"]


@pytest.mark.parametrize("coding", CODINGS)
async def test_a_bomb_is_refused_and_not_even_looked_at_where_nobody_signed_it(
    coding: str, office_world: World
) -> None:
    bomb, _ = coded(b" " * (MAX_BATCH_BYTES + 1), {coding})
    assert await answer(office_world, bomb, coding) == (413, TooLarge.code)
    assert await answer(office_world, bomb, coding, signed=False) == (401, Unauthorized.code)


async def test_what_cannot_be_unfolded_is_told(office_world: World) -> None:
    assert await answer(office_world, b"garbage", GZIP) == (422, Malformed.code)
    assert await answer(office_world, b"garbage", PRESET) == (422, Malformed.code)
    assert await answer(office_world, b"garbage", "br") == (415, UnknownCoding.code)


async def test_an_item_that_names_what_nobody_knows_is_asked_for_whole(office_world: World) -> None:
    item = (await office_world.kiosk.claim()).named()
    async with bare(office_world) as (http, nonce):
        body = canonical(SubmissionBatch((item,)).to_json())
        headers = await office_world.kiosk.transport.sign_request("POST", SUBMISSIONS, nonce, body)
        reply = await http.post(SUBMISSIONS, content=body, headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (401, UnknownCertificate.code)
    with office_world.office.db.reading() as session:
        assert session.scalars(select(ItemRow)).all() == []

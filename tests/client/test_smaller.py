"""A request is as small as the office says that it reads, and goes plain and whole to one that knows less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
import pytest

from shared.client.http import HttpCitizenApi
from shared.contract.api import (
    CERTIFICATE_HEADER,
    NAMED,
    NONCE_HEADER,
    SERVICE_HEADER,
    SIGNATURE_HEADER,
    TAKES_HEADER,
    Routes,
)
from shared.contract.codec import Fields, parse
from shared.contract.codings import CODINGS, GZIP, PRESET, decoded
from shared.contract.errors import PROBLEM_JSON, ContractError, ProblemDetails, Unauthorized, UnknownCertificate
from shared.contract.errors import UnknownCoding as CodingUnknown
from shared.contract.items import SubmissionBatch, name_of_certificate
from tests.fakes.items import sealed_item

WHOLE = "whole.certificate.token"
ALL = " ".join((*CODINGS, NAMED))
OURS = {SERVICE_HEADER: "1"}
BATCH = SubmissionBatch((sealed_item(1),), "permit")


class Signer:
    """Signs with one certificate."""

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        return {NONCE_HEADER: nonce, SIGNATURE_HEADER: "signature", CERTIFICATE_HEADER: WHOLE}


@dataclass
class Office:
    """Says what it takes, refuses the first requests as told, and keeps what came."""

    takes: str | None
    refuses: list[ContractError] = field(default_factory=list)
    came: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == Routes.NONCES.path:
            said = {} if self.takes is None else {TAKES_HEADER: self.takes}
            nonces = {"nonces": ["n1", "n2", "n3", "n4"], "ttl_s": 60, "statement": "signed"}
            return httpx.Response(200, json=nonces, headers=OURS | said)
        self.came.append(request)
        if self.refuses:
            problem = ProblemDetails.of(self.refuses.pop(0))
            headers = {**OURS, "content-type": PROBLEM_JSON}
            return httpx.Response(problem.status, json=problem.to_json(), headers=headers)
        return httpx.Response(200, json={"results": [], "statement": "s"}, headers=OURS)

    def api(self) -> HttpCitizenApi:
        """A client of it."""
        return HttpCitizenApi("http://office", Signer(), transport=httpx.MockTransport(self))

    def forms(self) -> list[tuple[str | None, bool, bool]]:
        """Of each request: its coding, whether the certificate in the header, and those in its items, were whole."""
        found = []
        for request in self.came:
            coding = request.headers.get("content-encoding")
            data = Fields.of(parse(decoded(request.content, coding, 10**6)), "batch")
            items = data.each("items", lambda item: Fields.of(item, "item").text("certificate"))
            whole = (sealed_item(1).certificate,)
            found.append((coding, request.headers[CERTIFICATE_HEADER] == WHOLE, items == whole))
        return found


async def test_everything_that_the_office_takes_is_used_from_the_first_request_on() -> None:
    office = Office(ALL)
    await office.api().submit(BATCH)
    assert office.forms() == [(PRESET, False, False)]
    assert office.came[0].headers[CERTIFICATE_HEADER] == name_of_certificate(WHOLE)


async def test_an_office_that_says_nothing_gets_everything_plain_and_whole() -> None:
    for takes in (None, "", "br zstd something-new"):
        office = Office(takes)
        await office.api().submit(BATCH)
        assert office.forms() == [(None, True, True)]


async def test_gzip_alone_is_used_alone() -> None:
    office = Office(GZIP)
    await office.api().submit(BATCH)
    assert office.forms() == [(GZIP, True, True)]


async def test_a_certificate_that_is_not_known_by_its_name_is_sent_whole_once() -> None:
    office = Office(ALL, [UnknownCertificate()])
    api = office.api()
    await api.submit(BATCH)
    await api.submit(BATCH)
    assert office.forms() == [(PRESET, False, False), (PRESET, True, True), (PRESET, False, False)]


async def test_an_office_that_became_an_older_one_gets_everything_plain_and_whole() -> None:
    for refusal in (Unauthorized("certificate is malformed"), CodingUnknown()):
        office = Office(ALL, [refusal])
        api = office.api()
        await api.submit(BATCH)
        assert office.forms() == [(PRESET, False, False), (None, True, True)]


async def test_who_is_refused_all_the_same_hears_it() -> None:
    for refusals in ([Unauthorized(), Unauthorized()], [UnknownCertificate(), UnknownCertificate(), Unauthorized()]):
        office = Office(ALL, [*refusals])
        with pytest.raises(Unauthorized):
            await office.api().submit(BATCH)
        assert len(office.came) == 2


async def test_a_chunk_of_an_attachment_is_sent_as_it_is() -> None:
    office = Office(ALL, [Unauthorized(), Unauthorized()])
    chunk = bytes(1000)
    with pytest.raises(Unauthorized):
        await office.api().put_part("item", 0, chunk)
    assert [request.content for request in office.came] == [chunk, chunk]

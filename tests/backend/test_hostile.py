"""Whatever is sent, sealed and signed properly or not, the office answers typed and never with a fault of its own."""

from __future__ import annotations

import json
import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from requests.auth import AuthBase

from shared.backend.now import run as now
from shared.backend.processing import process_due
from shared.backend.queries import _HANDLERS
from shared.backend.settings import Limits
from shared.contract.api import NONCE_HEADER, Route, Routes
from shared.contract.bodies import FlowBody, QueryBody, SealedContent, Subject
from shared.contract.codec import Json, canonical
from shared.contract.codings import CODINGS, coded
from shared.contract.errors import ContractError
from shared.contract.items import ItemKind, SealedItem
from shared.contract.results import RejectedItem
from shared.domain.flow import Level
from shared.flows import FLOWS
from shared.flows.record import FIELDS
from shared.sealing.derive import slip_check
from shared.sealing.items import seal_item
from shared.sealing.ports import fresh
from shared.sealing.session import L2Session
from shared.sealing.trust import seal_key
from tests.backend.process import Running, run, running
from tests.backend.world import ANSWERS, CRYPTO, PERSON, START, Kiosk, World, filled, world

SECRET = bytes(range(16))
VALID: tuple[Json, ...] = tuple(
    json.loads(
        FlowBody(
            content=filled({**ANSWERS, "drawing": False}, flow=flow),
            subject=Subject(PERSON.id_number, PERSON.name),
            lang="zh_Hans_CN",
            slip_check=slip_check(SECRET),
        ).to_bytes()
    )
    for flow in map(FLOWS.__getitem__, ("unemployment", "pension", "passive_check", "appointment", "message_choice"))
)
"""A right one of services that the office answers in ways of their own."""

STRANGE: list[Json] = json.loads(
    r"""["\ud800", "\u0000", "２０２６", {"date": "0000-00-00"}, {"yuan": "NaN"}, {"yuan": "1e999"}, {"unknown": true},
    {"map": {"given": 7}}, {"month": "9999-99"}, {"decimal": "Infinity"}, {"months": 99999999999999999999}]"""
)
LEAVES: st.SearchStrategy[Json] = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=20) | st.sampled_from(STRANGE)
)
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))


def places(data: Json, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value."""
    yield at
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*at, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from places(value, (*at, n))


def put(data: Json, at: tuple[str | int, ...], value: Json) -> Json:
    """The same JSON with another value at one place."""
    if not at:
        return value
    head, rest = at[0], at[1:]
    if isinstance(data, dict) and isinstance(head, str):
        return {**data, head: put(data[head], rest, value)}
    if isinstance(data, list) and isinstance(head, int):
        return [put(part, rest, value) if n == head else part for n, part in enumerate(data)]
    return data


TYPED: list[Json] = json.loads(
    """[0, -1, 7, 1000000000000000000000000, true, "", "440000", "reason", {"unknown": true}, {"yuan": "1.00"},
    {"months": 3}, {"map": {}}, [], ["working", "working"], [7], {"date": "1800-01-01"}, {"date": "9999-12-31"}]"""
)
"""Values that can be read and are mostly of the wrong kind."""


def inner(data: Json) -> list[tuple[str | int, ...]]:
    """The places of answers and facts."""
    return [at for at in places(data) if (at[:1] == ("content",) and at[-1] == "value") or "facts" in at[:-1]]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """The bytes of some service's body with one to three places spoiled: anywhere, or in answers, facts, record."""
    data = whole = draw(st.sampled_from(VALID))
    deep = draw(st.booleans())
    if deep and draw(st.booleans()):
        fact = draw(st.sampled_from(sorted(FIELDS)))
        record: Json = {fact: {"value": draw(st.sampled_from(TYPED)), "source": "x", "as_of": "2026-01-01"}}
        data = put(data, ("content", "record"), record)
    for _ in range(draw(st.integers(1, 3))):
        there = list(places(data))  # what was spoiled before may have taken some of them away
        at = draw(st.sampled_from([place for place in inner(whole) if place in there] if deep else there))
        data = put(data, at, draw(st.sampled_from(TYPED) if deep else TREES))
    return json.dumps(data, ensure_ascii=True).encode()


async def sealed_raw(
    kiosk: Kiosk, raw: bytes, kind: ItemKind, session: L2Session | None, **header: object
) -> SealedItem:
    """Any bytes, sealed and signed as a proper device would."""
    head = kiosk.header(kind, Level.L1 if session is None else Level.L2, **header)
    inner = SealedContent(raw) if session is None else await session.content(head, raw)
    return await seal_item(
        CRYPTO,
        head,
        inner,
        seal_key=seal_key(kiosk.key_set, START),
        secret=SECRET,
        fresh=await fresh(CRYPTO, random.randbytes),
        origin=kiosk.signer,
        certificate=kiosk.certificate,
    )


@pytest.fixture
async def endless(tmp_path: Path) -> AsyncIterator[World]:
    """An office without quotas, and without a hold, so that rules meet what was sent."""
    free = Limits(requests_per_window=10**9, items_per_window=10**9, queries_per_window=10**9)
    async with world(tmp_path, limits=free, hold=0) as made:
        yield made


NO_FIXTURE_FUSS = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.mark.slow
@NO_FIXTURE_FUSS
@given(raw=spoiled(), kind=st.sampled_from([k for k in ItemKind if k is not ItemKind.QUERY]), proven=st.booleans())
async def test_whatever_is_sealed_gets_one_answer(endless: World, raw: bytes, kind: ItemKind, proven: bool) -> None:
    session = await endless.kiosk.session() if proven else None
    item = await sealed_raw(endless.kiosk, raw, kind, session)
    result = await endless.one(item)
    assert result.id == item.header.id
    process_due(endless.office)


@pytest.mark.slow
@NO_FIXTURE_FUSS
@given(query=st.sampled_from([*_HANDLERS, "nothing"]), data=TREES, more=TREES, proven=st.booleans())
async def test_whatever_is_asked_gets_a_typed_answer(
    endless: World, query: str, data: Json, more: Json, proven: bool
) -> None:
    reply = await CRYPTO.new_agreement()
    asked = json.loads(QueryBody(query=query, reply_key=reply.public).to_bytes())
    given = {"office": data, "topic": more, "item": data, "day": more}
    raw = json.dumps({**asked, "target": data, "given": given}).encode()
    session = await endless.kiosk.session() if proven else None
    item = await sealed_raw(endless.kiosk, raw, ItemKind.QUERY, session)
    try:
        await endless.api().query(item)
    except ContractError as error:
        assert error.status < 500, error  # noqa: PT017 (either an answer or a typed refusal is right)


@pytest.mark.slow
@NO_FIXTURE_FUSS
@given(at=st.integers(0, 10**6), value=st.integers(0, 255))
async def test_a_changed_byte_is_never_accepted(endless: World, at: int, value: int) -> None:
    item = await endless.kiosk.claim(content=filled())
    wire = bytearray(canonical(item.to_json()))
    at %= len(wire)
    if wire[at] == value:
        return
    wire[at] = value
    raw = b'{"items":[' + bytes(wire) + b"]}"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=endless.app), base_url="http://127.0.0.1") as http:
        nonce = (await http.post(Routes.NONCES.path)).headers[NONCE_HEADER]
        headers = await endless.kiosk.transport.sign_request("POST", Routes.SUBMISSIONS.path, nonce, raw)
        reply = await http.post(Routes.SUBMISSIONS.path, content=raw, headers=headers)
    assert reply.status_code in (200, 422), reply.text
    if reply.status_code == 200:
        assert [result["answer"] for result in reply.json()["results"]] in ([], ["rejected"])


# the document itself, from outside

Wire = dict[str, str]


def wire(item: SealedItem) -> Wire:
    """An item as it travels."""
    data = item.to_json()
    assert isinstance(data, dict)
    return {name: str(value) for name, value in data.items()}


@dataclass
class Signing(AuthBase):
    """Signs each request as the kiosk does."""

    url: str
    kiosk: Kiosk

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        nonce = requests.post(f"{self.url}{Routes.NONCES.path}", timeout=20).headers[NONCE_HEADER]
        body = request.body or b""
        raw = body.encode() if isinstance(body, str) else body
        assert isinstance(raw, bytes)
        coding = request.headers.get("Content-Encoding", "")
        if coding in CODINGS and len(raw) % 5:  # four of five are what they say
            raw, name = coded(raw, {coding})
            request.headers["Content-Encoding"], request.headers["Content-Length"] = name or "identity", str(len(raw))
            request.body = raw
        signed = now(self.kiosk.transport.sign_request(request.method or "GET", request.path_url, nonce, raw))
        request.headers.update(signed)
        return request


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An office as a process."""
    with running(tmp_path_factory.mktemp("served") / "data", "--hold", "0") as office:
        yield office


@pytest.fixture(scope="module")
def signing(served: Running, tmp_path_factory: pytest.TempPathFactory) -> Signing:
    """A kiosk of that office."""
    file = tmp_path_factory.mktemp("enrolment") / "kiosk.json"
    done = run("enrol", "--data", served.log.parent / "data", "--out", file)
    assert done.returncode == 0, done.stderr
    return Signing(served.url, now(Kiosk.of_file(file)))


@pytest.fixture(scope="module")
def pool(signing: Signing) -> list[Wire]:
    """Items that are right, and the same ones with something wrong."""
    kiosk = signing.kiosk

    async def make() -> list[Wire]:
        claim, other = await kiosk.claim(), await kiosk.claim(level=Level.L1)
        strange = await sealed_raw(kiosk, b'{"content": 7}', ItemKind.SUBMIT, None)
        return [wire(item) for item in (claim, other, strange)]

    good = now(make())
    bad: list[Wire] = [{**item, "origin": "A" * 86} for item in good]
    return [*good, *bad]


ROUTES = [route for name, route in vars(Routes).items() if not name.startswith("_") and route != Routes.DESK]
EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.mark.slow
@pytest.mark.parametrize("route", [route for route in ROUTES if route != Routes.OPENAPI], ids=lambda r: r.path)
def test_no_request_that_the_document_allows_makes_a_fault(
    route: Route, served: Running, signing: Signing, pool: list[Wire]
) -> None:
    document = schemathesis.openapi.from_url(f"{served.url}{Routes.OPENAPI.path}")
    operation = document[route.path][route.method]

    @EXAMPLES
    @given(case=operation.as_strategy())
    def answers_typed(case: schemathesis.Case) -> None:  # type: ignore[type-arg]
        dice = random.Random(repr(case.body))
        if route == Routes.SUBMISSIONS and isinstance(case.body, dict) and dice.random() < 0.7:
            case.body = json.loads(json.dumps({**case.body, "items": dice.sample(pool, dice.randint(1, len(pool)))}))
        if route == Routes.QUERIES and dice.random() < 0.5:
            case.body = json.loads(json.dumps(dice.choice(pool)))
        reply = case.call(auth=signing if dice.random() < 0.9 else None)
        assert reply.status_code < 500 or "retry-after" in reply.headers, reply.text
        kind = reply.headers["content-type"][0]
        if reply.status_code == 200:
            assert kind == "application/json"
            operation.validate_response(reply)
        else:
            assert kind == "application/problem+json"
            assert reply.json()["status"] == reply.status_code

    answers_typed()


async def test_the_document_describes_every_path_of_the_contract(endless: World) -> None:
    paths = endless.app.openapi()["paths"]
    for route in ROUTES:
        assert route == Routes.OPENAPI or route.method.lower() in paths[route.path], route


def test_a_rejected_item_is_explained_without_quoting_it() -> None:
    said = RejectedItem("id", "malformed", "body.content cannot be read: members are missing")
    assert PERSON.id_number not in said.explanation

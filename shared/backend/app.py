"""The citizen API over HTTP: every path, its body and its answer. The work itself runs in threads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool

from shared.backend import enrolling, intake, news, parts, queries
from shared.backend.desk.mount import DeskSite
from shared.backend.gate import Caller
from shared.backend.office import Office
from shared.backend.openapi import SCHEMAS, describe
from shared.backend.phone import PhoneSite
from shared.backend.problems import Busy, add_problem_handlers, read_body
from shared.backend.worker import Worker
from shared.contract.api import (
    CHUNK_BYTES,
    MAX_BATCH_BYTES,
    MAX_BATCH_ITEMS,
    NAMED,
    NONCE_HEADER,
    SESSION_HEADER,
    TAKES_HEADER,
    Route,
    Routes,
    request_bytes,
)
from shared.contract.codec import Json, canonical, parse
from shared.contract.codings import CODINGS, decoded
from shared.contract.errors import Malformed
from shared.contract.ids import checked_id
from shared.contract.messages import Health, KeySetReply, NonceReply, Permit, PermitRequest, SubmissionReply
from shared.sealing.derive import sha256
from shared.sealing.ports import TAG_BYTES

T = TypeVar("T")
SMALL = 64 * 1024
TAKES = " ".join((*CODINGS, NAMED))


class Answer(Protocol):
    """Any message of the contract."""

    def to_json(self) -> Json: ...


def _reply(answer: Answer) -> Response:
    return Response(canonical(answer.to_json()), media_type="application/json")


def target_of(request: Request) -> str:
    """Path and query as they were sent: what a transport signature covers."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope.get("query_string", b"")
    return (raw.split(b"?")[0] + (b"?" + query if query else b"")).decode("ascii", "replace")


class Api:
    """The operations of one office."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.active = 0

    async def _admitted(self, request: Request, most: int) -> tuple[Caller, bytes]:
        """Who asks, and the body unpacked. The signature is over the bytes as they came: nothing is unfolded for
        somebody unknown."""
        body = await read_body(request, most)
        headers: Mapping[str, str] = request.headers
        caller = await run_in_threadpool(self.office.gate.check, headers, request.method, target_of(request), body)
        return caller, decoded(body, headers.get("content-encoding"), most)

    async def _signed(self, request: Request, most: int, work: Callable[[Office, Caller, Json], Answer]) -> Response:
        caller, body = await self._admitted(request, most)
        return _reply(await run_in_threadpool(lambda: work(self.office, caller, parse(body, "body"))))

    async def health(self, _: Request) -> Response:
        """Whether it answers at all."""
        return _reply(Health("ok"))

    async def nonces(self, _: Request) -> Response:
        """Fresh nonces, and the signed time."""
        gate, limits = self.office.gate, self.office.limits
        many = tuple(gate.new_nonce() for _ in range(limits.nonces_at_once))
        reply = _reply(NonceReply(many, limits.nonce_ttl, await run_in_threadpool(self.office.statement)))
        reply.headers[TAKES_HEADER] = TAKES
        return reply

    async def keys(self, _: Request) -> Response:
        """The key set under the root."""
        return _reply(KeySetReply(self.office.keys.token))

    async def enrol(self, request: Request) -> Response:
        """A phone enrols itself."""
        body = decoded(await read_body(request, SMALL), request.headers.get("content-encoding"), SMALL)
        return _reply(await run_in_threadpool(lambda: enrolling.enrol(self.office, parse(body, "body"))))

    async def renew(self, request: Request) -> Response:
        """A device swaps in a key of its own."""
        return await self._signed(request, SMALL, enrolling.renew)

    async def permits(self, request: Request) -> Response:
        """May sealed bodies come now?"""
        return await self._signed(request, SMALL, self._permit)

    def _permit(self, office: Office, caller: Caller, data: Json) -> Permit:
        PermitRequest.from_json(data)
        with office.db.writing() as session:
            office.gate.spend(session, caller)
        if self.active >= office.limits.active_batches:
            return Permit(False, retry_after_s=office.limits.retry_after)
        return Permit(True, office.gate.new_permit(caller.device), MAX_BATCH_ITEMS, MAX_BATCH_BYTES)

    async def submissions(self, request: Request) -> Response:
        """Take items in."""
        caller, body = await self._admitted(request, MAX_BATCH_BYTES)
        return _reply(await run_in_threadpool(self._submit, caller, body))

    def _submit(self, caller: Caller, body: bytes) -> SubmissionReply:
        data = parse(body, "batch")
        permit = data.get("permit") if isinstance(data, dict) else None
        permitted = self.office.gate.permitted(permit if isinstance(permit, str) else None, caller.device)
        if self.active >= self.office.limits.active_batches and not permitted:
            raise Busy("many devices are sending", self.office.limits.retry_after)
        self.active += 1
        try:
            return intake.take(self.office, caller, data)
        finally:
            self.active -= 1

    async def known(self, request: Request) -> Response:
        """Which items are there?"""
        return await self._signed(request, MAX_BATCH_BYTES, news.known)

    async def changes(self, request: Request) -> Response:
        """What is new since the cursor."""
        caller, body = await self._admitted(request, SMALL)
        cursor = request.query_params.get("cursor", "")
        signed = request_bytes(request.method, target_of(request), caller.nonce, sha256(body), caller.device)
        header = request.headers.get(SESSION_HEADER)
        return _reply(await run_in_threadpool(news.changes, self.office, caller, cursor, header, signed))

    async def ask(self, request: Request) -> Response:
        """A sealed question."""
        return await self._signed(request, SMALL, queries.ask)

    async def put_part(self, request: Request) -> Response:
        """One chunk of an attachment."""
        item = checked_id(str(request.path_params["item"]), "item")
        index = str(request.path_params["index"])
        if not (index.isascii() and index.isdecimal() and len(index) < 7):
            raise Malformed("index", "is not a number of a part")
        caller, chunk = await self._admitted(request, CHUNK_BYTES + TAG_BYTES)
        return _reply(await run_in_threadpool(parts.put, self.office, caller, item, int(index), chunk))


def create_app(office: Office) -> FastAPI:
    """The whole API of one office."""
    worker = Worker(office)
    desk = DeskSite(office)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(worker.prepare)
        task = asyncio.create_task(worker.run())
        try:
            yield
        finally:
            worker.end()
            await task
            await desk.end()

    app = FastAPI(title="Nuanchuang citizen API", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    add_problem_handlers(app, lambda: {NONCE_HEADER: office.gate.new_nonce()})
    _add_routes(app, Api(office))
    desk.add_to(app)

    def document() -> Mapping[str, object]:
        if app.openapi_schema is None:
            found = get_openapi(title=app.title, version=app.version, routes=app.routes)
            found.setdefault("components", {})["schemas"] = SCHEMAS
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign, assignment]
    if office.settings.phone is not None:
        app.mount("/", PhoneSite(office.settings.phone))
    return app


def _add_routes(app: FastAPI, api: Api) -> None:
    for route, handler, request, reply in (
        (Routes.HEALTH, api.health, None, "Health"),
        (Routes.NONCES, api.nonces, None, "NonceReply"),
        (Routes.KEYS, api.keys, None, "KeySetReply"),
        (Routes.ENROL, api.enrol, "EnrolRequest", "CertificateReply"),
        (Routes.RENEW, api.renew, "RenewRequest", "CertificateReply"),
        (Routes.PERMITS, api.permits, "PermitRequest", "Permit"),
        (Routes.SUBMISSIONS, api.submissions, "SubmissionBatch", "SubmissionReply"),
        (Routes.KNOWN, api.known, "KnownRequest", "KnownReply"),
        (Routes.CHANGES, api.changes, None, "Changes"),
        (Routes.QUERIES, api.ask, "SealedItem", "QueryReply"),
        (Routes.PARTS, api.put_part, None, "PartReply"),
    ):
        _add(app, route, handler, request, reply)


def _add(
    app: FastAPI,
    route: Route,
    handler: Callable[[Request], object],
    request: str | None,
    reply: str,
) -> None:
    app.add_api_route(
        route.path,
        handler,
        methods=[route.method],
        response_class=Response,
        openapi_extra=describe(route, request, reply, binary=route == Routes.PARTS),
    )

"""Errors as problem+json (RFC 9457), a limit on bodies, and a log that names places and never persons."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException

from shared.contract.api import SERVICE_HEADER
from shared.contract.errors import (
    PROBLEM_JSON,
    ContractError,
    NotFound,
    ProblemDetails,
    RefusedRequest,
    Throttled,
    TooLarge,
)

LOG: Final = logging.getLogger("shared.backend")
RETRY_S: Final = 5
"""After two processes got in each other's way, or while the disk is full: nothing was kept, and it can come again."""


def problem(error: ContractError) -> Response:
    """The error as a reply, with Retry-After where there is one."""
    details = ProblemDetails.of(error)
    headers = {SERVICE_HEADER: "1"}
    if details.retry_after_s is not None:
        headers["Retry-After"] = str(max(1, round(details.retry_after_s)))
    return JSONResponse(details.to_json(), details.status, headers, PROBLEM_JSON)


class MethodNotAllowed(RefusedRequest):
    """The path exists, the method does not."""

    status = 405


class OfficeFault(ContractError):
    """A fault of the office's own; what it was stands in its log."""

    code = "server_fault"


class Busy(Throttled):
    """Too much at once for the office, whoever asks."""

    status = 503


def _of_status(status: int) -> ContractError:
    match status:
        case 404:
            return NotFound("no such path")
        case 405:
            return MethodNotAllowed("no such method here")
        case 413:
            return TooLarge()
        case _:
            return RefusedRequest(f"status {status}")


def add_problem_handlers(app: FastAPI, more: Callable[[], Mapping[str, str]]) -> None:
    """Every error leaves as problem+json; what nobody foresaw is logged by its place, without its words.

    `more` gives headers for every reply of the API itself.
    """

    async def typed(_: Request, error: Exception) -> Response:
        assert isinstance(error, ContractError)
        return problem(error)

    async def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        reply = problem(_of_status(error.status_code))
        if error.headers and "allow" in {name.lower() for name in error.headers}:
            reply.headers["Allow"] = error.headers.get("Allow", error.headers.get("allow", ""))
        return reply

    async def crossed(_: Request, error: Exception) -> Response:
        log_fault(error)
        return problem(Busy("the database is busy or full", RETRY_S))

    app.add_exception_handler(ContractError, typed)
    app.add_exception_handler(IntegrityError, crossed)
    app.add_exception_handler(OperationalError, crossed)
    app.add_exception_handler(HTTPException, http)

    @app.middleware("http")
    async def watch(request: Request, forward: Callable[[Request], Awaitable[Response]]) -> Response:
        began = time.monotonic()
        try:
            reply = await forward(request)
        except ContractError as error:
            reply = problem(error)
        except Exception as error:  # noqa: BLE001 (the last line: it becomes a typed fault)
            log_fault(error)
            reply = problem(OfficeFault())
        reply.headers[SERVICE_HEADER] = "1"
        if request.url.path.startswith("/v1/"):
            reply.headers.update(more())
            reply.headers["Cache-Control"] = "no-store"
        route = getattr(request.scope.get("route"), "path", "-")
        LOG.info("%s %s %d %.0f ms", request.method, route, reply.status_code, (time.monotonic() - began) * 1000)
        return reply


def log_fault(error: BaseException) -> None:
    """Type and places of a fault. Its message is left out: it may quote what a person sent."""
    places = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(traceback.extract_tb(error.__traceback__)))
    LOG.error("fault %s at %s", type(error).__name__, places)


async def read_body(request: Request, most: int) -> bytes:
    """The body's bytes; raises `TooLarge` as soon as there are more than `most`."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > most:
        raise TooLarge(f"more than {most} bytes")
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > most:
            raise TooLarge(f"more than {most} bytes")
    return bytes(read)

"""`/desk` on the office's server: the client's files and its socket, on this machine's own address only.

Flet is loaded when somebody first asks for the page: an office whose desk nobody opens does not pay for it.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from starlette.datastructures import Headers
from starlette.types import Scope

from shared.backend.desk.clerks import Desk

if TYPE_CHECKING:
    from shared.backend.desk.page import Place
    from shared.backend.office import Office

log = logging.getLogger(__name__)
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
YEAR: Final = 31_536_000
FORBIDDEN: Final = 4403


class DeskSite:
    """Everything under `/desk`. Nothing of any person is in a file or an address: it all goes through the socket."""

    def __init__(self, office: Office) -> None:
        self._desk = Desk(office)
        self._place: Place | None = None
        self._loading = asyncio.Lock()

    def add_to(self, app: FastAPI) -> None:
        """Its routes; they are no part of the citizen API and of its description."""
        app.add_api_websocket_route("/desk/ws", self._socket)
        for path in ("/desk", "/desk/{path:path}"):
            app.add_api_route(path, self._file, methods=["GET"], response_class=Response, include_in_schema=False)

    async def end(self) -> None:
        """Let everything go that Flet keeps."""
        if self._place is not None:
            await self._place.end()

    async def _ready(self) -> Place:
        async with self._loading:
            if self._place is None:
                self._place = await asyncio.to_thread(_load, self._desk)
                await self._place.begin()
        return self._place

    async def _file(self, request: Request, path: str = "") -> Response:
        if not is_here(request.scope, request.headers):
            return Response(b"", 403)
        place = await self._ready()
        found = await asyncio.to_thread(place.files.get, path or "index.html")
        more = place.headers(request.scope["server"][1] or 80)
        if found is None:
            return Response(b"", 404, {**more, "Cache-Control": "no-store"})
        fresh = not path or path == "index.html"
        more["Cache-Control"] = "no-store" if fresh else f"private, max-age={YEAR}, immutable"
        return Response(found.body, 200, more, found.type)

    async def _socket(self, socket: WebSocket) -> None:
        if not is_here(socket.scope, socket.headers) or socket.headers.get("origin") is None:
            await socket.close(FORBIDDEN)
            return
        place = await self._ready()
        try:
            await place.serve(socket)
        except WebSocketDisconnect:
            log.info("a desk went away while it was being drawn")


def _load(desk: Desk) -> Place:
    from shared.backend.desk.page import Place

    return Place(desk)


def is_here(scope: Scope, headers: Headers) -> bool:
    """Whether a request is meant for this server on loopback and comes from a page of its own, or from none: a page
    elsewhere that rebinds its name to this machine is neither."""
    origin = headers.get("origin")
    port = (scope.get("server") or ("", None))[1] or 80
    if not _names(headers.get("host", ""), port):
        return False
    return origin is None or (urlsplit(origin).scheme == "http" and _names(urlsplit(origin).netloc, port))


def _names(host: str, port: int) -> bool:
    return host in {f"{name}:{port}" for name in LOOPBACK} or (port == 80 and host in LOOPBACK)

"""The kiosk's local web server: Flet's client and its socket, behind a single-use token and this machine's own address.

Nothing but `/healthz` answers without the cookie, so that another user or page on the machine can open nothing.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final, Protocol

import flet as ft
import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, StreamingResponse

from kiosk.ears import PageEar
from kiosk.gate import Gate
from kiosk.site import WEB, Site, media_type
from kiosk.sound import PagePlayer
from shared.ui.client_native import Main, begin, end, new_line
from shared.ui.client_native import headers as client_headers

log = logging.getLogger(__name__)
SESSION_SECONDS: Final = 30
"""How long a screen that lost its connection may come back to the same session; then what it showed is gone."""
YEAR: Final = 31_536_000
UNPAINTED: Final[Mapping[str, str]] = {
    "lost": "what it paints with was lost",
    "pages": "pages came and no picture of them",
}
"""Why a page at the screen is loaded anew (`web/painted.js`), in words for the log."""


class Clips(Protocol):
    """Sounds made for this session: a clip is handed out by its random name, those with personal values once only."""

    def take(self, name: str) -> bytes | None:
        """The WAV of that name, or None where there is none (any more)."""
        ...


class NoClips:
    """No sound at all."""

    def take(self, name: str) -> bytes | None:
        """Nothing."""
        return None


class Signs(Protocol):
    """Recordings in sign language, handed out only where they were verified."""

    def file(self, path: str) -> Path | None:
        """The file of `<set>/<file>`, or None where there is none that may be shown."""
        ...


def headers(port: int) -> dict[str, str]:
    """Sent with every answer: nothing leaves this origin and its own socket."""
    return client_headers(f"ws://127.0.0.1:{port}", f"ws://localhost:{port}")


class QuietServer(uvicorn.Server):
    """Leaves signals to the kiosk, which has more to end than a server."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._up = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell whoever waits in `is_up`."""
        await super().startup(sockets)
        self._up.set()

    async def is_up(self, serving: asyncio.Task[None]) -> None:
        """Return once it answers; raises what kept it from that."""
        up = asyncio.ensure_future(self._up.wait())
        await asyncio.wait((up, serving), return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if serving.done():
            await serving


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Start and stop what Flet keeps per process."""
    await begin()
    yield
    await end()


class SocketLine:
    """Meets the `Line` of the ear, over a web socket."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def receive(self) -> str | bytes | None:
        """What the page sent; None where it is gone."""
        sent = await self._socket.receive()
        found: str | bytes | None = sent.get("text") if sent.get("text") is not None else sent.get("bytes")
        return found

    async def send(self, words: str) -> None:
        """Tell the page something."""
        try:
            await self._socket.send_text(words)
        except (WebSocketDisconnect, RuntimeError):
            log.info("a page went away while its ear was told something")


def build_app(
    main: Main,
    gate: Gate,
    clips: Clips | None = None,
    signs: Signs | None = None,
    sound: PagePlayer | None = None,
    ear: PageEar | None = None,
) -> FastAPI:
    """The ASGI app: `/healthz`, `/sound`, `/clips/NAME`, `/sign/SET/FILE`, `/ears`, `/unpainted/WHY`, the socket, and
    the client's files."""
    # The screen sends what it changed; looking for more would cost a second comparison.
    ft.context.disable_auto_update()  # type: ignore[no-untyped-call]
    app = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    site = Site()
    site.warm()
    sounds = clips if clips is not None else NoClips()
    common = headers(gate.port)

    def answer(body: bytes, type: str, status: int = 200, cache: str = "no-store") -> Response:
        return Response(body, status, {**common, "Cache-Control": cache}, type)

    def refused() -> Response:
        return answer((WEB / "refused.html").read_bytes(), "text/html; charset=utf-8", 403)

    @app.get("/healthz")
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    def admitted(websocket: WebSocket) -> bool:
        return (
            gate.is_here(websocket.headers.get("host"))
            and websocket.headers.get("origin") is not None
            and gate.is_ours(websocket.headers.get("origin"))
            and gate.admits(websocket.cookies.get(gate.name))
        )

    @app.websocket("/ears")
    async def ears(websocket: WebSocket) -> None:
        if ear is None or not ear.there or not admitted(websocket):
            await websocket.close(4403)
            return
        await websocket.accept()
        await ear.serve(SocketLine(websocket))

    @app.websocket("/ws")
    async def stream(websocket: WebSocket) -> None:
        if not admitted(websocket):
            await websocket.close(4403)
            return
        try:
            await new_line(main, SESSION_SECONDS).handle(websocket)
        except WebSocketDisconnect:
            log.info("a screen went away while it was being drawn")

    def ours(request: Request) -> bool:
        return gate.is_here(request.headers.get("host")) and gate.is_ours(request.headers.get("origin"))

    @app.post("/unpainted/{why}")
    async def unpainted(request: Request, why: str) -> Response:
        if not (ours(request) and gate.admits(request.cookies.get(gate.name))):
            return refused()
        if why not in UNPAINTED:
            return answer(b"", "text/plain", 404)
        log.warning("the screen paints no more and is loaded anew: %s", UNPAINTED[why])
        return answer(b"", "text/plain", 204)

    @app.get("/{path:path}")
    async def file(request: Request, path: str) -> Response:
        if not ours(request):
            return refused()
        if not path and (token := request.query_params.get("token")) is not None:
            cookie = gate.redeem(token)
            if cookie is not None:
                moved = RedirectResponse("/", 303, headers={**common, "Cache-Control": "no-store"})
                moved.set_cookie(gate.name, cookie, httponly=True, samesite="strict", path="/")
                return moved
        if not gate.admits(request.cookies.get(gate.name)):
            return refused()
        if path == "sound":
            if sound is None:
                return answer(b"", "text/plain", 204)  # the page does not ask again
            return StreamingResponse(
                sound.told(), headers={**common, "Cache-Control": "no-store"}, media_type="text/event-stream"
            )
        if path == "ears":
            return answer(b"", "text/plain", 200 if ear is not None and ear.there else 204)
        if path.startswith("clips/"):
            clip = sounds.take(path.removeprefix("clips/"))
            return answer(b"", "text/plain", 404) if clip is None else answer(clip, "audio/wav")
        if path.startswith("sign/"):
            video = signs.file(path.removeprefix("sign/")) if signs is not None else None
            if video is None:
                return answer(b"", "text/plain", 404)
            return FileResponse(video, 200, {**common, "Cache-Control": "no-store"}, media_type(video.name))
        if not path:
            path = "index.html"
        found = site.get(path)
        if found is None:
            return answer(b"", "text/plain", 404)
        cache = "no-store" if path == "index.html" else f"private, max-age={YEAR}, immutable"
        return answer(found.body, found.type, cache=cache)

    return app

"""The files of Flet's web client as our servers give them out: ours over Flet's, with nothing left that calls another
host. They come from memory; loopback needs no compression, and a fresh browser profile has no cache."""

from __future__ import annotations

import asyncio
import logging
import mimetypes
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import flet as ft
from flet.messaging.protocol import MessageAction
from flet_web import get_package_web_dir
from flet_web.fastapi import app_manager
from flet_web.fastapi.flet_app import FletApp

from shared.i18n.faces import FACES, PICTURES
from shared.ui.client import font_manifest, start_of, without_rive

log = logging.getLogger(__name__)
Main = Callable[[ft.Page], Awaitable[None]]
ASSETS: Final = Path(__file__).parent.parent.parent / "assets"
COMMON: Final = Path(__file__).parent / "web"
"""What pages of ours have: `line.js`, the client's configuration and line to the server; `hush.js`, silence at once;
`frames.js`, hardly a frame while nothing happens; `cover.js`, what stands on the glass until the first page is painted;
`tabs.js`, the Tab key in the order of reading."""
STUB: Final = COMMON / "rive_native.js"
TYPES: Final[Mapping[str, str]] = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".wav": "audio/wav",
    ".webm": "video/webm",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A file in memory with its media type."""

    body: bytes
    type: str


def media_type(path: str) -> str:
    """The media type by the name's end; a streaming compiler insists on `application/wasm`."""
    suffix = Path(path).suffix
    return TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


class ClientFiles:
    """Looks files up by path and keeps them in memory; None for what does not exist. `own` goes before Flet's; `base`
    is the path under which all of it is served."""

    def __init__(self, own: Path, base: str = "/") -> None:
        self._own, self._base = own, base
        self._client = Path(get_package_web_dir())
        self._kept: dict[str, Served | None] = {}

    def warm(self) -> None:
        """Read what every start asks for, before the browser asks."""
        for path in ("index.html", "main.dart.wasm", "main.dart.mjs", "canvaskit/skwasm.wasm"):
            self.get(path)

    def get(self, path: str) -> Served | None:
        """The file of that path relative to the root."""
        if path not in self._kept:
            found = self._read(path)
            if found is None:
                return None
            self._kept[path] = found
        return self._kept[path]

    def _read(self, path: str) -> Served | None:
        if path == "assets/FontManifest.json":
            return Served(font_manifest((*FACES, PICTURES)), "application/json")
        if path.startswith("rive/"):
            return Served(STUB.read_bytes(), TYPES[".js"])
        if path.startswith("assets/fonts/Nuanchuang"):
            path = path.removeprefix("assets/")
        for root in (self._own, COMMON, ASSETS, self._client):
            file = (root / path).resolve()
            if file.is_relative_to(root.resolve()) and file.is_file():
                return Served(self._adapt(path, file.read_bytes()), media_type(path))
        return None

    def _adapt(self, path: str, body: bytes) -> bytes:
        if path in ("main.dart.wasm", "main.dart.js"):
            return without_rive(body, self._base)
        if path == "flutter_bootstrap.js":
            return start_of(body.decode()).encode()
        return body


class Line(FletApp):  # type: ignore[misc]  # Flet is not typed here
    """A client's line. What a client says of a control that was replaced meanwhile is no reason to hang up.

    Flet ends the line on such an answer; its reading of messages has no other seam than this private one.
    """

    async def _FletApp__on_message(self, data: Sequence[object]) -> None:
        try:
            await super()._FletApp__on_message(data)
        except RuntimeError as error:
            if data[0] != MessageAction.INVOKE_METHOD.value:
                raise
            log.info("an answer about a control that is gone: %s", type(error).__name__)


async def begin() -> None:
    """Start what Flet keeps per process."""
    await app_manager.start()


async def end() -> None:
    """Stop it again."""
    await app_manager.shutdown()


def new_line(main: Main, seconds: int) -> Line:
    """A line for one screen; one that lost it may come back to the same session for so many seconds."""
    return Line(
        loop=asyncio.get_running_loop(),
        executor=app_manager.executor,
        main=main,
        before_main=None,
        session_timeout_seconds=seconds,
    )


def policy(*sockets: str) -> str:
    """The content security policy: nothing leaves the origin but to these sockets."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval' blob:",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            " ".join(("connect-src 'self' data: blob:", *sockets)),
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def headers(*sockets: str) -> dict[str, str]:
    """Sent with every answer. The page shares no process with other origins."""
    return {
        "Content-Security-Policy": policy(*sockets),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }

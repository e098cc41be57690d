"""Serves a built phone app beside the API, from the same origin: right types, packed forms, nothing stale.

Files keep their names from build to build, so everything is asked for again and answered with 304 where it is the same.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

TYPES: Final[Mapping[str, str]] = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".zip": "application/zip",
    ".txt": "text/plain; charset=utf-8",
    ".wav": "audio/wav",
}
"""A page whose modules or wasm come under another type never starts."""
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
HEADERS_FILE: Final = "headers.json"
"""Written by the build: the headers that every answer carries, the content security policy among them."""


def accepted(header: str) -> frozenset[str]:
    """The encodings that a client takes (RFC 9110, section 12.5.3); those with q=0 it does not."""
    found = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            found.add(name.strip())
    return frozenset(found)


class PhoneSite:
    """An ASGI app over the folder of a build. Read once per file; a new build needs a new process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._tags: dict[Path, str] = {}

    @cached_property
    def _common(self) -> dict[str, str]:
        file = self._folder / HEADERS_FILE
        return {str(k): str(v) for k, v in json.loads(file.read_bytes()).items()} if file.is_file() else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await run_in_threadpool(self._answer, request)
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        file = self._find(request.url.path)
        if file is None:
            return Response(status_code=404, headers={**self._common, "Cache-Control": "no-store"})
        takes = accepted(request.headers.get("accept-encoding", ""))
        coding, sent = next(
            ((name, packed) for name, end in ENCODINGS if name in takes and (packed := _beside(file, end)).is_file()),
            ("", file),
        )
        tag = f'"{self._tag(file)}{"-" if coding else ""}{coding}"'
        headers = {**self._common, "Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        known = {known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")}
        if tag in known:
            headers.pop("Content-Encoding", None)
            return Response(status_code=304, headers=headers)
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return Response(sent.read_bytes(), headers=headers, media_type=kind)

    def _find(self, path: str) -> Path | None:
        file = (self._folder / (path.lstrip("/") or "index.html")).resolve()
        if not file.is_relative_to(self._folder) or not file.is_file() or file.name == HEADERS_FILE:
            return None
        return file

    def _tag(self, file: Path) -> str:
        if file not in self._tags:
            self._tags[file] = hashlib.sha256(file.read_bytes()).hexdigest()[:32]
        return self._tags[file]


def _beside(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")

"""The browser's `fetch` as an httpx transport. What keeps a request from its answer is not told apart by browsers."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import httpx
from js import AbortController, Object, Uint8Array, fetch
from pyodide.ffi import JsException, to_js

_FORBIDDEN: Final = frozenset(
    {"host", "content-length", "connection", "accept-encoding", "user-agent", "transfer-encoding"}
)
"""Headers that a page may not set; the browser does."""
_DECODED: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that no longer say what is true once `fetch` has decoded the body."""


class FetchTransport(httpx.AsyncBaseTransport):
    """One request, one `fetch`. Nothing is cached, no cookie is sent, no redirect is followed."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it. Raises ReadTimeout, ConnectError (offline, refused, forbidden by policy: all the same here)."""
        body = await request.aread()
        leave = AbortController.new()
        try:
            async with asyncio.timeout(_seconds(request)):
                answer = await fetch(str(request.url), _options(request, body, leave.signal))
                content = (await answer.arrayBuffer()).to_bytes()
        except TimeoutError:
            leave.abort()
            raise httpx.ReadTimeout("no answer in time", request=request) from None
        except asyncio.CancelledError:
            leave.abort()
            raise
        except JsException:
            raise httpx.ConnectError("the browser got no answer", request=request) from None
        headers = [(pair[0], pair[1]) for pair in answer.headers if pair[0] not in _DECODED]
        return httpx.Response(answer.status, headers=headers, content=content, request=request)


def _seconds(request: httpx.Request) -> float | None:
    """How long it may take in all: httpx counts connecting and reading apart, `fetch` cannot."""
    limits = request.extensions.get("timeout") or {}
    return sum(limits[name] for name in ("connect", "read") if limits.get(name)) or None


def _options(request: httpx.Request, body: bytes, signal: Any) -> Any:
    headers = [[name, value] for name, value in request.headers.multi_items() if name.lower() not in _FORBIDDEN]
    headers.append(["accept-language", "*"])  # shorter than its own list, and tells less
    made: dict[str, Any] = {
        "method": request.method,
        "headers": headers,
        "signal": signal,
        "credentials": "omit",
        "redirect": "manual",
        "referrerPolicy": "no-referrer",
    }
    if request.method == "GET":  # nothing else is ever kept, and saying so costs two headers
        made["cache"] = "no-store"
    if body:
        made["body"] = Uint8Array.new(to_js(body))
    return to_js(made, dict_converter=Object.fromEntries)

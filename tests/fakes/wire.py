"""A server on loopback that answers each request with bytes that the test wrote, HTTP or not."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from shared.contract.api import SERVICE_HEADER
from shared.contract.codec import Json, canonical

SILENCE = b""
"""In place of a reply: the connection is closed without a word."""


def reply(
    body: bytes | Json,
    status: str = "200 OK",
    type: str = "application/json",
    *,
    ours: bool = True,
    headers: tuple[str, ...] = (),
    kept: bool = False,
) -> bytes:
    """A whole HTTP reply; the line is `kept` after it, or closed."""
    content = body if isinstance(body, bytes) else canonical(body)
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {type}", f"Content-Length: {len(content)}"]
    lines += [f"Connection: {'keep-alive' if kept else 'close'}"]
    lines += [f"{SERVICE_HEADER}: 1"] * ours + list(headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


@dataclass
class Asked:
    """A request as it came."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class RawServer:
    """Answers in order; the last answer is repeated."""

    replies: deque[bytes] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    drip: float = 0.0
    kept: int = 1
    """Requests that one connection answers; at one more it is closed without a word."""
    url: str = ""
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> RawServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for _ in range(self.kept):
                await self._answer(reader, writer)
            if self.kept > 1:
                await reader.readuntil(b"\r\n\r\n")
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.asked.append(Asked(head[0], headers, body))
        answer = self.replies[0] if len(self.replies) == 1 else self.replies.popleft()
        for at in range(0, len(answer), 65536):
            writer.write(answer[at : at + 65536])
            await writer.drain()
        if self.drip:
            await asyncio.sleep(self.drip)

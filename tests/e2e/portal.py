"""Something else that answers on the office's port: a portal's page, a broken server, noise."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

PORTAL: Final = b"<!DOCTYPE html><html><body><h1>Welcome to the free network</h1><form><button>Log in</button></form>"


@dataclass(frozen=True, slots=True)
class Reply:
    """What it answers to everything."""

    status: int
    type: str
    body: bytes


REPLIES: Final = {
    "a portal's page with status 200": Reply(200, "text/html", PORTAL),
    "a broken server": Reply(500, "text/plain", b"Internal Server Error"),
    "noise": Reply(200, "application/json", bytes(range(256))),
    "an empty promise": Reply(200, "application/json", b'{"results": [], "status": "ok"}'),
}


@dataclass(slots=True)
class Portal:
    """Counts what was asked of it."""

    asked: list[str] = field(default_factory=list)


@contextmanager
def portal(port: int, reply: Reply) -> Iterator[Portal]:
    """Answers everything on that port in the same way."""
    found = Portal()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer()

        def _answer(self) -> None:
            found.asked.append(f"{self.command} {self.path}")
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.type)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    ThreadingHTTPServer.allow_reuse_address = True
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

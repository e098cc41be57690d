"""Runs the app on loopback: one line on stdout once it can be used, log on stderr, a clean end on SIGTERM."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from shared.backend.running import HOST, RUN_FILE

GRACE_S: Final = 2


class Server(uvicorn.Server):
    """Says when it is ready, and ends with exit status 0 when told to."""

    def __init__(self, app: FastAPI, listening: socket.socket, run_file: Path) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=GRACE_S,
            server_header=False,
            ws="websockets-sansio",
            ws_ping_interval=None,  # on loopback a busy machine is not a lost line
        )
        super().__init__(config)
        self._listening = listening
        self._run_file = run_file

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self._listening.getsockname()[1]
            self._run_file.write_text(json.dumps({"pid": os.getpid(), "port": port}) + "\n", "utf-8")
            sys.stdout.write(f"backend ready at http://{HOST}:{port}\n")
            sys.stdout.flush()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does, but without raising the signal again: an asked-for end is no failure."""

        def end(_: int, __: FrameType | None) -> None:
            self.should_exit = True

        names = (signal.SIGTERM, signal.SIGINT)
        before = {name: signal.signal(name, end) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


def serve(app: FastAPI, listening: socket.socket, home: Path) -> bool:
    """Serve until told to end; whether it ever started."""
    run_file = home / RUN_FILE
    server = Server(app, listening, run_file)
    try:
        server.run([listening])
    finally:
        run_file.unlink(missing_ok=True)
    return server.started

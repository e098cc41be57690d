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

HOST: Final = "127.0.0.1"
GRACE_S: Final = 3
RUN_FILE: Final = "run.json"
"""Pid and port of the running process, in `DIR/backend`."""


class PortTaken(Exception):
    """Another program listens there."""


def bind(port: int) -> socket.socket:
    """A socket on loopback that nobody else holds; port 0 takes any free one. Raises PortTaken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise PortTaken(str(port)) from error
    return listening


def is_running(home: Path) -> bool:
    """Whether something listens where `run.json` says; a file left by a killed process alone means nothing."""
    try:
        port = int(json.loads((home / RUN_FILE).read_text("utf-8"))["port"])
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except (OSError, ValueError, KeyError, TypeError):
        return False


class Server(uvicorn.Server):
    """Says when it is ready, and ends with exit status 0 when told to."""

    def __init__(self, app: FastAPI, listening: socket.socket, run_file: Path) -> None:
        config = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_S, server_header=False
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

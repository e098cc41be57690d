"""Where the office listens, and whether it does."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
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

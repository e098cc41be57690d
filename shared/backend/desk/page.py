"""What `/desk` needs once somebody opens it: the client's files, and a screen for each line."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

import flet as ft
from fastapi import WebSocket

from shared.backend.desk.clerks import Desk
from shared.backend.desk.screen import DeskScreen
from shared.ui.client_native import ClientFiles, begin, end, headers, new_line

WEB: Final = Path(__file__).parent / "web"
BASE: Final = "/desk/"
SESSION_SECONDS: Final = 30
"""How long a page that lost its line may come back to what it showed; then the clerk is logged out."""


class Place:
    """The desk's page, for any number of clerks at once."""

    def __init__(self, desk: Desk) -> None:
        # The screen sends what it changed; looking for more would cost a second comparison.
        ft.context.disable_auto_update()  # type: ignore[no-untyped-call]
        logging.getLogger("flet_web").setLevel(logging.WARNING)  # its lines name sessions, which open pages
        logging.getLogger("flet").setLevel(logging.WARNING)
        self._desk = desk
        self.files = ClientFiles(WEB, BASE)

    async def begin(self) -> None:
        """Start what Flet keeps per process."""
        await begin()

    async def end(self) -> None:
        """Stop it again."""
        await end()

    def headers(self, port: int) -> dict[str, str]:
        """Sent with every file."""
        return headers(f"ws://127.0.0.1:{port}", f"ws://localhost:{port}")

    async def main(self, page: ft.Page) -> None:
        """One clerk's screen."""
        DeskScreen(page, self._desk).attach()

    async def serve(self, socket: WebSocket) -> None:
        """One line, until it ends."""
        await new_line(self.main, SESSION_SECONDS).handle(socket)

"""Plays clips in the client: one sound at a time, stopped at once. Meets the port `Player` of the voice."""

from __future__ import annotations

import logging

import flet as ft
from flet_audio import Audio, ReleaseMode

log = logging.getLogger(__name__)


class ClientPlayer:
    """The sound of one page. A client that went away plays nothing, and that is no error."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._audio: Audio | None = None

    async def play(self, name: str, volume: float) -> None:
        """Play the clip of that name instead of what is playing."""
        await self.stop()
        try:
            self._audio = Audio(src=f"/clips/{name}", volume=volume, autoplay=True, release_mode=ReleaseMode.STOP)
            self._page.services.append(self._audio)
            self._page.update()
        except RuntimeError as error:
            log.info("nothing is played: %s", type(error).__name__)

    async def stop(self) -> None:
        """Silence now."""
        audio, self._audio = self._audio, None
        if audio is None:
            return
        try:
            if audio in self._page.services:
                self._page.services.remove(audio)
                self._page.update()
        except RuntimeError as error:
            log.info("nothing to silence: %s", type(error).__name__)

"""Plays clips in the client: one sound at a time, stopped at once. Meets the port `Player` of the voice."""

from __future__ import annotations

import logging

import flet as ft
from flet_audio import Audio, AudioState, AudioStateChangeEvent, ReleaseMode

log = logging.getLogger(__name__)


class ClientPlayer:
    """The sound of one page, through one player that stays. A client that went away plays nothing: that is no error."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._audio: Audio | None = None
        self._wanted = False

    async def play(self, name: str, volume: float) -> None:
        """Play the clip of that name instead of what is playing."""
        self._wanted = True
        source = f"/clips/{name}"
        try:
            if self._audio is None:
                self._audio = Audio(
                    src=source,
                    volume=volume,
                    autoplay=True,
                    release_mode=ReleaseMode.STOP,
                    on_state_change=self._changed,
                )
                self._page.services.append(self._audio)
                self._page.update()
            else:
                self._audio.src, self._audio.volume = source, volume
                self._audio.update()
        except RuntimeError as error:
            log.info("nothing is played: %s", type(error).__name__)

    async def stop(self) -> None:
        """Silence now."""
        self._wanted = False
        await self._pause()

    async def _changed(self, event: AudioStateChangeEvent) -> None:
        """A clip that was still loading when silence was asked for begins all the same: stop it then."""
        if event.state is AudioState.PLAYING and not self._wanted:
            await self._pause()

    async def _pause(self) -> None:
        if self._audio is None:
            return
        try:
            await self._audio.pause()
        except (RuntimeError, TimeoutError) as error:
            log.info("nothing to silence: %s", type(error).__name__)

"""Drivers make sound of words. Each says what it can; the last one is silence, which is also the test double."""

from __future__ import annotations

from typing import Protocol


class VoiceFailed(Exception):
    """The voice did not answer in time, or not with sound. Never carries the words."""


class Driver(Protocol):
    """A speech synthesizer."""

    @property
    def name(self) -> str:
        """What `kiosk doctor` calls it."""

    def speaks(self, lang: str) -> bool:
        """Whether it has a voice for that language code."""

    async def synthesize(self, words: str, lang: str, rate: float) -> bytes:
        """The words as one WAV (PCM16, mono). `rate` 1.0 is the voice's own pace. Raises VoiceFailed."""

    async def close(self) -> None:
        """End whatever runs."""


class SilentDriver:
    """No voice: the page says 语音不可用, and nothing is lost, because all of it is on the screen."""

    name = "silent"

    def speaks(self, lang: str) -> bool:
        return False

    async def synthesize(self, words: str, lang: str, rate: float) -> bytes:
        raise VoiceFailed("there is no voice on this machine")

    async def close(self) -> None:
        return

"""A voice that makes silence, and a player that only notes what it was told."""

from __future__ import annotations

import asyncio
import io
import wave

from accessibility.speech import Clips, VoiceFailed
from accessibility.speech.telling import Telling


def wav(ms: int, rate: int = 8000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(rate)
        target.writeframes(bytes(rate * ms // 1000 * 2))
    return out.getvalue()


class FakeDriver:
    """Takes what it is told to take, and notes what it was asked for."""

    name = "fake"

    def __init__(self, ms: int = 1) -> None:
        self.ms = ms
        self.only = ""
        self.asked: list[str] = []
        self.langs: list[str] = []
        self.gate: asyncio.Event | None = None
        self.fail = False

    def speaks(self, lang: str) -> bool:
        return self.only in ("", lang)

    async def synthesize(self, words: str, lang: str, rate: float) -> bytes:
        self.asked.append(words)
        self.langs.append(lang)
        if self.fail:
            raise VoiceFailed("hoarse")
        if self.gate is not None:
            await self.gate.wait()
        return wav(self.ms)

    async def close(self) -> None:
        return


class FakePlayer:
    def __init__(self, clips: Clips) -> None:
        self._clips = clips
        self.played: list[str] = []
        self.stops = 0
        self.heard = asyncio.Event()

    async def play(self, name: str, volume: float) -> None:
        self.played.append(name)
        self._clips.take(name)
        self.heard.set()

    async def stop(self) -> None:
        self.stops += 1


class Soundless(Telling):
    """A voice that is there, and has said everything at once without a sound: only its transcript is another's."""

    @property
    def script(self) -> tuple[str, ...]:
        """The page that it said last, line by line."""
        return () if self._last is None else tuple(utterance.words for utterance in self._last[0].utterances)

    @property
    def under_way(self) -> tuple[asyncio.Task[None], ...]:
        """What is not said yet."""
        return (self._task,) if self._task is not None and not self._task.done() else ()

    def speaks(self, lang: str) -> bool:
        return True

    async def _hush(self) -> None:
        return

    async def _run(self) -> None:
        self._note()
        while turns := self._queue.upcoming():
            self._queue.begin(turns)

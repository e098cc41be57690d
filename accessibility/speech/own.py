"""A voice that speaks by itself, such as a phone's own: it is handed words, and says when it has said them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from accessibility.script.utterance import Pause, Words
from accessibility.speech.driver import VoiceFailed
from accessibility.speech.queue import Turn
from accessibility.speech.telling import Said, Telling
from shared.i18n import Translator

log = logging.getLogger(__name__)


class Mouth(Protocol):
    """Says words aloud."""

    def speaks(self, lang: str) -> bool:
        """Whether it says words of that language or tongue."""

    async def say(self, words: str, lang: str, rate: float, volume: float) -> None:
        """Say words to their end. `rate` 1.0 is the voice's own pace, `volume` 0 to 1. Raises VoiceFailed."""

    async def hush(self) -> None:
        """Silence now; never raises."""


class OwnVoice(Telling):
    """The voice of one screen through a mouth. Nothing of what it says is kept but the transcript."""

    def __init__(
        self,
        mouth: Mouth,
        translators: Callable[[str], Translator],
        log_said: Callable[[Said], None] | None = None,
    ) -> None:
        super().__init__(translators, log_said)
        self._mouth = mouth

    def speaks(self, lang: str) -> bool:
        """Whether there is a voice of that language or tongue."""
        return self._mouth.speaks(lang)

    async def _hush(self) -> None:
        await self._mouth.hush()

    async def _run(self) -> None:
        """One utterance after another, so that a pause goes on with the sentence that it broke off."""
        self._note()
        while turns := self._queue.upcoming()[:1]:
            self._queue.begin(turns)
            try:
                await self._utter(turns[0])
            except VoiceFailed as error:
                log.warning("not spoken: %s", error)

    async def _utter(self, turn: Turn) -> None:
        for part in turn.utterance.parts:
            match part:
                case Words(words, said_in):
                    wanted = (self.preferences.voice_for(said_in), said_in)
                    lang = next(filter(self._mouth.speaks, wanted), turn.lang)
                    await self._mouth.say(words, lang, self.rate, self.volume)
                case Pause(ms):
                    await asyncio.sleep(ms * self.preferences.gap.factor / 1000)

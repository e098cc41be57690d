"""The voice that makes clips of words. Those that are nobody's are made once and kept in memory until the session
ends; personal ones never are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final, Protocol

from accessibility.script.utterance import Pause, Script, Words
from accessibility.speech.clips import Clips
from accessibility.speech.driver import Driver, VoiceFailed
from accessibility.speech.queue import Turn
from accessibility.speech.shelf import Shelf
from accessibility.speech.sound import join, seconds
from accessibility.speech.telling import Said, Telling
from shared.i18n import Translator

log = logging.getLogger(__name__)
FETCH: Final = 3.0
"""Seconds in which a client asks for a clip that it was told to play; a page that just loaded takes a while."""


class Player(Protocol):
    """Plays a clip in the client. Both return at once and never raise."""

    async def play(self, name: str, volume: float) -> None:
        """Play the clip of that name instead of what is playing."""

    async def stop(self) -> None:
        """Silence now."""


class Voice(Telling):
    """The voice of a machine that makes sound of words, heard through a client's player."""

    def __init__(
        self,
        driver: Driver,
        clips: Clips,
        player: Player,
        translators: Callable[[str], Translator],
        log_said: Callable[[Said], None] | None = None,
        shelf: Shelf | None = None,
        after: float = 0.0,
    ) -> None:
        """`after`: seconds that a page is given to be drawn before its first sentence is made."""
        super().__init__(translators, log_said)
        self._after = after
        self._driver, self._clips, self._player = driver, clips, player
        self._shelf = shelf if shelf is not None else Shelf()

    def speaks(self, lang: str) -> bool:
        """Whether there is a voice of that language or tongue."""
        return self._driver.speaks(lang)

    async def prepare(self, script: Script, lang: str) -> None:
        """Make the sound of a coming page beforehand, as far as it is nobody's."""
        for utterance in script.utterances:
            if utterance.private or not self.available:
                continue
            try:
                await self._sound((Turn(utterance, script.page, lang),))
            except VoiceFailed as error:
                log.warning("not prepared: %s", error)
                return

    def _forget(self) -> None:
        self._clips.wipe()
        self._shelf.clear()

    async def _hush(self) -> None:
        await self._player.stop()

    async def _run(self) -> None:
        """While one clip is heard, the next is made."""
        self._note()
        if self._whole_page and self._after:
            await asyncio.sleep(self._after)
        made: tuple[tuple[Turn, ...], asyncio.Task[bytes]] | None = None
        spoken = 0.0
        try:
            while turns := self._queue.upcoming():
                if made is None or made[0] != turns:
                    made = self._making(turns, made)
                self._queue.begin(turns)
                try:
                    sound = await made[1]
                except VoiceFailed as error:
                    log.warning("not spoken: %s", error)
                    made = None
                    continue
                following = self._queue.upcoming()
                made = self._making(following, None) if following else None
                await self._play(sound, private=any(turn.utterance.private for turn in turns))
                if self._queue:
                    spoken = await self._breathe(spoken + seconds(sound))
        finally:
            if made is not None:
                made[1].cancel()

    def _making(
        self, turns: tuple[Turn, ...], instead: tuple[tuple[Turn, ...], asyncio.Task[bytes]] | None
    ) -> tuple[tuple[Turn, ...], asyncio.Task[bytes]]:
        if instead is not None:
            instead[1].cancel()
        task = asyncio.get_running_loop().create_task(self._sound(turns))
        task.add_done_callback(lambda done: None if done.cancelled() else done.exception())
        return turns, task

    async def _play(self, sound: bytes, *, private: bool) -> None:
        """Heard or interrupted, the clip is gone afterwards. Its time begins when the client has it."""
        name = self._clips.put(sound, private=private)
        try:
            await self._player.play(name, self.volume)
            await self._clips.fetched(name, FETCH)
            await asyncio.sleep(seconds(sound))
        finally:
            self._clips.drop(name)

    async def _sound(self, turns: tuple[Turn, ...]) -> bytes:
        pieces: list[bytes | int] = []
        for turn in turns:
            for part in turn.utterance.parts:
                match part:
                    case Words(words, said_in):
                        wanted = (self.preferences.voice_for(said_in), said_in)
                        lang = next(filter(self._driver.speaks, wanted), turn.lang)
                        pieces.append(await self._words(words, lang, private=turn.utterance.private))
                    case Pause(ms):
                        pieces.append(ms * self.preferences.gap.factor)
        return join(pieces)

    async def _words(self, words: str, lang: str, *, private: bool) -> bytes:
        rate = self.rate
        known = None if private else self._shelf.get(words, lang, rate)
        if known is not None:
            return known
        sound = await self._driver.synthesize(words, lang, rate)
        if not private:
            self._shelf.put(words, lang, rate, sound)
        return sound

"""What is said now: one page at a time, at once silent on any action, repeated on request, forgotten with the person.

Words that are nobody's are synthesized once and kept in memory until the session ends; personal ones never are.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from accessibility.preferences import Preferences
from accessibility.script.pages import idle_script, script_of, why_script
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Pause, Priority, Script, Utterance, Words
from accessibility.speech.clips import Clips
from accessibility.speech.driver import Driver, VoiceFailed
from accessibility.speech.queue import Queue, Turn
from accessibility.speech.shelf import Shelf
from accessibility.speech.sound import join, seconds
from shared.app.session import Session
from shared.domain.text import Text
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


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the transcript: where, in which language, what. Private values stand in it as they were said."""

    page: str
    lang: str
    words: str
    private: bool


class Voice:
    """The voice of one screen. The transcript holds, in order, each page it began to say, interrupted or not."""

    def __init__(
        self,
        driver: Driver,
        clips: Clips,
        player: Player,
        translators: Callable[[str], Translator],
        log_said: Callable[[Said], None] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._driver, self._clips, self._player, self._translators = driver, clips, player, translators
        self._log_said = log_said
        self._shelf = shelf if shelf is not None else Shelf()
        self.transcript: list[Said] = []
        self.preferences = Preferences()
        self._queue = Queue()
        self._unsaid: list[Said] = []
        self._task: asyncio.Task[None] | None = None
        self._silencing: set[asyncio.Task[None]] = set()
        self._last: tuple[Script, str] | None = None

    @property
    def available(self) -> bool:
        """Whether there is a voice for Chinese, the language that is always there."""
        return self._driver.speaks("zh") or self._driver.speaks("en")

    def speaks(self, lang: str) -> bool:
        """Whether there is a voice of that language or tongue."""
        return self._driver.speaks(lang)

    @property
    def speaking(self) -> bool:
        """Whether something is being said now."""
        return self._task is not None and not self._task.done()

    @property
    def rate(self) -> float:
        """The pace, 1.0 being the voice's own."""
        return self.preferences.rate

    @property
    def volume(self) -> float:
        """0 to 1; 0 where the person muted it, or a reader of their own speaks."""
        return self.preferences.volume if self.preferences.speaks else 0.0

    # what is said

    def page(self, session: Session, lang: str) -> None:
        """Say the page that the session shows now, instead of what was being said."""
        self.speak(script_of(session, self._translators(lang), self.preferences), lang)

    def why(self, session: Session, lang: str) -> None:
        """Say what 为什么 opened; `repeat()` says the page again, not this."""
        self.stop()
        for utterance in why_script(session, self._translators(lang)).utterances:
            self.say(utterance, lang)

    def warn(self, lang: str) -> None:
        """Say the warning of the idle watch."""
        self.speak(idle_script(self._translators(lang)), lang)

    def speak(self, script: Script, lang: str) -> None:
        """Say a script instead of what was being said; the same one again on `repeat()`."""
        self.stop()
        self._last = script, lang
        for utterance in script.utterances:
            self._add(utterance, script.page, lang)
        self._start()

    def tell(self, what: Text, lang: str) -> None:
        """Say one thing instead of what was being said; the page's own script stays the one that is repeated."""
        self.say(Speaking(self._translators(lang)).line(what, priority=Priority.NOW), lang)

    def say(self, utterance: Utterance, lang: str) -> None:
        """Say one thing more: after what waits, before it (NEXT), or instead of everything (NOW)."""
        if utterance.priority is Priority.NOW:
            self.stop()
        self._add(utterance, self._last[0].page if self._last is not None else "", lang)
        self._start()

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

    def repeat(self) -> None:
        """Say the last page again."""
        if self._last is not None:
            self.speak(*self._last)

    def stop(self) -> None:
        """Be silent at once; what waits, and what is still being synthesized, is dropped."""
        self._silence()
        self._queue.clear()
        self._unsaid.clear()

    def pause(self) -> None:
        """Be silent at once, but go on with `resume()` from the sentence that was interrupted."""
        self._silence()
        self._queue.put_back()

    def resume(self) -> None:
        """Go on after `pause()`."""
        self._start()

    # how it is said, from the next words on

    def settle(self, preferences: Preferences) -> None:
        """Pace, volume and rests from the next words on; who wants it silent still has the transcript.

        Where private values are no longer said whole, what was to be said so is dropped at once and never repeated.
        """
        masked = self.preferences.in_full and not preferences.in_full
        self.preferences = preferences
        if masked:
            self._last = None
        if masked or not preferences.speaks:
            self.stop()

    # the end

    def wipe(self) -> None:
        """Forget what was said, every clip and sound, rate and volume."""
        self.stop()
        self.transcript.clear()
        self._clips.wipe()
        self._shelf.clear()
        self._last = None
        self.preferences = Preferences()

    async def said(self) -> None:
        """Wait until everything has been said, or was silenced."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def close(self) -> None:
        """Stop and wait until nothing runs any more."""
        task = self._task
        self.stop()
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)

    # how

    def _silence(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            silencing = asyncio.get_running_loop().create_task(self._player.stop())
            self._silencing.add(silencing)
            silencing.add_done_callback(self._silencing.discard)

    def _add(self, utterance: Utterance, page: str, lang: str) -> None:
        self._unsaid.append(Said(page, lang, utterance.words, utterance.private))
        if self.available and self.preferences.speaks:
            self._queue.add(Turn(utterance, page, lang))

    def _start(self) -> None:
        if not self._queue or (self._task is not None and not self._task.done()):
            self._note()
        if self._queue and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._run())

    def _note(self) -> None:
        for said in self._unsaid:
            self.transcript.append(said)
            if self._log_said is not None:
                self._log_said(said)
        self._unsaid.clear()

    async def _run(self) -> None:
        """While one clip is heard, the next is made."""
        self._note()
        made: tuple[tuple[Turn, ...], asyncio.Task[bytes]] | None = None
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

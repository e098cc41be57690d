"""What is said now: one page at a time, at once silent on any action, repeated on request, forgotten with the person.

Words that are nobody's are synthesized once and kept in memory; personal ones never are.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from accessibility.script.pages import idle_script, script_of
from accessibility.script.utterance import Pause, Script, Utterance, Words
from accessibility.speech.clips import Clips
from accessibility.speech.driver import Driver, VoiceFailed
from accessibility.speech.sound import join, seconds
from shared.app.session import Session
from shared.i18n import Translator

log = logging.getLogger(__name__)

SLOWEST, FASTEST, STEP = 0.5, 2.0, 0.25
"""Bounds and steps of the rate; 1.0 is the voice's own."""
QUIETEST, LOUDEST, LOUDER = 0.2, 1.0, 0.2
KEPT: Final = 400
"""Sentences of nobody that are kept as sound."""


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
    """The voice of one screen."""

    def __init__(
        self,
        driver: Driver,
        clips: Clips,
        player: Player,
        translators: Callable[[str], Translator],
        log_said: Callable[[Said], None] | None = None,
    ) -> None:
        self._driver, self._clips, self._player, self._translators = driver, clips, player, translators
        self._log_said = log_said
        self.transcript: list[Said] = []
        self.rate, self.volume = 1.0, LOUDEST
        self._generation = 0
        self._task: asyncio.Task[None] | None = None
        self._silencing: set[asyncio.Task[None]] = set()
        self._last: Script | None = None
        self._last_lang = "zh"
        self._sounds: OrderedDict[tuple[str, str, float], bytes] = OrderedDict()

    @property
    def available(self) -> bool:
        """Whether there is a voice for Chinese, the language that is always there."""
        return self._driver.speaks("zh") or self._driver.speaks("en")

    def page(self, session: Session, lang: str) -> None:
        """Say the page that the session shows now, instead of what was being said."""
        self.speak(script_of(session, self._translators(lang)), lang)

    def warn(self, lang: str) -> None:
        """Say the warning of the idle watch."""
        self.speak(idle_script(self._translators(lang)), lang)

    def speak(self, script: Script, lang: str) -> None:
        """Say a script instead of what was being said; the same one again on `repeat()`."""
        self.stop()
        self._last, self._last_lang = script, lang
        if not self.available:
            self._note(script, lang)
            return
        self._task = asyncio.get_running_loop().create_task(self._speak(script, lang, self._generation))

    def repeat(self) -> None:
        """Say the last page again."""
        if self._last is not None:
            self.speak(self._last, self._last_lang)

    def stop(self) -> None:
        """Be silent at once; what is still being synthesized is dropped."""
        self._generation += 1
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            silencing = asyncio.get_running_loop().create_task(self._player.stop())
            self._silencing.add(silencing)
            silencing.add_done_callback(self._silencing.discard)

    def slower(self) -> None:
        """One step slower, from the next words on."""
        self.rate = max(SLOWEST, self.rate - STEP)

    def faster(self) -> None:
        """One step faster."""
        self.rate = min(FASTEST, self.rate + STEP)

    def softer(self) -> None:
        """One step softer."""
        self.volume = max(QUIETEST, round(self.volume - LOUDER, 2))

    def louder(self) -> None:
        """One step louder."""
        self.volume = min(LOUDEST, round(self.volume + LOUDER, 2))

    def wipe(self) -> None:
        """Forget what was said, every clip and sound, rate and volume."""
        self.stop()
        self.transcript.clear()
        self._clips.wipe()
        self._sounds.clear()
        self._last = None
        self.rate, self.volume = 1.0, LOUDEST

    async def said(self) -> None:
        """Wait until the page has been said to its end, or was silenced."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def close(self) -> None:
        """Stop and wait until nothing runs any more."""
        task = self._task
        self.stop()
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)

    def _note(self, script: Script, lang: str) -> None:
        for utterance in script.utterances:
            said = Said(script.page, lang, utterance.words, utterance.private)
            self.transcript.append(said)
            if self._log_said is not None:
                self._log_said(said)

    async def _speak(self, script: Script, lang: str, generation: int) -> None:
        """The first utterance is heard while the others are still being made."""
        self._note(script, lang)
        for batch in _batches(script.utterances):
            try:
                sound = await self._sound(batch, lang)
            except VoiceFailed as error:
                log.warning("not spoken: %s", error)
                continue
            if generation != self._generation:
                return
            name = self._clips.put(sound, private=any(utterance.private for utterance in batch))
            await self._player.play(name, self.volume)
            await asyncio.sleep(seconds(sound))
            self._clips.drop(name)

    async def _sound(self, utterances: tuple[Utterance, ...], lang: str) -> bytes:
        pieces: list[bytes | int] = []
        for utterance in utterances:
            for part in utterance.parts:
                match part:
                    case Words(words, said_in):
                        pieces.append(await self._words(words, said_in or lang, utterance.private))
                    case Pause(ms):
                        pieces.append(ms)
        return join(pieces)

    async def _words(self, words: str, lang: str, private: bool) -> bytes:
        key = (words, lang, self.rate)
        known = self._sounds.get(key)
        if known is not None:
            self._sounds.move_to_end(key)
            return known
        sound = await self._driver.synthesize(words, lang, self.rate)
        if not private:
            self._sounds[key] = sound
            if len(self._sounds) > KEPT:
                self._sounds.popitem(last=False)
        return sound


def _batches(utterances: tuple[Utterance, ...]) -> list[tuple[Utterance, ...]]:
    """The first utterance by itself, so that sound begins at once; the rest together, private ones apart."""
    if not utterances:
        return []
    batches: list[tuple[Utterance, ...]] = [utterances[:1]]
    for utterance in utterances[1:]:
        if len(batches) > 1 and batches[-1][-1].private is utterance.private:
            batches[-1] = (*batches[-1], utterance)
        else:
            batches.append((utterance,))
    return batches

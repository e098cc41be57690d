"""What is said now: one page at a time, silent at once on any action, repeated on request, forgotten at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from accessibility.preferences import Preferences
from accessibility.script.pages import idle_script, script_of, why_script
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Priority, Script, Utterance
from accessibility.speech.queue import IN_A_CLIP, Queue, Turn
from shared.app.session import Session
from shared.domain.text import Text
from shared.i18n import Translator


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the transcript: where, in which language, what. Private values stand in it as they were said."""

    page: str
    lang: str
    words: str
    private: bool


class Telling:
    """The voice of one screen, whatever makes its sound. The transcript holds, in order, each page it began to say,
    interrupted or not. Met by `Voice` (clips of the machine's own) and `OwnVoice` (a voice that speaks by itself)."""

    def __init__(
        self, translators: Callable[[str], Translator], log_said: Callable[[Said], None] | None = None
    ) -> None:
        self._translators, self._log_said = translators, log_said
        self.transcript: list[Said] = []
        self.preferences = Preferences()
        self._queue = Queue()
        self._unsaid: list[Said] = []
        self._task: asyncio.Task[None] | None = None
        self._silencing: set[asyncio.Task[None]] = set()
        self._last: tuple[Script, str] | None = None
        self._whole_page = False
        """Whether what is begun now is a page, and not a word about it."""
        self._breath: tuple[Callable[[], Awaitable[None]], float] | None = None
        self._breathing = False

    @property
    def available(self) -> bool:
        """Whether there is a voice for Chinese, the language that is always there."""
        return self.speaks("zh") or self.speaks("en")

    def speaks(self, lang: str) -> bool:
        """Whether there is a voice of that language or tongue."""
        raise NotImplementedError

    @property
    def speaking(self) -> bool:
        """Whether something is being said now, rests between sentences included."""
        return self._task is not None and not self._task.done()

    @property
    def breathing(self) -> bool:
        """Whether it rests between two sentences now, so that somebody may speak."""
        return self.speaking and self._breathing

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
        self._whole_page = True
        self._start()

    def tell(self, what: Text, lang: str) -> None:
        """Say one thing instead of what was being said; the page's own script stays the one that is repeated."""
        self.say(Speaking(self._translators(lang)).line(what, priority=Priority.NOW), lang)

    def add(self, what: Text, lang: str) -> None:
        """Say one thing more, after what is being said."""
        self.say(Speaking(self._translators(lang)).line(what), lang)

    def say(self, utterance: Utterance, lang: str) -> None:
        """Say one thing more: after what waits, before it (NEXT), or instead of everything (NOW)."""
        if utterance.priority is Priority.NOW:
            self.stop()
        self._add(utterance, self._last[0].page if self._last is not None else "", lang)
        self._whole_page = False
        self._start()

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

    def breathe(self, breath: Callable[[], Awaitable[None]] | None, after: float = 0.0) -> None:
        """After so many seconds of speech wait for that between two sentences, then go on; None: rest no more."""
        self._breath = (breath, after) if breath is not None else None
        self._queue.in_a_clip = 1 if breath is not None else IN_A_CLIP  # a rest comes between clips alone

    # the end

    def wipe(self) -> None:
        """Forget what was said, every clip and sound, rate and volume."""
        self.stop()
        self.transcript.clear()
        self._forget()
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
            silencing = asyncio.get_running_loop().create_task(self._hush())
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

    async def _breathe(self, spoken: float) -> float:
        """Rest, where so many seconds are enough; the seconds that were spoken since."""
        if self._breath is None or spoken < self._breath[1]:
            return spoken
        self._breathing = True
        try:
            await self._breath[0]()
        finally:
            self._breathing = False
        return 0.0

    def _forget(self) -> None:
        """Every sound that is kept."""

    async def _hush(self) -> None:
        """Silence now; never raises."""
        raise NotImplementedError

    async def _run(self) -> None:
        """Say what waits, one after another; cancelled, it says nothing more."""
        raise NotImplementedError

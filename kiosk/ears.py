"""The kiosk's ear: the page at the screen captures the microphone (`web/ears.js`), the words are found here.

Sound comes as mono 16-bit PCM over a line of the page's own, at whatever rate the machine records, and only while
somebody wants to be heard and the kiosk is silent. It is neither kept nor logged, and nothing leaves this machine.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from accessibility.requirements import FIRST_SILENCE_SECONDS, SPEECH_ENDS_SECONDS
from shared.app.devices import Heard, Sounding

log = logging.getLogger(__name__)
News = Heard | Sounding
LONGEST_SECONDS: Final = 30.0
"""Nobody says so much at once; a television does."""
MOST_WAITING: Final = 200
"""Pieces of sound that wait for a busy machine; older ones are dropped."""
RATES: Final = range(8_000, 192_001)
"""Samples a second that microphones have."""
BYTES: Final = 2
"""Of one sample."""


class EarFailed(Exception):
    """What understands speech does not work; the message holds nothing that was said."""


class Hearing(Protocol):
    """One person's speech being understood, piece by piece. Blocks; used by one thread."""

    def take(self, pcm: bytes) -> str:
        """Hear a piece; the words so far, "" for none."""
        ...

    def finish(self) -> Heard:
        """What was said in all; what follows is heard afresh."""
        ...


class Words(Protocol):
    """Understands the speech of some languages."""

    @property
    def langs(self) -> tuple[str, ...]:
        """Languages whose words are known here."""
        ...

    def listen(self, lang: str, phrases: Sequence[str], rate: int) -> Hearing:
        """Listen for these phrases in sound of so many samples a second. Blocks; raises EarFailed."""
        ...


class Turn:
    """When somebody begins to speak and has finished, and when nobody says anything: counted in sound, not by a clock.
    Blocks as `Hearing` does."""

    def __init__(self, hearing: Hearing, rate: int) -> None:
        self._hearing, self._rate = hearing, rate
        self._words = ""
        self._quiet = self._length = 0.0
        self._told = False

    def take(self, pcm: bytes) -> News | None:
        """Hear a piece; news, if there are any."""
        seconds = len(pcm) / BYTES / self._rate
        words, before = self._hearing.take(pcm), self._words
        self._quiet = self._quiet + seconds if words == before else 0.0
        self._words = words
        if words:
            self._length += seconds
            if self._quiet >= SPEECH_ENDS_SECONDS or self._length >= LONGEST_SECONDS:
                self._words, self._quiet, self._length = "", 0.0, 0.0
                return self._hearing.finish()
            return Sounding.SPEECH if not before else None
        if self._quiet >= FIRST_SILENCE_SECONDS and not self._told:
            self._told = True
            return Sounding.NOTHING
        return None


class Line(Protocol):
    """What the page at the screen is spoken with."""

    async def receive(self) -> str | bytes | None:
        """What it sent: words or sound; None where it is gone."""
        ...

    async def send(self, words: str) -> None:
        """Tell it something; no error where it is gone."""
        ...


class PageEar:
    """Meets the port `Ear`, for the page that asked last. Made without a loop; used on one."""

    def __init__(self, words: Words | None = None) -> None:
        self.words = words
        self._thread = ThreadPoolExecutor(1, "ears")
        self._changed: list[Callable[[], None]] = []
        self._line: Line | None = None
        self._microphone = False
        self._then: Callable[[News], None] | None = None
        self._wanted: tuple[str, tuple[str, ...]] | None = None
        self._turn: Turn | None = None
        self._asked = 0
        """How often what is heard became another: what was heard before is old."""
        self._rate = 0
        self._telling: set[asyncio.Task[None]] = set()

    @property
    def there(self) -> bool:
        """Whether any words are known here at all: without them no page needs to ask."""
        return self.words is not None and bool(self.words.langs)

    # the port

    def hears(self, lang: str) -> bool:
        """There is a page with a microphone, and the language's words are known."""
        return self._microphone and self.words is not None and lang in self.words.langs

    def on_change(self, then: Callable[[], None]) -> Callable[[], None]:
        """A microphone came or went."""
        self._changed.append(then)
        return lambda: self._changed.remove(then) if then in self._changed else None

    def open(self, then: Callable[[News], None]) -> None:
        """The page asks for its microphone."""
        if not self._microphone:
            then(Sounding.LOST)
            return
        self._then = then
        self._tell(on=True)

    def attend(self, lang: str, phrases: Sequence[str]) -> None:
        """From the next piece of sound on that the page sends; it tells when that is."""
        self._afresh((lang, tuple(phrases)))
        self._tell(on=self._then is not None)

    def rest(self) -> None:
        """What comes is dropped, and the page sends none."""
        if self._wanted is not None:
            self._afresh(None)
            self._tell(on=self._then is not None)

    def close(self) -> None:
        """The page lets go of its microphone."""
        if self._then is not None:
            self._then = None
            self._afresh(None)
            self._tell(on=False)

    def end(self) -> None:
        """The kiosk ends."""
        self.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    # the page

    async def serve(self, line: Line) -> None:
        """Speak with a page until it is gone or another one asks."""
        self._drop()
        self._line = line
        waiting: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)
        hearing = asyncio.create_task(self._hear(waiting))
        try:
            while self._line is line and (sent := await line.receive()) is not None:
                if self._line is not line:
                    break
                if isinstance(sent, str):
                    self._told(sent)
                elif self._wanted is not None and self._rate and not len(sent) % BYTES:
                    if waiting.full():
                        waiting.get_nowait()
                    waiting.put_nowait(sent)
        finally:
            hearing.cancel()
            if self._line is line:
                self._drop()

    def _drop(self) -> None:
        self._line = None
        self._has_microphone(there=False)

    def _told(self, said: str) -> None:
        """The page tells whether it has a microphone, at which rate that records, whether it sends what that hears as
        it was told to (`of`), or why it does not."""
        try:
            news = json.loads(said)
        except ValueError:
            return
        match news:
            case {"microphone": bool(there)}:
                self._has_microphone(there=there)
            case {"rate": int(rate)} if rate in RATES:
                self._rate = rate
            case {"open": bool(open_), "of": int(asked)}:
                if asked == self._asked and self._wanted is not None and self._then is not None:
                    self._then(Sounding.OPEN if open_ else Sounding.SHUT)
            case {"fault": "refused"}:
                self._fail(Sounding.REFUSED)
            case {"fault": "lost"}:
                self._fail(Sounding.LOST)
            case _:
                log.warning("a page tells the ear something unknown")

    def _has_microphone(self, *, there: bool) -> None:
        if there == self._microphone:
            return
        self._microphone = there
        if not there:
            self._rate = 0
            self._fail(Sounding.LOST)
        for then in tuple(self._changed):
            then()

    def _fail(self, why: Sounding) -> None:
        then = self._then
        self.close()
        if then is not None:
            log.warning("the microphone cannot be used: %s", why.value)
            then(why)

    def _tell(self, *, on: bool) -> None:
        """Tell the page whether to hold its microphone, and whether to send what that hears; it answers with `of`."""
        line = self._line
        if line is not None:
            task = asyncio.get_running_loop().create_task(
                line.send(json.dumps({"on": on, "gate": self._wanted is None, "of": self._asked}))
            )
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    # hearing

    def _afresh(self, wanted: tuple[str, tuple[str, ...]] | None) -> None:
        self._wanted, self._turn = wanted, None
        self._asked += 1

    async def _hear(self, waiting: asyncio.Queue[bytes]) -> None:
        loop = asyncio.get_running_loop()
        while True:
            pcm, asked = await waiting.get(), self._asked
            if self._wanted is None:
                continue
            try:
                news = await loop.run_in_executor(self._thread, self._take, pcm, self._wanted, asked)
            except EarFailed as error:
                log.error("not heard: %s", error)  # noqa: TRY400 (said in words already)
                self._fail(Sounding.LOST)
                continue
            if news is not None and asked == self._asked and self._then is not None:
                self._then(news)

    def _take(self, pcm: bytes, wanted: tuple[str, tuple[str, ...]], asked: int) -> News | None:
        """In the thread of the ear."""
        turn = self._turn if asked == self._asked else None
        if turn is None:
            if self.words is None:
                raise EarFailed("no words are known")
            rate = self._rate
            turn = Turn(self.words.listen(*wanted, rate), rate)
            if asked == self._asked:
                self._turn = turn
        return turn.take(pcm)

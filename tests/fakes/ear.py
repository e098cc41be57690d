"""An ear that hears what a test says to it, as far as it was told to listen for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from accessibility.commands.folding import plain
from shared.app.devices import Heard, Sounding


class FakeEar:
    """Meets the port `Ear`."""

    def __init__(self, langs: Sequence[str] = ("zh",)) -> None:
        self.langs = tuple(langs)
        self.phrases: tuple[str, ...] = ()
        self.lang = ""
        self.refuses = self.echoes = False
        """Whether the microphone may not be used; whether the room still holds what the machine said."""
        self.attended = 0
        self._then: Callable[[Heard | Sounding], None] | None = None
        self._changed: list[Callable[[], None]] = []

    @property
    def on(self) -> bool:
        """Whether the microphone is held."""
        return self._then is not None

    def hears(self, lang: str) -> bool:
        return lang in self.langs

    def on_change(self, then: Callable[[], None]) -> Callable[[], None]:
        self._changed.append(then)
        return lambda: self._changed.remove(then)

    def open(self, then: Callable[[Heard | Sounding], None]) -> None:
        if self.refuses:
            then(Sounding.REFUSED)
        else:
            self._then = then

    def attend(self, lang: str, phrases: Sequence[str]) -> None:
        self.lang, self.phrases = lang, tuple(phrases)
        self.attended += 1
        if self._then is not None and not self.echoes:
            self._then(Sounding.OPEN)

    def rest(self) -> None:
        self.phrases = ()

    def close(self) -> None:
        self._then, self.phrases = None, ()

    # the test's

    def become(self, *langs: str) -> None:
        """The microphone is pulled, or put in again."""
        self.langs = langs
        for then in tuple(self._changed):
            then()

    def tell(self, news: Heard | Sounding) -> None:
        """What a recogniser would."""
        assert self._then is not None, "the microphone is off"
        self._then(news)

    def sayable(self, words: str) -> bool:
        """Whether these words are made of phrases that are listened for, as a recogniser strings them together."""
        known = sorted({re.escape(plain(phrase)) for phrase in self.phrases}, key=len, reverse=True)
        return bool(known) and re.fullmatch(f"(?:{'|'.join(known)})+", plain(words)) is not None

    def say(self, words: str, confidence: float = 1.0) -> None:
        """Say something; AssertionError where nobody listens for it."""
        assert self.sayable(words), f"nobody listens for {words}"
        self.tell(Heard(words, confidence))

"""Turns texts into utterances of one language; the only place where a page's words meet the voice's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from accessibility.script.speakable import is_id, speakable, spell
from accessibility.script.utterance import Part, Pause, Priority, Utterance, Words
from shared.app.session import Session
from shared.domain.flow import Question
from shared.domain.text import Text, TextArg, text
from shared.domain.values import Value
from shared.i18n import Translator

AFTER_LINE: Final = 350
"""Milliseconds of rest after a line: also what the client may take to begin the next clip, so that no word is cut."""
SCRIPTS: Final = {
    "zh": r"[\u3400-\u9fff\U00020000-\U000323af][\u3400-\u9fff\U00020000-\U000323af·]*",
    "en": r"[A-Za-z][A-Za-z' ]*[A-Za-z]",
    "ko": r"[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*",
    "ug": r"[\u0600-\u06ff]+(?: [\u0600-\u06ff]+)*",
}
"""Whose voice says what is written so: names of people, English words, what languages call themselves."""
FOREIGN: Final = {
    lang: re.compile("|".join(f"(?P<{other}>{script})" for other, script in SCRIPTS.items() if other != lang))
    for lang in SCRIPTS
}
"""What each language's voice cannot say."""


def personal(words: Text) -> bool:
    """Whether a text may hold something of a person: any argument but a bare count or a fixed text.

    Such words are never cached and are gone at the end of the session. Amounts and days count as personal.
    """
    return any(_personal(value) for _, value in words.args)


def _personal(value: TextArg) -> bool:
    if isinstance(value, Text):
        return personal(value)
    if isinstance(value, tuple):
        return any(_personal(part) for part in value)
    return not isinstance(value, int)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A translator that speaks. `in_full`: nobody else hears it, so private values are said whole."""

    t: Translator
    in_full: bool = False

    def raw(self, words: Text | str) -> str:
        """The words as written, with masked numbers already spelled out."""
        return self.t.say(self._spelled(Text(words) if isinstance(words, str) else words))

    def back(self, session: Session, question: Question, value: Value) -> str:
        """An answer as it is read back: a private one by its tail, or whole where only its owner hears it."""
        return self.raw(session.read_back(question, value, full=self.in_full))

    def _spelled(self, words: Text) -> Text:
        """A string of digits is an id or its tail; quantities come as numbers."""
        if words.id == "common.verbatim":
            return words
        return Text(words.id, tuple((name, self._spelled_arg(value)) for name, value in words.args))

    def _spelled_arg(self, value: TextArg) -> TextArg:
        match value:
            case Text():
                return self._spelled(value)
            case str():
                return spell(value, self.t.code) if is_id(value) else value
            case tuple():
                return tuple(self._spelled_arg(part) for part in value)
            case _:
                return value

    def plain(self, words: str, *, private: bool, priority: Priority = Priority.NORMAL) -> Utterance:
        """An utterance of words that are already in this language; `private` where they are a person's."""
        parts: list[Part] = []
        for line in words.splitlines():
            said = speakable(line, self.t.code)
            if said:
                parts += [*self._voiced(said), Pause(AFTER_LINE)]
        return Utterance(tuple(parts), private, priority)

    def _voiced(self, said: str) -> Iterator[Words]:
        """The words, in pieces where another language's voice has to say some of them."""
        at = 0
        for match in FOREIGN[self.t.code].finditer(said):
            yield from _words(said[at : match.start()], self.t.code)
            yield Words(match[0], match.lastgroup or self.t.code)
            at = match.end()
        yield from _words(said[at:], self.t.code)

    def line(
        self, words: Text | str, *, private: bool | None = None, priority: Priority = Priority.NORMAL
    ) -> Utterance:
        """An utterance of one text; without `private` it is as personal as its arguments."""
        what = Text(words) if isinstance(words, str) else words
        said = self.plain(self.raw(what), private=personal(what) if private is None else private, priority=priority)
        return replace(said, of=what.id)

    def optional(self, id: str) -> tuple[Utterance, ...]:
        """A text that need not exist, such as a question's help."""
        return (self.line(id),) if self.t.has(id) else ()

    def pair(self, name: str, value: str) -> Utterance:
        """What something of a person is called, and what it is."""
        return self.plain(self.t.say(text("speech.pair", name=name, value=value)), private=True)

    def numbered(self, titles: list[str], *, private: bool = False) -> list[Utterance]:
        """Options with their numbers: 第一个，……; `private` where they are people."""
        said = (self.t.say(Text("speech.option", (("n", n), ("title", title)))) for n, title in enumerate(titles, 1))
        return [self.plain(words, private=private) for words in said]


def _words(said: str, lang: str) -> Iterator[Words]:
    """A piece in the page's own language; punctuation alone is nothing to say."""
    if any(c.isalnum() for c in said):
        yield Words(said.strip(), lang)

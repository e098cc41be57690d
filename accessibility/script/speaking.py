"""Turns texts into utterances of one language; the only place where a page's words meet the voice's."""

from __future__ import annotations

from dataclasses import dataclass

from accessibility.script.speakable import speakable
from accessibility.script.utterance import Part, Pause, Priority, Utterance, Words
from shared.domain.text import Text, text
from shared.i18n import Translator

AFTER_LINE = 350
"""Milliseconds of rest after a line."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """A translator that speaks."""

    t: Translator

    def raw(self, words: Text | str) -> str:
        """The words as written."""
        return self.t.say(Text(words) if isinstance(words, str) else words)

    def plain(self, words: str, *, private: bool = False, priority: Priority = Priority.NORMAL) -> Utterance:
        """An utterance of words that are already in this language."""
        parts: list[Part] = []
        lines = [line for line in (speakable(line, self.t.code) for line in words.splitlines()) if line]
        for line in lines:
            parts += [Words(line, self.t.code), Pause(AFTER_LINE)]
        return Utterance(tuple(parts), private, priority)

    def line(self, words: Text | str, *, private: bool = False, priority: Priority = Priority.NORMAL) -> Utterance:
        """An utterance of one text."""
        return self.plain(self.raw(words), private=private, priority=priority)

    def optional(self, id: str) -> tuple[Utterance, ...]:
        """A text that need not exist, such as a question's help."""
        return (self.line(id),) if self.t.has(id) else ()

    def pair(self, name: str, value: str) -> Utterance:
        """What something is called, and what it is."""
        return self.plain(self.t.say(text("speech.pair", name=name, value=value)))

    def article(self, printed: str) -> str:
        """An article as it is said: `45(1), 46` → 第45条第1项、第46条."""
        said = []
        for one in printed.split(","):
            article, _, item = one.strip().rstrip(")").partition("(")
            id = "speech.article.item" if item else "speech.article"
            said.append(self.t.say(Text(id, (("article", article.replace("–", "-")), ("item", item)))))
        return self.t.argument(tuple(said))

    def numbered(self, titles: list[str]) -> list[Utterance]:
        """Options with their numbers: 第1个，……"""
        return [
            self.plain(self.t.say(Text("speech.option", (("n", n), ("title", title)))))
            for n, title in enumerate(titles, 1)
        ]

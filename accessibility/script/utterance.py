"""An utterance is a sequence of words, pauses and changes of language; a script is what one page says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

MANY: Final = 6
"""Options that the screen shows at once; of more, the listener is told how many will come."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be said in a language (code of `shared.i18n.LOCALES`), already made speakable."""

    words: str
    lang: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of so many milliseconds."""

    ms: int


Part = Words | Pause


class Priority(IntEnum):
    """When it is said: in turn, before what waits, or at once instead of everything."""

    NORMAL = 0
    NEXT = 1
    NOW = 2


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that is said in one piece. `private`: it may tell something of a person, so it is never cached.

    `of` is the message that it says, where it is one message.
    """

    parts: tuple[Part, ...]
    private: bool = False
    priority: Priority = Priority.NORMAL
    of: str = ""

    @property
    def words(self) -> str:
        """The words alone, as the transcript keeps them."""
        return " ".join(part.words for part in self.parts if isinstance(part, Words))


@dataclass(frozen=True, slots=True)
class Script:
    """What a page says. `choices` are the option values in the order of their numbers (1 is the first)."""

    page: str
    utterances: tuple[Utterance, ...]
    choices: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Everything that is said, a line each."""
        return "\n".join(utterance.words for utterance in self.utterances)

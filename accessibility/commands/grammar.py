"""A closed set of commands: whole phrases only, and what sounds alike is asked back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from accessibility.commands.folding import Sounds, alike, folded, plain, sounds
from shared.domain.flow import Question
from shared.domain.text import Text


class Risk(StrEnum):
    """What a wrong hearing costs (ACCESSIBILITY, Speak)."""

    MOVE = "move"
    """Acts at once and can be undone."""
    VALUE = "value"
    """Is said back and confirmed before it counts."""
    SUBMIT = "submit"
    """Only by its exact phrase."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that may be said: the control it stands for, how it is called, and the phrases that mean it."""

    does: str
    title: Text
    phrases: tuple[str, ...]
    risk: Risk = Risk.MOVE
    value: str = ""
    """For an option: its value. For what was entered: the raw entry."""


@dataclass(frozen=True, slots=True)
class Entering:
    """Digits, an amount or a date may be said for this question, as `spoken_entry` reads them."""

    question: Question
    words: tuple[str, ...]
    """The single words of which such an entry is made, for the recogniser."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that may be said on one page, in one language."""

    page: str
    lang: str
    commands: tuple[Command, ...]
    entering: Entering | None = None
    by_hand: bool = False
    """Whether something on this page can only be entered by hand (a PIN, a name, free text)."""
    _by_words: dict[str, Command] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for command in self.commands:
            for phrase in command.phrases:
                self._by_words.setdefault(plain(phrase), command)

    def vocabulary(self) -> tuple[str, ...]:
        """What a recogniser is told to listen for: these phrases and words, and nothing else."""
        entry = self.entering.words if self.entering is not None else ()
        return tuple(dict.fromkeys((*(p for command in self.commands for p in command.phrases), *entry)))

    def exactly(self, heard: str) -> Command | None:
        """The command of exactly these words."""
        return self._by_words.get(plain(heard))

    def alike(self, heard: str) -> tuple[Command, ...]:
        """The commands that sound like what was heard, by any accent; those of the very same syllables first.

        What submits is never found by sound.
        """
        if not plain(heard):
            return ()
        found = [c for c in self.commands if c.risk is not Risk.SUBMIT and _any(c, folded, heard)]
        return tuple(sorted(found, key=lambda command: not _any(command, sounds, heard)))


def _any(command: Command, fold: Callable[[str], Sounds], heard: str) -> bool:
    return any(alike(fold(phrase), fold(heard)) for phrase in command.phrases)


def closed(page: str, lang: str, commands: Iterator[Command], entering: Entering | None, by_hand: bool) -> Grammar:
    """A grammar in which no phrase means two things: one that would is taken from both, unless they do the same.

    What always may be said comes first and keeps its phrases; options keep their numbers.
    """
    found: dict[tuple[str, str], Command] = {}
    for command in commands:
        found.setdefault((command.does, command.value), command)
    owners: dict[str, set[tuple[str, str]]] = {}
    for key, command in found.items():
        for phrase in command.phrases:
            owners.setdefault(plain(phrase), set()).add(key)
    kept = []
    for (does, value), command in found.items():
        own = {plain(p): p for p in reversed(command.phrases) if plain(p) and _keeps((does, value), owners[plain(p)])}
        if own:
            kept.append(Command(does, command.title, tuple(reversed(own.values())), command.risk, value))
    return Grammar(page, lang, tuple(kept), entering, by_hand)


def _keeps(key: tuple[str, str], owners: set[tuple[str, str]]) -> bool:
    """A phrase is kept by its only owner; of an option and what always may be said, by the latter."""
    if owners == {key}:
        return True
    always = {owner for owner in owners if owner[0].startswith("nav.")}
    return always == {key}

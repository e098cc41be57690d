"""What is done with something heard: acted upon, said back, asked back, or not understood, with a way on.

Pure: a dialogue and what was heard give another dialogue and a reply; the shell acts, speaks and shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from accessibility.commands.folding import plain
from accessibility.commands.grammar import Command, Grammar, Risk
from accessibility.commands.pages import phrases
from accessibility.commands.spoken import spoken_entry
from accessibility.requirements import FAILURES_BEFORE_A_PERSON
from shared.domain import kinds
from shared.domain.answers import Problem
from shared.domain.text import Text, text
from shared.i18n import Translator

SURE: Final = 0.8
"""Least confidence of the recogniser at which something that can be undone is done at once."""
HEARD: Final = 0.5
"""Below this nothing was heard: a door, a cough, somebody behind."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was said back and waits for yes or no, between which commands was asked, and how often nothing fitted."""

    pending: Command | None = None
    between: tuple[Command, ...] = ()
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Do:
    """Touch this control; for an entry, enter `value` on the keypad first."""

    command: Command


@dataclass(frozen=True, slots=True)
class Confirm:
    """Say this back and wait for yes or no."""

    words: Text


@dataclass(frozen=True, slots=True)
class Ask:
    """Which of these was meant."""

    words: Text
    between: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Not understood: what to say, and after three times that the keypad or a person helps."""

    words: Text
    by_hand: bool = False


Reply = Do | Confirm | Ask | Offer | None
"""None: nothing was heard, and nothing is said."""


def hear(
    now: Dialogue, grammar: Grammar, heard: str, confidence: float, translator: Translator, today: date
) -> tuple[Dialogue, Reply]:
    """What follows from words heard on a page with so much confidence (0 to 1)."""
    if not plain(heard) or confidence < HEARD:
        return now, None
    if now.pending is not None:
        answered = _answer(now, heard, translator)
        if answered is not None:
            return answered
    command = grammar.exactly(heard)
    if command is not None:
        return _take(command, sure=confidence >= SURE, translator=translator)
    entry = _entry(grammar, heard, today)
    if entry is not None:
        return _take(entry, sure=True, translator=translator)
    alike = grammar.alike(heard)
    if len(alike) == 1:
        return _take(alike[0], sure=False, translator=translator)
    if alike:
        titles = tuple(command.title for command in alike)
        return Dialogue(between=alike), Ask(text("say.which", titles=titles), alike)
    return _failed(now, grammar)


def _take(command: Command, *, sure: bool, translator: Translator) -> tuple[Dialogue, Reply]:
    """What can be undone is done when it was surely heard; everything else is said back first."""
    if command.risk is Risk.MOVE and sure:
        return Dialogue(), Do(command)
    if command.risk is Risk.SUBMIT:
        return (Dialogue(), Do(command)) if sure else (Dialogue(), Offer(text("say.submit.again")))
    return Dialogue(pending=command), Confirm(text("say.confirm", what=command.title))


def _answer(now: Dialogue, heard: str, translator: Translator) -> tuple[Dialogue, Reply] | None:
    """Yes or no to what was said back; negation wins, and what is neither is heard as a new command."""
    said = plain(heard)
    if said in {plain(phrase) for phrase in phrases(translator, "say.confirm.no")}:
        return Dialogue(), Offer(text("say.again"))
    if said in {plain(phrase) for phrase in phrases(translator, "say.confirm.yes")} and now.pending is not None:
        return Dialogue(), Do(now.pending)
    return None


def _entry(grammar: Grammar, heard: str, today: date) -> Command | None:
    """What was said as an entry, read back as it was understood."""
    if grammar.entering is None:
        return None
    question = grammar.entering.question
    raw = spoken_entry(question.kind, heard, today, grammar.lang)
    if raw is None:
        return None
    value = kinds.parse(question, raw)
    if isinstance(value, Problem):
        return None
    return Command(f"field.{question.id}", kinds.read_back(question, value), (heard,), Risk.VALUE, raw)


def _failed(now: Dialogue, grammar: Grammar) -> tuple[Dialogue, Reply]:
    """Once: said in another way; twice: with an example; three times: the keypad or a person."""
    failures = now.failures + 1
    if failures >= FAILURES_BEFORE_A_PERSON:
        return Dialogue(), Offer(text("say.failed.person"), by_hand=True)
    if failures == 2 or grammar.by_hand:
        example = next((c.phrases[0] for c in grammar.commands if c.risk is Risk.VALUE), grammar.commands[0].phrases[0])
        return replace(now, failures=failures), Offer(text("say.failed.example", example=example))
    return replace(now, failures=failures), Offer(text("say.failed"))

"""What waits to be said, by priority, and how much of it is put into one clip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from accessibility.script.utterance import Utterance

IN_A_CLIP: Final = 4
"""Utterances in one clip: few, so that a pause loses little and a clip with a person's words is short."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An utterance with its page and the page's language."""

    utterance: Utterance
    page: str
    lang: str


class Queue:
    """Turns in the order in which they will be said."""

    def __init__(self) -> None:
        self._waiting: list[Turn] = []
        self._now: tuple[Turn, ...] = ()
        self._begun = False
        self.in_a_clip = IN_A_CLIP
        """Utterances in one clip at most."""

    def add(self, turn: Turn) -> None:
        """Behind everything of the same or a higher priority."""
        priority = turn.utterance.priority
        at = next((n for n, other in enumerate(self._waiting) if other.utterance.priority < priority), None)
        self._waiting.insert(len(self._waiting) if at is None else at, turn)

    def upcoming(self) -> tuple[Turn, ...]:
        """The turns of the next clip: the very first alone, so that sound begins at once; private ones apart."""
        if not self._waiting:
            return ()
        first = self._waiting[0]
        most = self.in_a_clip if self._begun else 1
        turns = [first]
        for turn in self._waiting[1:most]:
            if turn.utterance.private is not first.utterance.private or turn.lang != first.lang:
                break
            turns.append(turn)
        return tuple(turns)

    def begin(self, turns: tuple[Turn, ...]) -> None:
        """These are being said now."""
        self._waiting = self._waiting[len(turns) :]
        self._now, self._begun = turns, True

    def put_back(self) -> None:
        """What was being said was interrupted and will be said again."""
        self._waiting = [*self._now, *self._waiting]
        self._now, self._begun = (), False

    def clear(self) -> None:
        """Forget all of it."""
        self._waiting, self._now, self._begun = [], (), False

    def __bool__(self) -> bool:
        return bool(self._waiting)

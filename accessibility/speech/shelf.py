"""Sound of words that are nobody's, kept in memory so that a repeated sentence costs nothing.

Memory only: a folder filled while people use the kiosk would tell which outcomes were read to them, and a sentence
takes the engine some 15 ms.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

MOST: Final = 32 * 1024 * 1024
"""Bytes of sound that are kept: some 12 minutes of it."""


class Shelf:
    """Least recently used goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._held = most, 0
        self._sounds: OrderedDict[tuple[str, str, float], bytes] = OrderedDict()

    def get(self, words: str, lang: str, rate: float) -> bytes | None:
        """The sound of these words at that rate, if it is here."""
        sound = self._sounds.get((words, lang, rate))
        if sound is not None:
            self._sounds.move_to_end((words, lang, rate))
        return sound

    def put(self, words: str, lang: str, rate: float, sound: bytes) -> None:
        """Keep a sound. Never to be called with words of a person."""
        old = self._sounds.pop((words, lang, rate), b"")
        self._sounds[(words, lang, rate)] = sound
        self._held += len(sound) - len(old)
        while self._held > self._most:
            _, gone = self._sounds.popitem(last=False)
            self._held -= len(gone)

    def clear(self) -> None:
        """Forget all of it."""
        self._sounds.clear()
        self._held = 0

    def __len__(self) -> int:
        return len(self._sounds)

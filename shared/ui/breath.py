"""Room for a word while the machine speaks for long: between two sentences it rests, and lets somebody end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

BEAT: Final = 0.1
"""Seconds after which it is looked again."""
AFTER: Final = 6.0
"""Seconds of speech without such a rest at most, but for the sentence that is begun."""
ROOM: Final = 1.5
"""Seconds in which somebody is heard and may begin: a word of one, two or three syllables."""
PATIENCE: Final = 3.0
"""Seconds that it takes at most where nobody can be heard: a microphone that does not open keeps nothing from being
said."""


class Breath:
    """What is known of the one who is listened to, and the rests that are made for them."""

    def __init__(self, sleep: Callable[[float], Awaitable[object]]) -> None:
        self._sleep = sleep
        self.open = False
        """Whether what is said now is heard."""
        self.spoken_to = False
        """Whether somebody speaks whose words are not there yet."""

    def shut(self) -> None:
        """Nothing is heard now."""
        self.open = self.spoken_to = False

    async def take(self) -> None:
        """Until there was room and nobody used it, or who did has been understood or not."""
        room = waited = 0.0
        while self.spoken_to or (room < ROOM and waited < PATIENCE):
            await self._sleep(BEAT)
            waited += BEAT
            room += BEAT if self.open else 0.0

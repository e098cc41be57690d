"""Lets go of what nobody uses any more while nobody waits, and not amidst a touch.

Python looks for it by itself whenever so much was made: through everything that the process ever loaded, a tenth of a
second during which the page that somebody asked for is not drawn. Here what was loaded at the start is set aside for
good, only what is young is looked through while somebody works, and everything in a pause, and when a session is over.
"""

from __future__ import annotations

import gc
from typing import Final, Protocol

PAUSE: Final = 1.0
"""Seconds without a touch after which everything is looked through: longer than a page takes to be drawn and begun to
be said, shorter than what a session held may stay in memory after it."""
AGAIN: Final = 60.0
"""Seconds after which it is done again where nothing is touched at all, since sync goes on."""
THRESHOLDS: Final = (5_000, 10, 1_000)
"""Young objects made that are looked through, how often those are before the older ones are, and these before all: so
seldom that a pause comes first."""


class Collector(Protocol):
    """Python's own (`gc`), or one that only notes what it is asked."""

    def collect(self, generation: int = 2, /) -> int:
        """Look through everything now."""
        ...

    def freeze(self) -> None:
        """Never look through what is there now again."""
        ...

    def set_threshold(self, threshold0: int, threshold1: int = 10, threshold2: int = 10, /) -> None:
        """How often it looks by itself."""
        ...


class Tidying:
    """Of one process. What is personal is never set aside: `begin` comes before the first session."""

    def __init__(self, collector: Collector = gc) -> None:
        self._collector = collector
        self._mark: object = None
        self._since = 0.0
        self._done: float | None = None

    def begin(self) -> None:
        """Once, when everything is loaded and nobody is there yet."""
        self._collector.collect()
        self._collector.freeze()
        self._collector.set_threshold(*THRESHOLDS)

    def look(self, mark: object, now: float) -> bool:
        """Told now and then: `mark` is another after every touch and with every session, `now` in monotonic seconds.

        Whether everything was looked through.
        """
        if mark != self._mark:
            self._mark, self._since, self._done = mark, now, None
        pause = now - self._since >= PAUSE
        if not pause or (self._done is not None and now - self._done < AGAIN):
            return False
        self._collector.collect()
        self._done = now
        return True

"""Time that passes when told, for what goes on by itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.fakes.ports import FakeClock


class Metronome:
    """Whoever sleeps wakes at the next strike, and the clock stands where it would."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._sleeping: list[tuple[float, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        """Until the next strike."""
        bell = asyncio.Event()
        self._sleeping.append((seconds, bell))
        await bell.wait()

    def strike(self) -> float:
        """Wake who sleeps; gives the seconds that passed, 0 where nobody slept."""
        sleeping, self._sleeping = self._sleeping, []
        passed = max((seconds for seconds, _ in sleeping), default=0.0)
        self._clock.advance(timedelta(seconds=passed))
        for _, bell in sleeping:
            bell.set()
        return passed

    def wait(self, seconds: float) -> None:
        """Time passes without a strike."""
        self._clock.advance(timedelta(seconds=seconds))

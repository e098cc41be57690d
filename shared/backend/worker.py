"""What the office does by itself: decide what is due after the hold, and tidy up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool

from shared.backend import erasing, parts, processing
from shared.backend.evidence.reckoning import reckon_once_a_day
from shared.backend.now import millis
from shared.backend.problems import log_fault
from shared.backend.slots import listing
from shared.backend.slots.calendar import WorkingDays

if TYPE_CHECKING:
    from shared.backend.office import Office

LONGEST_SLEEP_S: Final = 30.0
"""Another process may have taken something in."""
TIDY_EVERY_S: Final = 600.0
TELL_EVERY_S: Final = 5.0
"""Every device hears of free times that went, or came back, in one go."""


class Worker:
    """One loop per process; processes do not get in each other's way, since a case is locked while it is decided."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._news = asyncio.Event()
        self._ended = False
        self._calendar = WorkingDays()

    def prepare(self) -> None:
        """What must be there before the first device asks."""
        listing.keep(self._office, self._calendar)

    def end(self) -> None:
        """Stop after what is in hand."""
        self._ended = True
        self._news.set()

    async def run(self) -> None:
        """Until `end`."""
        loop = asyncio.get_running_loop()
        self._office.wake = lambda: loop.call_soon_threadsafe(self._news.set)
        tidied, told = -TIDY_EVERY_S, -TELL_EVERY_S
        while not self._ended:
            self._news.clear()
            try:
                done = 1
                while done and not self._ended:
                    done = await run_in_threadpool(processing.process_due, self._office)
                await run_in_threadpool(erasing.sweep, self._office)
                if loop.time() - tidied >= TIDY_EVERY_S:
                    tidied = loop.time()
                    await run_in_threadpool(self._tidy)
                if loop.time() - told >= TELL_EVERY_S:
                    told = loop.time()
                    await run_in_threadpool(listing.tell, self._office, self._calendar)
                wait = await run_in_threadpool(self._until_due)
            except Exception as error:  # noqa: BLE001 (a fault now is tried again; the API goes on meanwhile)
                log_fault(error)
                wait = LONGEST_SLEEP_S
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                continue

    def _tidy(self) -> None:
        self._office.gate.forget_old()
        parts.expire(self._office)
        reckon_once_a_day(self._office)
        listing.keep(self._office, self._calendar)

    def _until_due(self) -> float:
        due = processing.next_due(self._office)
        if due is None:
            return LONGEST_SLEEP_S
        return min(LONGEST_SLEEP_S, max(0.01, (due - millis(self._office.now())) / 1000))

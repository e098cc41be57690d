"""The task that keeps coming back to the office. Beside everything, before nothing: no screen ever waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import SystemRandom

from shared.contract.api import CitizenApi
from shared.contract.errors import ContractError
from shared.domain.exchange import Clock, StoreFull
from shared.sealing.ports import Crypto
from shared.store.state import Link
from shared.store.store import Store
from shared.store.times import to_ms
from shared.sync.causes import INTERNAL, NOT_ENROLLED
from shared.sync.courier import RESYNC, Courier
from shared.sync.elapsed import SignedTime
from shared.sync.scheduler import after_failure, after_success, remaining
from shared.sync.trust import Belief, DeviceKeys
from shared.sync.verdicts import Judge

log = logging.getLogger(__name__)

_CHANCE = SystemRandom().random
NOT_THERE = frozenset({"unreachable", "not_our_server"})
"""Causes after which a cheap knock can tell that the line is back."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `news` and `quiet`: how often news are asked for while something is on its way, and else. `knock`: how
    often an office that was not there is knocked at (0: never, as behind a real network, where the wait says when).
    `full`: how long a full disk is left alone."""

    news: float = 60.0
    quiet: float = 900.0
    knock: float = 0.0
    full: float = 60.0
    longest_sleep: float = 60.0


class Engine:
    """Sync of one device. `step()` is one turn; `start()` runs turns until `stop()`.

    It wakes by itself at each submission, since the store tells of it. `chance` gives numbers from [0, 1).
    """

    def __init__(
        self,
        store: Store,
        api: CitizenApi,
        keys: DeviceKeys,
        crypto: Crypto,
        clock: Clock,
        time: SignedTime,
        *,
        pace: Pace | None = None,
        chance: Callable[[], float] = _CHANCE,
    ) -> None:
        self._store, self._api, self._keys, self._clock = store, api, keys, clock
        self._pace, self._chance = pace or Pace(), chance
        self._belief = Belief(crypto, keys, self._refresh)
        self._courier = Courier(store, api, keys, Judge(self._belief, self._now, chance), clock, time)
        self._news_due = self._knock_due = self._rest_until = float("-inf")
        self._prepared = False
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def _refresh(self) -> None:
        await self._courier.refresh_for_unknown()

    def _now(self) -> int:
        return to_ms(self._clock.now())

    # running

    def start(self) -> None:
        """Begin; on the running loop."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="sync")

    async def stop(self) -> None:
        """End at once, wherever it is: what was not answered is sent again another time."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def kick(self, *, now: bool = False) -> None:
        """Something may be due. With `now` the wait after a failure ends too: a person asked, or the network came."""
        if now:
            self._news_due = self._rest_until = float("-inf")
            try:
                self._store.state.again()
            except StoreFull:
                log.warning("the disk is full: the end of the wait is not kept")
        self._wake.set()

    async def _run(self) -> None:
        stop_listening = self._store.changes.subscribe(lambda id: None if id else self._wake.set())
        try:
            while True:
                await self.step()
                await self._sleep()
        finally:
            stop_listening()

    async def prepare(self) -> None:
        """Verify the packs that were kept, so that `datasets` gives them; part of the first turn."""
        if self._keys.enrolled and not self._prepared:
            await self._store.datasets.load(self._belief.kept_pack)
            self._prepared = True

    async def _sleep(self) -> None:
        try:
            pause = self.pause_s()
        except StoreFull:
            pause = self._pace.full
        try:
            async with asyncio.timeout(pause):
                await self._wake.wait()
        except TimeoutError:
            pass  # nothing woke it: the pause is over
        self._wake.clear()

    def pause_s(self) -> float:
        """Seconds until something is due by itself."""
        link, now, seconds = self._store.state.link, self._now(), self._clock.monotonic()
        wait = remaining(now, link.next_try, link.wait) / 1000
        if wait and self._knocks():
            wait = min(wait, max(self._knock_due - seconds, 0.0))
        elif not wait:
            due = self._store.queue.next_due(now)
            wait = max(self._news_due - seconds, 0.0)
            wait = wait if due is None else min(wait, due / 1000)
        wait = max(wait, self._rest_until - seconds)
        return min(wait, self._pace.longest_sleep) if self._keys.enrolled else self._pace.longest_sleep

    # one turn

    async def step(self) -> bool:
        """Go to the office where that is due; whether it was gone to and all went well. Raises nothing of the world."""
        try:
            return await self._turn()
        except ContractError as error:
            self._failed(error.code, error.retry_after_s)
        except StoreFull:
            self._rest("store_full")
        except Exception:
            # One fault of ours must not end the delivery of everything for as long as the kiosk runs.
            log.exception("sync met a fault of its own")
            self._failed(INTERNAL, None)
        return False

    async def _turn(self) -> bool:
        await self.prepare()
        if self._clock.monotonic() < self._rest_until:
            return False
        if not self._keys.enrolled:
            self._say_not_enrolled()
            return False
        link = self._store.state.link
        if remaining(self._now(), link.next_try, link.wait) and not await self._answers():
            return False
        news = self._clock.monotonic() >= self._news_due
        waits, _ = self._store.queue.amount(self._now())
        if not waits and not news and not self._store.state.get(RESYNC):
            return False
        await self._courier.visit(news=news)
        if news:
            rhythm = self._pace.news if self._store.queue.undropped() else self._pace.quiet
            self._news_due = self._clock.monotonic() + rhythm * (0.75 + self._chance() / 2)
        good = after_success(link)
        if good != self._store.state.link:
            self._store.state.link = good
        return True

    def _say_not_enrolled(self) -> None:
        waits, _ = self._store.queue.amount(self._now())
        if waits and self._store.state.link.cause != NOT_ENROLLED:
            self._store.state.link = Link(cause=NOT_ENROLLED)

    def _knocks(self) -> bool:
        return self._pace.knock > 0 and self._store.state.link.cause in NOT_THERE

    async def _answers(self) -> bool:
        """Whether an office that was not there is there again, asked in the cheapest way."""
        if not self._knocks() or self._clock.monotonic() < self._knock_due:
            return False
        self._knock_due = self._clock.monotonic() + self._pace.knock
        try:
            await self._api.health()
        except ContractError:
            return False
        return True

    def _failed(self, cause: str, retry_after_s: float | None) -> None:
        before = self._store.state.link
        link = after_failure(before, cause, self._now(), self._chance(), retry_after_s)
        self._knock_due = self._clock.monotonic() + self._pace.knock
        log.info("the office was not reached: %s, again in %d s", cause, link.wait // 1000)
        try:
            self._store.state.link = link
        except StoreFull:
            self._rest(cause)

    def _rest(self, cause: str) -> None:
        """The disk is full: nothing can be marked, so nothing is asked for a while."""
        log.warning("sync rests: %s", cause)
        self._rest_until = self._clock.monotonic() + self._pace.full


def hurried(pace: Pace, knock: float) -> Pace:
    """For an office on the same machine, where knocking costs nobody anything."""
    return replace(pace, knock=knock)

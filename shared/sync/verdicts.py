"""What the office's answers mean for each item. Only a verified acknowledgement of its own id and hash delivers it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from shared.contract.codec import unb64
from shared.contract.errors import Malformed, TrustError
from shared.contract.results import (
    Accepted,
    ConflictingItem,
    Duplicate,
    Held,
    ItemResult,
    RejectedItem,
    RetryLater,
    WaitingForParts,
)
from shared.domain.exchange import Delivery
from shared.store.queue import Delivered, Mark
from shared.store.times import to_ms
from shared.sync.causes import CONFLICT, OLD_EPOCH, RETRY, WAITING_FOR_PARTS
from shared.sync.scheduler import item_wait
from shared.sync.trust import Belief

_BREATH: Final = 8
"""After so many signatures the loop takes its turn: nobody at the screen waits for a batch."""


@dataclass(slots=True)
class Verdicts:
    """What became of the items of one reply."""

    delivered: list[Delivered] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judge:
    """`now` in ms, `chance` from [0, 1)."""

    belief: Belief
    now: Callable[[], int]
    chance: Callable[[], float]

    async def judge(
        self, results: Iterable[ItemResult], hashes: Mapping[str, str], tries: Mapping[str, int], epoch: str
    ) -> Verdicts:
        """`hashes` (base64url) and `tries` by id are of the items of this device; results for others mean nothing."""
        found = Verdicts()
        for n, result in enumerate(results):
            if n % _BREATH == _BREATH - 1:
                await asyncio.sleep(0)
            if result.id in hashes:
                await self._one(result, hashes[result.id], tries.get(result.id, 0), epoch, found)
        return found

    async def _one(self, result: ItemResult, hash: str, tries: int, epoch: str, found: Verdicts) -> None:
        match result:
            case Accepted() | Duplicate():
                await self._acknowledged(result, hash, tries, epoch, found)
            case WaitingForParts():
                found.marks.append(self.mark(result.id, Delivery.WAITING_FOR_PARTS, WAITING_FOR_PARTS, tries))
            case Held():
                found.marks.append(self.mark(result.id, Delivery.HELD, result.reason, tries))
            case RejectedItem():
                why = result.explanation
                found.marks.append(self.mark(result.id, Delivery.REJECTED, result.code, tries, explanation=why))
            case ConflictingItem():
                found.marks.append(self.mark(result.id, Delivery.CONFLICT, CONFLICT, tries))
            case RetryLater():
                after = float(result.retry_after_s)
                found.marks.append(self.mark(result.id, None, RETRY, tries, retry_after_s=after))

    async def _acknowledged(
        self, result: Accepted | Duplicate, hash: str, tries: int, epoch: str, found: Verdicts
    ) -> None:
        token = result.acknowledgement
        try:
            word = await self.belief.acknowledgement(token, result.id, unb64(hash))
        except (TrustError, Malformed) as error:
            found.marks.append(self.mark(result.id, None, error.code, tries))
            return
        if word.epoch != epoch:
            found.marks.append(self.mark(result.id, None, OLD_EPOCH, tries))
            return
        found.delivered.append(Delivered(result.id, hash, token, word.epoch, word.sequence, to_ms(word.time)))

    def mark(
        self,
        id: str,
        state: Delivery | None,
        cause: str,
        tries: int,
        *,
        retry_after_s: float | None = None,
        explanation: str = "",
    ) -> Mark:
        """Not delivered now, and when it is tried again by itself."""
        wait = item_wait(state, tries, self.chance(), retry_after_s)
        return Mark(id, state, cause, self.now() + wait, wait, explanation)

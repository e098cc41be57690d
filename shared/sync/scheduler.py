"""When to try again. Pure: told the time and a random number, never asking for them.

Full jitter from 5 s to 15 min, Retry-After honoured, never giving up. A next try is kept with the wait that was drawn,
so that a clock which jumps can shorten a wait and never lengthen it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from shared.domain.exchange import Delivery
from shared.store.state import Link

BASE_S: Final = 5.0
CAP_S: Final = 900.0
LEAST_S: Final = 0.5
"""Below this a jitter is no wait."""
PERSON_S: Final = {Delivery.HELD: 3600.0, Delivery.REJECTED: 21600.0, Delivery.CONFLICT: 21600.0}
"""How often it is asked again about what waits for a person: news of it come by `changes` long before."""
_DOUBLINGS: Final = 8


def ceiling(tries: int) -> float:
    """The longest wait after so many failures in a row, in seconds."""
    return min(CAP_S, BASE_S * 2.0 ** min(tries, _DOUBLINGS))


def jitter(tries: int, chance: float) -> float:
    """Seconds to wait after so many failures in a row; `chance` is from [0, 1)."""
    return max(LEAST_S, chance * ceiling(tries))


def after_failure(link: Link, cause: str, now: int, chance: float, retry_after_s: float | None) -> Link:
    """The line after another failure (`now` in ms). What the office asked for is kept to, spread a little behind it."""
    wait = jitter(link.tries, chance) if retry_after_s is None else retry_after_s + jitter(0, chance)
    wait_ms = int(wait * 1000)
    return Link(link.tries + 1, now + wait_ms, wait_ms, cause, permit=True)


def after_success(link: Link) -> Link:
    """The line is good: no permit is needed until it fails again."""
    return replace(link, tries=0, next_try=0, wait=0, cause="", permit=False)


def remaining(now: int, next_try: int, wait: int) -> int:
    """Milliseconds until then; 0 where it is due, or further away than was drawn (a clock that went back)."""
    left = next_try - now
    return left if 0 < left <= wait else 0


def item_wait(state: Delivery | None, tries: int, chance: float, retry_after_s: float | None = None) -> int:
    """Milliseconds until an item is tried again by itself, the line being good."""
    if retry_after_s is not None:
        return int((retry_after_s + jitter(0, chance)) * 1000)
    if state in PERSON_S:
        return int(PERSON_S[state] * (0.5 + chance / 2) * 1000)
    return int(jitter(tries, chance) * 1000)


@dataclass(frozen=True, slots=True)
class BatchSize:
    """How many items go together: halved by a refusal, doubled by a success."""

    most: int
    now: int

    def halved(self, sent: int) -> BatchSize:
        """After so many were too many."""
        return replace(self, now=max(1, sent // 2))

    def doubled(self) -> BatchSize:
        """After a batch went through."""
        return replace(self, now=min(self.most, self.now * 2))

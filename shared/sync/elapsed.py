"""What a device knows of the time without trusting its clock: the office's last signed time, and seconds since."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.contract.items import CreatedElapsed
from shared.domain.exchange import Clock
from shared.store.state import ServerTime, State
from shared.store.times import from_ms, to_ms


class SignedTime:
    """`boot` names this run of the machine (the kernel's boot id): monotonic seconds of another are not added up.

    Where a platform cannot tell, the caller gives a fresh name per process: too careful, never wrong.
    """

    def __init__(self, state: State, clock: Clock, boot: str) -> None:
        self._state, self._clock, self._boot = state, clock, boot

    def note(self, time: datetime) -> None:
        """A verified statement said so, just now."""
        self._state.server_time = ServerTime(to_ms(time), self._monotonic(), self._boot)

    def created(self) -> CreatedElapsed | None:
        """For the header of an item made now; None before the first contact."""
        last = self._state.server_time
        if last is None:
            return None
        elapsed = self._monotonic() - last.monotonic if last.boot == self._boot else None
        return CreatedElapsed(from_ms(last.at), elapsed if elapsed is not None and elapsed >= 0 else None)

    def now(self) -> datetime | None:
        """The office's time now, as far as it is known without a clock here: never later than it really is."""
        made = self.created()
        return None if made is None else made.server_time + timedelta(milliseconds=made.elapsed_ms or 0)

    def _monotonic(self) -> int:
        return int(self._clock.monotonic() * 1000)

"""When a kiosk has been left: 60 s, then a warning of 30 s, then the session is wiped (DESIGN section 8).

Pure: told the monotonic seconds, never asking for them. 120 s for who uses only the voice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

IDLE: Final = 60.0
"""Seconds without an action before the warning (ACCESSIBILITY, Time)."""
IDLE_BY_VOICE: Final = 120.0
WARNING: Final = 30.0
"""Seconds that the warning stays; WCAG 2.2 SC 2.2.1 asks for at least 20, extended at least ten times."""


class IdleState(StrEnum):
    """Where the watch stands."""

    ACTIVE = "active"
    WARNING = "warning"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Idle:
    """The watch; every action of the person gives a new one through `touch`, without any limit of extensions."""

    touched: float
    idle: float = IDLE
    warning: float = WARNING

    def touch(self, now: float) -> Idle:
        """Something was done."""
        return replace(self, touched=now)

    def by_voice(self) -> Idle:
        """The same for who uses only the voice."""
        return replace(self, idle=max(self.idle, IDLE_BY_VOICE))

    def state(self, now: float) -> IdleState:
        """Active, warned, or left."""
        quiet = now - self.touched
        if quiet < self.idle:
            return IdleState.ACTIVE
        return IdleState.WARNING if quiet < self.idle + self.warning else IdleState.LEFT

    def remaining(self, now: float) -> float:
        """Seconds until the next change of state; 0 when left."""
        quiet = now - self.touched
        return max(0.0, (self.idle if quiet < self.idle else self.idle + self.warning) - quiet)

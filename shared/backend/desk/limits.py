"""How long and how often, at the desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLimits:
    """Minutes, days and counts; an office sets its own."""

    lease_minutes: float = 15.0
    """How long a case stays with a clerk who does nothing on it."""
    idle_minutes: float = 30.0
    """After this without an act a clerk has to log in again."""
    longest_hours: float = 10.0
    """A working day: nobody stays logged in overnight."""
    tries: int = 5
    """Wrong passwords in a row before a name has to wait."""
    locked_minutes: float = 5.0
    answer_days: int = 15
    """How long a citizen has to supply what was asked for, before the case comes back to the desk by itself."""
    reason_least: int = 8
    """Characters of a reason for what is not in the person's favour."""
    reason_most: int = 2000
    soon_days: int = 3
    """A case whose promised day is so near is urgent."""
    list_most: int = 200

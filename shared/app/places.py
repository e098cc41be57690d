"""What lies how far from this machine: rows of a dataset, nearest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from shared.domain.kinds import Rows
from shared.domain.values import Value

METRES_PER_DEGREE: Final = 111_320.0
ROUND: Final = 100
"""Distances are told in steps of so many metres: as the crow flies, nothing finer would be true."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the earth, in millionths of a degree (WGS 84)."""

    north: int
    east: int

    def metres_to(self, other: Place) -> int:
        """As the crow flies, in steps of 100 m; flat, which holds for the distances that people travel here."""
        dy = (other.north - self.north) / 1e6
        dx = (other.east - self.east) / 1e6 * cos(radians((self.north + other.north) / 2e6))
        return round(hypot(dx, dy) * METRES_PER_DEGREE / ROUND) * ROUND


def place_of(row: Mapping[str, Value]) -> Place | None:
    """Where a row is (`north`, `east`), None where it does not say."""
    north, east = row.get("north"), row.get("east")
    return Place(north, east) if isinstance(north, int) and isinstance(east, int) else None


def nearest_first(rows: Rows, here: Place) -> tuple[Mapping[str, Value], ...]:
    """The rows with `metres` from here, nearest first; those that do not say where they are come last, as they were."""
    told = [(place_of(row), row) for row in rows]
    near = [{**row, "metres": max(ROUND, here.metres_to(place))} for place, row in told if place is not None]
    near.sort(key=lambda row: (row["metres"], str(row["value"])))
    return (*near, *(row for place, row in told if place is None))

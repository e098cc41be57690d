"""What one can go to on a page: its controls, and what has been entered, as one list in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where on the page something stands: in its middle, on the pad of keys, in the lower or the upper bar."""

    PAGE = "page"
    PAD = "pad"
    BELOW = "below"
    ABOVE = "above"

    @property
    def whole(self) -> Place:
        """The part of the page that it belongs to: the pad stands within the page."""
        return Place.PAGE if self is Place.PAD else self


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a page, by its identifier and its words.

    `row` and `column`: things of one row stand side by side; only the keys of a pad do. `context`: what it belongs to,
    where its own words do not tell. `chosen`: it is the answer now. `entry`: what has been entered so far, which has
    nothing to select. `written`: a field that a keyboard writes into. `secret`: its words are not for the room.
    `brief`: what it is called among those of its row, where its own words say more than that.
    """

    id: str
    name: str
    place: Place = Place.PAGE
    row: int = 0
    column: int = 0
    context: str = ""
    chosen: bool = False
    entry: bool = False
    written: bool = False
    secret: bool = False
    brief: str = ""

    @property
    def key(self) -> bool:
        """Whether it is a key of the pad that types a character."""
        return self.place is Place.PAD and not self.id.endswith((".back", ".clear"))


def rows(things: Sequence[Thing]) -> tuple[tuple[Thing, ...], ...]:
    """The things row by row."""
    found: list[list[Thing]] = []
    for thing in things:
        if found and found[-1][-1].row == thing.row and found[-1][-1].place is thing.place:
            found[-1].append(thing)
        else:
            found.append([thing])
    return tuple(tuple(row) for row in found)


def position(things: Sequence[Thing], at: str) -> tuple[int, int]:
    """Which one it is of how many of its place, from 1; (0, 0) where it is not among them."""
    found = next((thing for thing in things if thing.id == at), None)
    if found is None:
        return 0, 0
    alike = [thing.id for thing in things if thing.place is found.place]
    return alike.index(at) + 1, len(alike)

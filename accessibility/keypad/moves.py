"""Where the arrow keys lead. Pure: the things of the page, where one is, and a key give where one is then.

Up and down go from row to row and round; left and right go along a row of the pad and end at its edge, and elsewhere do
what up and down do. Who comes to the pad stands on the 5, which has the dot, as fingers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accessibility.keypad.things import Place, Thing, rows

HOME: Final = "key.5"
"""The middle of the pad, from which one knows where the others are."""


class Key(StrEnum):
    """The four arrows; select, back, repeat and help are actions, not moves."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Moved:
    """Where one is after a move; `edge`: the row ended, and one stays."""

    at: str
    edge: bool = False


def move(things: Sequence[Thing], at: str, key: Key) -> Moved:
    """One step from the thing of that identifier; from "" (before the first) to the first or the last."""
    lines = rows(things)
    if not lines:
        return Moved("", edge=True)
    found = next(((y, x) for y, line in enumerate(lines) for x, t in enumerate(line) if t.id == at), None)
    forward = key in (Key.DOWN, Key.RIGHT)
    if found is None:
        return Moved(lines[0 if forward else -1][0].id)
    y, x = found
    if len(lines[y]) > 1 and key in (Key.LEFT, Key.RIGHT):
        to = x + (1 if forward else -1)
        return Moved(lines[y][to].id) if 0 <= to < len(lines[y]) else Moved(at, edge=True)
    to = (y + (1 if forward else -1)) % len(lines)
    if lines[to][0].place is Place.PAD and lines[y][0].place is not Place.PAD:
        return Moved(next((t.id for t in things if t.id == HOME), lines[to][0].id))
    return Moved(min(lines[to], key=lambda thing: abs(thing.column - lines[y][x].column)).id)


def stay(before: Sequence[Thing], after: Sequence[Thing], at: str) -> str:
    """Where one is when the page changed under one: at the same thing, else at what stands in its place now."""
    ids = [thing.id for thing in after]
    if at in ids or not at:
        return at
    was = next((n for n, thing in enumerate(before) if thing.id == at), 0)
    return ids[min(was, len(ids) - 1)] if ids else ""

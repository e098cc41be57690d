"""A small choice out of all combinations in which every pair of values still meets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

Row = tuple[object, ...]


def pairwise(*factors: Sequence[object]) -> list[Row]:
    """Rows, one value of each factor in each, such that any two values of two factors stand together in one of them.

    Greedy and without chance: the same factors give the same rows.
    """
    left = {(a, x, b, y) for a, b in combinations(range(len(factors)), 2) for x in factors[a] for y in factors[b]}
    order = sorted(
        left, key=lambda pair: (pair[0], factors[pair[0]].index(pair[1]), pair[2], factors[pair[2]].index(pair[3]))
    )
    rows: list[Row] = []
    for a, x, b, y in order:
        if (a, x, b, y) not in left:
            continue
        row: dict[int, object] = {a: x, b: y}
        for other in range(len(factors)):
            if other not in row:
                row[other] = max(
                    _turned(factors[other], len(rows)),
                    key=lambda value, at=other: _gain(row, at, value, left),  # type: ignore[misc]
                )
        found = tuple(row[at] for at in range(len(factors)))
        left -= {(i, found[i], j, found[j]) for i, j in combinations(range(len(factors)), 2)}
        rows.append(found)
    return rows


def _turned(values: Sequence[object], by: int) -> Sequence[object]:
    """The values beginning with another one each time, so that those that gain alike take turns."""
    by %= len(values)
    return (*values[by:], *values[:by])


def _gain(row: dict[int, object], at: int, value: object, left: set[tuple[int, object, int, object]]) -> int:
    """How many pairs that are still to be had that value brings."""
    pairs = ((other, row[other], at, value) if other < at else (at, value, other, row[other]) for other in row)
    return sum(pair in left for pair in pairs)

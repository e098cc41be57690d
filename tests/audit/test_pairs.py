"""The small choice holds every pair of values, and is small."""

from __future__ import annotations

from itertools import combinations

from tests.audit.pairs import pairwise

FACTORS = (
    tuple(f"group{n}" for n in range(14)),
    ("day", "white", "yellow"),
    (18, 24, 30, 36, 48),
    ("zh", "en"),
    tuple("abcdef"),
)


def test_every_two_values_stand_together_somewhere() -> None:
    rows = pairwise(*FACTORS)
    for a, b in combinations(range(len(FACTORS)), 2):
        met = {(row[a], row[b]) for row in rows}
        assert met == {(x, y) for x in FACTORS[a] for y in FACTORS[b]}


def test_it_is_hardly_larger_than_the_two_largest_factors_ask_for() -> None:
    assert len(pairwise(*FACTORS)) <= 14 * 6 * 1.3


def test_the_same_factors_give_the_same_rows() -> None:
    assert pairwise(*FACTORS) == pairwise(*FACTORS)

"""Waits grow from 5 s to 15 min with full jitter, keep to what the office asked for, and survive any clock."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.exchange import Delivery
from shared.store.state import Link
from shared.sync.scheduler import (
    CAP_S,
    LEAST_S,
    BatchSize,
    after_failure,
    after_success,
    ceiling,
    item_wait,
    jitter,
    remaining,
)

chances = st.floats(0, 1, exclude_max=True)
tries = st.integers(0, 10**9)
moments = st.integers(0, 2**45)


def test_the_longest_wait_doubles_from_5_s_to_15_min() -> None:
    assert [ceiling(n) for n in range(10)] == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


@given(tries, chances)
def test_jitter_is_full_and_never_nothing(n: int, chance: float) -> None:
    assert LEAST_S <= jitter(n, chance) <= ceiling(n) <= CAP_S


def test_a_failure_is_remembered_with_its_cause_and_asks_for_a_permit() -> None:
    link = after_failure(Link(permit=False), "unreachable", 1_000_000, 0.5, None)
    assert link == Link(1, 1_002_500, 2500, "unreachable", permit=True)


def test_what_the_office_asked_for_is_kept_to() -> None:
    link = after_failure(Link(), "throttled", 0, 0.5, 600.0)
    assert link.next_try == 602_500


def test_a_success_forgets_all_failures() -> None:
    assert after_success(after_failure(Link(), "unreachable", 0, 0.9, None)) == Link(permit=False)


@given(moments, chances, st.integers(0, 30), moments)
def test_no_jump_of_the_clock_makes_a_wait_longer(now: int, chance: float, failures: int, later: int) -> None:
    link = after_failure(Link(tries=failures), "unreachable", now, chance, None)
    assert remaining(now, link.next_try, link.wait) == link.wait
    assert 0 <= remaining(later, link.next_try, link.wait) <= link.wait


@given(st.sampled_from(Delivery), tries, chances)
def test_an_item_is_always_tried_again(state: Delivery, n: int, chance: float) -> None:
    assert 500 <= item_wait(state, n, chance) <= 6 * 3600 * 1000


def test_a_batch_is_halved_down_to_one_and_grows_again() -> None:
    size = BatchSize(100, 16)
    for expected in (8, 4, 2, 1, 1):
        size = size.halved(size.now)
        assert size.now == expected
    for expected in (2, 4, 8, 16, 32, 64, 100, 100):
        size = size.doubled()
        assert size.now == expected

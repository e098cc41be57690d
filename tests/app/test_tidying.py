"""What nobody uses any more is let go of in a pause, and never amidst a touch."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from shared.app.tidying import AGAIN, PAUSE, THRESHOLDS, Tidying


class Noting:
    """Notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def collect(self, _: int = 2, /) -> int:
        self.asked.append("collect")
        return 0

    def freeze(self) -> None:
        self.asked.append("freeze")

    def set_threshold(self, *thresholds: int) -> None:
        self.asked.append(f"thresholds {thresholds}")


def test_what_was_loaded_is_set_aside_after_what_is_dead_was_let_go_of() -> None:
    noting = Noting()
    Tidying(noting).begin()
    assert noting.asked == ["collect", "freeze", f"thresholds {THRESHOLDS}"]


def test_nothing_is_looked_through_while_somebody_touches() -> None:
    noting = Noting()
    tidying = Tidying(noting)
    for touch in range(20):
        assert not tidying.look(touch, touch * PAUSE * 0.9)
    assert noting.asked == []


def test_a_pause_is_used_once() -> None:
    noting = Noting()
    tidying = Tidying(noting)
    looked = [tidying.look("touched", PAUSE * n / 2) for n in range(10)]
    assert looked == [False, False, True, *[False] * 7]


def test_another_touch_or_another_session_is_followed_by_another_pause() -> None:
    tidying = Tidying(Noting())
    assert [tidying.look("a", 0), tidying.look("a", PAUSE)] == [False, True]
    assert [tidying.look("b", PAUSE), tidying.look("b", 2 * PAUSE)] == [False, True]


def test_where_nothing_is_touched_at_all_it_is_done_again_after_a_minute() -> None:
    tidying = Tidying(Noting())
    times = [0.0, PAUSE, PAUSE + AGAIN - 0.1, PAUSE + AGAIN]
    assert [tidying.look(None, now) for now in times] == [False, True, False, True]


@pytest.fixture
def unfrozen() -> Iterator[None]:
    """Python's own collector as it was before."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


class Held:
    """What a session held, in a ring that nothing but the collector undoes."""

    def __init__(self) -> None:
        self.ring = self


@pytest.mark.usefixtures("unfrozen")
def test_what_a_session_held_is_gone_in_the_first_pause_after_it() -> None:
    tidying = Tidying()
    tidying.begin()
    held = weakref.ref(Held())
    tidying.look("session", 0.0)
    assert held() is not None, "otherwise this proves nothing"
    tidying.look("over", 1.0)
    assert tidying.look("over", 1.0 + PAUSE) and held() is None

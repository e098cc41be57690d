"""How often the client may draw: at full pace what a person moves or a page brings, hardly ever what nobody sees."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.packing_native import node
from tests.mobile.node import ROOT, said

FRAME = 16
"""Milliseconds from one frame of the screen to the next."""


@pytest.fixture(scope="module")
def found() -> Any:
    shown = ROOT / "shared" / "ui" / "web" / "frames.js"
    return said([node(), str(ROOT / "tests" / "mobile" / "frames_under_node.mjs"), str(shown)])


def test_before_the_first_page_the_clients_own_wheel_hardly_turns(found: Any) -> None:
    """Nobody sees it; the processor is for who makes the page."""
    assert found["alone"][:2] == [FRAME, 2 * FRAME]
    assert len(found["alone"]) < 20


def test_the_answer_to_the_clients_greeting_draws_nothing(found: Any) -> None:
    assert len(found["greeted"]) < 12


def test_the_first_page_is_drawn_with_the_next_frame_and_what_comes_with_it_at_full_pace(found: Any) -> None:
    assert len(found["first"]) > 0.9 * 1000 / FRAME


def test_what_turns_by_itself_is_drawn_a_few_times_a_second(found: Any) -> None:
    assert 0 < len(found["rests"]) <= 8


@pytest.mark.parametrize("what", ["page", "wheel"])
def test_what_comes_or_is_moved_is_drawn_at_once(found: Any, what: str) -> None:
    assert found[what][1] - found[what][0] == FRAME


def test_a_touch_alone_is_drawn_at_a_gait(found: Any) -> None:
    """The page that it brings comes sooner."""
    assert all(after - before > 3 * FRAME for before, after in zip(found["touch"], found["touch"][1:], strict=False))


def test_a_browser_that_draws_nothing_holds_nothing_up_for_long(found: Any) -> None:
    assert 2 <= len(found["hidden"]) <= 8

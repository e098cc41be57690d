"""The judge of a page's geometry is itself judged: every planted fault is found, and what is well passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from tests.e2e.layout import faults
from tests.e2e.window import Node

WIDTH, HEIGHT = 720, 1280


def button(id: str, left: float, top: float, width: float = 300, height: float = 80) -> Node:
    return Node(id, left, top, width, height, False, id, True, False, False, "page.home")


BACK: Final = button("nav.back", 10, 1180)
HOME: Final = button("nav.home", 10, 10)
FIRST: Final = button("opt.1", 24, 200)
SECOND: Final = button("opt.2", 24, 400)
LAST: Final = button("opt.3", 24, 600)
DOWN: Final = button("page.down", 400, 1080)
WELL: Final = (HOME, FIRST, SECOND, LAST, BACK)


def test_a_page_that_is_well_has_no_fault() -> None:
    assert faults(WELL, WIDTH, HEIGHT) == ()


@pytest.mark.parametrize(
    ("nodes", "fault"),
    [
        ((*WELL, button("opt.4", 600, 800)), "opt.4 is outside the sides"),
        ((HOME, FIRST, replace(BACK, top=1230)), "nav.back is outside the view"),
        ((HOME, FIRST, replace(SECOND, height=40), LAST, BACK), "opt.2 is smaller than a target"),
        ((HOME, replace(FIRST, height=40), SECOND, BACK), "opt.1 is smaller than a target"),
        ((HOME, FIRST, replace(SECOND, height=40), LAST, DOWN, BACK), "opt.2 is smaller than a target"),
        ((HOME, FIRST, replace(SECOND, top=250), LAST, BACK), "opt.1 lies over opt.2"),
        ((replace(HOME, top=500), FIRST, replace(BACK, top=700)), "dp are left for the page"),
    ],
)
def test_a_planted_fault_is_found(nodes: tuple[Node, ...], fault: str) -> None:
    assert any(fault in found for found in faults(nodes, WIDTH, HEIGHT))


def test_of_a_page_that_can_be_turned_the_first_and_last_row_may_be_cut() -> None:
    assert faults((HOME, replace(FIRST, height=30), SECOND, LAST, DOWN, BACK), WIDTH, HEIGHT) == ()
    assert faults((HOME, FIRST, SECOND, replace(LAST, top=1040, height=20), DOWN, BACK), WIDTH, HEIGHT) == ()
    assert faults((HOME, FIRST, replace(SECOND, cut=True, height=10), LAST, DOWN, BACK), WIDTH, HEIGHT) == ()

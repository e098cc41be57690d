"""What is longer than the view is turned there and back, also where there are further options anyway."""

from __future__ import annotations

import flet as ft
import pytest

from shared.ui.scroller import Scroller
from tests.ui.trees import identifiers, ui


def measured(scroller: Scroller, *, view: float, content: float, at: float = 0.0) -> tuple[str, ...]:
    """The ways to turn once the client has told of its sizes, and how far it has scrolled."""
    scroller.put(ui(), ft.Container(), anew=False, earlier=False, later=scroller._later)
    scroller._height, scroller._content, scroller._offset = view, content, at
    scroller._settle()
    return identifiers(scroller.buttons.content) if scroller.buttons.visible else ()


@pytest.mark.parametrize(
    ("content", "at", "later", "ways"),
    [
        (900, 0, False, ()),
        (950, 0, False, ("page.down",)),
        (950, 100, False, ("page.up", "page.down")),
        (950, 300, False, ("page.up",)),
        (900, 0, True, ("page.down",)),
        (900, 60, True, ("page.up", "page.down")),
    ],
)
def test_what_was_turned_can_be_turned_back(content: float, at: float, later: bool, ways: tuple[str, ...]) -> None:
    scroller = Scroller(lambda _: later)
    scroller._later = later
    assert measured(scroller, view=900, content=content, at=at) == ways

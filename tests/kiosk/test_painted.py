"""The watch over what is painted, with a browser's parts in memory: when a page is loaded anew, and when never."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.server import UNPAINTED
from kiosk.site import WEB
from mobile.packing_native import node
from tests.mobile.node import ROOT, said

PAGES, LOST = ["unpainted/pages"], ["unpainted/lost"]


@pytest.fixture(scope="module")
def found() -> Any:
    return said([node(), str(ROOT / "tests" / "kiosk" / "painted_under_node.mjs"), str(WEB / "painted.js")])


def test_three_pages_without_a_picture_are_told_and_loaded_anew_once(found: Any) -> None:
    assert found["unpainted"] == [PAGES, 2]


@pytest.mark.parametrize("story", ["lost", "early", "restored"])
def test_what_paints_and_was_lost_is_told_and_the_page_loaded_anew_once(found: Any, story: str) -> None:
    """Lost after some pictures; before the first; lost and given back, and yet nothing is painted."""
    assert found[story] == [LOST, 2]


def test_the_server_knows_every_reason(found: Any) -> None:
    told = {word for words, _ in found.values() for word in words}
    assert told == {f"unpainted/{why}" for why in UNPAINTED}


@pytest.mark.parametrize(
    "story", ["soon", "painted", "late", "stays", "dark", "hidden", "otherwise", "mended", "spoken"]
)
def test_what_may_happen_on_a_screen_that_paints_is_no_reason(found: Any, story: str) -> None:
    """Three pages in a moment of a busy machine; pages that are painted, however alike, or late; one that stays; a
    screen that somebody made dark; a window that nobody sees; a browser that paints in another way; a client that
    mends itself; other words of what it draws on."""
    assert found[story] == [[], 1]


def test_without_its_server_a_page_stays_and_is_loaded_when_that_answers(found: Any) -> None:
    told, loads = found["alone"]
    assert len(told) > 1
    assert loads == 2


def test_a_screen_that_loses_it_again_and_again_is_loaded_less_and_less_often(found: Any) -> None:
    """Twenty-four hours, with a loss every minute: after 1, 2, 4 … 60 minutes, then every hour."""
    assert 24 < found["often"][1] <= 32

"""An image of Python's memory is whole or none, and given up where starts with it come to nothing."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.packing_native import node
from tests.mobile.node import ROOT, said


@pytest.fixture(scope="module")
def found() -> Any:
    here = ROOT / "tests" / "mobile" / "image_under_node.mjs"
    return said([node(), str(here), str(ROOT / "mobile" / "web" / "image.js")])


def test_what_was_kept_is_found_again_and_before_that_nothing(found: Any) -> None:
    assert found["none"] is None
    assert found["same"]
    assert found["worked"] == [True, True, True]


def test_a_second_page_starts_without(found: Any) -> None:
    assert found["second_page"] is None


def test_after_two_starts_in_a_row_that_came_to_nothing_it_is_given_up(found: Any) -> None:
    assert found["left"] == [True, True, True, True, False]
    assert found["made_again"]


def test_of_another_version_none_is_taken_and_the_one_before_goes(found: Any) -> None:
    assert found["other_version"] is None
    assert found["names"] == ["two"]


def test_one_that_failed_is_gone(found: Any) -> None:
    assert found["dropped"] == [True, None]


def test_one_that_was_not_written_to_its_end_is_none(found: Any) -> None:
    assert (found["torn_after_0"], found["torn_after_1"]) == (None, None)


def test_a_full_or_a_small_phone_makes_none(found: Any) -> None:
    assert found["room"] == [True, False]
    assert not found["small_phone"]

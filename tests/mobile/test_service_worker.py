"""Our service worker, with caches and a server in memory: a version is kept whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.packing_native import node
from tests.mobile.node import ROOT, said


@pytest.fixture(scope="module")
def found() -> Any:
    script = ROOT / "tests" / "mobile" / "sw_under_node.mjs"
    return said([node(), str(script), str(ROOT / "mobile" / "web" / "sw.js")])


def test_only_the_fitting_renderer_is_downloaded_and_the_bytes_are_told(found: Any) -> None:
    assert found["asked_first"] == ["/", "/s", "/same"]
    assert found["told_whole"]


def test_without_a_server_everything_comes_from_what_is_kept(found: Any) -> None:
    assert found["offline"] == "page one"
    assert found["not_called_packed"] is None


def test_questions_to_the_office_pass_by(found: Any) -> None:
    assert found["api_is_left_alone"]


def test_sound_gets_the_part_that_it_asks_for(found: Any) -> None:
    assert found["part"] == [206, "am", "bytes 1-2/4"]


def test_a_torn_deployment_fails_and_the_version_before_stays(found: Any) -> None:
    assert found["torn_fails"]
    assert found["old_stays"] == "page one"


def test_an_update_goes_on_where_it_was_broken_off_and_waits_for_its_turn(found: Any) -> None:
    assert found["asked_again"] == ["/new"]
    assert found["old_until_activated"] == "page one"
    assert found["new"] == "page two"
    assert found["caches"] == ["nuanchuang-2"]


def test_the_client_may_draw_in_a_thread_whoever_served_it_and_whatever_was_kept_before(found: Any) -> None:
    assert found["apart"] == ["require-corp"] * 3


def test_a_new_version_over_mobile_data_waits_for_a_yes(found: Any) -> None:
    assert found["costly_fails"]
    assert found["nothing_was_fetched"]
    assert found["question"] == {"version": "3", "bytes": len("page three") * 10**6}
    assert found["old_goes_on"] == "page two"
    assert found["after_yes"] == "page three"
    assert found["the_first_install_is_asked_by_the_page"]


def test_the_page_is_told_when_the_line_is_back(found: Any) -> None:
    assert found["woken"]


def test_a_language_that_was_fetched_is_among_the_faces_from_then_on(found: Any) -> None:
    assert found["faces"] == [["Text"], ["Text", "Korean"]]


def test_a_face_comes_when_it_is_needed_and_stays(found: Any) -> None:
    assert found["not_with_the_rest"]
    assert found["face"] == "rare"
    assert found["face_stays"] == "rare"
    assert found["torn_face"]

"""What the page does for Python, with a browser's parts in memory: each question is answered once."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.packing_native import node
from tests.mobile.node import ROOT, said


@pytest.fixture(scope="module")
def found() -> Any:
    script = ROOT / "tests" / "mobile" / "senses_under_node.mjs"
    return said([node(), str(script), str(ROOT / "mobile" / "web" / "senses.js")])


def test_only_voices_of_the_phone_itself_are_offered(found: Any) -> None:
    assert found["voices"] == [{"uri": "near", "lang": "zh-CN"}]


def test_words_are_said_by_the_voice_at_the_pace_and_volume_that_are_wanted(found: Any) -> None:
    assert found["said"] is False
    assert found["how"] == ["您好", "near", 1.5, 0.5]


def test_silence_ends_what_is_being_said_and_tells_so(found: Any) -> None:
    assert found["hushed"] == ["interrupted", 1]


def test_a_page_without_speech_says_so(found: Any) -> None:
    assert found["mute"] == [[], "no speech"]
    assert found["unknown"] == "unknown"


def test_a_code_in_the_link_is_handed_over_and_gone_from_the_address(found: Any) -> None:
    assert found["brought"] == ["NCB1:12", [None, "", "/"]]
    assert found["not_brought"] == ""

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


def test_clips_are_taken_out_of_their_pack_and_heard_one_after_the_other(found: Any) -> None:
    assert found["clips"] == [False, [[5], [7, 8, 9]], 1]
    assert found["clips_how"] == [[1.5, 0.5]] * 2


def test_silence_ends_a_clip_and_those_after_it(found: Any) -> None:
    assert found["clips_hushed"] == ["interrupted", 2]


def test_a_pack_that_cannot_be_had_is_told_and_what_is_kept_is_known(found: Any) -> None:
    assert found["clips_missing"] == "unreachable"
    assert found["clips_kept"] == [[], ["zh"]]
    assert found["clips_fetched"] == ["/b"]


def test_the_text_size_of_the_phone_is_told_also_when_it_changes(found: Any) -> None:
    assert found["text"] == [1.5, "text", 2]


def test_a_page_is_at_rest_once_what_was_sent_was_drawn(found: Any) -> None:
    assert found["rest"] == [False, 2]


def test_a_page_without_speech_says_so(found: Any) -> None:
    assert found["mute"] == [[], "no speech"]
    assert found["unknown"] == "unknown"


def test_a_code_in_the_link_is_handed_over_and_gone_from_the_address(found: Any) -> None:
    assert found["brought"] == ["NCB1:12", [None, "", "/"]]
    assert found["not_brought"] == ""


def test_a_photographed_document_is_drawn_anew_until_it_fits(found: Any) -> None:
    assert found["photo"] == [True, [1800, 1350]]
    assert found["shrunk"] == [True, True, True]
    assert found["hopeless"] == "too large"
    assert found["cancelled"] == "cancelled"


def test_only_a_browser_that_knows_codes_offers_to_read_them(found: Any) -> None:
    assert found["reads"] == [False, True]
    assert found["scan"] == ["NCB1:1", ""]


def test_a_slip_is_shared_where_the_phone_can_and_else_kept(found: Any) -> None:
    assert found["saved"] == [False, "nuanchuang.png"]
    assert found["shared"] == [True, ["image/png"]]


def test_the_picture_of_a_slip_holds_every_word_and_the_code(found: Any) -> None:
    texts, squares = found["drawn"]
    assert "".join(texts) == "回执一二三四五六七八九十一二三四五六七八九十一二三四五ok"
    assert max(map(len, texts)) * 30 <= 640, "no line is cut"
    assert squares == 1 + 5, "the ground and each dark module"


def test_the_hotline_is_called_by_its_number(found: Any) -> None:
    assert found["called"] == ["tel:12333"]


def test_going_back_is_told_once_for_each_time_it_is_held(found: Any) -> None:
    assert found["back"] == [0, 1, 1, 1]

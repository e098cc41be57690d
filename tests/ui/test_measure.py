"""What stands side by side has room for its words, in every language, before a client has drawn it."""

from __future__ import annotations

import pytest

from shared.i18n.bilingual import both
from shared.ui.measure import breadth, least, longest


@pytest.mark.parametrize(
    ("words", "wide"),
    [
        ("返回", 2.0),
        ("没有等待送出的", 4.0),
        ("Continue anyway", longest("Continue")),
        (both("手语", "수어 끄기"), breadth("수어 끄기")),
    ],
)
def test_a_button_needs_its_longest_word_or_four_characters(words: str, wide: float) -> None:
    assert least(words) == pytest.approx(wide)


def test_a_korean_word_is_not_broken_and_a_chinese_line_may_be() -> None:
    assert longest("확인하고 제출") == breadth("확인하고")
    assert longest("确认提交") == 0


def test_joined_letters_are_narrower_than_the_same_alone() -> None:
    assert breadth("ئىش") < sum(map(breadth, "ئىش"))


def test_marks_of_direction_have_no_width() -> None:
    assert breadth("\u2066设置\u2069") == breadth("设置")

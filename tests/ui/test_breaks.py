"""Where lines may not break: numbers keep their unit, an end its last characters, a Korean word all of its own."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import flet as ft
import pytest

from shared.ui.breaks import HOLDING, JOINER, kept, rewrite, written
from shared.ui.view import words
from tests.ui.trees import ui


def pieces(what: str, most: float = inf) -> list[str]:
    """What may be parted: no joiner beside it, no space after it, no word of letters or digits torn."""
    found, shown = [what[:1]], kept(what, most)
    for before, character in pairwise(shown):
        word = before.isascii() and character.isascii() and before != " "
        held = {JOINER, HOLDING} & {before, character} and before != " "  # after a common space there is a new line
        if not held and character != " " and not word:
            found.append("")
        found[-1] += character.strip(JOINER).replace(HOLDING, " ")
    return found


@pytest.mark.parametrize(
    ("what", "last"),
    [
        ("您的内容已从屏幕上清除。请带好卡和回执。", "和回执。"),
        ("家人的事，告诉我们", "告诉我们"),
        ("家里困难，钱不够用", "钱不够用"),
        ("请您核对", "对"),
        ("您可以说“不知道”。", "不知道”。"),
        ("Nothing Chinese here.", "here."),
    ],
)
def test_an_end_of_chinese_is_never_a_lone_character(what: str, last: str) -> None:
    assert pieces(what)[-1] == last


@pytest.mark.parametrize(("most", "last"), [(inf, "要帮忙吗？"), (6, "要帮忙吗？"), (4.6, "帮忙吗？")])
def test_of_an_end_that_no_line_holds_less_is_held_together_so_that_its_mark_does_not_stand_alone(
    most: float, last: str
) -> None:
    assert pieces("有人在，要帮忙吗？", most)[-1] == last


@pytest.mark.parametrize(("most", "last"), [(7, "确认提交”。"), (6.5, "认提交”。")])
def test_a_mark_that_opens_goes_with_what_it_opens(most: float, last: str) -> None:
    assert pieces("都对了，按“确认提交”。", most)[-1] == last


def test_on_the_narrowest_screen_in_the_largest_type_the_first_question_keeps_its_mark() -> None:
    view = ui(320, 640, body=48)
    assert words(view, "您想办什么？", size=48).value == f"您想{JOINER.join('办什么？')}"


@pytest.mark.parametrize(
    ("what", "held"),
    [
        ("第 3 题，大约还有 5 题", ("第 3 题", "5 题")),
        ("还差 12 个月，可以接着交", ("12 个",)),
        ("星期二 09:00–09:30", ("09:00–09:30",)),
        ("2026年11月24日 星期二 09:00–09:30", ("2026年", "11月", "24日", "星期二")),
        ("这样看得清吗？一共 2,340 元。", ("2,340 元。",)),
    ],
)
def test_a_number_keeps_its_unit(what: str, held: tuple[str, ...]) -> None:
    found = pieces(what)
    assert all(any(one in piece for piece in found) for one in held), found


def test_a_korean_word_is_whole_and_a_space_parts_them() -> None:
    assert [piece.strip() for piece in pieces("진짜로 하면 여기에") if piece.strip()] == ["진짜로", "하면", "여기에"]


@pytest.mark.parametrize(
    "what", ["您的内容已从屏幕上清除。请带好卡和回执。", "我们\n第 3 题", "진짜로 하면", "yes", ""]
)
def test_who_listens_is_told_the_words_as_they_are(what: str) -> None:
    text = ft.Text()
    rewrite(text, what)
    assert written(text) == what
    assert (text.semantics_label or text.value) == what


def test_other_words_take_the_place_of_the_label_too() -> None:
    text = words(ui(), "还差 12 个月。可以接着交")
    rewrite(text, "好")
    assert text.value == "好" and text.semantics_label is None

"""Keys and choices become the words of a field, and a script can write whatever a person can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.input import BACK, CLEAR, Composition, Method, Way, presses, told, word_for
from accessibility.input.presses import Unwritable
from shared.i18n import translator

ZH = translator("zh")


def touch(ids: tuple[str, ...], *, name: bool = False, way: Way = Way.PINYIN) -> str:
    """Does what a screen does when these controls are touched."""
    method, now, words = Method(), Composition(way), ""
    for id in ids:
        kind, _, what = id.rpartition(".")
        candidates = method.candidates(now, words, name=name)
        if id.startswith("key."):
            now, words = method.press(now, words, id.removeprefix("key."))
        elif kind == "act.candidate":
            now, words = method.choose(now, words, candidates[now.first + int(what) - 1])
        elif kind == "act.way":
            now = now.turned(Way(what))
        elif id == "act.capital":
            now = Composition(now.way, small=not now.small)
        else:
            assert id == "act.candidates.later"
            now = now.paged(1, len(candidates))
    assert not now.pressed
    return words


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("王秀英", True),
        ("陈䶮", True),
        ("马合木提·买买提", True),
        ("没有别的。", False),
        ("Wang Xiuying", True),
        ("3号楼，B座", False),
    ],
)
def test_the_touches_of_a_script_write_the_words(words: str, name: bool) -> None:
    assert touch(presses(words, name=name), name=name) == words


def test_what_no_key_gives_is_said_so() -> None:
    with pytest.raises(Unwritable):
        presses("😀")


def test_a_choice_leaves_the_letters_that_it_does_not_use() -> None:
    method = Method()
    now, words = Composition(pressed="beijingren"), "我是"
    beijing = next(one for one in method.candidates(now, words) if one.text == "北京")
    now, words = method.choose(now, words, beijing)
    assert (words, now.pressed) == ("我是北京", "ren")


def test_a_name_chosen_piece_by_piece_is_known_the_second_time() -> None:
    method = Method()
    now, words = Composition(pressed="chenyan"), ""
    for wanted in "陈䶮":
        one = next(c for c in method.candidates(now, words, name=True) if c.text == wanted)
        now, words = method.choose(now, words, one)
    assert words == "陈䶮"
    assert method.candidates(Composition(pressed="chenyan"), "", name=True)[0].text == "陈䶮"
    method.forget()
    assert method.candidates(Composition(pressed="chenyan"), "", name=True)[0].text != "陈䶮"


def test_one_step_back_takes_a_letter_then_a_character_and_clear_empties_what_is_nearest() -> None:
    method = Method()
    now, words = method.press(Composition(pressed="be"), "我", BACK)
    assert (now.pressed, words) == ("b", "我")
    now, words = method.press(now, words, BACK)
    now, words = method.press(now, words, BACK)
    assert (now.pressed, words) == ("", "")
    now, words = method.press(Composition(pressed="be"), "我", CLEAR)
    assert (now.pressed, words) == ("", "我")
    assert method.press(now, words, CLEAR)[1] == ""


def test_signs_are_full_width_and_digits_half_width() -> None:
    method, words = Method(), "好"
    for key in "，12":
        _, words = method.press(Composition(Way.SIGNS), words, key)
    assert words == "好，12"


def test_pages_of_candidates_end_where_they_end() -> None:
    now = Composition(pressed="wo")
    assert now.paged(-1, 20).first == 0
    assert now.paged(1, 20).first == 6
    assert now.paged(1, 6).first == 0


@given(st.lists(st.sampled_from(["A", "E", "N", "Z", BACK, CLEAR, "1"]), max_size=12))
def test_no_row_of_keys_loses_what_was_written_before(keys: list[str]) -> None:
    method, now, words = Method(), Composition(), "前"
    for key in keys:
        shorter = key in (BACK, CLEAR) and not now.pressed
        before = words
        now, words = method.press(now, words, key)
        assert shorter or words.startswith(before)


def test_characters_that_sound_alike_are_told_apart_by_ear() -> None:
    method = Method()
    for letters in ("yu", "shi", "ying", "wang", "li"):
        found = method.candidates(Composition(pressed=letters), "")[:12]
        said = [ZH.say(told(one, found)) for one in found]
        assert len(set(said)) == len(said)
        assert all(len(words) > 1 for words, one in zip(said, found, strict=True) if len(one.text) == 1)
    assert ZH.say(told(method.candidates(Composition(pressed="cheng"), "城")[0])) != ""


def test_a_hint_is_a_word_that_holds_the_character() -> None:
    for character in "雨秀英北城市是建国伟华云":
        word = word_for(character)
        assert character in word
        assert len(word) == 2


def test_words_that_sound_alike_tell_the_character_that_differs() -> None:
    method = Method()
    found = method.candidates(Composition(pressed="shimin"), "")
    said = ZH.say(told(found[0], [found[0], *(c for c in found if c.text == "失明")]))
    assert said.startswith("市民，") or said == "市民"


def test_surnames_are_told_as_people_tell_them() -> None:
    method = Method()
    zhang = method.candidates(Composition(pressed="zhang"), "", name=True)[0]
    assert ZH.say(told(zhang)) == "张，弓长张"

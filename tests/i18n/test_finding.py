"""A service is found by what people call it, however they type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.text import Text
from shared.flows import FLOWS
from shared.i18n import translator
from shared.i18n.finding import found
from shared.i18n.pinyin import readings, typed

ZH = translator("zh")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("失业", "unemployment"),
        ("SY", "unemployment"),
        ("shi ye jin", "unemployment"),
        ("xiagang", "unemployment"),
        ("我失业了怎么办？", "unemployment"),
        ("ylj", "passive_check"),
        ("养lao", "passive_check"),
        ("养老金怎么没发", "passive_check"),
        ("我的养老金还发吗", "passive_check"),
        ("我到退休年龄了", "pension"),
        ("六十了，怎么办退休", "pension"),
        ("yuyue", "appointment"),
        ("约个时间", "appointment"),
        ("db", "living_allowance"),
        ("家里困难没钱", "living_allowance"),
        ("老人过世了", "loss_report"),
        ("不是我坐的", "evidence_contest"),
    ],
)
def test_people_s_own_words_find_the_service(query: str, first: str) -> None:
    assert found(FLOWS, query, ZH)[:1] == (first,)


@pytest.mark.parametrize("query", ["", "  ", "！？", "zzzz", "婚礼", "12333"])
def test_what_is_nothing_here_finds_nothing(query: str) -> None:
    assert found(FLOWS, query, ZH) == ()


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_service_is_found_by_its_title_and_by_everything_it_is_called(flow: str, lang: str) -> None:
    words = translator(lang)
    for phrase in (*FLOWS[flow].says, words.say(title(flow))):
        assert flow in found(FLOWS, phrase, words)


@pytest.mark.parametrize("flow", FLOWS)
def test_every_service_is_found_by_the_first_letters_of_what_it_is_called(flow: str) -> None:
    for phrase in FLOWS[flow].says:
        letters = "".join(readings()[c][0][0] if c in readings() else c for c in phrase)
        assert flow in found(FLOWS, letters, ZH), letters


@given(st.text(max_size=60))
def test_anything_may_be_typed(query: str) -> None:
    assert set(found(FLOWS, query, ZH)) <= set(FLOWS)


@pytest.mark.parametrize(
    ("letters", "words", "at"),
    [
        ("chx", "重新", 0),
        ("zx", "重新", 0),
        ("xin", "重新", 1),
        ("重x", "重新", 0),
        ("sx", "重新", None),
        ("cxx", "重新", None),
    ],
)
def test_syllables_initials_and_characters_may_be_mixed(letters: str, words: str, at: int | None) -> None:
    assert typed(letters, words) == at


def title(flow: str) -> Text:
    return Text(FLOWS[flow].title)

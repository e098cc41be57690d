"""Words are made speakable: numbers as the language says them, and no sign that a voice would stumble over."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.script.numerals import LARGEST, number
from accessibility.script.speakable import is_id, speakable, spell


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("每月2,340元", "每月两千三百四十元"),
        ("¥2,340.50", "两千三百四十元五角"),
        ("0.05元", "五分"),
        ("100.05元", "一百元零五分"),
        ("12,000元", "一万二千元"),
        ("102元", "一百零二元"),
        ("2026年11月23日 星期一", "二零二六年十一月二十三日星期一"),
        ("11月24日 星期二 09:00", "十一月二十四日星期二，上午九点"),
        ("09:00–09:30", "上午九点到九点三十分"),
        ("11:30–12:00", "上午十一点三十分到中午十二点"),
        ("11月24日 星期二 10:30", "十一月二十四日星期二，上午十点三十分"),
        ("14:30", "下午两点三十分"),
        ("00:05", "凌晨零点零五分"),
        ("12:00", "中午十二点"),
        ("18:00", "晚上六点"),
        ("24:00", "二十四点"),
        ("第2个，2个月，2月", "第二个，两个月，二月"),
        ("第 1 到 12 个月", "第一到十二个月"),
        ("《社会保险法》第45条第1项", "社会保险法第四十五条第一项"),
        ("第38–41条", "第三十八至四十一条"),
        ("90%", "百分之九十"),
        ("1.2倍", "一点二倍"),
        ("受理号码 1234 5678 9012 3456", "受理号码幺二三四，五六七八，九零幺二，三四五六"),
        ("电话13800001234", "电话幺三八，零零零零，幺二三四"),
        ("打电话12333", "打电话幺二三三三"),
        ("按 20260701", "按二零二六，零七零幺"),
        ("请选“不知道”。", "请选不知道。"),
        ("花木街道（演示）。", "花木街道，演示。"),
        ("１２３", "一百二十三"),
        ("您想怎么办？：别提醒", "您想怎么办？别提醒"),
        ("第1项，确定吗？，您的回答是：已确认。", "第一项，确定吗？您的回答是：已确认。"),
    ],
)
def test_mandarin(written: str, said: str) -> None:
    assert speakable(written, "zh") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("¥2,340 a month", "2340 yuan a month"),
        ("90%", "90 percent"),
        ("call 12333", "call one two three three three"),
        ("No. 3, about 9 left", "Number 3, about 9 left"),
        ("09:00–09:30", "9 to 9 30 in the morning"),
        ("11:30–12:00", "11 30 in the morning to 12 in the afternoon"),
        ("Tuesday 24 November 09:00", "Tuesday 24 November 9 in the morning"),
        ("at 14:30", "at 2 30 in the afternoon"),
        ("Saturday, 31 October 2026", "Saturday, 31 October 2026"),
        ("choose “I do not know”.", "choose I do not know."),
        ("article 38–41", "article 38 to 41"),
        ("Item 1. Are you sure?. Your answer is: Yes.", "Item 1. Are you sure? Your answer is: Yes."),
        ("From (name, id number): (write by hand)", "From, name, id number: write by hand"),
    ],
)
def test_english(written: str, said: str) -> None:
    assert speakable(written, "en") == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (18, "十八"),
        (20, "二十"),
        (110, "一百一十"),
        (200, "二百"),
        (1001, "一千零一"),
        (2000, "两千"),
        (10_010, "一万零一十"),
        (22_222, "两万二千二百二十二"),
        (100_000, "十万"),
        (1_000_001, "一百万零一"),
        (100_000_000, "一亿"),
    ],
)
def test_quantities(n: int, said: str) -> None:
    assert number(n) == said


def test_what_is_too_large_is_no_quantity() -> None:
    with pytest.raises(ValueError):
        number(LARGEST + 1)


VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
WEIGHTS = {"十": 10, "百": 100, "千": 1000}


def heard(said: str) -> int:
    """What a listener understands."""
    total, group, digit = 0, 0, 0
    for c in said:
        if c in VALUES:
            digit = VALUES[c]
        elif c in WEIGHTS:
            group += (digit or 1) * WEIGHTS[c]
            digit = 0
        else:
            total = (total + group + digit) * 10_000 if c == "万" else (total + group + digit) * 100_000_000
            group = digit = 0
    return total + group + digit


@given(st.integers(0, 10**8 - 1))
def test_a_listener_understands_the_same_number(n: int) -> None:
    assert heard(number(n)) == n


def test_numbers_are_spelled_with_breaths() -> None:
    assert spell("12345678", "zh") == "幺二三四，五六七八"
    assert spell("11010119500101002X", "zh") == "幺幺零幺，零幺幺九，五零零幺，零幺零零，二X"
    assert spell("1234", "en") == "one two three four"


@pytest.mark.parametrize("words", ["1234", "002X", "****1234", "110101195001010025"])
def test_tails_and_ids_are_told_from_words(words: str) -> None:
    assert is_id(words)


@pytest.mark.parametrize("words", ["", "123", "王秀英", "****", "XXXX", "2026年"])
def test_words_and_short_numbers_are_no_ids(words: str) -> None:
    assert not is_id(words)


@given(st.text(max_size=300), st.sampled_from(["zh", "en"]))
def test_no_bare_sign_is_ever_spoken(written: str, lang: str) -> None:
    assert not re.search(r"[¥$%{}<>*_#|\[\]\\/+=&@~^`]", speakable(written, lang))


@given(st.text(alphabet="0123456789,. :-%¥元年月个第条", max_size=60))
def test_no_digit_is_left_to_a_mandarin_voice(written: str) -> None:
    assert not re.search(r"[0-9]", speakable(written, "zh"))


@given(st.text(alphabet="0123456789", min_size=5, max_size=40), st.sampled_from(["zh", "en"]))
def test_long_numbers_are_never_quantities(number: str, lang: str) -> None:
    assert not re.search(r"[0-9十百千万]", speakable(number, lang))

"""Words are made speakable: no sign reaches the voice that it would stumble over."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.script.speakable import speakable, spell


@pytest.mark.parametrize(
    ("written", "lang", "said"),
    [
        ("每月2,340元", "zh", "每月2340元"),
        ("¥2,340 a month", "en", "2340 yuan a month"),
        ("2026年11月23日", "zh", "二零二六年11月23日"),
        ("受理号码 1234 5678 9012 3456", "zh", "受理号码 一二三四，五六七八，九零一二，三四五六"),
        ("number 1234567", "en", "number one two three four, five six seven"),
        ("90%", "zh", "百分之90"),
        ("90%", "en", "90 percent"),
        ("《社会保险法》第45条", "zh", "社会保险法 第45条"),
        ("尾号 1234，校验正确", "zh", "尾号 1234，校验正确"),
        ("********1234", "zh", "1234"),
        ("您好（演示）", "zh", "您好，演示"),
    ],
)
def test_examples(written: str, lang: str, said: str) -> None:
    assert speakable(written, lang) == said


def test_numbers_are_spelled_in_groups_of_four() -> None:
    assert spell("12345678", "zh") == "一二三四，五六七八"


@given(st.text(max_size=300), st.sampled_from(["zh", "en"]))
def test_no_bare_sign_is_ever_spoken(written: str, lang: str) -> None:
    assert not re.search(r"[¥{}<>*_#|\[\]]", speakable(written, lang))


@given(st.text(alphabet="0123456789", min_size=7, max_size=40), st.sampled_from(["zh", "en"]))
def test_long_numbers_are_never_quantities(number: str, lang: str) -> None:
    assert not re.search(r"[0-9]", speakable(number, lang))

"""Korean numbers as people say them."""

from __future__ import annotations

import pytest

from accessibility.script.korean import counted, number
from accessibility.script.speakable import speakable, spell


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "영"),
        (10, "십"),
        (16, "십육"),
        (102, "백이"),
        (340, "삼백사십"),
        (2000, "이천"),
        (10_000, "만"),
        (12_340, "만 이천삼백사십"),
        (100_000, "십만"),
        (100_000_001, "일억 일"),
    ],
)
def test_quantities_are_sino_korean(n: int, said: str) -> None:
    assert number(n) == said


@pytest.mark.parametrize(("n", "said"), [(1, "한"), (2, "두"), (5, "다섯"), (11, "열한"), (20, "스무"), (21, "스물한")])
def test_what_is_counted_is_native(n: int, said: str) -> None:
    assert counted(n) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026년 6월 10일", "이천이십육년 유월 십일"),
        ("10월 1일", "시월 일일"),
        ("2,340위안", "이천삼백사십위안"),
        ("3개월", "삼개월"),
        ("3개", "세 개"),
        ("1번째", "첫 번째"),
        ("2번째", "두 번째"),
        ("3번, 수정", "삼번, 수정"),
        ("2번 더 할 수 있습니다", "두 번 더 할 수 있습니다"),
        ("14:30", "오후 두 시 삼십 분"),
        ("9:00-11:00", "오전 아홉 시에서 오전 열한 시"),
        ("60%", "육십퍼센트"),
        ("12333에 전화하세요", "일이삼삼삼에 전화하세요"),
        ("1.5배", "일 점 오배"),
    ],
)
def test_written_korean_becomes_speakable(written: str, said: str) -> None:
    assert speakable(written, "ko") == said


def test_ids_are_said_digit_by_digit() -> None:
    assert spell("1038", "ko").replace(",", "").replace(" ", "") == "일공삼팔"

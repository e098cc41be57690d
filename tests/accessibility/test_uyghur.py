"""Numbers in Uyghur are words that a voice can say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.script.speakable import speakable, spell
from accessibility.script.uyghur import LARGEST, number, ordinal


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "نۆل"),
        (7, "يەتتە"),
        (10, "ئون"),
        (26, "يىگىرمە ئالتە"),
        (100, "يۈز"),
        (102, "يۈز ئىككى"),
        (345, "ئۈچ يۈز قىرىق بەش"),
        (1000, "مىڭ"),
        (2026, "ئىككى مىڭ يىگىرمە ئالتە"),
        (12_000, "ئون ئىككى مىڭ"),
        (1_001_000, "بىر مىليون مىڭ"),
    ],
)
def test_a_quantity(n: int, said: str) -> None:
    assert number(n) == said


@pytest.mark.parametrize(("n", "said"), [(1, "بىرىنچى"), (2, "ئىككىنچى"), (6, "ئالتىنچى"), (20, "يىگىرمىنچى")])
def test_an_ordinal(n: int, said: str) -> None:
    assert ordinal(n) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3-سوئال", "ئۈچىنچى سوئال"),
        ("2026-يىلى 23-نويابىر", "ئىككى مىڭ يىگىرمە ئالتىنچى يىلى يىگىرمە ئۈچىنچى نويابىر"),
        ("1,800 يۈەن", "مىڭ سەككىز يۈز يۈەن"),
        ("12333 گە", "بىر ئىككى ئۈچ ئۈچ ئۈچ گە"),
        ("14:30", "ئون تۆت ئوتتۇز"),
        ("90% ى", "يۈزدە توقسان ى"),
        ("1.5 ئاي", "بىر پۈتۈن بەش ئاي"),
    ],
)
def test_a_number_in_a_sentence(written: str, said: str) -> None:
    assert speakable(written, "ug") == said


def test_an_id_is_said_digit_by_digit() -> None:
    assert spell("3101X", "ug") == "ئۈچ بىر نۆل بىر X"


@given(st.integers(0, LARGEST))
def test_no_two_quantities_sound_alike(n: int) -> None:
    assert number(n) != number((n + 1) % (LARGEST + 1))
    assert not any(c.isdecimal() for c in number(n))

"""The code that binds a phone: read back from digits, a QR or a link; a slip of one digit is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.binding import BYTES, DIGITS, PREFIX, code_of, digits_of, hash_of, link_of

CODES = st.binary(min_size=BYTES, max_size=BYTES)


@given(CODES)
def test_a_code_comes_back_however_it_is_brought(code: bytes) -> None:
    digits = digits_of(code)
    grouped = " ".join(digits[i : i + 4] for i in range(0, DIGITS, 4))
    for entry in (digits, grouped, PREFIX + digits, link_of(code, ""), link_of(code, "https://office.example/")):
        assert code_of(entry) == code


@given(CODES, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_is_found(code: bytes, place: int, by: int) -> None:
    digits = digits_of(code)
    other = str((int(digits[place]) + by) % 10)
    assert code_of(digits[:place] + other + digits[place + 1 :]) is None


@pytest.mark.parametrize("entry", ["", PREFIX, "1234", "https://office.example/", "9" * DIGITS, "一" * DIGITS])
def test_what_is_no_code_is_none(entry: str) -> None:
    assert code_of(entry) is None


def test_the_link_gives_the_code_to_no_server() -> None:
    link = link_of(bytes(16), "https://office.example")
    assert link.startswith("https://office.example/#")
    assert len(hash_of(bytes(16))) == 32

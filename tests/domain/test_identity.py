"""Id numbers: the standard's check digit, real dates, and masks that show four characters at most."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.identity import IdFault, IdNumber, check_digit, luhn_digit, mask, read_id_number

numbers = st.builds(
    lambda region, born, serial: f"{region:06d}{born:%Y%m%d}{serial:03d}",
    st.integers(110000, 839999),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
).map(lambda head: head + check_digit(head))


def test_the_example_of_the_standard() -> None:
    assert read_id_number("11010519491231002X") == IdNumber("11010519491231002X", date(1949, 12, 31), False)
    assert read_id_number("440524188001010014") == IdNumber("440524188001010014", date(1880, 1, 1), True)


@given(numbers)
def test_a_number_with_its_check_digit_is_read(number: str) -> None:
    read = read_id_number(number)
    assert isinstance(read, IdNumber)
    assert read.born.strftime("%Y%m%d") == number[6:14]
    assert read.male is (int(number[16]) % 2 == 1)


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, by: int) -> None:
    wrong = str((int(number[place]) + by) % 10)
    assert isinstance(read_id_number(number[:place] + wrong + number[place + 1 :]), IdFault)


@given(numbers, st.integers(0, 15))
def test_two_neighbours_swapped_are_always_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or isinstance(read_id_number(swapped), IdFault)


@pytest.mark.parametrize("last", list("0123456789"))
def test_a_wrong_check_digit_is_told_as_such(last: str) -> None:
    assert read_id_number("11010519491231002" + last) is IdFault.CHECK_DIGIT


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", IdFault.LENGTH),
        ("1101051949123100", IdFault.LENGTH),
        ("110105194912310021X", IdFault.LENGTH),
        ("11010519491231OO2X", IdFault.CHARACTERS),
        ("1101051949123100XX", IdFault.CHARACTERS),
        ("１１０１０５１９４９１２３１００２Ｘ", IdFault.CHARACTERS),
        ("110105194902300020", IdFault.DATE),
        ("110105194913310020", IdFault.DATE),
        ("110105000001010020", IdFault.DATE),
        ("110105187912310020", IdFault.DATE),
    ],
)
def test_each_fault_is_told_apart(number: str, fault: IdFault) -> None:
    assert read_id_number(number) is fault


def test_a_small_x_is_an_x() -> None:
    assert isinstance(read_id_number("11010519491231002x"), IdNumber)


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "522121", "999999", "000000"])
def test_retired_and_special_regions_are_taken(region: str) -> None:
    head = f"{region}19800101001"
    assert isinstance(read_id_number(head + check_digit(head)), IdNumber)


@given(st.text(max_size=40))
def test_reading_never_raises(raw: str) -> None:
    read_id_number(raw)


@given(numbers)
def test_a_mask_shows_the_last_four_and_no_more(number: str) -> None:
    read = read_id_number(number)
    assert isinstance(read, IdNumber)
    assert read.masked == "*" * 14 + number[-4:]


@pytest.mark.parametrize("number", ["", "1", "1234"])
def test_a_short_number_shows_nothing(number: str) -> None:
    assert mask(number) == "*" * len(number)


@given(st.text("0123456789", min_size=1, max_size=30))
def test_luhn_finds_one_wrong_digit(digits: str) -> None:
    whole = digits + luhn_digit(digits)
    for place in range(len(whole)):
        wrong = whole[:place] + str((int(whole[place]) + 1) % 10) + whole[place + 1 :]
        assert luhn_digit(wrong[:-1]) != wrong[-1]


def test_luhn_by_the_book() -> None:
    assert luhn_digit("7992739871") == "3"

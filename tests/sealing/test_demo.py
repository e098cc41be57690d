"""The demo people are valid, distinct, and nobody."""

from __future__ import annotations

import pytest

from shared.domain.identity import IdNumber, luhn_digit, read_id_number
from shared.sealing.demo_native import DEMO_PEOPLE, PEOPLE_BY_KEY, DemoPerson, demo_issuer


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person.key)
def test_a_demo_person_has_a_valid_number_that_belongs_to_nobody(person: DemoPerson) -> None:
    read = read_id_number(person.id_number)
    assert isinstance(read, IdNumber)
    assert (read.born, read.male) == (person.born, person.male)
    assert person.id_number[4:6] == "99"
    assert luhn_digit(person.card_number[:-1]) == person.card_number[-1]


def test_numbers_cards_and_keys_are_each_of_one_person() -> None:
    assert len({person.id_number for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert len({person.card_number for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert len(PEOPLE_BY_KEY) == len(DEMO_PEOPLE) >= 12


def test_the_people_of_the_design_are_among_them() -> None:
    names = {person.name for person in DEMO_PEOPLE}
    assert {"王秀英", "李建国", "陈静", "周强", "马合木提·阿不都拉", "赵敏", "陈䶮"} <= names


def test_the_issuer_is_marked_as_of_a_demonstration() -> None:
    assert demo_issuer().demo

"""The synthetic citizens: many, the same every time, with numbers that are valid and belong to nobody."""

from __future__ import annotations

from shared.backend.seed import NAMED, citizens
from shared.domain.identity import IdNumber, read_id_number
from shared.flows.record import FIELDS
from shared.sealing.demo_native import DEMO_PEOPLE


def test_there_are_at_least_two_hundred_and_all_of_them_have_valid_numbers() -> None:
    numbers = [citizen.person.id_number for citizen in citizens()]
    assert len(numbers) >= 200
    assert len(set(numbers)) == len(numbers)
    assert all(isinstance(read_id_number(number), IdNumber) for number in numbers)


def test_they_are_the_same_people_every_time() -> None:
    assert list(citizens()) == list(citizens())


def test_every_named_person_is_among_them_with_facts_of_their_own() -> None:
    assert set(NAMED) == {person.key for person in DEMO_PEOPLE}
    known = {citizen.person.key: citizen for citizen in citizens()}
    assert all(person.key in known for person in DEMO_PEOPLE)


def test_every_fact_is_one_that_flows_know_and_of_its_type() -> None:
    for citizen in citizens():
        for fact, value in citizen.facts.items():
            assert type(value) is FIELDS[fact].type, fact


def test_no_pensioner_is_registered_as_unemployed() -> None:
    for citizen in citizens():
        if citizen.facts.get("pension.drawing") is True:
            assert "jobseeker.registered" not in citizen.facts

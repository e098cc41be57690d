"""Looks of phones are had with a phone's own words, and those of kiosks as before."""

from __future__ import annotations

import pytest

from accessibility.preferences import Theme
from shared.i18n.catalogue import ON_A_PHONE, Message, load
from shared.i18n.translator import translator
from tests.audit.looks import Look
from tests.audit.words import parted, words_of

KIOSK, PHONE = Look(Theme.DAY, 30, "zh", "portrait"), Look(Theme.DAY, 30, "zh", "phone")


def said() -> dict[str, Message]:
    """What has other words on a phone, as it is said now."""
    ours = load("zh_Hans_CN")
    return {id: ours[id] for id in (own.removeprefix(ON_A_PHONE) for own in OWN)}


OWN = {id: entry for id, entry in load("zh_Hans_CN").items() if id.startswith(ON_A_PHONE)}


def test_a_phone_speaks_of_itself_while_its_looks_are_had() -> None:
    before, spoken = said(), translator("zh")
    with words_of([KIOSK]):
        assert said() == before and translator("zh") is spoken
    with words_of([PHONE]):
        assert {ON_A_PHONE + id: entry.forms for id, entry in said().items()} == {id: e.forms for id, e in OWN.items()}
        assert translator("zh") is not spoken
    assert said() == before != {}


def test_after_a_fault_the_words_are_a_kiosks_again() -> None:
    before = said()
    with pytest.raises(TimeoutError), words_of([PHONE]):
        raise TimeoutError
    assert said() == before


def test_looks_are_parted_into_those_of_kiosks_and_of_phones() -> None:
    narrow = Look(Theme.DAY, 48, "ug", "narrow")
    assert list(parted([PHONE, KIOSK, narrow])) == [[KIOSK], [PHONE, narrow]]
    assert list(parted([PHONE])) == [[PHONE]]

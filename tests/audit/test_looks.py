"""All looks are gone through, those that differ most first."""

from __future__ import annotations

from tests.audit.__main__ import rounds
from tests.audit.looks import SCREENS, body, looks


def test_every_look_is_in_a_round_and_any_two_values_meet_in_the_first_of_them() -> None:
    every = list(looks())
    found = rounds(every)
    assert {look for of in found for look in of} == set(every)
    first = [of[0] for of in found if len(of) == 1]
    assert len(first) * 6 < len(every)
    for one in every:
        assert any((look.screen, look.lang) == (one.screen, one.lang) for look in first)
        assert any((look.lang, look.theme) == (one.lang, one.theme) for look in first)


def test_of_sizes_that_a_screen_shows_alike_one_is_looked_at() -> None:
    shown = [(look.screen, body(look.screen, look.size), look.lang, look.theme) for look in looks()]
    assert len(set(shown)) == len(shown)
    assert {screen for screen, *_ in shown} == set(SCREENS)

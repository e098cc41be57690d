"""All looks are gone through, those that differ most first."""

from __future__ import annotations

from itertools import pairwise

from accessibility.preferences import Theme
from tests.audit.__main__ import rounds
from tests.audit.looks import SCREENS, body, looks


def test_every_look_is_in_a_round_and_the_theme_that_shows_all_views_comes_first() -> None:
    every = list(looks())
    found = rounds(every)
    assert sorted(map(str, every)) == sorted(str(look) for of in found for look in of)
    themes = [{look.theme for look in of} for of in found]
    half = len(found) // 2
    assert themes == [{Theme.DAY}] * half + [set(Theme) - {Theme.DAY}] * half
    for of in found[half:]:  # either the colours change or the size, never both
        assert all((a.size == b.size) != (a.theme == b.theme) for a, b in pairwise(of))
    assert {look.lang for of in found[: len(SCREENS)] for look in of} == {"zh"}


def test_of_sizes_that_a_screen_shows_alike_one_is_looked_at() -> None:
    shown = [(look.screen, body(look.screen, look.size), look.lang, look.theme) for look in looks()]
    assert len(set(shown)) == len(shown)
    assert {screen for screen, *_ in shown} == set(SCREENS)

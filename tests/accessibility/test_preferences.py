"""Sizes come from what a person can see and touch; preferences move in steps between their bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility import requirements
from accessibility.preferences import Preferences, Theme, least_size, least_target, nearest, pixels_per_mm

STEPS = requirements.TEXT_SIZES


def test_the_usual_kiosk_has_words_of_forty_pixels() -> None:
    assert least_size(1080, 1920, 21.5) in range(38, 43)
    assert least_size(1920, 1080, 21.5) == least_size(1080, 1920, 21.5)


@given(st.integers(320, 4000), st.integers(320, 4000), st.floats(5, 60))
def test_capitals_and_targets_are_large_enough_on_every_screen(width: int, height: int, inches: float) -> None:
    per_mm = pixels_per_mm(width, height, inches)
    capital = least_size(width, height, inches) * requirements.CAPITAL_OF_SIZE / per_mm
    assert capital >= requirements.CAPITAL_MM - 0.5 * requirements.CAPITAL_OF_SIZE / per_mm
    assert least_target(width, height, inches) / per_mm >= requirements.TARGET_MM - 1e-9


@pytest.mark.parametrize("screen", [(0, 100, 10.0), (100, 0, 10.0), (100, 100, 0.0)])
def test_a_screen_has_a_size(screen: tuple[int, int, float]) -> None:
    with pytest.raises(ValueError):
        least_size(*screen)


def test_sizes_stop_at_the_first_and_the_last_step() -> None:
    assert Preferences().resized(STEPS, 1).size == 24
    assert Preferences(size=48).resized(STEPS, 1).size == 48
    assert Preferences(size=18).resized(STEPS, -1).size == 18
    assert Preferences(size=29).resized(STEPS, 1).size == 36
    assert nearest(STEPS, 40) == 3


def test_themes_go_round() -> None:
    seen = [Preferences()]
    for _ in Theme:
        seen.append(seen[-1].recoloured())
    assert {p.theme for p in seen} == set(Theme)
    assert seen[0] == seen[-1]


@given(st.lists(st.sampled_from(["slower", "faster", "softer", "louder"]), max_size=30))
def test_pace_and_volume_stay_within_bounds(steps: list[str]) -> None:
    preferences = Preferences()
    for step in steps:
        preferences = getattr(preferences, step)()
    assert requirements.RATE_LEAST <= preferences.rate <= requirements.RATE_MOST
    assert requirements.VOLUME_LEAST <= preferences.volume <= 1.0


@pytest.mark.parametrize("wrong", [{"size": 12}, {"rate": 3.0}, {"rate": 0.1}, {"volume": 0.0}, {"volume": 1.2}])
def test_what_nobody_can_read_or_hear_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        Preferences(**wrong)  # type: ignore[arg-type]

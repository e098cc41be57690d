"""What is built keeps to the numbers that are asked for; contrast is measured as WCAG 2.2 measures it."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility import requirements
from accessibility.contrast import luminance, ratio
from accessibility.preferences import Theme, least_size, least_target
from shared.app import idle
from shared.ui import theme

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


def test_known_contrasts() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert ratio("#0A4D46", "#FFFFFF") > requirements.TEXT_CONTRAST


@given(COLOURS, COLOURS)
def test_contrast_has_no_order_and_bounds(one: str, other: str) -> None:
    assert ratio(one, other) == ratio(other, one)
    assert 1.0 <= ratio(one, other) <= 21.0
    assert 0.0 <= luminance(one) <= 1.0


@pytest.mark.parametrize("colour", ["", "#FFF", "red", "#GGGGGG", "#FFFFFF00"])
def test_other_notations_are_refused(colour: str) -> None:
    with pytest.raises(ValueError):
        luminance(colour)


@pytest.mark.parametrize("palette", list(theme.PALETTES.values()), ids=lambda palette: palette.name)
def test_every_theme_has_the_contrasts_that_are_asked_for(palette: theme.Palette) -> None:
    pairs = [getattr(palette, field.name) for field in fields(palette)]
    pairs = [pair for pair in pairs if isinstance(pair, theme.Pair)]
    assert len(pairs) >= 9
    for pair in pairs:
        assert ratio(pair.ground, pair.ink) >= requirements.TEXT_CONTRAST, pair
    assert ratio(palette.page.ground, palette.secondary) >= requirements.TEXT_CONTRAST
    for line in (palette.border, palette.focus):
        assert ratio(palette.page.ground, line) >= requirements.GRAPHICS_CONTRAST, line
    assert ratio(palette.primary.ground, palette.focus_on_primary) >= requirements.GRAPHICS_CONTRAST


def test_the_screen_keeps_to_sizes_targets_and_lines() -> None:
    assert requirements.TEXT_SIZES == theme.STEPS
    assert theme.LINE >= requirements.LINE_LEAST
    assert theme.FOCUS >= requirements.FOCUS_WIDTH
    assert theme.TARGET >= requirements.TARGET_ELDER


@pytest.mark.parametrize("screen", [(1080, 1920), (720, 1280), (1366, 768), (1920, 1080)])
def test_a_kiosk_is_never_smaller_than_what_can_be_read_and_hit(screen: tuple[int, int]) -> None:
    width, height = screen
    size = theme.metrics(width, height, 0, 21.5)
    assert size.body >= least_size(width, height, 21.5)
    assert size.target >= least_target(width, height, 21.5)


def test_every_theme_that_can_be_chosen_has_its_colours() -> None:
    assert set(theme.PALETTES) == {theme.value for theme in Theme}


def test_the_idle_watch_gives_the_time_that_is_asked_for() -> None:
    assert idle.IDLE >= requirements.IDLE_SECONDS
    assert idle.IDLE_BY_VOICE >= requirements.IDLE_BY_VOICE_SECONDS
    assert idle.WARNING >= requirements.WARNING_SECONDS

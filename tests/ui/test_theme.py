"""The tokens keep what ACCESSIBILITY asks of colours and sizes."""

from __future__ import annotations

import pytest

from shared.ui.theme import (
    FOCUS,
    PALETTES,
    STEPS,
    TARGET,
    TARGET_MM,
    Palette,
    contrast,
    kiosk_steps,
    metrics,
    next_palette,
    pixels_per_mm,
)

TEXT, GRAPHICS = 7.0, 3.0
PAIRS = ("page", "primary", "tile", "chosen", "bar", "accent", "error", "sent", "waiting")
palettes = pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFCF5", "#1B1B1B") == pytest.approx(16.8, abs=0.1)


@palettes
@pytest.mark.parametrize("pair", PAIRS)
def test_every_text_has_seven_to_one(palette: Palette, pair: str) -> None:
    colours = getattr(palette, pair)
    assert contrast(colours.ground, colours.ink) >= TEXT


@palettes
def test_secondary_text_has_seven_to_one_on_the_page(palette: Palette) -> None:
    assert contrast(palette.page.ground, palette.secondary) >= TEXT


@palettes
@pytest.mark.parametrize("ground", ["page", "tile", "bar", "chosen"])
def test_borders_and_focus_are_seen(palette: Palette, ground: str) -> None:
    under = getattr(palette, ground).ground
    assert contrast(palette.border, under) >= GRAPHICS
    assert contrast(palette.focus, under) >= GRAPHICS


@palettes
def test_focus_is_seen_on_the_primary_button(palette: Palette) -> None:
    assert contrast(palette.focus_on_primary, palette.primary.ground) >= GRAPHICS


def test_the_focus_ring_is_wide_enough() -> None:
    assert FOCUS >= 3


def test_themes_come_round() -> None:
    name, seen = "day", []
    for _ in PALETTES:
        seen.append(name)
        name = next_palette(name)
    assert name == "day"
    assert set(seen) == set(PALETTES)


@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (720, 1280), (1366, 768), (1920, 1080), (360, 800)])
@pytest.mark.parametrize("inches", [None, 15.6, 21.5, 32.0])
def test_targets_and_text_are_large_enough_on_every_screen(width: float, height: float, inches: float | None) -> None:
    size = metrics(width, height, 0, inches)
    assert size.target >= TARGET
    assert min(size.steps) >= STEPS[0]
    if inches is not None:
        per_mm = pixels_per_mm(width, height, inches)
        assert size.target >= TARGET_MM * per_mm
        assert size.body == size.steps[0]


def test_capitals_on_a_kiosk_are_seven_millimetres() -> None:
    assert metrics(1080, 1920, 0, 21.5).body == 40


@pytest.mark.parametrize("least", range(10, 120, 3))
def test_a_kiosk_always_offers_a_larger_size(least: int) -> None:
    steps = kiosk_steps(least)
    assert len(steps) >= 2
    assert list(steps) == sorted(steps)
    assert steps[0] >= max(least, STEPS[0])


@pytest.mark.parametrize("body", [0, 18, 24, 30, 36, 48, 200])
def test_the_text_size_is_one_of_the_steps(body: int) -> None:
    size = metrics(1080, 1920, body)
    assert size.body in size.steps

"""What is built keeps to the numbers that are asked for; contrast is measured as WCAG 2.2 measures it."""

from __future__ import annotations

import math
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

import flet as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility import requirements
from accessibility.contrast import luminance, ratio
from accessibility.preferences import Preferences, Theme, least_size, least_target
from shared.app import idle
from shared.backend.__main__ import parser
from shared.ui import theme
from shared.ui.components import sign
from shared.ui.view import press, words
from tests.ui.trees import ui

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
    assert theme.LINE >= requirements.LINE_GOAL >= requirements.LINE_LEAST
    assert theme.XS >= requirements.TARGETS_APART
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


def test_the_time_can_be_extended_as_often_as_is_asked_for() -> None:
    watch, now = idle.Idle(0.0), 0.0
    for _ in range(requirements.EXTENSIONS):
        now += requirements.IDLE_SECONDS + requirements.WARNING_SECONDS - 1
        assert watch.state(now) is idle.IdleState.WARNING
        watch = watch.touch(now)
    assert watch.state(now) is idle.IdleState.ACTIVE


def test_an_office_waits_as_long_as_a_submission_can_be_taken_back() -> None:
    assert parser().parse_args([]).hold >= requirements.TAKE_BACK_MINUTES


def test_a_recording_of_sign_takes_the_share_of_the_page_that_is_asked_for() -> None:
    assert sign.SHARE >= requirements.SIGN_SHARE


@pytest.mark.parametrize("pace", [requirements.SCAN_LEAST_SECONDS - 0.1, requirements.SCAN_MOST_SECONDS + 0.1])
def test_scanning_is_never_quicker_or_slower_than_is_asked_for(pace: float) -> None:
    with pytest.raises(ValueError):
        Preferences(pace=pace)


def test_capitals_are_as_high_as_the_eye_needs_from_where_a_kiosk_is_read() -> None:
    seen = requirements.VIEWING_MM * math.tan(math.radians(requirements.CAPITAL_DEGREES))
    assert pytest.approx(seen, abs=0.05) == requirements.CAPITAL_MM


REPEATS: Final = 30
"""How often a second a keyboard sends a key that is held down."""


@pytest.mark.parametrize("held", [True, False])
async def test_a_key_that_is_held_down_is_one_press_for_as_long_as_is_asked_and_longer(held: bool) -> None:
    presses = round(REPEATS * requirements.KEY_REPEAT_SECONDS * 2)
    acts: list[str] = []

    async def act() -> None:
        acts.append("done")

    made = replace(ui(), held=lambda: held)
    button = press(made, "opt.yes", words(made, "是"), act).content
    assert isinstance(button, ft.FilledButton) and button.on_click is not None
    for _ in range(presses):
        await button.on_click(ft.Event("click", button))  # type: ignore[call-arg]
    assert len(acts) == (0 if held else presses)


ELSEWHERE: Final = {"LOUDNESS"}
"""What no program can measure: how loud it is where the person stands. What can be: that the volume reaches the
machine's whole one, and is that again at every session (`tests/accessibility/test_preferences.py`, `tests/e2e`)."""


def test_every_number_that_is_asked_for_is_measured_somewhere() -> None:
    numbers = {name for name in vars(requirements) if name.isupper()}
    root = Path(requirements.__file__).parents[1]
    own = {Path(requirements.__file__), Path(__file__)}
    read: set[str] = set()
    for folder in ("accessibility", "shared", "kiosk", "mobile", "tests"):
        for file in (file for file in (root / folder).rglob("*.py") if file not in own):
            source = file.read_text("utf-8")
            if "requirements" in source:
                read |= numbers & set(re.findall(r"[A-Z_]+", source))
    here = set(re.findall(r"requirements\.([A-Z_]+)", Path(__file__).read_text("utf-8")))
    assert numbers - read - here == ELSEWHERE

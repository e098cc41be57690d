"""Where one is and how far: a bar keeps its height where one line can say it."""

from __future__ import annotations

from dataclasses import replace

import flet as ft
import pytest

from accessibility.settings import LANGUAGES
from shared.flows import FLOWS
from shared.ui.breaks import written
from shared.ui.components.bars import NARROWEST, Said, Ways, bar_a, place, place_words
from shared.ui.components.bars.examples import ALL
from shared.ui.components.bars.tools import beside, in_a_row, tools_of
from shared.ui.components.practice import practice_mark
from shared.ui.theme import metrics
from shared.ui.view import Ui
from tests.audit.type import width
from tests.ui.trees import controls, ui

MEASURED = 21.5
"""Inches of the glass of the usual kiosk."""


async def pull() -> None:
    """Take the demonstration's card out."""


WAYS = replace(ALL, pull=pull)


@pytest.mark.parametrize("flow", [id for id, flow in FLOWS.items() if not flow.acts])
def test_on_measured_glass_a_step_of_any_service_is_told_on_one_line(flow: str) -> None:
    """A long name beside the button that takes a card out moved everything below it down by a line."""
    given = replace(ui(), size=metrics(1080, 1920, inches=MEASURED))
    told = place(given, said(given, flow), WAYS)
    assert "\n" not in told
    assert given.say(FLOWS[flow].title) in told


def test_how_many_are_left_is_told_wherever_there_is_room() -> None:
    given = ui(1080, 1920, body=30)
    assert place(given, said(given, "loss_report"), WAYS).endswith(given.say("ui.progress", n=9, left=12))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_lying_screen_a_control_that_does_nothing_leaves_a_place_as_wide_as_its_button(lang: str) -> None:
    given = ui(1920, 1080, body=18, lang=lang)
    told = said(given, "loss_report")

    def wide(ways: Ways) -> list[float | None]:
        bar = bar_a(given, told, ways, place_words(given, told, ways))
        return [one.width for one in controls(bar) if isinstance(one, ft.Container) and one.width]

    assert wide(replace(ALL, settings=None)) == wide(ALL)
    assert min(width or 0 for width in wide(ALL)) >= NARROWEST
    assert len(wide(ALL)) > 5


@pytest.mark.parametrize(("lang", "body", "stands"), [("zh", 24, True), ("ko", 18, True), ("ko", 24, False)])
def test_in_two_languages_where_one_is_stands_above_the_controls_before_it_takes_five_lines(
    lang: str, body: int, stands: bool
) -> None:
    given = ui(1366, 768, body=body, lang=lang)
    told = said(given, "unemployment")
    assert beside(given, in_a_row(given, tools_of(given, told, ALL))) == stands


def said(given: Ui, flow: str) -> Said:
    progress = given.say("ui.progress", n=9, left=12)
    short = given.say("ui.progress_short", n=9)
    return Said(given.say(FLOWS[flow].title), progress, "", "", demo=True, short=short)


@pytest.mark.parametrize("lang", [code for code in LANGUAGES if code not in ("zh", "en")])
def test_the_mark_of_practice_in_two_languages_is_one_line_on_a_lying_screen(lang: str) -> None:
    given = ui(1366, 768, body=48, lang=lang)
    (mark,) = [one for one in controls(practice_mark(given)) if isinstance(one, ft.Text)]
    assert "\n" not in mark.value
    room = (1366 - 24) / 2 - 2 * given.size.edge - given.size.bar * 1.6 - 3 * 16
    assert width(written(mark), float(mark.size or 0), bold=True) <= room

"""Where one is and how far: a bar keeps its height where one line can say it."""

from __future__ import annotations

from dataclasses import replace

import flet as ft
import pytest

from accessibility.settings import LANGUAGES
from shared.app.session import Session
from shared.flows import EVERY, FLOWS
from shared.i18n.locales import facts_of
from shared.ui.breaks import written
from shared.ui.components.bars import NARROWEST, Said, Sound, Ways, bar_a, bar_b, place, place_words
from shared.ui.components.bars.examples import ALL, FIRST
from shared.ui.components.bars.tools import beside, in_a_row, tools_of
from shared.ui.frame import Around, Frame
from shared.ui.layout import layout
from shared.ui.pages import Drawn, Scene, draw
from shared.ui.theme import XS, S, metrics
from shared.ui.view import Ui
from shared.ui.view import drawn as as_drawn
from tests.audit.type import width
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.ui.trees import controls, identifiers, ui

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


TWO = [code for code in LANGUAGES if facts_of(code).bilingual]


@pytest.mark.parametrize("lang", TWO)
@pytest.mark.parametrize("body", [24, 48])
def test_in_two_languages_on_a_lying_screen_the_mark_of_practice_stands_in_the_bar_and_takes_no_line_of_the_page(
    lang: str, body: int
) -> None:
    given = ui(1366, 768, body=body, lang=lang)
    told = replace(said(given, "unemployment"), practice=True)
    placed = place_words(given, told, ALL)
    bar = bar_a(given, told, ALL, placed)
    marks = [one for one in controls(bar) if isinstance(one, ft.Semantics) and one.identifier == "practice.mark"]
    (words,) = [one for mark in marks for one in controls(mark) if isinstance(one, ft.Text)]
    tag = max(width(line, given.size.bar, bold=True) for line in written(words).splitlines())
    room = 1366 - 3 * 16 - tag - given.size.bar * 1.6 - 3 * 16 - 8
    assert all(width(line, given.size.bar, bold=True) <= room for line in written(placed).splitlines())


LYING, STANDING = (1366, 768), (1080, 1920)


@pytest.mark.parametrize(
    ("lang", "screen", "body", "on_page"),
    [("ko", LYING, 24, 0), ("ug", LYING, 48, 0), ("ko", LYING, 18, 1), ("zh", LYING, 48, 1), ("ko", STANDING, 48, 1)],
)
async def test_each_page_of_practice_bears_its_mark_once(
    lang: str, screen: tuple[int, int], body: int, on_page: int
) -> None:
    world = World(dict(EVERY), {}, every_pack())
    session = Session(world.ports)
    await session.practise("lesson")
    given = ui(*screen, body=body, lang=lang)
    frame, drawn = Frame(ALL), draw(Scene(given, session, lambda: None, lambda _: None, session.entry()))
    left = frame.put(given, session, drawn, Around(Sound.ON, demo=True, pull=False))
    assert drawn.mark is not None
    assert (left.mark is not None) == bool(on_page)
    assert identifiers(frame.above).count("practice.mark") == 1 - on_page


@pytest.mark.parametrize("lang", TWO)
def test_what_no_speaker_has_checked_says_so_once_on_every_screen(lang: str) -> None:
    for screen in ((1366, 768), (1080, 1920), (360, 800)):
        given = ui(*screen, body=24, lang=lang)
        bar = place(given, said(given, "unemployment"), WAYS)
        page = layout(given, Drawn(given.say("ui.example.yes")))
        told = given.say("ui.unreviewed")
        on_page = sum(written(one) == as_drawn(given, told) for one in controls(page) if isinstance(one, ft.Text))
        assert (told in bar) + on_page == 1, screen


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("wide", [320, 360, 412])
def test_on_a_phone_what_stands_in_a_bar_is_as_wide_as_whole_dots(wide: int, lang: str) -> None:
    """At parts of a dot the client takes some round corners for another kind, which it must first learn to draw."""
    given = ui(wide, 892, body=18, lang=lang)
    told = said(given, "unemployment")
    bars = [bar_a(given, told, ALL, place_words(given, told, ALL)), bar_b(given, told, ALL), bar_b(given, told, FIRST)]
    rows = [one for bar in bars for one in controls(bar) if isinstance(one, ft.Row)]
    shared = [row for row in rows if all(isinstance(part.expand, int) for part in row.controls) and row.spacing == XS]
    assert len(shared) > 4
    for row in shared:
        assert sum(int(part.expand or 0) for part in row.controls) == wide - 2 * S - XS * (len(row.controls) - 1)
        assert all(int(part.expand or 0) > 0 for part in row.controls)

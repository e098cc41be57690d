"""设置 is reached from every page, asks one thing a page, holds at once, and loses nothing of the journey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import cast

import flet as ft
import pytest

from accessibility.greeting import to_code
from accessibility.preferences import Gap, Preferences, Spacing, Theme
from accessibility.script import script_of
from accessibility.settings import CODE, PRESETS, ROOMS, SETTINGS, Preset
from shared.app.idle import IDLE, IDLE_BY_VOICE
from shared.app.pages import At
from shared.app.ports import Paper
from shared.domain.text import text
from shared.i18n import translator
from tests.app.trial import WANG
from tests.ui.test_home import press as touch
from tests.ui.test_pages import drawn
from tests.ui.test_screen import Kiosk
from tests.ui.trees import controls

PAGES = ("", *ROOMS, *SETTINGS, CODE)


def at(page: str) -> Kiosk:
    """A kiosk at that page of 设置."""
    kiosk = Kiosk()
    kiosk.session.preferences(page)
    return kiosk


async def press(kiosk: Kiosk, id: str) -> None:
    """Touch what is on the screen."""
    await touch(kiosk.page.controls, id)
    await kiosk.settle()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768), (360, 800)])
async def test_every_page_is_drawn_and_said_with_the_same_numbers(page: str, size: tuple[int, int]) -> None:
    kiosk = at(page)
    shown, ids, words = drawn(kiosk.session, width=size[0], height=size[1])
    assert shown.title
    assert len(ids) == len(set(ids))
    script = script_of(kiosk.session, translator("zh"), Preferences())
    assert len(script.choices[:9]) == len(shown.keys)
    assert shown.title in script.words.replace(" ", "") or page == CODE
    assert not any(w.startswith("pref.") for w in words)


@pytest.mark.parametrize("setting", SETTINGS)
async def test_every_value_stands_under_its_identifier(setting: str) -> None:
    kiosk = at(setting)
    await kiosk.settle()
    assert {f"pref.{setting}.{value.id}" for value in SETTINGS[setting].values} <= set(kiosk.ids)
    assert f"page.preferences.{setting}" in kiosk.ids


async def test_a_theme_holds_at_once_and_is_said() -> None:
    kiosk = at("theme")
    await kiosk.settle()
    ground = kiosk.page.bgcolor
    await press(kiosk, "pref.theme.white_on_black")
    assert kiosk.page.bgcolor != ground
    assert kiosk.screen.manners.now.theme is Theme.WHITE_ON_BLACK
    assert kiosk.guide.said[-1] == "pref.chosen zh"


async def test_size_and_spacing_change_what_is_drawn() -> None:
    kiosk = at("size")
    await kiosk.settle()
    body = kiosk.screen._ui.size.body
    await press(kiosk, "pref.size.larger")
    assert kiosk.screen._ui.size.body > body
    kiosk.session.preferences("spacing")
    await kiosk.settle()
    height = line(kiosk)
    await press(kiosk, "pref.spacing.wider")
    assert line(kiosk) > height


def line(kiosk: Kiosk) -> float:
    """The height of the first text's lines over its size."""
    return next(c.style.height or 0 for c in controls(kiosk.page.controls) if isinstance(c, ft.Text) and c.style)


async def test_the_voice_is_told_how_to_speak_and_tries_it_out() -> None:
    kiosk = at("rate")
    await kiosk.settle()
    await press(kiosk, "pref.rate.slower")
    assert kiosk.guide.preferences.rate == 0.75
    assert kiosk.guide.said[-1] == "pref.sample zh"


async def test_pausing_does_not_end_what_is_said() -> None:
    kiosk = at("rate")
    await kiosk.settle()
    before = kiosk.guide.stops
    await press(kiosk, "pref.speech.pause")
    await press(kiosk, "pref.speech.resume")
    assert kiosk.guide.rests == ["pause", "resume"]
    assert kiosk.guide.stops == before


async def test_nothing_that_was_half_entered_is_lost_on_the_way_through_settings() -> None:
    kiosk = Kiosk()
    await kiosk.session.open("unemployment")
    await kiosk.session.choose_card("keypad")
    await kiosk.settle()
    assert kiosk.screen._scene is not None
    kiosk.screen._scene.keep("3")
    await press(kiosk, "nav.settings")
    await press(kiosk, "page.down")
    await press(kiosk, "act.pref.look")
    await press(kiosk, "act.pref.theme")
    await press(kiosk, "pref.theme.black_on_yellow")
    await press(kiosk, "nav.next")
    assert kiosk.session.page.at is At.NUMBER
    assert kiosk.screen._scene is not None and kiosk.screen._scene.raw == "3"
    assert kiosk.screen._scene.ui.palette.name == "black_on_yellow"


async def test_the_journey_stays_where_it_was() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    journey, page = kiosk.session.journey, kiosk.session.page
    await press(kiosk, "nav.settings")
    await press(kiosk, "pref.preset.elder")
    await press(kiosk, "nav.back")
    assert kiosk.session.page == page
    assert kiosk.session.journey is journey
    assert kiosk.screen.manners.now.spacing is Spacing.WIDE


async def test_the_next_person_finds_everything_as_usual() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    await press(kiosk, "nav.settings")
    await press(kiosk, "pref.preset.listen")
    await kiosk.screen.end()
    await kiosk.session.home()
    await kiosk.settle()
    assert kiosk.screen.manners.now == kiosk.guide.preferences == Preferences()


async def test_who_never_said_who_they_are_ends_it_in_one_touch_and_the_next_finds_everything_as_usual() -> None:
    kiosk = Kiosk()
    assert "nav.end" not in kiosk.ids, "nobody has begun anything"
    await press(kiosk, "nav.settings")
    await press(kiosk, "pref.preset.listen")
    await kiosk.session.home()
    await kiosk.settle()
    assert kiosk.screen.manners.now != Preferences(), "on the way back to the first page it is the same person"
    await press(kiosk, "nav.end")
    assert "page.ended" in kiosk.ids
    await press(kiosk, "nav.next")
    assert "page.home" in kiosk.ids
    assert kiosk.screen.manners.now == kiosk.guide.preferences == Preferences()
    assert "nav.end" not in kiosk.ids


async def test_what_was_half_entered_is_gone_with_the_person() -> None:
    kiosk = Kiosk()
    await kiosk.session.open("unemployment")
    await kiosk.session.choose_card(WANG)
    await kiosk.settle()
    assert kiosk.screen._scene is not None
    kiosk.screen._scene.keep("1")
    await press(kiosk, "nav.settings")
    await kiosk.screen.end()
    await kiosk.settle()
    assert kiosk.screen._aside._kept is None


async def test_who_goes_by_the_ear_is_given_more_time() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    await press(kiosk, "nav.settings")
    await press(kiosk, "pref.preset.listen")
    await kiosk.pass_time(IDLE)
    assert "idle.extend" not in kiosk.ids
    await kiosk.pass_time(IDLE_BY_VOICE - IDLE)
    assert "idle.extend" in kiosk.ids


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
async def test_a_code_that_is_held_up_greets_a_person_their_way(preset: Preset) -> None:
    kiosk = Kiosk()
    manners = kiosk.screen.manners
    wanted = preset.make(manners.now, manners.sizes)
    told = manners.greet(to_code(wanted, manners.sizes.default))
    assert told is not None and told.id == "pref.code.taken"
    assert manners.now == wanted


async def test_a_bad_code_changes_nothing_and_is_told() -> None:
    manners = Kiosk().screen.manners
    told = manners.greet("NCP9:whatever")
    assert told is not None and told.id == "pref.code.later"
    assert manners.greet("nuanchuang:something else") is None
    assert manners.now == Preferences()
    assert manners.now.gap is Gap.NORMAL


async def test_the_code_says_nothing_of_who_it_is() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    kiosk.session.preferences(CODE)
    await kiosk.settle()
    assert "pref.qr" in kiosk.ids
    assert WANG not in kiosk.words


async def test_the_pause_key_lets_the_voice_rest_and_go_on_on_any_page() -> None:
    kiosk = Kiosk()
    before = kiosk.guide.stops
    for _ in range(2):
        await kiosk.screen.keys.press(key("F4"))
    assert kiosk.guide.rests == ["pause", "resume"]
    assert kiosk.guide.stops == before
    await kiosk.screen.keys.press(key("F4"))
    kiosk.screen.touched()
    await kiosk.screen.keys.press(key("F4"))
    assert kiosk.guide.rests[2:] == ["pause", "pause"], "an action in between ended what had been paused"


def key(name: str) -> ft.KeyboardEvent:
    """As the client reports a key."""
    return cast(ft.KeyboardEvent, SimpleNamespace(key=name, shift=False))


@dataclass
class FakeScanner:
    """Notes who listens."""

    then: Callable[[str], None] | None = None

    def papers(self) -> tuple[Paper, ...]:
        return ()

    def hold_up(self, paper: str) -> None:
        """Nothing is at hand."""

    def listen(self, then: Callable[[str], None]) -> Callable[[], None]:
        self.then = then
        return lambda: setattr(self, "then", None)


def with_scanner() -> tuple[Kiosk, FakeScanner]:
    """A kiosk that has one."""
    kiosk, scanner = Kiosk(), FakeScanner()
    kiosk.session.ports = replace(kiosk.session.ports, scanner=scanner)
    return kiosk, scanner


async def test_codes_are_taken_while_their_page_is_shown_and_at_no_other_time() -> None:
    kiosk, scanner = with_scanner()
    await kiosk.settle()
    assert scanner.then is None
    kiosk.session.preferences(CODE)
    await kiosk.settle()
    assert scanner.then is not None
    scanner.then(to_code(Preferences(theme=Theme.BLACK_ON_YELLOW), kiosk.screen.manners.sizes.default))
    await kiosk.settle()
    assert kiosk.screen.manners.now.theme is Theme.BLACK_ON_YELLOW
    assert translator("zh").say(text("pref.code.taken")) in kiosk.words
    assert kiosk.guide.said[-1] == "pref.code.taken zh"
    scanner.then("somebody's else code")
    assert translator("zh").say(text("pref.code.none_of_ours")) in kiosk.words
    await kiosk.session.back()
    await kiosk.settle()
    assert scanner.then is None


async def test_a_screen_that_is_gone_takes_no_code() -> None:
    kiosk, scanner = with_scanner()
    kiosk.session.preferences(CODE)
    await kiosk.settle()
    kiosk.screen.detach()
    assert scanner.then is None

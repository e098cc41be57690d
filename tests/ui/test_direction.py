"""Uyghur runs from right to left with Chinese above it; what is read digit by digit runs from left to right."""

from __future__ import annotations

from dataclasses import replace

import flet as ft
import pytest

from shared.domain.flow import Kind
from shared.domain.text import text
from shared.i18n import translator
from shared.i18n.bidi import END, LEFT_TO_RIGHT
from shared.i18n.bilingual import shown
from shared.ui.components.bars import Said, Ways, bar_a, place_words
from shared.ui.components.fields import OneField
from shared.ui.components.keypad import keypad
from shared.ui.components.letters import letters
from shared.ui.components.options import Item, option
from shared.ui.view import drawn, fitting
from tests.ui.test_screen import Kiosk
from tests.ui.trees import controls, identifiers, texts, ui

ROWS = ("123", "456", "789")


async def nothing(*_: object) -> None:
    """Does nothing."""


async def test_the_whole_page_turns_with_the_language_and_back() -> None:
    kiosk = Kiosk()
    assert not kiosk.page.rtl
    manners = kiosk.screen.manners
    manners.put(replace(manners.now, lang="ug"))
    await kiosk.settle()
    assert kiosk.page.rtl
    assert kiosk.page.locale_configuration is not None
    assert kiosk.page.locale_configuration.current_locale is not None
    assert kiosk.page.locale_configuration.current_locale.language_code == "ug"
    manners.put(replace(manners.now, lang="zh"))
    await kiosk.settle()
    assert not kiosk.page.rtl


def test_chinese_stands_above_and_in_its_own_order() -> None:
    ug = ui(lang="ug")
    what = text("kiosk.idle.help")
    first, own = drawn(ug, shown("ug").say(what)).split("\n")
    assert first == f"{LEFT_TO_RIGHT}{translator('zh').say(what)}{END}"
    assert own == translator("ug").say(what)


@pytest.mark.parametrize("lang", ["zh", "ug"])
def test_keys_stand_as_on_a_telephone(lang: str) -> None:
    ids = identifiers(keypad(ui(lang=lang), "0123456789", nothing))
    for at, row in enumerate(ROWS):
        keys = [f"key.{c}" for c in row]
        assert list(ids[at * 3 : at * 3 + 3]) == (keys[::-1] if lang == "ug" else keys)


def test_the_alphabet_stands_in_its_order() -> None:
    ids = identifiers(letters(ui(lang="ug"), nothing))
    assert ids.index("key.B") < ids.index("key.A") < ids.index("key.Z")


def test_a_number_that_is_typed_keeps_its_order() -> None:
    field = OneField(ui(lang="ug"), "field.identity", Kind.ID_NUMBER)
    field.show("310119195805200312", masked=False)
    assert texts(field.control) == (f"{LEFT_TO_RIGHT}310119 19580520 0312{END}",)


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("lang", ["zh", "en", "ug"])
def test_a_phone_s_bar_keeps_the_ways_that_are_nowhere_else(lang: str, width: int) -> None:
    ways = replace(Ways(*[nothing] * 12), sign=nothing, settings=nothing)
    drawn_for, said = ui(width, 640, lang=lang), Said("", "", "", "")
    ids = identifiers(bar_a(drawn_for, said, ways, place_words(drawn_for, said, ways)))
    assert {"nav.home", "nav.settings", "nav.speech", "nav.sign", "nav.language"} <= set(ids)


def test_words_stand_below_number_and_picture_where_a_line_holds_too_few_characters() -> None:
    item = Item("expired", "合同到期没续", "contract")
    above = option(ui(320, 640, body=36), 1, item, False, nothing)
    beside = option(ui(720, 1280, body=36), 1, item, False, nothing)
    assert isinstance(within(above), ft.Column)
    assert isinstance(within(beside), ft.Row)


def within(option: ft.Control) -> ft.Control:
    """What stands in the button of an option."""
    for control in controls(option):
        if isinstance(control, ft.FilledButton) and isinstance(control.content, ft.Control):
            return control.content
    raise AssertionError("no button")


@pytest.mark.parametrize(("what", "whole"), [("Unemployment benefit", False), ("Delete", True)])
def test_no_word_is_torn(what: str, whole: bool) -> None:
    tight = ui(320, 640, body=48)
    size = fitting(tight, what, 120, 48, whole=whole)
    assert tight.size.steps[0] <= size < 48


def test_chinese_may_break_anywhere_and_stays_large() -> None:
    assert fitting(ui(320, 640, body=36), "您最后在哪里交的社保？", 120, 36) == 36

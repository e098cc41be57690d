"""The face for rare characters: fetched once, when the first of them is drawn, and not over a line that costs money."""

from __future__ import annotations

import flet as ft

from mobile.letters import SOURCE, Letters
from mobile.parts import LATER
from shared.i18n import translator
from shared.ui.theme import PALETTES, metrics
from shared.ui.view import Ui, words
from tests.mobile.node import ROOT

COMMON = (ROOT / "assets" / "fonts" / "tongyong_guifan.txt").read_text("utf-8")


def letters(*, costs: bool = False) -> tuple[Letters, list[str], dict[str, bool]]:
    fetched: list[str] = []
    line = {"costs": costs}
    return Letters(COMMON, lambda: line["costs"], lambda: fetched.append(SOURCE)), fetched, line


def test_words_of_every_day_fetch_nothing() -> None:
    found, fetched, _ = letters()
    for text in ("王秀英，110101", "Hello", "①②③ → ✓ 「」", "喆堃昇䶮𬭎", "한국 ئۇيغۇر"):
        found.met(text)
    assert fetched == []


def test_the_first_rare_character_fetches_the_face_and_no_other_does_again() -> None:
    found, fetched, _ = letters()
    for name in ("李龘", "𠮷"):
        found.met(name)
    assert fetched == [SOURCE]
    assert f"/{LATER[0]}" == SOURCE


def test_over_a_line_that_costs_money_it_waits_and_is_told() -> None:
    found, fetched, line = letters(costs=True)
    found.met("李龘")
    found.again()
    assert fetched == []
    assert found.lacking
    line["costs"] = False
    found.again()
    found.met("𠮷")
    assert fetched == [SOURCE]
    assert not found.lacking


def test_all_words_that_are_drawn_are_told_of() -> None:
    told: list[str] = []
    ui = Ui(PALETTES["day"], metrics(412, 892, 0), translator("zh"), lettered=told.append)
    assert isinstance(words(ui, "陈䶮"), ft.Text)
    assert told == ["陈䶮"]

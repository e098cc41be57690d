"""What shows the same has the same name, and whatever can be seen or told changes it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import flet as ft
import pytest

from accessibility.preferences import Theme
from shared.ui.pictures import picture
from shared.ui.view import column, heading, press, row, words
from tests.audit.colours import painted, uncoloured
from tests.audit.digest import Sketch, behind, digest, spelt, tabs
from tests.audit.ledger import ROOT
from tests.audit.looks import Look
from tests.ui.fake_page import FakePage
from tests.ui.trees import ui

LOOK = Look(Theme.DAY, 30, "zh", "portrait")
UI = ui(body=30)


async def act() -> None:
    """What a control does."""


def drawn() -> FakePage:
    """A page with some of everything."""
    answer = press(UI, "opt.yes", words(UI, "是"), act, selected=True)
    inner = ft.Container(content=row(words(UI, "一"), words(UI, "二")), padding=8, border=ft.Border.all(2, "#123456"))
    entry = ft.Semantics(identifier="field.name", content=ft.TextField(value="1", text_size=30))
    content = column(heading(UI, "您好"), answer, inner, entry)
    page = FakePage(controls=[ft.Semantics(identifier="page.home", label="首页", content=content)], bgcolor="#FFFFFF")
    page.rtl = False
    return page


def parts(page: FakePage) -> tuple[ft.Semantics, ft.Semantics, ft.Container, ft.TextField]:
    whole = page.controls[0]
    assert isinstance(whole, ft.Semantics) and isinstance(whole.content, ft.Column)
    _, answer, inner, entry = whole.content.controls
    assert isinstance(answer, ft.Semantics) and isinstance(inner, ft.Container) and isinstance(entry, ft.Semantics)
    assert isinstance(entry.content, ft.TextField)
    return whole, answer, inner, entry.content


def first_words(page: FakePage) -> ft.Text:
    line = parts(page)[2].content
    assert isinstance(line, ft.Row) and isinstance(line.controls[0], ft.Text)
    return line.controls[0]


def put(thing: object, **values: object) -> None:
    for name, value in values.items():
        setattr(thing, name, value)


def turn_round(page: FakePage) -> None:
    line = parts(page)[2].content
    assert isinstance(line, ft.Row)
    line.controls.reverse()


def other_style(page: FakePage) -> None:
    button = parts(page)[1].content
    assert isinstance(button, ft.FilledButton) and isinstance(button.style, ft.ButtonStyle)
    button.style.bgcolor = "#000000"


CHANGES: dict[str, Callable[[FakePage], None]] = {
    "a word": lambda page: put(first_words(page), value="三"),
    "a colour": lambda page: put(first_words(page), color="#000001"),
    "a size": lambda page: put(first_words(page), size=31),
    "a weight": lambda page: put(first_words(page), weight=ft.FontWeight.W_700),
    "a line": lambda page: put(first_words(page), style=ft.TextStyle(height=1.4)),
    "a space": lambda page: put(parts(page)[2], padding=9),
    "a border": lambda page: put(parts(page)[2], border=ft.Border.all(3, "#123456")),
    "the order": turn_round,
    "a button's ground": other_style,
    "an entry": lambda page: put(parts(page)[3], value="2"),
    "what is told": lambda page: put(parts(page)[0], label="别的"),
    "what is told as chosen": lambda page: put(parts(page)[1], selected=False),
    "an identifier": lambda page: put(parts(page)[1], identifier="opt.no"),
    "what is hidden": lambda page: put(parts(page)[2], visible=False),
    "the ground of the page": lambda page: put(page, bgcolor="#000000"),
    "the way it runs": lambda page: put(page, rtl=True),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_is_seen_or_told_changes_the_name(what: str) -> None:
    page = drawn()
    CHANGES[what](page)
    assert digest(page, LOOK)[0] != digest(drawn(), LOOK)[0]


def test_the_same_drawn_again_has_the_same_name() -> None:
    assert digest(drawn(), LOOK) == digest(drawn(), LOOK)


@pytest.mark.parametrize(
    "other",
    [{"screen": "measured"}, {"size": 36}, {"theme": Theme.BLACK_ON_YELLOW}],
    ids=lambda other: next(iter(other)),
)
def test_another_screen_size_or_theme_is_judged_by_other_measures(other: dict[str, object]) -> None:
    assert digest(drawn(), replace(LOOK, **other))[0] != digest(drawn(), LOOK)[0]  # type: ignore[arg-type]


def test_what_may_come_and_what_stands_behind_changes_the_name() -> None:
    for which in (0, 1):
        plain = digest(drawn(), LOOK)[which]
        assert digest(drawn(), LOOK, also=[words(UI, "看下面")])[which] != plain
        assert digest(drawn(), LOOK, back="b")[which] != plain


COLOURS = ("a colour", "a button's ground", "the ground of the page")


@pytest.mark.parametrize("what", CHANGES)
def test_how_a_page_is_laid_out_has_a_name_that_colours_do_not_change(what: str) -> None:
    page = drawn()
    CHANGES[what](page)
    assert (digest(page, LOOK)[1] == digest(drawn(), LOOK)[1]) == (what in COLOURS)


SEEN = ("a colour", "a size", "a weight", "a line", "a border", "a button's ground", "the ground of the page")
UNSEEN = ("a word", "a space", "the order", "an entry", "what is told", "an identifier", "the way it runs")


@pytest.mark.parametrize("what", [*SEEN, *UNSEEN])
def test_what_is_painted_anew_is_whatever_may_stand_out_less(what: str) -> None:
    page = drawn()
    CHANGES[what](page)
    before, after = (set(painted(one.controls, (str(one.bgcolor),))) for one in (drawn(), page))
    assert (after <= before) == (what in UNSEEN)


def test_a_picture_is_laid_out_as_by_day_and_painted_in_the_colours_of_the_theme() -> None:
    def shown(name: str, theme: str) -> ft.Control:
        made = picture(ui(theme=theme), name)
        assert made is not None
        return made

    day, black = (shown("card", theme) for theme in ("day", "white_on_black"))
    assert spelt(day) != spelt(black)
    assert uncoloured(spelt(day)) == uncoloured(spelt(black)) != uncoloured(spelt(shown("bank", "day")))
    assert len({one for made in (day, black, shown("bank", "day")) for one in painted(made)}) == 3


def test_what_is_hidden_paints_nothing() -> None:
    """Else it would be taken for seen on a page that does not show it."""
    page = drawn()
    whole = set(painted(page.controls))
    parts(page)[2].visible = False
    left = set(painted(page.controls))
    assert left < whole
    assert any("#123456" in str(one) for one in whole - left)


async def test_in_another_theme_a_page_that_paints_nothing_new_is_known_by_its_name_by_day() -> None:
    day, black = Look(Theme.DAY, 30, "zh", "portrait"), Look(Theme.WHITE_ON_BLACK, 30, "zh", "portrait")
    alone, both = Sketch([black]), Sketch([day, black])
    await alone.whole({})
    names = await both.whole({})
    assert {key: name for key, name in names.items() if key[1] == str(black)} == alone.names
    same = [place.name for place in both.pages if names[place.name, str(day)] == names[place.name, str(black)]]
    assert "home" not in same  # the first page is all new
    assert len(same) > 10
    assert len({names[place.name, str(black)] for place in both.pages} - {names[p, str(day)] for p in same}) > 10


AGAIN = """
import asyncio, json
from tests.audit.test_digest import names
print(json.dumps(asyncio.run(names())))
"""


async def names() -> list[list[str]]:
    """The names of the pages beside the services, in one look."""
    sketch = Sketch([Look(Theme.WHITE_ON_BLACK, 48, "ug", "narrow")])
    await sketch.whole({})
    return [[*key, name] for key, name in sketch.names.items()]


def test_another_process_finds_the_same_names() -> None:
    said = subprocess.run(
        [sys.executable, "-c", AGAIN], cwd=ROOT, env={"PYTHONHASHSEED": "7"}, check=True, capture_output=True, text=True
    )
    here = asyncio.run(names())
    assert json.loads(said.stdout) == here
    assert len({name for *_, name in here}) > len(here) / 2


def test_a_judge_a_face_or_what_answers_measures_changes_all_names_and_tests_and_words_do_not(tmp_path: Path) -> None:
    for file in (
        "tests/audit/rules/text.py",
        "tests/audit/test_rules.py",
        "assets/fonts/A.otf",
        "shared/ui/scroller.py",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("a", "utf-8")
    before = behind(tmp_path)
    for file, changes in (
        ("tests/audit/rules/text.py", True),
        ("assets/fonts/A.otf", True),
        ("shared/ui/scroller.py", True),
        ("tests/audit/test_rules.py", False),
        ("shared/ui/web/tabs.js", False),
        ("tests/audit/ledger.py", False),
        ("shared/i18n/catalogues/zh_Hans_CN/home.po", False),
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("b", "utf-8")
        assert (behind(tmp_path) != before) is changes, file
        before = behind(tmp_path)


def test_what_answers_the_tab_key_stands_behind_the_rounds_by_it(tmp_path: Path) -> None:
    file = tmp_path / "shared/ui/web/tabs.js"
    file.parent.mkdir(parents=True)
    file.write_text("a", "utf-8")
    before = tabs(tmp_path)
    file.write_text("b", "utf-8")
    assert tabs(tmp_path) != before

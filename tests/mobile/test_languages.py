"""Languages with a face of their own on a phone: told what they weigh, fetched when wanted, then begun anew in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from accessibility.preferences import Preferences
from accessibility.settings import LANGUAGES
from mobile.languages import Languages, table
from mobile.packing_native import stage_ours
from mobile.parts import BROUGHT
from shared.app.session import Session
from shared.domain.text import text
from shared.i18n import translator
from shared.i18n.catalogue import PACKED
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.fakes.page import FakePage
from tests.ui import fake_page
from tests.ui.test_pages import world
from tests.ui.trees import controls, identifiers, texts

pytestmark = pytest.mark.asyncio
(FACE,) = BROUGHT
FACES = {"ko": {FACE: 256_724}}


async def languages(**answers: Any) -> tuple[FakePage, Languages]:
    page = FakePage(**{"kept": {"kept": []}, "keep": {}, **answers})
    found = Languages(page.line, FACES)
    await found.look()
    return page, found


def screen(found: Languages, kept: list[str], before: str = "") -> Screen:
    around = Surroundings(keep=kept.append, kept=before, lacks=found.lacks, bring=found.bring, anew=found.anew)
    made = Screen(fake_page.FakePage(360, 780).page, Session(world().ports), around)
    made.attach()
    return made


async def choose_korean(at: Screen) -> None:
    at.session.preferences("lang")
    at.redraw()
    await press(at, "pref.lang.ko")


async def press(at: Screen, id: str) -> None:
    page: Any = at.page
    found: Any = next(c for c in controls(page.controls) if getattr(c, "identifier", None) == id)
    await found.content.on_click(None)


async def test_the_build_tells_what_each_face_weighs(tmp_path: Path) -> None:
    stage_ours(tmp_path)
    found = table(tmp_path / "mobile")
    assert found.keys() == {"ko"} and found["ko"].keys() == {FACE}
    assert (tmp_path / "shared/i18n/catalogues/ko" / PACKED).is_file(), "its words are part of the first install"
    assert "ko" in LANGUAGES


async def test_a_language_is_fetched_only_when_the_person_says_so_and_then_the_app_begins_anew_in_it() -> None:
    page, found = await languages()
    kept: list[str] = []
    at = screen(found, kept)
    await choose_korean(at)
    shown: Any = at.page
    assert translator("zh").say(text("pref.lang.fetch", n=257)) in texts(shown.controls)
    assert at.manners.now.lang == "zh" and "keep" not in page.names
    await press(at, "act.fetch")
    assert page.asked[-2]["packs"] == [f"/{FACE}"]
    assert page.names[-1] == "anew"
    _, again = await languages(kept={"kept": ["ko"]})
    assert screen(again, [], kept[-1]).manners.now.lang == "ko"


async def test_what_cannot_be_fetched_is_told_and_the_language_stays() -> None:
    page, found = await languages(keep={"error": "unreachable"})
    at = screen(found, [])
    await choose_korean(at)
    await press(at, "act.fetch")
    shown: Any = at.page
    assert translator("zh").say(text("pref.fetch.failed")) in texts(shown.controls)
    assert "anew" not in page.names and at.manners.now.lang == "zh"


async def test_a_language_that_cannot_be_drawn_is_not_taken_from_a_code_nor_from_what_was_kept() -> None:
    _, found = await languages()
    at = screen(found, [])
    at.manners.put(Preferences(lang="ko"))
    assert at.manners.now.lang == "zh"
    _, there = await languages(kept={"kept": ["ko"]})
    kept: list[str] = []
    screen(there, kept).manners.put(Preferences(lang="ko"))
    assert screen(found, [], kept[-1]).manners.now.lang == "zh", "the face was thrown out meanwhile"


async def test_with_its_face_a_language_is_chosen_at_once() -> None:
    _, found = await languages(kept={"kept": ["ko"]})
    at = screen(found, [])
    await choose_korean(at)
    assert at.manners.now.lang == "ko"
    shown: Any = at.page
    assert "act.fetch" not in identifiers(shown.controls)

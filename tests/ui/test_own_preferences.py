"""On a machine of one person how they are met is kept, and there again the next time; on one of many it never is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.preferences import Theme
from shared.app.session import Session
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.ui.fake_page import FakePage
from tests.ui.test_pages import world

pytestmark = pytest.mark.asyncio


def screen(around: Surroundings) -> Screen:
    made = Screen(FakePage().page, Session(world().ports), around)
    made.attach()
    return made


async def test_the_owner_is_met_as_they_had_it() -> None:
    kept: list[str] = []
    first = screen(Surroundings(keep=kept.append))
    await first.manners.larger()
    await first.manners.speech()
    first.manners.put(replace(first.manners.now, lang="en", theme=Theme.WHITE_ON_BLACK, in_full=True))
    again = screen(Surroundings(keep=kept.append, kept=kept[-1]))
    wanted, found = first.manners.now, again.manners.now
    assert (found.size, found.lang, found.theme, found.aloud) == (wanted.size, "en", Theme.WHITE_ON_BLACK, False)
    assert again.ui.lang == "en"
    assert not found.in_full, "that was for a headset that may not be there"


async def test_the_end_of_a_session_leaves_them_as_they_are() -> None:
    kept: list[str] = []
    only = screen(Surroundings(keep=kept.append))
    await only.manners.larger()
    size = only.manners.now.size
    only.fresh()
    assert only.manners.now.size == size


async def test_a_code_that_cannot_be_read_is_left_aside() -> None:
    only = screen(Surroundings(keep=lambda _: None, kept="NCP2:damaged"))
    assert only.manners.now == only.manners.default


async def test_a_machine_of_many_forgets() -> None:
    kiosk = screen(Surroundings())
    await kiosk.manners.larger()
    kiosk.fresh()
    assert kiosk.manners.now == kiosk.manners.default


def on_a_phone(scale: float, kept: str = "") -> Screen:
    made = Screen(FakePage(360, 780).page, Session(world().ports), Surroundings(keep=lambda _: None, kept=kept))
    made.around.scale = scale
    made.attach()
    return made


async def test_text_is_as_much_larger_as_the_owner_has_set_it_for_the_whole_phone_and_follows_that() -> None:
    usual, phone = on_a_phone(1.0), on_a_phone(1.5)
    phone.fit()
    assert phone.ui.size.body == min(phone.ui.size.steps, key=lambda step: abs(step - 1.5 * usual.ui.size.body))
    assert phone.ui.size.body > usual.ui.size.body
    phone.around.scale = 1.0
    phone.fit()
    assert phone.ui.size == usual.ui.size


async def test_who_chose_a_size_keeps_it_whatever_the_phone_is_set_to() -> None:
    kept: list[str] = []
    phone = on_a_phone(1.0)
    phone.around.keep = kept.append
    await phone.manners.larger()
    chosen = phone.ui.size.body
    phone.around.scale = 2.0
    phone.fit()
    assert phone.ui.size.body == chosen
    again = Screen(FakePage(360, 780).page, Session(world().ports), Surroundings(scale=2.0, kept=kept[-1]))
    again.attach()
    assert again.ui.size.body == chosen

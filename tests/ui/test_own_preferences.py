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

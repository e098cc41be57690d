"""What every page has in common, on a real screen without a client: it asks one thing, and the voice, the settings and
a person are on it, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from shared.app.session import Session
from shared.ui.components.sign import Player, captions_of, label, player
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from shared.ui.view import words
from tests.audit.tour import Place, Tour
from tests.fakes.ports import World
from tests.ui.fake_page import FakePage
from tests.ui.test_screen import FakeGuide
from tests.ui.trees import identifiers, ui

EVERYWHERE: Final = ("nav.repeat", "nav.speech", "nav.settings", "nav.help")
"""Hearing it again, louder, slower or not at all, larger, and a person (ACCESSIBILITY, Hear, Understand)."""
NOT_THERE: Final = {"nav.help": {"help"}, "nav.settings": {"preferences"}}
"""The page that a control leads to needs none, nor those behind it."""


class Walk:
    """A screen that shows one page after another, and what is wrong with them."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._page = FakePage()
        self._screen: Screen | None = None
        self.faults: list[str] = []
        self.seen: list[str] = []

    def begin(self, world: World) -> Session:
        """Another person, at a screen of their own."""
        session = Session(world.ports)
        self._page = FakePage(*self._size)
        screen = Screen(self._page.page, session, Surroundings(guide=FakeGuide(), demo=True))
        screen.attach()
        self._screen = screen
        return session

    async def visit(self, session: Session, place: Place) -> None:
        """Look at the page that the session has come to."""
        assert self._screen is not None
        self._screen.redraw()
        ids = identifiers(self._page.controls)
        self.seen.append(place.name)
        self.faults += [f"{place.name}: {fault}" for fault in faults(place.page, ids)]


def faults(page: str, ids: tuple[str, ...]) -> Iterator[str]:
    """What a page of those identifiers lacks or has too much of."""
    asked = [id for id in ids if id.startswith(("q.", "consent."))]
    if len(asked) > 1:
        yield f"asks {asked}"
    entries = dict.fromkeys(id.split(".")[1] for id in ids if id.startswith("field."))
    if len(entries) > 1:
        yield f"has entries for {list(entries)}"
    for control in EVERYWHERE:
        if control not in ids and page.split(".")[0].split("-")[0] not in NOT_THERE.get(control, ()):
            yield f"lacks {control}"
    bars = [id for id in ids if id in EVERYWHERE]
    if bars != [id for id in dict.fromkeys(ids) if id in EVERYWHERE]:
        yield f"has its ways twice: {bars}"


def test_a_page_that_asks_two_things_or_has_no_way_to_a_person_is_found() -> None:
    good = ("page.home", "q.choice.reason", "opt.a", *EVERYWHERE)
    assert not list(faults("step.x.reason", good))
    assert list(faults("step.x.reason", (*good, "q.date.day")))
    assert list(faults("step.x.reason", (*good, "field.day.year", "field.amount")))
    assert list(faults("step.x.reason", good[:-1]))


@pytest.mark.parametrize("screen", [(1080, 1920), (320, 640)])
async def test_every_page_asks_one_thing_and_holds_the_voice_the_settings_and_a_person(screen: tuple[int, int]) -> None:
    walk = Walk(*screen)
    await Tour(walk.begin, walk.visit).whole()
    assert len(walk.seen) > 200
    assert not walk.faults, "\n".join(walk.faults)


async def nothing() -> None:
    """What a control does here."""


@pytest.mark.parametrize("screen", [(1080, 1920), (1366, 768), (360, 800)])
def test_no_recording_of_sign_has_a_button_that_closes_it(screen: tuple[int, int]) -> None:
    """It would have to stand in a corner above or in the middle below (工信厅信管函〔2021〕67号 附件): none is over
    the picture; 手语 in the upper bar, which showed it, puts it away."""
    view = ui(*screen)
    texts = (captions_of(view, "话"), label(view, "慢"), label(view, "大"))
    drawn = player(view, words(view, ""), Player(nothing, nothing, nothing, *texts))
    assert set(identifiers(drawn)) == {"sign.replay", "sign.slower", "sign.full", "sign.captions"}

"""A screen reader is not spoken over: our voice keeps silent, and what changed is told to the reader in its stead."""

from __future__ import annotations

from dataclasses import dataclass, field

import flet as ft

from shared.app.idle import IDLE
from shared.ui.gallery import gallery
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.app.trial import WANG
from tests.ui.test_home import press
from tests.ui.test_screen import Kiosk
from tests.ui.trees import controls, ui


@dataclass
class FakeReader:
    """Notes what it is told; `shows` whether it shows itself."""

    shows: bool = False
    told: list[str] = field(default_factory=list)

    async def there(self) -> bool:
        return self.shows

    async def tell(self, words: str) -> None:
        self.told.append(words)


class Read(Kiosk):
    """A kiosk before which somebody stands with a screen reader."""

    def __init__(self, shows: bool) -> None:
        super().__init__()
        self.screen.detach()
        self.reader = FakeReader(shows)
        around = Surroundings(guide=self.guide, reader=self.reader)
        self.screen = Screen(self.page.page, self.session, around)
        self.screen.attach()


async def test_a_reader_that_shows_itself_is_not_spoken_over() -> None:
    kiosk = Read(shows=True)
    await kiosk.settle()
    assert not kiosk.guide.preferences.speaks
    kiosk.guide.said.clear()
    await kiosk.session.open("unemployment")
    await kiosk.session.choose_card(WANG)
    await kiosk.settle()
    question = kiosk.session.question()
    assert question is not None
    assert kiosk.reader.told[-1] == kiosk.screen._ui.say(question.title)
    await kiosk.session.enter("12")
    await kiosk.settle()
    wrong = kiosk.session.problem
    assert wrong is not None
    assert kiosk.reader.told[-1] == "\n".join(
        kiosk.screen._ui.say(words) for words in (wrong.what, wrong.example, question.title) if words
    )
    assert kiosk.guide.said == []


async def test_the_next_person_finds_it_the_same_and_may_have_our_voice_all_the_same() -> None:
    kiosk = Read(shows=True)
    await kiosk.settle()
    await kiosk.screen.manners.speech()
    assert kiosk.guide.preferences.speaks
    kiosk.screen.fresh()
    assert not kiosk.guide.preferences.speaks


async def test_where_it_cannot_be_known_the_person_says_so_and_our_voice_yields_at_once() -> None:
    kiosk = Read(shows=False)
    kiosk.session.preferences("voice")
    await kiosk.settle()
    assert kiosk.guide.preferences.speaks and kiosk.reader.told == []
    await press(kiosk.page.controls, "pref.voice.reader")
    await kiosk.settle()
    assert not kiosk.guide.preferences.speaks
    assert kiosk.reader.told, "and the reader is told where one is"


async def test_the_idle_warning_reaches_the_reader() -> None:
    kiosk = Read(shows=True)
    await kiosk.enter_as_wang()
    await kiosk.pass_time(IDLE)
    assert kiosk.reader.told[-1] == kiosk.screen._ui.say("kiosk.idle.title")


def test_nothing_moves_by_itself_so_that_reduced_motion_has_nothing_to_reduce() -> None:
    moving = [
        (type(control).__name__, name)
        for control in controls(gallery(ui()))
        for name in vars(control)
        if name.startswith("animate") and getattr(control, name) not in (None, False)
    ]
    assert moving == []
    buttons = [c for c in controls(gallery(ui())) if isinstance(c, ft.FilledButton)]
    assert buttons
    assert {c.style.animation_duration for c in buttons if isinstance(c.style, ft.ButtonStyle)} == {0}

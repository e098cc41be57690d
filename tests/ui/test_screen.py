"""The screen over a page without a client: what it sends, how it forgets, how time passes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from accessibility.preferences import Preferences
from shared.app.idle import IDLE, WARNING
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.text import Text
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.app.trial import WANG
from tests.fakes.ports import World
from tests.ui.fake_page import FakePage
from tests.ui.test_home import press as touch
from tests.ui.test_pages import world
from tests.ui.trees import identifiers, texts


@dataclass
class FakeGuide:
    """Notes what it is told to say."""

    available: bool = True
    mute: tuple[str, ...] = ()
    speaking: bool = False
    breathing: bool = False
    said: list[str] = field(default_factory=list)
    stops: int = 0
    wipes: int = 0
    rests: list[str] = field(default_factory=list)
    preferences: Preferences = field(default_factory=Preferences)

    def speaks(self, lang: str) -> bool:
        return lang not in self.mute

    def page(self, session: Session, lang: str) -> None:
        self.said.append(f"{session.page.id} {lang}")

    def why(self, session: Session, lang: str) -> None:
        self.said.append(f"why {session.page.id} {lang}")

    def warn(self, lang: str) -> None:
        self.said.append(f"warning {lang}")

    def tell(self, what: Text, lang: str) -> None:
        self.said.append(f"{what.id} {lang}")

    def add(self, what: Text, lang: str) -> None:
        self.tell(what, lang)

    def breathe(self, breath: Callable[[], Awaitable[None]] | None, after: float = 0.0) -> None:
        """Nobody is listened to."""

    def settle(self, preferences: Preferences) -> None:
        self.preferences = preferences

    def pause(self) -> None:
        self.rests.append("pause")

    def resume(self) -> None:
        self.rests.append("resume")

    def stop(self) -> None:
        self.stops += 1

    def wipe(self) -> None:
        self.wipes += 1


class Kiosk:
    """A screen with everything it stands on."""

    def __init__(self) -> None:
        self.world: World = world()
        self.page, self.guide = FakePage(), FakeGuide()
        self.session = Session(self.world.ports)
        self.screen = Screen(self.page.page, self.session, Surroundings(guide=self.guide, demo=True))
        self.screen.attach()

    @property
    def ids(self) -> tuple[str, ...]:
        return identifiers(self.page.controls)

    @property
    def words(self) -> str:
        return "\n".join(texts(self.page.controls))

    async def settle(self) -> None:
        """Let the screen draw what changed."""
        for _ in range(5):
            await asyncio.sleep(0)

    async def enter_as_wang(self) -> None:
        await self.session.open("unemployment")
        await self.session.choose_card(WANG)
        await self.session.enter("123456")
        await self.settle()

    async def pass_time(self, seconds: float) -> None:
        self.world.clock.advance(timedelta(seconds=seconds))
        await self.screen.watch()
        await self.settle()


async def test_the_first_page_has_both_bars() -> None:
    ids = Kiosk().ids
    assert {"page.home", "nav.help", "nav.contrast", "nav.language", "nav.larger", "outbox.state"} <= set(ids)


async def test_many_changes_at_once_are_drawn_once() -> None:
    kiosk = Kiosk()
    before = kiosk.page.updates
    for _ in range(5):
        kiosk.session.changed()
    await kiosk.settle()
    assert kiosk.page.updates == before + 1


async def test_the_language_changes_anywhere_and_keeps_the_journey() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    journey = kiosk.session.journey
    await kiosk.screen._frame.ways.language()
    await kiosk.settle()
    await touch(kiosk.page.controls, "pref.lang.en")
    await kiosk.settle()
    assert kiosk.session.journey is journey
    assert "Done" in kiosk.words
    assert kiosk.guide.said[-1].endswith(" en")
    kiosk.session.preferred()
    await kiosk.settle()
    assert "Next" in kiosk.words
    assert kiosk.page.locale_configuration is not None
    assert kiosk.page.locale_configuration.current_locale is not None
    assert kiosk.page.locale_configuration.current_locale.language_code == "en"


async def test_size_and_theme_change_the_page() -> None:
    kiosk = Kiosk()
    size, ground = kiosk.screen._ui.size.body, kiosk.page.bgcolor
    await kiosk.screen.manners.larger()
    await kiosk.screen.manners.contrast()
    assert kiosk.screen._ui.size.body > size
    assert kiosk.page.bgcolor != ground


async def test_the_warning_is_seen_and_heard_and_one_touch_extends() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    await kiosk.pass_time(IDLE)
    assert "idle.extend" in kiosk.ids
    assert kiosk.guide.said[-1].startswith("warning")
    kiosk.screen.touched()
    assert "idle.extend" not in kiosk.ids
    assert kiosk.session.person is not None


async def test_it_can_be_extended_again_and_again() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    for _ in range(12):
        await kiosk.pass_time(IDLE)
        assert "idle.extend" in kiosk.ids
        kiosk.screen.touched()
    assert kiosk.session.person is not None


async def test_who_left_is_forgotten_and_the_look_returns() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    await kiosk.screen._frame.ways.language()
    await kiosk.screen.manners.contrast()
    await kiosk.pass_time(IDLE)
    await kiosk.pass_time(WARNING)
    assert kiosk.session.person is None
    assert "page.home" in kiosk.ids
    assert kiosk.screen.manners.now == Preferences()
    assert kiosk.guide.wipes >= 1


async def test_nobody_is_warned_on_an_unused_kiosk() -> None:
    kiosk = Kiosk()
    await kiosk.pass_time(IDLE)
    assert "idle.extend" not in kiosk.ids


async def test_a_touch_silences_the_voice() -> None:
    kiosk = Kiosk()
    before = kiosk.guide.stops
    kiosk.screen.touched()
    assert kiosk.guide.stops == before + 1


async def test_a_page_is_said_once_when_it_comes() -> None:
    kiosk = Kiosk()
    await kiosk.session.open("unemployment")
    await kiosk.settle()
    kiosk.session.changed()
    await kiosk.settle()
    assert kiosk.guide.said == ["home zh", "identify zh"]


async def test_ending_leaves_nothing_of_the_person_on_the_page() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    await kiosk.screen.end()
    await kiosk.settle()
    assert kiosk.session.page.at is At.ENDED
    assert WANG not in kiosk.words
    assert "王秀英" not in kiosk.words
    assert kiosk.guide.wipes >= 1


async def test_news_does_not_touch_a_page_on_which_somebody_types() -> None:
    kiosk = Kiosk()
    await kiosk.enter_as_wang()
    scene = kiosk.screen._scene
    kiosk.screen.news()
    assert kiosk.screen._scene is scene


async def test_a_missing_voice_is_said() -> None:
    kiosk = Kiosk()
    kiosk.guide.available = False
    kiosk.screen.redraw()
    assert "语音不可用" in kiosk.words
    assert "nav.repeat" not in kiosk.ids


async def test_a_page_that_news_of_the_store_drew_first_is_said_all_the_same() -> None:
    kiosk = Kiosk()
    kiosk.session.waiting()
    kiosk.screen.news()
    await kiosk.settle()
    assert kiosk.guide.said == ["home zh", "waiting zh"]


async def test_the_same_mistake_made_again_is_said_again() -> None:
    kiosk = Kiosk()
    await kiosk.session.open("unemployment")
    await kiosk.session.choose_card("keypad")
    for _ in range(2):
        await kiosk.session.enter("123")
        await kiosk.settle()
    assert kiosk.guide.said.count("number zh") == 2

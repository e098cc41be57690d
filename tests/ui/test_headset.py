"""A headset makes private numbers whole; pulling it is silence at once, and from then on only their tails."""

from __future__ import annotations

import asyncio

import pytest

from accessibility.preferences import Preferences
from accessibility.script.speakable import spell
from accessibility.speech import Clips, Voice
from shared.app.pages import At
from shared.app.session import Session
from shared.i18n import translator
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.app.trial import WANG
from tests.fakes.headset import FakeHeadset
from tests.fakes.voice import FakeDriver, FakePlayer
from tests.personas.headless import onward
from tests.ui.fake_page import FakePage
from tests.ui.test_home import press
from tests.ui.test_pages import world
from tests.ui.trees import identifiers

ACCOUNT = "6222020200112230"
WHOLE = spell(ACCOUNT, "zh")


class Room:
    """A screen with a real voice, and a headset beside it. A sentence lasts seconds, so that it can be interrupted."""

    def __init__(self) -> None:
        count = iter(range(1000))
        self.clips = Clips(lambda n: next(count).to_bytes(n, "big"), lambda: 0.0)
        self.player = FakePlayer(self.clips)
        self.voice = Voice(FakeDriver(ms=5_000), self.clips, self.player, translator)
        self.headset, self.page = FakeHeadset(), FakePage()
        self.session = Session(world().ports)
        self.screen = Screen(self.page.page, self.session, Surroundings(guide=self.voice, headset=self.headset))
        self.screen.attach()

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    async def to_review(self) -> None:
        await self.session.open("unemployment")
        await onward(self.session, card=WANG, answers={"pay_to": "account", "account": ACCOUNT}, submit=False)
        await self.settle()
        assert self.session.page.at is At.REVIEW

    @property
    def said(self) -> str:
        return "|".join(said.words for said in self.voice.transcript)

    def forget(self) -> None:
        self.voice.transcript.clear()


async def test_a_headset_has_numbers_said_whole_and_pulling_it_stops_and_masks_at_once() -> None:
    room = Room()
    await room.to_review()
    assert WHOLE not in room.said and "二二三零" in room.said
    room.headset.plug(True)
    await room.settle()
    assert room.screen.manners.now.in_full
    await press(room.page.controls, "nav.repeat")
    await room.settle()
    assert WHOLE in room.said
    stops, held = room.player.stops, len(room.clips)
    room.forget()
    assert held > 0
    room.headset.plug(False)
    await room.settle()
    assert room.player.stops > stops, "silence comes first"
    assert not room.screen.manners.now.in_full
    room.voice.resume()
    room.voice.repeat()
    await press(room.page.controls, "nav.repeat")
    await room.settle()
    assert "耳机拔掉了" in room.said
    assert WHOLE not in room.said and "二二三零" in room.said
    await room.voice.close()


async def test_without_a_headset_the_person_chooses_on_the_page_and_takes_it_back() -> None:
    room = Room()
    await room.to_review()
    assert "pref.private.full" in identifiers(room.page.controls)
    await press(room.page.controls, "pref.private.full")
    await room.settle()
    assert WHOLE in room.said
    assert "pref.private.tail" in identifiers(room.page.controls)
    room.forget()
    await press(room.page.controls, "pref.private.tail")
    await room.settle()
    assert "二二三零" in room.said and WHOLE not in room.said
    await room.voice.close()


async def test_the_choice_ends_with_the_session_and_pulling_a_headset_undoes_it_too() -> None:
    room = Room()
    room.screen.manners.put(Preferences(in_full=True))
    room.headset.plug(False)
    assert not room.screen.manners.now.in_full
    room.screen.manners.put(Preferences(in_full=True))
    room.screen.fresh()
    assert not room.screen.manners.now.in_full
    await room.voice.close()


async def test_where_nothing_private_is_reviewed_nothing_is_offered() -> None:
    room = Room()
    await room.session.open("unemployment")
    await onward(room.session, card=WANG, answers={"pay_to": "card", "phone": "none"}, submit=False)
    await room.settle()
    assert not [id for id in identifiers(room.page.controls) if id.startswith("pref.private")]
    await room.voice.close()


async def test_a_screen_that_is_gone_minds_no_headset() -> None:
    room = Room()
    assert room.headset.minded
    room.screen.detach()
    assert not room.headset.minded
    await room.voice.close()


@pytest.mark.parametrize(("mute", "told"), [(True, "先用普通话念"), (False, "现在是")])
async def test_a_tongue_that_the_machine_does_not_speak_is_told(mute: bool, told: str) -> None:
    room = Room()
    driver = room.voice._driver
    assert isinstance(driver, FakeDriver)
    driver.only = "zh" if mute else ""
    room.session.preferences("tongue")
    await room.settle()
    await press(room.page.controls, "pref.tongue.yue")
    await room.settle()
    assert told in room.said
    assert driver.langs[-1] == ("zh" if mute else "yue")
    await room.voice.close()

"""Whoever has eight keys and a dark screen, or one switch or two, finishes every service; later services too."""

from __future__ import annotations

import pytest

from accessibility.preferences import Scan
from shared.domain.flow import Flow
from shared.i18n import translator
from tests.personas.booth import Booth
from tests.personas.keypad import Keypad
from tests.personas.persona import finish, wants
from tests.personas.spelling import SELECT, BySwitches, parts
from tests.personas.switch import Switch, TwoSwitches
from tests.personas.test_personas import WAYS
from tests.ui.trees import texts

BY_HAND = [(flow, card) for flow, card in WAYS if card or flow == WAYS[0][0]]
"""Every service by card, and one by a number that is typed in secret."""


@pytest.mark.parametrize(("flow", "card"), BY_HAND, ids=[f"{flow.id} {card}" for flow, card in BY_HAND])
@pytest.mark.parametrize("persona", [Keypad, Switch, TwoSwitches], ids=lambda persona: persona.name)
async def test_everybody_finishes_every_service_by_hand(persona: type[Keypad], flow: Flow, card: bool) -> None:
    booth = Booth()
    someone = persona(booth, wants(flow, translator("zh"), card=card))
    await finish(someone, flow)
    booth.screen.detach()


async def test_a_dark_screen_shows_nothing_of_the_person() -> None:
    """All the while the keypad is used, what is drawn are the same few sentences."""
    flow = WAYS[0][0]
    booth = Booth()
    someone = Keypad(booth, wants(flow, translator("zh"), card=True))
    await someone.arrive()
    dark = texts(booth.page.controls)
    seen: set[tuple[str, ...]] = set()
    for _ in range(6):
        await someone.turn()
        seen.add(texts(booth.page.controls))
    assert booth.session.person is not None
    assert seen == {dark} and len(dark) == 2


async def test_digits_that_are_secret_are_never_said_to_the_room() -> None:
    flow = WAYS[0][0]
    for persona in (Keypad, Switch):
        booth = Booth()
        someone = persona(booth, wants(flow, translator("zh"), card=True))
        await someone.arrive()
        while booth.session.page.at != "pin":
            await someone.turn()
        booth.ear.all_heard.clear()
        await someone.type("123456")
        said = booth.ear.all_heard
        pad = {someone.understands.spoken(f"keypad.step.{way}") for way in ("up", "down", "left", "right")}
        other = [line for line in said if line not in pad]
        assert not any(line.startswith(digit) for line in other for digit in "一二三四五六幺123456"), other
        assert any("六位" in line for line in other), "only how many were typed"
        booth.screen.detach()


async def test_a_tremor_selects_once() -> None:
    """A second press within half a second is none."""
    booth = Booth()
    someone = Switch(booth, wants(WAYS[0][0], translator("zh"), card=True))
    await someone.arrive()
    await someone.find(lambda said: said.startswith("我没工作了"), "the service")
    await someone.hit()
    page = booth.session.page
    await someone.find(lambda said: said.startswith("王秀英"), "the card")
    await someone.hit()
    await booth.key(" ")
    await booth.key(" ")
    assert booth.session.page == page
    booth.screen.detach()


async def test_the_last_selection_is_taken_back() -> None:
    booth = Booth()
    someone = Switch(booth, wants(WAYS[0][0], translator("zh"), card=True))
    await someone.arrive()
    await someone.find(lambda said: said.startswith("我没工作了"), "the service")
    await someone.hit()
    await someone.find(lambda said: said.startswith("王秀英"), "the card")
    await someone.hit()
    assert booth.screen.scene is not None and booth.screen.scene.raw
    await someone.until("switch.undo")
    await someone.hit()
    assert booth.screen.scene.raw == ""
    booth.screen.detach()


async def test_nobody_is_hurried_the_light_rests_and_begins_again() -> None:
    booth = Booth()
    someone = Switch(booth, wants(WAYS[0][0], translator("zh"), card=True))
    await someone.arrive()
    page = booth.session.page
    rests = someone.understands.spoken("switch.rests")
    heard = [await someone.tick() for _ in range(60)]
    assert rests in heard
    assert not any(heard[heard.index(rests) + 1 :]), "nothing is said any more"
    assert booth.session.page == page
    assert (await someone.hit()).startswith("我没工作了"), "the next press begins anew"
    booth.screen.detach()


async def test_arrows_and_a_keyboard_do_not_disturb_each_other() -> None:
    """Enter selects only what arrows came to and was said; Tab works another way."""
    booth = Booth()
    await booth.key(SELECT)
    assert booth.session.page.at == "home"
    await booth.key("Arrow Down")
    await booth.key("Tab")
    await booth.key(SELECT)
    assert booth.session.page.at == "home"
    await booth.key("Arrow Down")
    await booth.key(SELECT)
    assert booth.session.page.at == "identify"


async def test_two_switches_begin_by_themselves_and_nothing_lights_up_unasked() -> None:
    booth = Booth()
    someone = TwoSwitches(booth, wants(WAYS[0][0], translator("zh"), card=True))
    await someone.arrive()
    assert booth.screen.manners.now.scan is Scan.TWO
    before = list(booth.ear.all_heard)
    assert booth.metronome.strike() == 0.0, "nothing sleeps until the light goes on"
    await booth.settle()
    assert booth.ear.all_heard == before
    booth.screen.detach()


async def test_a_tremor_moves_the_light_on_once() -> None:
    booth = Booth()
    someone = TwoSwitches(booth, wants(WAYS[0][0], translator("zh"), card=True))
    await someone.arrive()
    await someone.tick()
    heard = len(booth.ear.all_heard)
    for _ in range(3):
        await booth.key(" ")
    assert len(booth.ear.all_heard) == heard
    assert await someone.tick()
    booth.screen.detach()


class Wrote(Exception):
    """The name stands there."""


class Writer(Switch):
    """Stops after the name: what follows is not looked at."""

    wrote: tuple[str, ...] = ()

    async def spell(self, words: str) -> None:
        await BySwitches(self.tick, self.hit, self.understands).spell(words)
        self.wrote = tuple(self.booth.ear.heard)
        raise Wrote(words)


async def test_a_name_is_written_by_one_switch_and_each_character_is_told_apart() -> None:
    """The name of a private page: its letters have to be heard, and its number is not."""
    flow = next(flow for flow, _ in WAYS if flow.id == "loss_report")
    booth = Booth()
    someone = Writer(booth, wants(flow, translator("zh"), card=True))
    with pytest.raises(Wrote):
        await finish(someone, flow)
    assert booth.screen.scene is not None and booth.screen.scene.raw == "李建国\n"
    assert any(parts(line)[1:2] == ("李",) and len(parts(line)) > 2 for line in someone.wrote), "李 is told by a word"
    await someone.find(lambda said: "写号码" in said, "the number")
    await someone.hit()
    assert booth.screen.secret, "digits of a number are not for the room"
    booth.screen.detach()

"""Whoever has eight keys and a dark screen, or one switch, finishes every service; later services too."""

from __future__ import annotations

import pytest

from shared.domain.flow import Flow
from shared.flows import EXERCISES
from shared.i18n import translator
from tests.personas.booth import Booth
from tests.personas.keypad import SELECT, Keypad
from tests.personas.persona import finish, wants
from tests.personas.switch import Switch
from tests.personas.test_personas import WAYS
from tests.ui.trees import texts

BY_HAND = [(flow, card) for flow, card in WAYS if card or flow == WAYS[0][0]]
"""Every service by card, and one by a number that is typed in secret."""


@pytest.mark.parametrize(("flow", "card"), BY_HAND, ids=[f"{flow.id} {card}" for flow, card in BY_HAND])
@pytest.mark.parametrize("persona", [Keypad, Switch], ids=lambda persona: persona.name)
async def test_everybody_finishes_every_service_by_hand(persona: type[Keypad], flow: Flow, card: bool) -> None:
    booth = Booth()
    someone = persona(booth, wants(flow, translator("zh"), card=card))
    someone.dark = flow.id not in EXERCISES  # to which the judge leads by touching
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

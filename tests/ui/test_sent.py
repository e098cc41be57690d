"""What goes to the client at a touch: the page, and of what stands nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import flet as ft
import pytest

from shared.app.session import Session
from shared.flows import FLOWS
from shared.ui.guide import Silent
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from shared.ui.theme import PALETTES
from shared.ui.view import press, words
from tests.fakes.client import FakeClient
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.personas.headless import PERSON_NUMBER, onward
from tests.ui.trees import ui


class Voice(Silent):
    """There, so that its controls are on the page."""

    available = True


async def at_review(client: FakeClient) -> Session:
    """After all questions of a service, and after what was sent for them."""
    session = Session(World(dict(FLOWS), {PERSON_NUMBER: "李建国"}, every_pack()).ports)
    Screen(client.page, session, Surroundings(guide=Voice(), demo=True)).attach()
    await session.open("unemployment")
    await onward(session, submit=False)
    await drawn(client)
    return session


async def drawn(client: FakeClient) -> list[list[Any]]:
    """What was sent once everything was drawn."""
    for _ in range(5):
        await asyncio.sleep(0)
    return client.patches()


@pytest.mark.parametrize("size", [(1080, 1920), (360, 720)])
async def test_from_question_to_question_the_page_is_sent_and_of_the_bars_their_words(size: tuple[int, int]) -> None:
    client = FakeClient(*size)
    session = await at_review(client)
    await session.back()
    await drawn(client)
    await session.back()
    changes = await drawn(client)
    pages = [value for _, _, where, value in changes if where == "content"]
    assert [page["identifier"] for page in pages] == [f"page.{session.page.id}"]
    assert {where for _, _, where, _ in changes} <= {"content", "value", "semantics_label"}


async def test_a_button_that_stands_is_not_sent_again_and_one_that_changed_is() -> None:
    client = FakeClient()
    drawn_for = ui()
    here = press(drawn_for, "opt.a", words(drawn_for, "有"), None)
    there = press(drawn_for, "opt.b", words(drawn_for, "没有"), None)
    client.page.controls = [ft.Column([here, there])]
    client.page.update()
    client.patches()
    client.page.update()
    assert client.patches() == []
    button = there.content
    assert isinstance(button, ft.FilledButton) and isinstance(button.style, ft.ButtonStyle)
    button.style = ft.ButtonStyle(bgcolor=PALETTES[next(iter(PALETTES))].primary.ground)
    client.page.update()
    changes = client.patches()
    assert [change[2] for change in changes] == ["style"]
    assert changes[0][3]["bgcolor"] == PALETTES[next(iter(PALETTES))].primary.ground

"""The quicker comparison comes to what Flet's own comes to: the same messages, the same controls known by number."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import flet as ft
import pytest

from shared.app.session import Session
from shared.flows import FLOWS
from shared.ui.quick import quicken
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.fakes.client import FakeClient
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.personas.headless import PERSON_NUMBER, walk
from tests.ui.trees import controls


@pytest.fixture
def own() -> Iterator[None]:
    """Flet's own comparison, whatever ran before in this process."""
    quicken(on=False)
    yield
    quicken(on=False)


def nameless(value: Any) -> Any:
    """Without the numbers that Flet counts on for every control ever made."""
    if isinstance(value, dict):
        return {key: nameless(inner) for key, inner in value.items() if key not in ("_i", "uid")}
    return [nameless(inner) for inner in value] if isinstance(value, list) else value


def tree(control: ft.BaseControl) -> str:
    """What it is and what it stands in, up to the page."""
    return f"{control._c}<{tree(control.parent)}" if control.parent is not None else control._c


def known(client: FakeClient) -> list[str]:
    """The controls on the page that the session finds by their numbers."""
    index = client.session.index
    return [tree(control) for control in controls(client.page.controls) if index.get(control._i) is control]


async def everything(flow: str) -> list[tuple[Any, list[str]]]:
    """Of every page of a service: what was sent, and which controls are known then, each with all it stands in."""
    client = FakeClient()
    session = Session(World(dict(FLOWS), {PERSON_NUMBER: "李建国"}, every_pack()).ports)
    screen = Screen(client.page, session, Surroundings(demo=True))
    screen.attach()
    found: list[tuple[Any, list[str]]] = []

    async def look(_: Session) -> None:
        screen.redraw()
        await asyncio.sleep(0)
        known = [known for known in client.session.index.values() if isinstance(known, ft.BaseControl)]
        found.append((nameless(client.patches()), sorted(tree(control) for control in known)))

    await walk(session, FLOWS[flow], on_page=look)
    return found


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("flow", ["unemployment", "passive_check"])
async def test_it_sends_and_knows_what_flets_own_does(flow: str) -> None:
    before = await everything(flow)
    assert quicken(), "another version of Flet: look whether its comparison is still the same, then name it KNOWN"
    after = await everything(flow)
    assert len(before) > 5 and all(len(names) > 30 for _, names in before)
    for own, quick in zip(before, after, strict=True):
        assert quick == own


@pytest.mark.usefixtures("own")
async def test_it_finds_controls_in_every_place_that_can_hold_one() -> None:
    held: list[list[str]] = []
    for quick in (False, True):
        assert quicken(on=quick)
        client = FakeClient()
        client.page.controls = [
            ft.Container(content=ft.Text("a"), tooltip=ft.Tooltip(message="b")),
            ft.TextField(prefix=ft.Text("c"), label=ft.Text("d"), suffix="e"),
            ft.Stack([ft.Row([ft.Column([ft.Text("f")])])]),
        ]
        client.page.update()
        held.append(sorted(tree(control) for control in list(client.session.index.values())))
    assert held[0] == held[1] and sum(one.startswith("Text<") for one in held[1]) == 4

"""What the page at the screen is told to play: in order, by one line at a time, and only where the gate admits it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from starlette.testclient import TestClient

from kiosk.gate import Gate
from kiosk.server import build_app
from kiosk.sound import RETRY, PagePlayer
from tests.kiosk.test_gate import ORIGIN, PORT, _main


async def words(line: AsyncIterator[str]) -> dict[str, object]:
    """The next event."""
    event = await asyncio.wait_for(anext(line), 5)
    found: dict[str, object] = json.loads(event.removeprefix("data: "))
    return found


async def opened(player: PagePlayer) -> AsyncIterator[str]:
    line = player.told()
    assert await anext(line) == RETRY
    return line


async def test_what_is_played_and_silenced_is_told_in_order() -> None:
    player = PagePlayer()
    line = await opened(player)
    await player.play("a", 0.5)
    await player.stop()
    await player.play("b", 1.0)
    assert [await words(line) for _ in range(3)] == [{"play": "a", "volume": 0.5}, {}, {"play": "b", "volume": 1.0}]


async def test_a_page_that_asks_late_plays_what_is_still_wanted() -> None:
    player = PagePlayer()
    await player.play("a", 1.0)
    assert await words(await opened(player)) == {"play": "a", "volume": 1.0}


async def test_a_page_that_asks_late_plays_nothing_that_was_silenced() -> None:
    player = PagePlayer()
    await player.play("a", 1.0)
    await player.stop()
    line = await opened(player)
    await player.play("b", 1.0)
    assert await words(line) == {"play": "b", "volume": 1.0}


async def test_only_the_page_that_asked_last_is_told() -> None:
    player = PagePlayer()
    first = await opened(player)
    second = await opened(player)
    await player.play("a", 1.0)
    assert await words(second) == {"play": "a", "volume": 1.0}
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(first), 5)


async def test_the_line_ends_with_the_kiosk() -> None:
    player = PagePlayer()
    line = await opened(player)
    player.end()
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(line), 5)


def test_nobody_is_told_without_the_cookie_and_a_screen_without_a_voice_asks_once() -> None:
    gate = Gate(PORT)
    client = TestClient(build_app(_main, gate), base_url=ORIGIN, follow_redirects=False)
    assert client.get("/sound").status_code == 403
    client.get(gate.url().removeprefix(ORIGIN))
    assert client.get("/sound").status_code == 204, "an event source gives up at that (HTML, 9.2.3)"

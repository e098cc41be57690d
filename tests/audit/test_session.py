"""A look has a limit of time, and whoever waits for it is told which one it was."""

from __future__ import annotations

import asyncio

import pytest

from accessibility.preferences import Theme
from tests.audit.looks import Look
from tests.audit.session import limit
from tests.audit.tour import Place


async def test_a_look_at_which_the_client_stands_still_is_given_up_by_name() -> None:
    with pytest.raises(TimeoutError, match=r"home .*48 ko landscape.*did not come to stand"):
        async with limit(Place("home", "", "home"), Look(Theme.DAY, 48, "ko", "landscape"), 0.01):
            await asyncio.Event().wait()


async def test_a_look_within_its_time_passes() -> None:
    async with limit(Place("home", "", "home"), Look(Theme.DAY, 48, "ko", "landscape"), 10):
        await asyncio.sleep(0)

"""A phone killed ten times while it keeps claims: what it called saved is there. `make torture` kills 200 times."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.simulation.phone_kills import Tally, folder, run

KILLS = 10
EVERY = 5
"""Each fifth kill takes the whole browser, the others the process of the page."""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found by /proc")
async def test_what_was_reported_as_saved_outlives_ten_kills(tmp_path: Path) -> None:
    tally = Tally()
    site = await asyncio.to_thread(folder, tmp_path / "site")
    await run(tmp_path, site, KILLS, tally, every=EVERY, seed=20261125)
    assert tally.kills == KILLS
    assert len(tally.reported) > KILLS
    assert len({*tally.reported}) == len(tally.reported)

"""A phone killed ten times while it keeps claims: what it reported as saved is there. See `phone_kills` for 200."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.simulation.phone_kills import Lost, Tally, folder, judge, run

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


def test_a_loss_would_be_seen() -> None:
    found = {"there": [1, 2], "wrong": [], "half": [], "recovered": False}
    judge(found, Tally(kills=1, reported=[1, 2]))
    for worse in ({"there": [1]}, {"there": [1, 2, 2]}, {"wrong": [2]}, {"half": [2]}, {"recovered": True}):
        with pytest.raises(Lost):
            judge({**found, **worse}, Tally(kills=1, reported=[1, 2]))
    with pytest.raises(Lost):
        judge({**found, "there": [1, 2, 3, 4]}, Tally(kills=1, reported=[1, 2]))
    with pytest.raises(Lost):
        judge({"error": "no"}, Tally())

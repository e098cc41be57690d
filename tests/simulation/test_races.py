"""Fifty kiosks race for ten places: never one too many, never a wish without an answer. `make races`: 1,000 rounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.races import KIOSKS, PLACES, run


@pytest.mark.slow
async def test_no_half_hour_is_given_out_twice_and_no_wish_is_lost(tmp_path: Path) -> None:
    rounds = 10
    tally = await run(tmp_path, rounds)
    assert (tally.rounds, tally.wishes) == (rounds, rounds * KIOSKS)
    assert rounds * PLACES * 0.8 < tally.confirmed <= rounds * PLACES
    assert tally.again and tally.cancelled and tally.offered


async def test_the_same_holds_through_seals_signatures_and_the_api(tmp_path: Path) -> None:
    tally = await run(tmp_path, 5, whole=True, kiosks=15)
    assert (tally.rounds, tally.wishes) == (5, 75)
    assert tally.confirmed <= 5 * PLACES
    assert tally.again and tally.cancelled and tally.offered

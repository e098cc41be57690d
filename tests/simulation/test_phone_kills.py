"""What the tally of killed phones would call a loss."""

from __future__ import annotations

import pytest

from tests.simulation.killing import Lost
from tests.simulation.phone_kills import Tally, judge


def test_a_loss_would_be_seen() -> None:
    found = {"there": [1, 2], "wrong": [], "half": [], "recovered": False}
    judge(found, Tally(starts=[1], reported=[1, 2]))
    for worse in ({"there": [1]}, {"there": [1, 2, 2]}, {"wrong": [2]}, {"half": [2]}, {"recovered": True}):
        with pytest.raises(Lost):
            judge({**found, **worse}, Tally(starts=[1], reported=[1, 2]))
    judge({**found, "there": [1, 2, 3]}, Tally(starts=[1], reported=[1, 2]))
    with pytest.raises(Lost):
        judge({**found, "there": [1, 2, 4]}, Tally(starts=[1], reported=[1, 2]))
    with pytest.raises(Lost):
        judge({"error": "no"}, Tally())

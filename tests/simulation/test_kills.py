"""A process killed at any moment: what it reported as saved is there exactly once, and nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from shared.domain.exchange import Delivery
from shared.store.store import Store
from tests.fakes.items import sealed
from tests.fakes.ports import FakeClock

KILLS = 12
ROOT = Path(__file__).parents[2]


def killed_after(path: Path, first: int, lines: int) -> list[tuple[int, int]]:
    """Let it submit, kill it after so many reports; every (number, device_seq) that it reported."""
    command = [sys.executable, "-m", "tests.simulation.submitter", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        rest = process.stdout.read()
    whole = [line for line in ("".join(said) + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [(int(n), int(seq)) for n, seq in (line.split() for line in whole)]


def test_what_was_reported_as_saved_is_there_exactly_once(tmp_path: Path) -> None:
    chance, path = random.Random(20261123), tmp_path / "store.db"
    reported: list[tuple[int, int]] = []
    first = 1
    for _ in range(KILLS):
        found = killed_after(path, first, chance.randrange(1, 40))
        reported += found
        first = found[-1][0] + 1000
        store = Store(path, FakeClock())
        assert store.recovered is None, "a killed process breaks nothing"
        there = {row.id: row for row in store.receipts.waiting(10_000)}
        half = {row.id for row in store.drafts.of("owner")}
        store.close()
        for n, _ in reported:
            assert there[sealed(n).id].hash == sealed(n, 500 * (n % 9)).hash
            assert there[sealed(n).id].state is Delivery.SAVED
            assert f"draft-{n}" not in half, "the draft went with the submission"
        assert len(there) - len(reported) in range(KILLS + 1), "at most what was on its way when it was killed"
    seqs = [seq for _, seq in reported]
    assert seqs == sorted(set(seqs))

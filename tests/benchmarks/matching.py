"""Matching a million signs of life to a hundred thousand pensioners, beside a plain SQL aggregate of the same rows."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import insert, text

from shared.backend.database import Database
from shared.backend.evidence.matching import standings
from shared.backend.evidence.tables import EvidenceRow, PensionerRow
from shared.flows.passive_check.states import CODES, FEEDS, IN, OUT
from tests.benchmarks.measure import Result

PEOPLE: Final = 100_000
ROWS: Final = 1_000_000
TODAY: Final = date(2026, 11, 23)
ROUNDS: Final = 3
"""The match and its floor take turns, and the best of each counts: a busy machine only ever adds."""
REGIONS: Final = ("440000", "310000", "510000")
FLOOR: Final = "SELECT id_number, kind, MAX(day), COUNT(*) FROM evidence GROUP BY id_number, kind"
MEGABYTE: Final = 1024


def plant(db: Database, people: int, rows: int) -> None:
    """Pensioners with about as many signs each; a tenth of them silent."""
    dice = random.Random(26)
    with db.writing() as session:
        numbers = [f"99{n:016d}" for n in range(people)]
        session.execute(insert(PensionerRow), [{"id_number": n, "region": dice.choice(REGIONS)} for n in numbers])
    lively = numbers[: people * 9 // 10]
    made = 0
    while made < rows:
        some = dict(_row(dice, lively) for _ in range(min(50_000, rows - made)))
        with db.writing() as session:
            done = session.execute(insert(EvidenceRow).prefix_with("OR IGNORE"), list(some.values()))
            made += max(0, int(getattr(done, "rowcount", len(some))))


def _row(dice: random.Random, people: list[str]) -> tuple[tuple[str, int, str, str], dict[str, object]]:
    kind = dice.choice(FEEDS)
    day = (TODAY - timedelta(days=dice.randrange(900))).toordinal()
    detail = dice.choice((IN, IN, OUT)) if kind == "border" else ""
    who = dice.choice(people)
    row: dict[str, object] = {"id_number": who, "kind": kind, "day": day, "heard": day + 3, "detail": detail}
    return (who, day, kind, detail), row


def matched(path: Path) -> tuple[float, Counter[str]]:
    """Seconds for everybody's state, and how many of each."""
    db = Database(f"sqlite:///{path}")
    codes: Counter[str] = Counter()
    started = time.perf_counter()
    with db.reading() as session:
        for _, standing in standings(session, TODAY):
            codes[standing.code] += 1
    took = time.perf_counter() - started
    db.close()
    return took, codes


def aggregated(path: Path) -> tuple[float, int]:
    """Seconds for the plain aggregate, every row of it fetched, and how many rows it gave."""
    db = Database(f"sqlite:///{path}")
    started = time.perf_counter()
    with db.reading() as session:
        n = sum(1 for _ in session.connection().exec_driver_sql(FLOOR))
    took = time.perf_counter() - started
    db.close()
    return took, n


def _memory(mode: str, path: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one mode in a process of its own, so that neither sees what the other left."""
    command = [sys.executable, "-m", "tests.benchmarks.matching", mode, str(path)]
    took, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(took), float(peak)


def _best(rounds: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The least time and the least memory of all rounds."""
    return min(took for took, _ in rounds), min(peak for _, peak in rounds)


async def run(folder: Path) -> list[Result]:
    """Rows per second and peak memory of the match; its floor the aggregate of the same rows in the same run."""
    path = folder / "evidence.db"
    db = Database(f"sqlite:///{path}")
    plant(db, PEOPLE, ROWS)
    with db.reading() as session:
        rows = session.execute(text("SELECT COUNT(*) FROM evidence")).scalar_one()
    db.close()
    floors, matches = zip(*((_memory("floor", path), _memory("match", path)) for _ in range(ROUNDS)), strict=True)
    (floor, floor_memory), (took, memory) = _best(floors), _best(matches)
    note = f"{rows:,} rows, {PEOPLE:,} people; best of {ROUNDS} in turns"
    aggregate = "plain SQL aggregate"
    return [
        Result("evidence matched", rows / took, "rows/s", rows / floor, aggregate, note=note),
        Result("evidence matched: time", took, "s", floor, aggregate, note=note),
        Result("evidence matched: peak memory", memory, "MB", floor_memory, aggregate, note=note),
    ]


def _lines(mode: str, path: Path) -> Iterator[str]:
    if mode == "match":
        took, codes = matched(path)
        if set(codes) - set(CODES):
            raise SystemExit("a state that there is not")
    else:
        took, _ = aggregated(path)
    yield f"{took:.3f} {_peak() / MEGABYTE:.1f}"


def _peak() -> int:
    """The most memory this program has had, KiB; that of whoever started it is not counted (getrusage would)."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    print(*_lines(sys.argv[1], Path(sys.argv[2])))

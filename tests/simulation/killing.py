"""What the runs that kill a phone's browser have in common: what a loss is, where they go on, how they end."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from tests.benchmarks.measure import machine
from tests.e2e.processes import ROOT

R = TypeVar("R", int, str)
TALLY: Final = "tally.json"


class Lost(AssertionError):
    """A promise that did not hold."""


@dataclass(slots=True)
class Tally(ABC, Generic[R]):
    """What was reported as kept, over all kills. `port` is that of the first run, since files belong to an origin."""

    kills: int = 0
    reported: list[R] = field(default_factory=list)
    port: int = 0

    @abstractmethod
    def line(self) -> str:
        """The figures; what was lost is 0, since the first of them ends the run."""

    def keep(self, folder: Path) -> None:
        """Beside the profile, for the next run."""
        (folder / TALLY).write_text(json.dumps(asdict(self)), "utf-8")


T = TypeVar("T", bound=Tally[Any])


def begun(folder: Path, tally: type[T]) -> T:
    """The tally of an earlier run that was broken off, or a new one."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / TALLY
    return tally(**json.loads(kept.read_text("utf-8"))) if kept.is_file() else tally()


def state(name: str) -> Path:
    """Where a run keeps profile and tally between its starts."""
    return ROOT / "build" / name


def options(module: str, about: str | None, kills: int) -> argparse.ArgumentParser:
    """The words of the command line that all of them know."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.simulation.{module}", description=about)
    parser.add_argument("--kills", type=int, default=kills)
    parser.add_argument("--seed", type=int, default=20261125)
    return parser


def told(tally: T, work: Callable[[Callable[[], None]], Coroutine[Any, Any, None]]) -> int:
    """Do it, say how far it is whenever `work` calls what it is given, at last the outcome. Exit status 0: no loss."""
    began = datetime.now().astimezone()

    def so_far() -> None:
        print(f"{datetime.now().astimezone() - began} {tally.line()}", file=sys.stderr, flush=True)

    try:
        asyncio.run(work(so_far))
    except Lost as lost:
        print(f"LOST after {tally.kills} kills: {lost}")
        return 1
    print(machine())
    print(tally.line())
    return 0

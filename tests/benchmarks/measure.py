"""What a measurement is, and how it is printed: each number beside its floor from the same run, and their ratio."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """A number with its floor. `goal` is the ratio that is wished for, at most or (`least`) at least; `limit` a bound
    of the value itself. Nothing is judged where neither is given."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    goal: float | None = None
    least: bool = False
    limit: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Value over floor."""
        return self.value / self.floor if self.floor else None

    @property
    def good(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.limit is not None:
            return self.value <= self.limit
        if self.goal is None or self.ratio is None:
            return None
        return self.ratio >= self.goal if self.least else self.ratio <= self.goal


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which that part of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def median(values: Sequence[float]) -> float:
    """The one in the middle."""
    return statistics.median(values)


def machine() -> str:
    """One line: when, on what, how busy it was already."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    memory = next((int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z")
    return f"{when} · {model} · {os.cpu_count()} cores, {memory} GiB · load {load:.1f} · {system}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []


def memory_mib(pid: int) -> float:
    """Resident memory of a process; 0 where the system does not tell."""
    found = (line.split()[1] for line in _lines(f"/proc/{pid}/status") if line.startswith("VmRSS"))
    return int(next(found, "0")) / 1024


def table(results: Sequence[Result]) -> str:
    """Lines that can be read."""
    rows = [("what", "value", "floor", "ratio", "goal", "")]
    for r in results:
        sign = ">=" if r.least else "<="
        goal = f"<= {r.limit:g} {r.unit}" if r.limit is not None else f"{sign} {r.goal:g} x" if r.goal else ""
        rows.append(
            (
                r.name,
                f"{r.value:.4g} {r.unit}",
                f"{r.floor:.4g} {r.unit}" if r.floor else "",
                f"{r.ratio:.2f} x" if r.ratio else "",
                goal,
                {True: "reached", False: "MISSED", None: ""}[r.good],
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    notes = [f"  {r.name}: {r.note}" for r in results if r.note]
    floors = sorted({f"  floor of {r.name}: {r.floor_name}" for r in results if r.floor_name})
    return "\n".join([*lines, *floors, *notes])


def as_json(line: str, results: Sequence[Result]) -> dict[str, object]:
    """The same for programs."""
    return {"machine": line, "results": [{**asdict(r), "ratio": r.ratio, "good": r.good} for r in results]}

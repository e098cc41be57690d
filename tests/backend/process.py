"""The office as its own process on a real port, as operators start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY = "backend ready at "
PATIENCE_S = 30.0
TRIES = 3
END_S = 5.0
"""Within this a SIGTERM ends the office (DESIGN section 5)."""


@dataclass
class Running:
    """A started office: its address, its process, and where its log goes."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float, str]:
        """Send a signal; exit status, seconds it took, and what else stood on stdout."""
        began = time.monotonic()
        self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, time.monotonic() - began, rest


def promised(seconds: float, once: Callable[[Path], float], folder: Path) -> None:
    """A promise of time: `once`, in a fresh folder, gives the seconds it took. A busy machine may take the processor
    away from one try; a fault shows in each of three."""
    took: list[float] = []
    while len(took) < TRIES and (not took or took[-1] >= seconds):
        fresh = folder / f"try{len(took)}"
        fresh.mkdir()
        took.append(once(fresh))
    assert took[-1] < seconds, took


def command(*arguments: str | Path) -> list[str]:
    """The command line of the office."""
    return [sys.executable, "-m", "shared.backend", *map(str, arguments)]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command of the office that ends by itself."""
    return subprocess.run(command(*arguments), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def running(data: Path, *arguments: str | Path) -> Iterator[Running]:
    """An office on a free port; ended when the block ends."""
    log = data.parent / f"{data.name}.{os.urandom(4).hex()}.log"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command("--data", data, "--port", "0", *arguments),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith(READY), (line, log.read_text(encoding="utf-8"))
            yield Running(line.removeprefix(READY).strip(), process, log)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(PATIENCE_S)
            if process.stdout is not None:
                process.stdout.close()

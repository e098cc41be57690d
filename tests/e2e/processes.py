"""The real processes as an operator starts them: the kiosk, and the office, whose end is the network failure."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.e2e.window import BUILD

ROOT: Final = Path(__file__).parents[2]
START_SECONDS: Final = 120.0
PATIENT_SECONDS: Final = 30.0
"""Within this SIGTERM has ended a process and its children on a machine however busy. That five are enough (DESIGN
section 5) is proved where no browser takes the processor, in the tests of the kiosk's and the office's process."""


class ProcessError(AssertionError):
    """A process did not do what it promises; the end of its log stands in the message."""


@dataclass(slots=True)
class Running:
    """A process that said on its one line of stdout where it is ready. `url` of the kiosk opens once."""

    process: subprocess.Popen[str]
    url: str
    log: Path

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.url).port or 0

    async def end(self, seconds: float = PATIENT_SECONDS) -> int:
        """SIGTERM, and its exit status; an error when it takes longer."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return await asyncio.to_thread(self.process.wait, seconds)
        except subprocess.TimeoutExpired as error:
            self.process.kill()
            await asyncio.to_thread(self.process.wait)
            raise ProcessError(f"not ended {seconds:g} s after SIGTERM\n{tail(self.log)}") from error

    async def kill(self) -> None:
        """As a power cut does it."""
        self.process.kill()
        await asyncio.to_thread(self.process.wait)

    def more_output(self) -> str:
        """What came on stdout after the one line, when the process has ended."""
        return self.process.stdout.read() if self.process.stdout is not None else ""


def spawn(arguments: list[str], log: Path, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """`python -m …` with its log in a file of build/e2e."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=ROOT,
            env=environment,
        )


async def start(arguments: list[str], ready: str, name: str) -> Running:
    """Start `python -m …` and wait for its line `<ready> ready at URL`."""
    log = BUILD / f"{name}.log"
    process = spawn(arguments, log)
    try:
        async with asyncio.timeout(START_SECONDS):
            line = await asyncio.to_thread(_first_line, process)
    except TimeoutError as error:
        process.kill()
        raise ProcessError(f"{arguments} was not ready after {START_SECONDS:g} s\n{tail(log)}") from error
    if not line.startswith(f"{ready} ready at "):
        process.kill()
        raise ProcessError(f"{arguments} said {line!r} instead of being ready\n{tail(log)}")
    return Running(process, line.split()[-1], log)


def _first_line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline().strip() if process.stdout is not None else ""


def tail(log: Path, lines: int = 25) -> str:
    """The end of a log."""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-lines:]) if log.exists() else ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a kiosk's voice said (page, language, words), how many clips it has, and all that it holds, as text."""

    said: tuple[tuple[str, str, str], ...]
    clips: int
    held: tuple[str, ...]
    controls: tuple[int, int]
    """On the screen: in the bars and around, and in the page."""


@dataclass(slots=True)
class Kiosk:
    """A kiosk with its data directory and the office in it."""

    data: Path
    name: str
    options: list[str] = field(default_factory=list)
    running: Running | None = None
    office: Running | None = None
    """The office where a test started it by itself."""
    watched: bool = False
    """Whether its memory can be looked into (`tests.e2e.inside`)."""

    async def start(self) -> Running:
        """Start it, on any free port, without a window."""
        module = ["tests.e2e.inside", str(self._report)] if self.watched else ["kiosk"]
        always = [*module, "--port", "0", "--browser", "none", "--data", str(self.data)]
        self.running = await start([*always, *self.options], "kiosk", self.name)
        return self.running

    @property
    def _report(self) -> Path:
        return self.data.parent / f"{self.data.name}-report.json"

    async def memory(self) -> Memory:
        """What its voice said and keeps now."""
        assert self.running is not None
        self._report.unlink(missing_ok=True)
        self.running.process.send_signal(signal.SIGUSR1)
        async with asyncio.timeout(PATIENT_SECONDS):
            while not self._report.exists():  # noqa: ASYNC110 (nothing tells of another process's file)
                await asyncio.sleep(0.02)
        found = json.loads(self._report.read_text("utf-8"))
        return Memory(
            tuple((page, lang, words) for page, lang, words in found["said"]),
            found["clips"],
            tuple(found["held"]),
            (found["controls"][0], found["controls"][1]),
        )

    # the office: its process is the network

    def office_run(self) -> tuple[int, int]:
        """Process id and port of the office, from `DIR/backend/run.json`."""
        run = json.loads((self.data / "backend" / "run.json").read_text("utf-8"))
        return int(run["pid"]), int(run["port"])

    async def cut(self) -> int:
        """The network fails: the office's process ends. Gives the port at which it was."""
        pid, port = self.office_run()
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        await self._gone(pid)
        return port

    async def mend(self, port: int, *options: str) -> Running:
        """The network is back: an office on the same port with the same data."""
        arguments = ["shared.backend", "--port", str(port), "--data", str(self.data), *options]
        self.office = await start(arguments, "backend", f"{self.name}-backend")
        return self.office

    async def _gone(self, pid: int) -> None:
        """Wait until a process that is not our child has ended."""
        async with asyncio.timeout(PATIENT_SECONDS):
            while alive(pid):  # noqa: ASYNC110 (nothing tells of a process that is not ours)
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """End everything, whatever state it is in."""
        if self.running is not None:
            await self.running.end()
        if self.office is not None:
            await self.office.end(PATIENT_SECONDS)
        with contextlib.suppress(OSError, ValueError, KeyError):
            pid, _ = self.office_run()
            os.kill(pid, signal.SIGKILL)


def alive(pid: int) -> bool:
    """Whether a process still runs; one that has ended and is only not reaped yet does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"

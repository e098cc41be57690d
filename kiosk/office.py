"""The embedded backend as a second process: started where none runs, reused where one does, never restarted.

Stopping that process is the network failure; so the kiosk only ever ends the one that it started itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)
START_SECONDS: Final = 60.0
END_SECONDS: Final = 3.5
READY: Final = "backend ready at "


class OfficeFailed(Exception):
    """The embedded backend could not be started or asked; says why for the operator."""


class EmbeddedOffice:
    """The backend in `DIR/backend`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._process: Process | None = None
        self._pump: asyncio.Task[None] | None = None
        self.url = ""

    @property
    def ours(self) -> bool:
        """Whether this kiosk started it."""
        return self._process is not None

    async def start(self) -> str:
        """Its URL: of the one that runs already, else of a new process."""
        running = await self._running()
        if running:
            self.url = running
            return running
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "shared.backend", "--port", "0", "--data", str(self._data)),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=None,
        )
        self._process = process
        try:
            async with asyncio.timeout(START_SECONDS):
                self.url = await _ready(process)
        except TimeoutError as error:
            raise OfficeFailed("the embedded backend did not become ready") from error
        self._pump = asyncio.create_task(_drain(process))
        return self.url

    async def _running(self) -> str:
        """The URL of a backend that listens where `run.json` says, or nothing."""
        url = await self.written()
        try:
            async with asyncio.timeout(1):
                _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        except (OSError, ValueError, TimeoutError):
            return ""
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return url

    async def written(self) -> str:
        """The URL that `run.json` names, whether or not anybody listens there."""
        try:
            raw = await asyncio.to_thread((self._data / "backend" / "run.json").read_text, "utf-8")
            return f"http://127.0.0.1:{int(json.loads(raw)['port'])}"
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    async def enrol(self, out: Path) -> None:
        """Let the office write the enrolment of this kiosk."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "shared.backend", "enrol", "--data", str(self._data), "--out", str(out)),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=None,
        )
        if await process.wait() != 0:
            raise OfficeFailed("the embedded backend could not enrol this kiosk")

    async def stop(self) -> None:
        """End the process that this kiosk started; one that was there before goes on."""
        process, self._process = self._process, None
        if self._pump is not None:
            self._pump.cancel()
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(END_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


async def _ready(process: Process) -> str:
    if process.stdout is None:
        raise OfficeFailed("the embedded backend has no output")
    while line := (await process.stdout.readline()).decode(errors="replace").strip():
        if line.startswith(READY):
            return line.removeprefix(READY)
    raise OfficeFailed(f"the embedded backend ended with status {await process.wait()}")


async def _drain(process: Process) -> None:
    """Keep its pipe from filling."""
    if process.stdout is not None:
        while await process.stdout.read(4096):
            pass
    log.info("the embedded backend has ended")

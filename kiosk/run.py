"""Runs the kiosk: binds its port, starts the office's process, opens the machine, serves, and ends all of it again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.browser import Browser, find_browser
from kiosk.lock import DataLock
from kiosk.office import EmbeddedOffice, OfficeFailed
from kiosk.options import EMBEDDED, NONE, Options

if TYPE_CHECKING:
    from kiosk.machine import Machine
    from kiosk.server import Gate, QuietServer

log = logging.getLogger(__name__)
HOST: Final = "127.0.0.1"
FOLLOW_SECONDS: Final = 1.0
GRACE_SECONDS: Final = 1
"""How long open connections may take to end."""
END_SECONDS: Final = 4.5
"""How long ending may take in all (DESIGN section 5: 5 s)."""


class PortTaken(Exception):
    """Another program listens there."""


def bind(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes any free one. Raises PortTaken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        raise PortTaken(str(port)) from error
    return listening


async def run(options: Options) -> int:
    """Serve until told to end. Raises PortTaken, AlreadyRunning, EnrolmentError."""
    listening = bind(options.port)
    lock = DataLock(options.data)
    stop = asyncio.Event()
    _on_end(stop.set)
    office = EmbeddedOffice(options.data) if options.backend == EMBEDDED else None
    known = (options.data / "kiosk" / "keys" / "device.json").exists()
    # Begun before the heavy imports: two processes start on two cores.
    starting = asyncio.create_task(_start(office)) if office is not None and known else None
    kiosk: Kiosk | None = None
    try:
        machine = await _machine(options)
        await _enrol(machine, office, options)
        if office is not None and starting is None:
            starting = asyncio.create_task(_start(office))
        kiosk = Kiosk(options, machine, listening)
        await kiosk.serve()
        url = options.backend if options.backend not in (EMBEDDED, NONE) else await starting if starting else ""
        await kiosk.connect(url)
        if office is not None:
            kiosk.follow(office)
        kiosk.ready(stop.set)
        await stop.wait()
        return 0
    finally:
        if starting is not None:
            starting.cancel()
        ends = [kiosk.close()] if kiosk is not None else []
        if office is not None:
            ends.append(office.stop())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                await asyncio.gather(*ends, return_exceptions=True)
        listening.close()
        lock.release()


async def _machine(options: Options) -> Machine:
    from kiosk.machine import Machine

    return await Machine.open(options)


async def _start(office: EmbeddedOffice) -> str:
    """The office's URL; where it does not start the kiosk opens all the same, as without network."""
    try:
        return await office.start()
    except (OfficeFailed, OSError) as error:
        log.error("%s", error)  # noqa: TRY400 (said in words already)
        return ""


async def _enrol(machine: Machine, office: EmbeddedOffice | None, options: Options) -> None:
    """By the operator's file; with the embedded office by itself at the first start."""
    if options.enrol is not None:
        await machine.enrol(options.enrol)
    elif office is not None and not machine.keys.enrolled:
        with tempfile.TemporaryDirectory(prefix="nuanchuang-enrol-") as folder:
            file = Path(folder) / "enrolment.json"
            try:
                await office.enrol(file)
            except OfficeFailed as error:
                log.error("%s", error)  # noqa: TRY400 (said in words already)
                return
            await machine.enrol(file)


class Kiosk:
    """The server, the browser, the watch and sync of one run."""

    def __init__(self, options: Options, machine: Machine, listening: socket.socket) -> None:
        self._options, self._machine, self._listening = options, machine, listening
        self._server: QuietServer | None = None
        self._browser: Browser | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._gate: Gate | None = None

    async def serve(self) -> None:
        """Answer on the port."""
        import uvicorn

        from kiosk.server import Gate, QuietServer, build_app
        from shared.ui.quick import quicken

        quicken()
        machine = self._machine
        self._gate = Gate(self._listening.getsockname()[1])
        app = build_app(machine.main, self._gate, machine.clips, machine.signs, machine.sound)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_ping_interval=None,  # on loopback a busy machine is not a lost line
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = QuietServer(config)
        self._tasks.append(asyncio.create_task(self._server.serve([self._listening])))
        await self._server.is_up(self._tasks[0])
        machine.store.changes.subscribe(machine.news)
        machine.cards.on_removed(machine.card_pulled)
        self._tasks.append(asyncio.create_task(machine.watch()))

    async def connect(self, url: str) -> None:
        """Begin to speak with the office at that URL; with none nothing is ever sent."""
        if url:
            await self._machine.connect(url)

    def follow(self, office: EmbeddedOffice) -> None:
        """Find the embedded office again when somebody starts it at another port."""
        self._tasks.append(asyncio.create_task(self._follow(office)))

    async def _follow(self, office: EmbeddedOffice) -> None:
        while True:
            await asyncio.sleep(FOLLOW_SECONDS)
            url = await office.written()
            if url and url != office.url:
                office.url = url
                await self._machine.connect(url)

    def ready(self, ended: Callable[[], None]) -> None:
        """Open the browser, or say where to open one: one line on stdout."""
        if self._gate is None:
            return
        path = find_browser() if self._options.browser != "none" else None
        if self._options.browser != "none" and path is None:
            log.error("no chromium was found; open the address below in a browser, or run `python -m kiosk doctor`")
        self._machine.tidying.begin()
        url = self._gate.new_url()
        if path is not None:
            urls = iter((url,))
            gate, whole = self._gate, self._options.browser == "kiosk"
            self._browser = Browser(path, lambda: next(urls, "") or gate.new_url(), whole=whole, on_closed=ended)
            self._browser.start()
        sys.stdout.write(f"kiosk ready at {url}\n")
        sys.stdout.flush()

    async def close(self) -> None:
        """End browser, sync and server, then let go of the data."""
        if self._browser is not None:
            await self._browser.stop()
        self._machine.sound.end()
        if self._server is not None:
            self._server.should_exit = True
        server, *others = self._tasks
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.gather(server, return_exceptions=True)
        await self._machine.close()


def _on_end(then: Callable[[], None]) -> None:
    """Call `then` on SIGTERM and SIGINT."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        if sys.platform == "win32":
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(then))
        else:
            loop.add_signal_handler(name, then)

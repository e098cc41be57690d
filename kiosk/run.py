"""Runs the kiosk: binds its port, starts browser and office, opens the machine, serves, and ends all of it again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.browser import Browser, find_browser
from kiosk.gate import Gate
from kiosk.lock import DataLock
from kiosk.office import EmbeddedOffice, OfficeFailed
from kiosk.options import EMBEDDED, NONE, Options
from kiosk.sound import PagePlayer

if TYPE_CHECKING:
    import flet as ft

    from kiosk.ears import PageEar
    from kiosk.machine import Machine
    from kiosk.server import QuietServer

log = logging.getLogger(__name__)
HOST: Final = "127.0.0.1"
FOLLOW_SECONDS: Final = 1.0
PAGE_SECONDS: Final = 10.0
"""How long the office waits for a browser that shows no page."""
PAINTED_SECONDS: Final = 1.0
"""From a page's line to its first picture, on two slow cores."""
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
    """Serve until told to end. Raises PortTaken, AlreadyRunning, EnrolmentError.

    Loading takes a browser as long as us: ours starts first, waits at the bound port, and is given the client's files
    before the machine is loaded that fills its page. The office then starts once a page stands, which needs none.
    Without a browser, ready means that the office is there, too.
    """
    listening = bind(options.port)
    lock = DataLock(options.data)
    stop = asyncio.Event()
    _on_end(stop.set)
    kiosk = Kiosk(options, listening)
    try:
        kiosk.open_browser(stop.set)
        office = EmbeddedOffice(options.data) if options.backend == EMBEDDED else None
        known = (options.data / "kiosk" / "keys" / "device.json").exists()
        if office is not None and known:
            kiosk.bring(office)  # begun before the heavy imports: two processes start on two cores
        await kiosk.serve()
        machine = await kiosk.load()
        await _enrol(machine, office, options)
        if office is not None and not known:
            kiosk.bring(office)
        await kiosk.ready("" if options.backend in (EMBEDDED, NONE) else options.backend)
        await stop.wait()
        return 0
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                await kiosk.close()
        listening.close()
        lock.release()


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
    """The browser, the server, the office, the watch and sync of one run."""

    def __init__(self, options: Options, listening: socket.socket) -> None:
        self._options, self._listening = options, listening
        self._gate = Gate(listening.getsockname()[1])
        self._url = self._gate.url()
        self._browser: Browser | None = None
        self._machine: Machine | None = None
        self._sound = PagePlayer()
        self._ear: PageEar | None = None
        self._server: QuietServer | None = None
        self._serving: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._office: EmbeddedOffice | None = None
        self._brought: asyncio.Task[str] | None = None
        self._loaded = asyncio.Event()

    def open_browser(self, ended: Callable[[], None]) -> None:
        """Where one is wanted, open it at the address that will be served; `ended` where its window was closed."""
        if self._options.browser == "none":
            return
        path = find_browser()
        if path is None:
            log.error("no chromium was found; open the address below in a browser, or run `python -m kiosk doctor`")
            return
        whole = self._options.browser == "kiosk"
        hears = self._options.ear is not None and self._options.ear.is_dir()
        self._browser = Browser(path, self._gate.url, whole=whole, hears=hears, on_closed=ended)
        self._browser.start()

    async def load(self) -> Machine:
        """Load and open everything but the server, which answers meanwhile."""
        module = await asyncio.to_thread(import_module, "kiosk.machine")
        machine: Machine = await module.Machine.open(self._options, self._sound)
        if self._ear is not None:
            machine.ear = self._ear
        self._machine = machine
        return machine

    def bring(self, office: EmbeddedOffice) -> None:
        """Start the office, after the page where our browser is about to show one."""
        self._office = office
        self._brought = asyncio.create_task(self._bring(office))

    async def _bring(self, office: EmbeddedOffice) -> str:
        if self._browser is not None:
            await self._loaded.wait()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PAGE_SECONDS):
                    await self._needed().begun.wait()
                    await asyncio.sleep(PAINTED_SECONDS)
        return await _start(office)

    async def serve(self) -> None:
        """Answer on the port; a page is drawn as soon as the machine is ready."""
        import uvicorn

        from kiosk.ears_native import open_ear
        from kiosk.server import QuietServer, build_app
        from shared.ui.quick import quicken

        quicken()
        self._ear = open_ear(self._options.ear)
        app = build_app(self._main, self._gate, self, self, self._sound, self._ear)
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
        self._serving = asyncio.create_task(self._server.serve([self._listening]))
        await self._server.is_up(self._serving)

    async def _main(self, page: ft.Page) -> None:
        await self._loaded.wait()
        await self._needed().main(page)

    def take(self, name: str) -> bytes | None:
        """The machine's clip of that name, for the server."""
        return None if self._machine is None else self._machine.clips.take(name)

    def file(self, path: str) -> Path | None:
        """The machine's recording in sign language, for the server."""
        return None if self._machine is None else self._machine.signs.file(path)

    async def ready(self, elsewhere: str) -> None:
        """Speak with the office, `elsewhere` or our own, and say so in one line on stdout: that comes first where our
        browser shows the page meanwhile. With no office nothing is ever sent."""
        machine = self._needed()
        machine.store.changes.subscribe(machine.news)
        machine.cards.on_removed(machine.card_pulled)
        self._tasks.append(asyncio.create_task(machine.watch()))
        machine.tidying.begin()
        self._loaded.set()
        speaking = asyncio.create_task(self._speak(elsewhere))
        if self._browser is None:
            await speaking
        self._tasks.append(asyncio.create_task(self._follow(speaking)))
        sys.stdout.write(f"kiosk ready at {self._url}\n")
        sys.stdout.flush()

    async def _speak(self, elsewhere: str) -> None:
        url = await self._brought if self._brought is not None else elsewhere
        if url:
            await self._needed().connect(url)

    async def _follow(self, speaking: asyncio.Task[None]) -> None:
        """Find the embedded office again when somebody starts it at another port."""
        await speaking
        office = self._office
        while office is not None:
            await asyncio.sleep(FOLLOW_SECONDS)
            url = await office.written()
            if url and url != office.url:
                office.url = url
                await self._needed().connect(url)

    def _needed(self) -> Machine:
        if self._machine is None:
            raise RuntimeError("nothing is loaded yet")
        return self._machine

    async def close(self) -> None:
        """End office, browser, sync and server, then let go of the data."""
        if self._brought is not None:
            self._brought.cancel()
        ends = [self._end()]
        if self._office is not None:
            ends.append(self._office.stop())
        await asyncio.gather(*ends, return_exceptions=True)

    async def _end(self) -> None:
        if self._browser is not None:
            await self._browser.stop()
        self._sound.end()
        if self._ear is not None:
            self._ear.end()
        if self._server is not None:
            self._server.should_exit = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._serving is not None:
            await asyncio.gather(self._serving, return_exceptions=True)
        if self._machine is not None:
            await self._machine.close()


def _on_end(then: Callable[[], None]) -> None:
    """Call `then` on SIGTERM and SIGINT."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        if sys.platform == "win32":
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(then))
        else:
            loop.add_signal_handler(name, then)

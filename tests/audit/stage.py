"""A kiosk's own screen, in this process, before a real browser: pages are turned by the session, looks by preferences.

Nothing is tapped to come to a page or to a look, so that thousands of looks cost what drawing them costs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import flet as ft
import uvicorn
from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accessibility.preferences import Preferences, Theme
from kiosk.gate import Gate
from kiosk.run import bind
from kiosk.server import QuietServer, build_app
from shared.app.session import Session
from shared.flows import FLOWS
from shared.ui.guide import Silent
from shared.ui.layout import dress
from shared.ui.look import locale
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from shared.ui.theme import PALETTES
from tests.audit.looks import SCREENS, Look
from tests.e2e.browser import Requests, close, new_context, new_page
from tests.e2e.window import PATIENCE, Window
from tests.fakes.packs import every_pack
from tests.fakes.ports import World

PROBE: Final = Path(__file__).parent / "probe.js"
SCRIPTS: Final = (PROBE, *(Path(__file__).parent / name for name in ("calm.js", "pixels.js")))
FRAMES: Final = 3
"""For so many frames nothing comes, goes, is asked for, painted or moves: then a page stands."""
TURNS: Final = 5
"""Of the event loop, in which what was put is sent and what came is answered."""
DARK: Final = """addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent = "canvas { display: none !important; }";
  document.head.append(style);
});"""
"""What is painted is kept, to be read, and not put on a screen at which nobody looks."""
PERSON: Final = "110101195001010025"
NAME: Final = "王秀英"


class Heard(Silent):
    """A voice that is there and says nothing, so that its controls are on the page."""

    available = True


class Wire:
    """Counts what goes over the line to the window, so that it is known when nothing is under way; anew for each line,
    as the page that is loaded anew does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.sent = self.got = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            self.sent = self.got = 0

        async def got() -> Message:
            message = await receive()
            self.got += message["type"] == "websocket.receive"
            return message

        async def sends(message: Message) -> None:
            self.sent += message["type"] == "websocket.send"
            await send(message)

        await self._app(scope, got, sends)


class Stage:
    """One screen and one window on it."""

    def __init__(self) -> None:
        self.wire: Wire | None = None
        self.screen: Screen | None = None
        self.page: ft.Page | None = None
        self.requests = Requests()
        self._window: Window | None = None
        self._came = asyncio.Event()
        self.look: Look | None = None

    @property
    def window(self) -> Window:
        """The browser's window."""
        assert self._window is not None
        return self._window

    async def main(self, page: ft.Page) -> None:
        """The browser came."""
        self.page = page
        self._came.set()

    async def open(self, browser: Browser, url: str, dots: float, *, lit: bool) -> None:
        """Open the window and wait until the client has told the server of its page."""
        context = await new_context(browser, (1080, 1920), dots)
        for script in SCRIPTS:
            await context.add_init_script(path=script)
        if not lit:
            await context.add_init_script(DARK)
        self._window = Window(await new_page(context, self.requests))
        await self.window.page.goto(url)
        async with asyncio.timeout(PATIENCE * 4):
            await self._came.wait()

    def begin(
        self,
        world: World | None = None,
        given: Surroundings | None = None,
        screen: Callable[[ft.Page, Session, Surroundings], Screen] = Screen,
    ) -> Session:
        """A new screen with a new session, at its first page."""
        assert self.page is not None
        if self.screen is not None:
            self.screen.detach()
        made = world or World(dict(FLOWS), {PERSON: NAME}, every_pack())
        session = Session(made.ports)
        self.screen = screen(self.page, session, given or around(self.look))
        self.screen.attach()
        return session

    @property
    def bare(self) -> bool:
        """Whether a test's own controls stand there instead of a screen."""
        return self.screen is None

    async def plant(self, make: Callable[[], list[ft.Control]]) -> None:
        """Show controls of a test's own instead of a screen."""
        assert self.page is not None
        if self.screen is not None:
            self.screen.detach()
            self.screen = None
        dress(self.page, "")
        self.page.locale_configuration = ft.LocaleConfiguration([locale("zh")], locale("zh"))
        self.page.bgcolor = PALETTES[Theme.DAY].page.ground
        self.page.controls = list[ft.BaseControl](make())
        self.page.update()
        await self.settle()

    async def show(self, look: Look, state: str = "") -> None:
        """The page as it is, in another look; with 为什么 open or the idle warning on it where the state says so."""
        screen, window = self.screen, self.window
        assert screen is not None and self.page is not None
        kind = SCREENS[look.screen]
        if self.look is None or self.look.screen != look.screen:
            await window.page.set_viewport_size({"width": kind.width, "height": kind.height})
            async with asyncio.timeout(PATIENCE):
                while (round(self.page.width or 0), round(self.page.height or 0)) != (kind.width, kind.height):
                    await window.still(1)
        self.look = look
        await asyncio.sleep(0)  # what the session changed is drawn first
        prefer(screen, look, state)
        await self.settle()

    async def turn(self) -> bool:
        """The next view of a long page; False where there is nothing further down."""
        screen = self.screen
        if screen is None or not screen._scroller._state[1]:
            return False
        await screen._scroller.turn(1)
        await self.settle()
        return True

    async def top(self, *, wait: bool = True) -> None:
        """The first view again; without `wait` it is painted with whatever is shown next."""
        screen = self.screen
        while screen is not None and screen._scroller._state[0]:
            if screen._scroller._offset > 0:
                await screen._scroller.reach("")
            else:
                await screen._scroller.turn(-1)
            if wait:
                await self.settle()

    async def anew(self) -> None:
        """Load the window's page anew: the screen goes on where it was."""
        await self.window.page.reload()
        await self._there()
        await self.settle()

    async def _there(self) -> None:
        await self.window.page.wait_for_load_state()
        await self.window.until("() => window.semantics?.page()", None, "the page again", PATIENCE * 4)

    async def settle(self, frames: int = FRAMES) -> None:
        """Wait until nothing is under way on the line, nothing is painted and nothing moves; also through a loading
        anew, where the page found that it paints no more."""
        wire = self.wire
        assert wire is not None
        async with asyncio.timeout(PATIENCE * 4):
            while True:
                await turns()
                try:
                    told = await self.window.ask("([heard, frames]) => calm.still(heard, frames)", [wire.sent, frames])
                except PlaywrightError as error:
                    if "context was destroyed" not in error.message:
                        raise
                    await self._there()
                    continue
                await turns()
                if told == [wire.sent, wire.got]:
                    return


def around(look: Look | None) -> Surroundings:
    """What a screen finds in a look: on a phone there is no card to pull."""

    def pull() -> None:
        """The card stays."""

    kind = SCREENS[look.screen] if look is not None else None
    kiosk = kind is None or not kind.phone
    inches = kind.inches if kind is not None else None
    return Surroundings(guide=Heard(), demo=kiosk, pull=pull if kiosk else None, inches=inches)


def prefer(screen: Screen, look: Look, state: str = "") -> None:
    """Draw the page as it is in that look; with 为什么 open or the idle warning on it where the state says so."""
    screen.around = screen.manners._around = around(look)
    screen.warned = state == "idle"
    if screen._scene is not None:
        screen._scene.why = state == "why"
    screen.manners.put(Preferences(size=look.size, theme=look.theme, lang=look.lang))


async def turns() -> None:
    """Let the event loop do what waits in it."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


@asynccontextmanager
async def stage(browser: Browser, dots: float = 1.0, *, lit: bool = True) -> AsyncIterator[Stage]:
    """A stage whose curtain is up. `dots` of the glass a dp: fewer cost less where nobody looks at pixels; one that is
    not `lit` has no screenshots, only what is read from the client's canvas."""
    made, listening = Stage(), bind(0)
    gate = Gate(listening.getsockname()[1])
    made.wire = Wire(build_app(made.main, gate))
    config = uvicorn.Config(made.wire, log_config=None, access_log=False, ws="websockets-sansio", ws_ping_interval=None)
    server = QuietServer(config)
    serving = asyncio.create_task(server.serve([listening]))
    await server.is_up(serving)
    try:
        await made.open(browser, gate.url(), dots, lit=lit)
        yield made
    finally:
        if made.screen is not None:
            made.screen.detach()
        if made._window is not None:
            await close(made.window.page.context)
        server.should_exit = True
        await serving
        listening.close()

"""Begins the phone's app inside the browser's Python worker; called by `web/worker.js`."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import flet as ft
import flet.app
import flet_js
import js
import nuanchuang_js
from flet.messaging.protocol import MessageAction
from flet.messaging.pyodide_connection import PyodideConnection
from pyodide.ffi import create_proxy

from mobile.about import About
from mobile.drivers_browser import drivers
from mobile.line import Line
from mobile.machine import Phone
from shared.ui.quick import quicken

DATA: Final = Path("/data")
"""Where the worker has put the file system over OPFS."""
APP: Final = Path("/app")
NOBODY: Final = Path("/nobody")
"""In memory: of a drawing for nobody, which keeps nothing."""
NOWHERE: Final = "http://localhost/"
DRAWN: Final = (
    *(ft.Column, ft.ExpansionTile, ft.Image, ft.KeyboardListener, ft.MenuBar, ft.Row, ft.Semantics, ft.Slider, ft.Tabs),
    *(ft.Text, ft.TextField, ft.TextSpan, ft.Theme),
)
"""What a first page is drawn with. Flet loads each where it is first named: here an image of memory has it."""
log = logging.getLogger(__name__)
SESSION: Final = getattr(flet.app, "__get_on_session_created")
"""What Flet's own `run` makes of an app's entry."""


class Connection(PyodideConnection):
    """The client's line. What a client says of a control that was replaced meanwhile is no reason to hang up.

    Flet ends the line on such an answer, and the app would never react again; its reading of messages has no other seam
    than this private one.
    """

    async def _PyodideConnection__on_message(self, data: Sequence[Any]) -> None:
        try:
            await super()._PyodideConnection__on_message(data)  # type: ignore[misc]
        except RuntimeError as error:
            if data[0] != MessageAction.INVOKE_METHOD.value:
                raise
            log.info("an answer about a control that is gone: %s", type(error).__name__)


def costs() -> bool:
    """Whether the line is one that costs money by the byte, as far as the browser tells."""
    line = getattr(js.navigator, "connection", None)
    return line is not None and (bool(line.saveData) or getattr(line, "type", "") == "cellular")


def free() -> bool:
    """Whether the browser says that the line is Wi-Fi or a cable. Many (Safari, Firefox) say nothing: then it is not
    known, and what is large is asked about."""
    line = getattr(js.navigator, "connection", None)
    return line is not None and not bool(line.saveData) and getattr(line, "type", "") in ("wifi", "ethernet")


def drawn() -> None:
    """The first page is there: what was loaded for it is never looked through again for what is dead."""
    nuanchuang_js.shown()
    gc.freeze()
    gc.enable()


def ready() -> None:
    """As this process is to be, before anything is drawn."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("flet").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    quicken()
    # The screen sends what it changed; looking for more would cost a second comparison.
    ft.context.disable_auto_update()  # type: ignore[no-untyped-call]


def warm(width: float, height: float) -> None:
    """Draw pages of that size for nobody: what their first drawing looks up lies in the image of memory then."""
    from mobile.nobody import Emptiness, look_around, silent_line
    from mobile.unseen import Loop

    async def drawing() -> None:
        found = await drivers(Emptiness(), APP)
        phone = await Phone.open(NOWHERE, found, silent_line(), NOBODY, APP, kept=True, shown=lambda: None)
        await look_around(phone, SESSION(phone.main), {"width": width, "height": height})

    ready()
    logging.disable(logging.INFO)  # what nobody has is no news
    try:
        Loop().run(drawing())  # type: ignore[abstract]
    finally:
        logging.disable(logging.NOTSET)


async def start() -> None:
    """Open the phone and hand its screen to the client, which connects next."""
    ready()
    line = Line(nuanchuang_js.ask)
    nuanchuang_js.heard = create_proxy(line.heard)
    about = asyncio.create_task(About.ask(line))
    found, kept = await asyncio.gather(drivers(nuanchuang_js.vault, APP), js.navigator.storage.persisted())
    phone = await Phone.open(flet_js.documentUrl, found, line, DATA, APP, kept=bool(kept), shown=drawn)
    phone.costs, phone.free, phone.about = costs, free, about
    nuanchuang_js.online = create_proxy(phone.line)
    phone.start()
    Connection(on_session_created=SESSION(phone.main), before_main=None)

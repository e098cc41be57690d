"""Begins the phone's app inside the browser's Python worker; called by `web/worker.js`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

import flet as ft
import flet_js
import nuanchuang_js
from js import navigator
from pyodide.ffi import create_proxy

from mobile.line import Line
from mobile.machine import Phone

DATA: Final = Path("/data")
"""Where the worker has put the file system over OPFS."""
APP: Final = Path("/app")


async def start() -> None:
    """Open the phone and hand its screen to the client, which connects next."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("flet").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    kept = bool(await navigator.storage.persisted())
    line = Line(nuanchuang_js.ask)
    nuanchuang_js.heard = create_proxy(line.heard)
    phone = await Phone.open(
        flet_js.documentUrl, nuanchuang_js.vault, line, DATA, APP, kept=kept, shown=nuanchuang_js.shown
    )
    nuanchuang_js.online = create_proxy(phone.line)
    phone.start()
    # The screen sends what it changed; looking for more would cost a second comparison.
    ft.context.disable_auto_update()  # type: ignore[no-untyped-call]
    ft.run(phone.main)

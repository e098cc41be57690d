"""Begins the phone's app where it is a native one: what `flet build` packs runs this (`python -m mobile stage`)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

import flet as ft

from mobile.drivers_native import drivers, line_without_page
from mobile.machine import Phone
from shared.i18n.faces import FIRST
from shared.i18n.locales import LOCALES
from shared.ui.theme import RARE, RARE_SOURCE

APP: Final = Path(__file__).parent.parent
DATA: Final = "FLET_APP_STORAGE_DATA"
"""Where Flet names the app's private folder, which outlives updates."""
OFFICE: Final = "office.json"
"""Beside this module, written by the staging: the office's address."""


def data_folder() -> Path:
    """The app's private folder; raises KeyError where the app was not started by Flet's runner."""
    return Path(os.environ[DATA])


def address(app: Path = APP) -> str:
    """The office's address, as the build says it."""
    return str(json.loads((app / "mobile" / OFFICE).read_text("utf-8"))["office"])


def fonts() -> dict[str, str]:
    """Family → file among the app's assets: those of the first page, and of every language."""
    faces = [*FIRST, *(face for facts in LOCALES.values() for face in facts.faces)]
    return {RARE: f"fonts/{Path(RARE_SOURCE).name}", **{face.family: f"fonts/{face.files[0][0]}" for face in faces}}


async def main(page: ft.Page) -> None:
    """One phone, one screen."""

    launcher = ft.UrlLauncher()

    def call(number: str) -> None:
        page.run_task(launcher.launch_url, f"tel:{number}")

    page.fonts = fonts()
    data = data_folder()
    line = line_without_page(call)
    found = await drivers(data, APP)
    phone = await Phone.open(address(), found, line, data, APP, kept=True, shown=lambda: None)
    phone.rare = lambda _: None  # it is there from the start
    phone.start()
    await phone.main(page)


def run() -> None:
    """As Flet's runner calls it."""
    ft.run(main)

"""The kiosk with the window that it opens by itself, as a hall starts it. Its Chromium shows nothing here and lets us
look on; everything else is the product's: its flags, its profile, its address, its order of starting."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.e2e.browser import PORTRAIT, SEMANTICS, executable
from tests.e2e.processes import PATIENT_SECONDS, START_SECONDS, spawn
from tests.e2e.window import BUILD, Window

WRAPPER = """#!/bin/sh
for part in "$@"; do case "$part" in --user-data-dir=*) printf %s "${{part#*=}}" > "{told}.part"; esac; done
mv "{told}.part" "{told}"
exec "{chromium}" --headless=new --disable-gpu --remote-debugging-port=0 --window-size={width},{height} "$@"
"""
"""Stands in for Chromium on the path: tells where its profile is, where Chromium writes at which port it listens."""

TOLD = "[flt-semantics-identifier]"
"""Something of a page is told to assistive technology."""


@dataclass(slots=True)
class Own:
    """The process, and the window that it opened."""

    process: subprocess.Popen[str]
    window: Window
    browser: Browser

    async def close_window(self) -> None:
        """As somebody who closes it."""
        await (await self.browser.new_browser_cdp_session()).send("Browser.close")


@asynccontextmanager
async def own_window(folder: Path, *options: str) -> AsyncIterator[Own]:
    """`python -m kiosk --browser window`, its data under `folder`; the window may still be empty."""
    told, tools = folder / "profile", folder / "bin"
    tools.mkdir(exist_ok=True)
    told.unlink(missing_ok=True)
    wrapper = tools / "chromium"
    wide, high = PORTRAIT
    wrapper.write_text(WRAPPER.format(told=told, chromium=executable(), width=wide, height=high), "utf-8")
    wrapper.chmod(0o755)
    environment = {**os.environ, "PATH": os.pathsep.join((str(tools), os.environ["PATH"]))}
    arguments = ["kiosk", "--port", "0", "--browser", "window", "--data", str(folder / "data"), *options]
    process = spawn(arguments, BUILD / "own-window.log", environment)
    try:
        async with async_playwright() as playwright, asyncio.timeout(START_SECONDS):
            port = await _port(told)
            browser = await playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            page = browser.contexts[0].pages[0]
            await page.wait_for_selector(TOLD, state="attached", timeout=0)
            await page.evaluate(SEMANTICS.read_text("utf-8"))
            yield Own(process, Window(page), browser)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, PATIENT_SECONDS)


async def _port(told: Path) -> int:
    """Where Chromium lets itself be looked at, once it says so."""
    while (port := _written(told)) is None:  # noqa: ASYNC110 (nothing tells of another process's file)
        await asyncio.sleep(0.01)
    return port


def _written(told: Path) -> int | None:
    if not told.exists():
        return None
    file = Path(told.read_text("utf-8")) / "DevToolsActivePort"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return int(lines[0]) if len(lines) > 1 else None

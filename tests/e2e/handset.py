"""A phone's browser, with what it kept before: opened, killed from one moment to the next, given a newer version."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from playwright.async_api import BrowserContext, Error, Page, async_playwright

from tests.e2e.browser import FLAGS, SEMANTICS, Requests, close, executable
from tests.e2e.people import PHONE
from tests.e2e.processes import PATIENT_SECONDS
from tests.e2e.said import said
from tests.e2e.window import Window

SIZE: Final = {"width": 412, "height": 892}
ANSWERS: Final = {"phone": PHONE, "reason": "dismissed"}
OPEN_SECONDS: Final = 120.0
"""How long the first download, and starting Python on a busy machine, may take."""
DELIVERY_SECONDS: Final = 90.0
NEWER: Final = "newer"
CHANGED: Final = "manifest.json"
"""The file that is another one in a newer build."""
UPDATED: Final = """async () => {
  const registration = await navigator.serviceWorker.ready;
  let worker = null; // noted as it comes: it may have come to nothing before anybody looks
  const note = () => { worker = registration.installing; };
  registration.addEventListener("updatefound", note);
  while (!worker) {
    await registration.update();
    worker ||= registration.installing || registration.waiting;
  }
  registration.removeEventListener("updatefound", note);
  const ends = ["installed", "activated", "redundant"];
  return new Promise((resolve) => {
    const look = () => { if (ends.includes(worker.state)) resolve(worker.state); };
    worker.addEventListener("statechange", look);
    look();
  });
}"""
"""What becomes of the version that the server has now: installed, redundant where it could not be had whole."""


@asynccontextmanager
async def phone(profile: Path, requests: Requests) -> AsyncIterator[BrowserContext]:
    """Chromium as a phone, with what it kept before."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=executable(),
            args=list(FLAGS),
            viewport={"width": SIZE["width"], "height": SIZE["height"]},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
        )
        context.on("request", lambda request: requests.urls.append(request.url))
        await context.add_init_script(path=SEMANTICS)
        try:
            yield context
        finally:
            with contextlib.suppress(Error):  # a killed browser has nothing to close any more
                await close(context)


async def kill(profile: Path) -> None:
    """The browser of that profile is gone from one moment to the next, with all its processes."""
    option = f"--user-data-dir={profile}".encode()

    def running() -> list[int]:
        found = []
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if option in place.read_bytes().split(b"\0"):
                    found.append(int(place.parent.name))
        return found

    async with asyncio.timeout(PATIENT_SECONDS):
        while pids := await asyncio.to_thread(running):
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / name).unlink(missing_ok=True)


async def opened(context: BrowserContext, url: str, at: str = "home") -> Window:
    """The app's first page, once the words before it are gone; another one where a link leads there."""
    page = await context.new_page()
    await page.goto(url)
    await page.wait_for_selector("#loading", state="detached", timeout=OPEN_SECONDS * 1000)
    window = Window(page)
    await window.arrives(at, seconds=OPEN_SECONDS)
    return window


async def known(window: Window) -> None:
    """Wait until the office knows this phone."""
    words = said("zh", "phone.trouble.not_known")
    await window.until("words => !window.semantics.words().includes(words)", words, "enrolment", DELIVERY_SECONDS)


async def imaged(page: Page) -> str:
    """Wait until nobody touched the page for so long that the phone made an image of Python's memory; how that ended,
    "made", "full" where there was no room, or "failed"; "used" where the start came from one."""
    made = await page.wait_for_selector("html[data-image]", state="attached", timeout=OPEN_SECONDS * 1000)
    assert made is not None
    return str(await made.get_attribute("data-image"))


async def practised(page: Page) -> None:
    """Wait until the phone, untouched, is through with all that makes its next start shorter."""
    await page.wait_for_selector("html[data-practised]", state="attached", timeout=OPEN_SECONDS * 1000)


async def installability(page: Page) -> list[object]:
    """What keeps Chromium from offering to install it, but that a test's profile cannot."""
    session = await page.context.new_cdp_session(page)
    found = (await session.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    return [error for error in found if error["errorId"] != "in-incognito"]


def newer(site: Path, to: Path) -> Path:
    """A later build than that, whose deployment was broken off: of one file that is another now, half is there."""
    shutil.copytree(site, to)
    changed = (to / CHANGED).read_bytes() + b"\n"
    worker = (to / "sw.js").read_text("utf-8")
    table = re.search(r"JSON\.parse\('(.*)'\)", worker)
    assert table is not None
    files = json.loads(table[1])
    files[f"/{CHANGED}"][:2] = [hashlib.sha256(changed).hexdigest(), len(changed)]
    worker = worker.replace(table[1], json.dumps(files))
    (to / "sw.js").write_text(re.sub(r'VERSION = "\w+"', f'VERSION = "{NEWER}"', worker), "utf-8")
    (to / CHANGED).write_bytes(changed[: len(changed) // 2])
    return to


def deployed(site: Path, older: Path) -> None:
    """The deployment goes on to its end, a while later."""
    file = site / CHANGED
    file.write_bytes((older / CHANGED).read_bytes() + b"\n")
    later = file.stat().st_mtime + 60  # a browser asks for what changed since the second in which it asked before
    os.utime(file, (later, later))


class Files(SimpleHTTPRequestHandler):
    """A folder, with the types without which no module starts."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".wasm": "application/wasm"}

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextlib.contextmanager
def served(site: Path, port: int = 0) -> Iterator[int]:
    """Serve a folder on loopback, without an office behind it; gives the port."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Files, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


async def updated(page: Page) -> str:
    """Ask for a newer version, and wait for what becomes of it (`UPDATED`)."""
    async with asyncio.timeout(DELIVERY_SECONDS):
        return str(await page.evaluate(UPDATED))


async def left(page: Page) -> None:
    """The app is closed, the browser goes on; its worker of the files rests too, as after a while."""
    await page.goto("about:blank")


async def line_is_back(context: BrowserContext, url: str) -> None:
    """What the browser does when a line is back that the app, closed meanwhile, asked to be told of."""
    session = await context.new_cdp_session(context.pages[0])
    known: asyncio.Queue[str] = asyncio.Queue()

    def registered(event: Any) -> None:
        for one in event["registrations"]:
            if one["scopeURL"].startswith(url) and not one["isDeleted"]:
                known.put_nowait(one["registrationId"])

    session.on("ServiceWorker.workerRegistrationUpdated", registered)
    await session.send("ServiceWorker.enable")
    async with asyncio.timeout(PATIENT_SECONDS):
        which = await known.get()
    told = {"origin": url, "registrationId": which, "tag": "send", "lastChance": False}
    await session.send("ServiceWorker.dispatchSyncEvent", told)


async def versions(page: Page) -> list[str]:
    """The versions of the app that are kept on the phone."""
    names = await page.evaluate("() => caches.keys()")
    return [str(name).removeprefix("nuanchuang-") for name in names]

"""The promise of the phone: kept once, it opens with no server, takes a claim, and sends it when the server is back.

Walked once, in a profile on disk, with the browser closed and opened again while the server is away.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Error, Page, async_playwright

from mobile.serving_native import prepared
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.e2e.binding import code_from_kiosk
from tests.e2e.browser import FLAGS, SEMANTICS, Requests, close, executable
from tests.e2e.defaults import Raw
from tests.e2e.people import LIU, PHONE
from tests.e2e.processes import PATIENT_SECONDS, Running, start
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window

SIZE: Final = {"width": 412, "height": 892}
ANSWERS: Final = {"phone": PHONE, "reason": "dismissed"}
OPEN_SECONDS: Final = 120.0
"""How long the first download, and starting Python on a busy machine, may take."""
DELIVERY_SECONDS: Final = 90.0
NEWER: Final = "newer"
OWNER: Final = PEOPLE_BY_KEY["wang_xiuying"]
OWN_PIN: Final = "246813"
KEPT: Final = """(name) => new Promise((resolve) => {
  const opening = indexedDB.open("nuanchuang", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("keys").objectStore("keys").get(name);
    asked.onsuccess = () => { opening.result.close(); resolve(Boolean(asked.result)); };
  };
})"""
"""Whether something lies in the phone's vault under that name."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What was seen on the way."""

    installable: list[object]
    renderer: str
    second_tab: str
    pages: tuple[str, ...]
    state: str
    number: str
    number_after: str
    items: int
    requests: Requests
    port: int
    data: Path
    profile: Path
    site: Path
    back: Running
    bound: str
    last_known: str


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


def newer(site: Path, to: Path) -> Path:
    """A later build than that: one file is another."""
    shutil.copytree(site, to)
    changed = (to / "manifest.json").read_bytes() + b"\n"
    (to / "manifest.json").write_bytes(changed)
    worker = (to / "sw.js").read_text("utf-8")
    table = re.search(r"JSON\.parse\('(.*)'\)", worker)
    assert table is not None
    files = json.loads(table[1])
    files["/manifest.json"][:2] = [hashlib.sha256(changed).hexdigest(), len(changed)]
    worker = worker.replace(table[1], json.dumps(files))
    (to / "sw.js").write_text(re.sub(r'VERSION = "\w+"', f'VERSION = "{NEWER}"', worker), "utf-8")
    return to


async def versions(page: Page) -> list[str]:
    """The versions of the app that are kept on the phone."""
    names = await page.evaluate("() => caches.keys()")
    return [str(name).removeprefix("nuanchuang-") for name in names]


async def office(walked: Walked, site: Path) -> Running:
    """The server at the same address, with the same data and that build."""
    arguments = ["--port", str(walked.port), "--data", str(walked.data), "--phone", str(site), "--hold", "0"]
    return await start(["shared.backend", *arguments], "backend", "phone-backend")


async def opened(context: BrowserContext, url: str, at: str = "home") -> Window:
    """The app's first page, once the words before it are gone; another one where a link leads there."""
    page = await context.new_page()
    await page.goto(url)
    await page.wait_for_selector("#loading", state="detached", timeout=OPEN_SECONDS * 1000)
    window = Window(page)
    await window.arrives(at, seconds=OPEN_SECONDS)
    return window


async def bound(window: Window) -> str:
    """From the page of a new PIN, to which the link led, until what the owner may want is kept; what the page says."""
    walker = Walker(window)
    for page in ("new_pin", "pin_again"):
        await window.arrives(page, seconds=DELIVERY_SECONDS)
        await walker.give(Raw(OWN_PIN))
    await window.arrives("bind", seconds=DELIVERY_SECONDS)
    async with asyncio.timeout(DELIVERY_SECONDS):
        await window.page.wait_for_function(
            KEPT, arg="owner.seen.passive_state", polling=250, timeout=DELIVERY_SECONDS * 1000
        )
    return await window.words("bind.state")


async def state_without_network(window: Window) -> str:
    """What the owner, who unlocks the phone, is told of their check."""
    walker = Walker(window)
    await walker.begin("passive_check")
    await walker.identify("owner", OWN_PIN)
    await window.arrives("step.passive_check.state")
    told = said("zh", "kiosk.ask.last_known")
    await window.until("words => window.semantics.words().includes(words)", told, "the last state", PATIENT_SECONDS)
    words = str(await window.page.evaluate("() => window.semantics.words()"))
    await walker.home()
    return words


async def known(window: Window) -> None:
    """Wait until the office knows this phone."""
    words = said("zh", "phone.trouble.not_known")
    await window.until("words => !window.semantics.words().includes(words)", words, "enrolment", DELIVERY_SECONDS)


async def installability(page: Page) -> list[object]:
    """What keeps Chromium from offering to install it, but that a test's profile cannot."""
    session = await page.context.new_cdp_session(page)
    found = (await session.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    return [error for error in found if error["errorId"] != "in-incognito"]


def items(data: Path) -> int:
    """How many claims the office holds."""
    with closing(sqlite3.connect(data / "backend" / "office.db")) as db:
        return int(db.execute("SELECT count(*) FROM items WHERE kind = 'submit'").fetchone()[0])


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def walked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Walked]:
    """Kept and bound to its owner, server away, browser closed, opened again, a claim at L1, server back."""
    folder, requests = tmp_path_factory.mktemp("phone"), Requests()
    data, profile = folder / "data", folder / "profile"
    site = await asyncio.to_thread(prepared, data, fast=True)
    serving = await start(["mobile", "serve", "--fast", "--port", "0", "--data", str(data)], "phone", "phone-serve")
    back: Running | None = None
    try:
        link = await code_from_kiosk(folder, serving.url, data, OWNER.name)
        assert link.startswith(serving.url)
        async with phone(profile, requests) as context:
            window = await opened(context, link, "new_pin")
            await known(window)
            yours = await bound(window)
            installable = await installability(window.page)
            renderer = str(await window.page.evaluate("() => flet.webRenderer"))
            assert await window.page.evaluate("() => !!navigator.serviceWorker.controller")
        await serving.end(PATIENT_SECONDS)
        async with phone(profile, requests) as context:
            window = await opened(context, serving.url)
            other = await context.new_page()
            await other.goto(serving.url)
            await other.wait_for_selector("#again:not([hidden])", timeout=OPEN_SECONDS * 1000)
            second_tab = await other.inner_text("#state")
            await other.close()
            last_known = await state_without_network(window)
            walker = Walker(window, ANSWERS)
            await walker.begin("unemployment")
            await walker.identify_by_number(LIU.id_number)
            await walker.walk("receipt")
            number, state = await walker.receipt_number(), await window.words("receipt.state")
            arguments = ["--port", str(serving.port), "--data", str(data), "--phone", str(site), "--hold", "0"]
            back = await start(["shared.backend", *arguments], "backend", "phone-backend")
            await window.says("receipt.state", said("zh", "outbox.state.delivered"), DELIVERY_SECONDS)
            after = await walker.receipt_number()
        yield Walked(
            installable,
            renderer,
            second_tab,
            tuple(walker.seen),
            state,
            number,
            after,
            items(data),
            requests,
            serving.port,
            data,
            profile,
            site,
            back,
            yours,
            last_known,
        )
    finally:
        await serving.end(PATIENT_SECONDS)
        if back is not None:
            await back.end(PATIENT_SECONDS)


async def test_a_claim_made_with_no_server_arrives_when_it_is_back(walked: Walked) -> None:
    waiting = [said("zh", f"outbox.state.{name}") for name in ("saved", "sending", "resending")]
    assert any(words in walked.state for words in waiting), walked.state
    assert said("zh", "outbox.state.delivered") not in walked.state.splitlines()
    assert len(walked.number) == 16
    assert walked.number_after == walked.number
    assert walked.items == 1
    for step in ("reason", "phone", "precheck"):
        assert f"step.unemployment.{step}" in walked.pages
    assert "step.unemployment.account" not in walked.pages, "where money goes is asked at L2 only"


async def test_a_code_of_a_kiosk_makes_the_phone_its_owners_who_sees_their_state_without_network(
    walked: Walked,
) -> None:
    assert said("zh", "bind.phone.yours") in walked.bound
    assert said("zh", "kiosk.ask.not_to_be_had") not in walked.last_known


async def test_the_browser_offers_to_install_it(walked: Walked) -> None:
    assert walked.installable == []
    assert walked.renderer in ("skwasm", "canvaskit")


async def test_a_second_page_is_told_kindly(walked: Walked) -> None:
    page = (Path(__file__).parents[2] / "mobile" / "web" / "phone.js").read_text("utf-8")
    assert walked.second_tab
    assert f'elsewhere: ["{walked.second_tab}"' in page


async def test_nothing_was_asked_of_any_other_host(walked: Walked) -> None:
    assert len(walked.requests.urls) > 5
    walked.requests.check()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found by /proc")
async def test_what_was_submitted_and_begun_outlives_a_kill_and_a_newer_version_waits_its_turn(walked: Walked) -> None:
    await walked.back.end(PATIENT_SECONDS)
    url, requests = f"http://127.0.0.1:{walked.port}", Requests()
    site = newer(walked.site, walked.profile.parent / "newer")
    async with phone(walked.profile, requests) as context:
        walker = Walker(await opened(context, url), ANSWERS)
        await walker.begin("unemployment")
        await walker.identify_by_number(LIU.id_number)
        await walker.walk("receipt")
        await walker.home()
        await walker.begin("unemployment")
        await walker.identify_by_number(LIU.id_number)
        await walker.walk("step.unemployment.reason")
        await kill(walked.profile)
    async with phone(walked.profile, requests) as context:
        window = await opened(context, url)
        await window.says("outbox.state", said("zh", "kiosk.bar.waiting", n=1))
        back = await office(walked, site)
        try:
            await window.says("outbox.state", said("zh", "kiosk.bar.none"), DELIVERY_SECONDS)
            await window.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
            waits = "async () => !!(await navigator.serviceWorker.ready).waiting"
            await window.page.wait_for_function(waits, timeout=DELIVERY_SECONDS * 1000)
            assert NEWER in await versions(window.page)
            assert len(await versions(window.page)) == 2, "the version before goes on while somebody uses it"
            walker = Walker(window, ANSWERS)
            await walker.begin("unemployment")
            await walker.identify_by_number(LIU.id_number)
            assert await window.at() == "resume", "what was begun before the kill goes on"
        finally:
            await back.end(PATIENT_SECONDS)
    assert items(walked.data) == walked.items + 1
    requests.check()

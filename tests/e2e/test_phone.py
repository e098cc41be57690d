"""The promise of the phone: kept once, it opens with no server, takes claims, and sends them when the server is back.

Walked once, in a profile on disk: installed and bound to its owner; the server ends; three services, an unfinished one,
and a kill of the browser; a newer version comes, torn first, then whole; it is opened in that one, and left; the server
is back, and the browser brings what waits; it is opened again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page

from mobile.serving_native import prepared
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.e2e.binding import code_from_kiosk
from tests.e2e.browser import Requests
from tests.e2e.defaults import Raw
from tests.e2e.handset import (
    ANSWERS,
    DELIVERY_SECONDS,
    NEWER,
    OPEN_SECONDS,
    deployed,
    imaged,
    installability,
    kill,
    known,
    left,
    line_is_back,
    newer,
    opened,
    phone,
    practised,
    served,
    updated,
    versions,
)
from tests.e2e.office import arrived
from tests.e2e.people import LIU
from tests.e2e.processes import PATIENT_SECONDS, start
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window

OWNER: Final = PEOPLE_BY_KEY["wang_xiuying"]
OWN_PIN: Final = "246813"
STATES: Final = (("phone.for.outbox.state", "saved"), ("outbox.state", "sending"), ("outbox.state", "resending"))
"""What a claim that waits is said to be; a phone says of itself that it keeps it."""
BEGUN: Final = "step.unemployment.registered"
"""Where a claim is left. A page goes out before its answer is kept: what was given a page earlier is kept by then."""
KEPT: Final = """(name) => new Promise((resolve) => {
  const opening = indexedDB.open("nuanchuang", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("keys").objectStore("keys").get(name);
    asked.onsuccess = () => { opening.result.close(); resolve(Boolean(asked.result)); };
  };
})"""
"""Whether something lies in the phone's vault under that name."""
ALONE: Final = """async (name) => {
  while ((await caches.keys()).join() !== name) await new Promise(requestAnimationFrame);
}"""
"""Until that is the only cache."""


OTHERS: Final = "Object.defineProperty(Navigator.prototype, 'vendor', { get: () => '' })"
"""A browser for which the client takes the renderer that runs everywhere, as it does in Firefox and Safari."""


@dataclass(slots=True)
class Walked:
    """What was seen on the way. `kept`: number and state of the receipts that were shown without a server."""

    requests: Requests
    installable: list[object] = field(default_factory=list)
    renderer: str = ""
    isolated: list[bool] = field(default_factory=list)
    """Whether the client may draw in a thread of its own: as the office served it, then as it was kept."""
    images: list[str] = field(default_factory=list)
    """What became of the image of Python's memory: after the install, and at the first start from what is kept."""
    elsewhere: tuple[str, list[str]] = ("", [])
    """The other browsers' renderer, and the faces that it asked for although there are none."""
    bound: str = ""
    second_tab: str = ""
    last_known: str = ""
    kept: list[tuple[str, str]] = field(default_factory=list)
    pages: tuple[str, ...] = ()
    torn: str = ""
    whole: str = ""
    in_the_flow: str = ""
    both: list[str] = field(default_factory=list)
    newest: list[str] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    tabbed: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))


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


async def installed(window: Window, found: Walked) -> None:
    """The app is kept, the office knows the phone, and the phone its owner."""
    await known(window)
    found.bound = await bound(window)
    found.installable = await installability(window.page)
    found.renderer = str(await window.page.evaluate("() => flet.webRenderer"))
    found.isolated.append(await window.page.evaluate("() => crossOriginIsolated"))
    assert await window.page.evaluate("() => !!navigator.serviceWorker.controller")
    found.images.append(await imaged(window.page))
    await practised(window.page)


async def with_the_other_renderer(profile: Path, url: str) -> tuple[str, list[str]]:
    """A first visit of such a browser, until the office knows it."""
    requests = Requests()
    async with phone(profile, requests) as context:
        await context.add_init_script(OTHERS)
        window = await opened(context, url)
        await known(window)
        return str(await window.page.evaluate("() => flet.webRenderer")), requests.fallback_fonts()


async def refused_twice(context: BrowserContext, url: str) -> str:
    """What a second page of the app says."""
    other = await context.new_page()
    await other.goto(url)
    await other.wait_for_selector("#again:not([hidden])", timeout=OPEN_SECONDS * 1000)
    told = await other.inner_text("#state")
    await other.close()
    return told


async def without_server(context: BrowserContext, url: str, found: Walked) -> None:
    """A check and an appointment by the owner, a claim by a number typed, and another one that is only begun."""
    window = await opened(context, url)
    found.images.append(await imaged(window.page))
    found.tabbed = await window.tabbed()
    found.second_tab = await refused_twice(context, url)
    await check_and_appointment(window, found)
    walker = Walker(window, ANSWERS)
    await claim(walker, "receipt")
    found.kept.append(await receipt(walker))
    found.pages = tuple(walker.seen)
    await walker.home()
    await claim(walker, BEGUN)


async def until_arrived(data: Path, found: list[str], number: int) -> None:
    """Wait until the office holds so many claims."""
    async with asyncio.timeout(DELIVERY_SECONDS):
        while len(found) < number:
            await asyncio.sleep(0.25)
            found[:] = await asyncio.to_thread(arrived, data)


async def receipt(walker: Walker) -> tuple[str, str]:
    """Number and state on the page of a receipt."""
    return await walker.receipt_number(), await walker.window.words("receipt.state")


async def check_and_appointment(window: Window, found: Walked) -> None:
    """The owner unlocks the phone once: what they are told of their check, and the receipt of an appointment."""
    walker = Walker(window)
    await walker.begin("passive_check")
    await walker.identify("owner", OWN_PIN)
    await window.arrives("step.passive_check.state")
    told = said("zh", "kiosk.ask.last_known")
    await window.until("words => window.semantics.words().includes(words)", told, "the last state", PATIENT_SECONDS)
    found.last_known = str(await window.page.evaluate("() => window.semantics.words()"))
    await walker.walk("home")
    await walker.begin("appointment")
    await walker.walk("receipt")
    found.kept.append(await receipt(walker))
    await walker.home()


async def claim(walker: Walker, *until: str) -> None:
    """An unemployment claim by a number typed, as far as one of those pages."""
    await walker.begin("unemployment")
    await walker.identify_by_number(LIU.id_number)
    await walker.walk(*until)


async def with_a_newer_version(window: Window, found: Walked, later: Path, site: Path) -> None:
    """Nobody but a server of files answers: what waits goes on waiting, while a deployment is torn, and then whole."""
    await window.says("outbox.state", said("zh", "kiosk.bar.waiting", n=len(found.kept)))
    found.torn = await updated(window.page)
    walker = Walker(window, ANSWERS)
    await walker.begin("unemployment")
    deployed(later, site)
    found.whole = await updated(window.page)
    await walker.identify_by_number(LIU.id_number)
    found.in_the_flow = await window.at()
    found.both = await versions(window.page)
    found.isolated.append(await window.page.evaluate("() => crossOriginIsolated"))


async def settled(page: Page) -> list[str]:
    """The versions that are kept, once the one before is gone, or does not go."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENT_SECONDS):
            await page.evaluate(ALONE, f"nuanchuang-{NEWER}")
    return await versions(page)


async def resumes(window: Window, found: Walked) -> None:
    """What was begun before the kill goes on, in the newer version."""
    walker = Walker(window, {**ANSWERS, "resume": "resume"})
    await claim(walker, BEGUN)
    found.resumed = list(walker.seen)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def walked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Walked]:
    """All of it, in the order of the first lines of this module."""
    folder, requests = tmp_path_factory.mktemp("phone"), Requests()
    data, profile = folder / "data", folder / "profile"
    site = await asyncio.to_thread(prepared, data, fast=True)
    serving = await start(["mobile", "serve", "--fast", "--port", "0", "--data", str(data)], "phone", "phone-serve")
    found = Walked(requests)
    try:
        link = await code_from_kiosk(folder, serving.url, data, OWNER.name)
        assert link.startswith(serving.url)
        async with phone(profile, requests) as context:
            await installed(await opened(context, link, "new_pin"), found)
        found.elsewhere = await with_the_other_renderer(folder / "elsewhere", serving.url)
    finally:
        await serving.end(PATIENT_SECONDS)
    async with phone(profile, requests) as context:
        await without_server(context, serving.url, found)
        await kill(profile)
    later = await asyncio.to_thread(newer, site, folder / "newer")
    async with phone(profile, requests) as context:
        with served(later, serving.port):
            await with_a_newer_version(await opened(context, serving.url), found, later, site)
    async with phone(profile, requests) as context:
        window = await opened(context, serving.url)
        found.newest = await settled(window.page)
        await window.says("outbox.state", said("zh", "kiosk.bar.waiting", n=len(found.kept)))
        await left(window.page)
        arguments = ["--port", str(serving.port), "--data", str(data), "--phone", str(later), "--hold", "0"]
        back = await start(["shared.backend", *arguments], "backend", "phone-backend")
        try:
            await line_is_back(context, serving.url)
            await until_arrived(data, found.closed, len(found.kept))
            window = await opened(context, serving.url)
            await window.says("outbox.state", said("zh", "kiosk.bar.none"), DELIVERY_SECONDS)
            await resumes(window, found)
        finally:
            await back.end(PATIENT_SECONDS)
    found.arrived = arrived(data)
    yield found


async def test_what_was_done_with_no_server_arrives_when_it_is_back(walked: Walked) -> None:
    waiting = [said("zh", f"{of}.{name}") for of, name in STATES]
    assert len(walked.kept) == 2
    for number, state in walked.kept:
        assert any(words in state for words in waiting), state
        assert said("zh", "outbox.state.delivered") not in state.splitlines()
        assert len(number) == 16
    assert sorted(walked.arrived) == sorted(number for number, _ in walked.kept), "each once, under the number told"
    for step in ("reason", "phone", "precheck"):
        assert f"step.unemployment.{step}" in walked.pages
    assert "step.unemployment.account" not in walked.pages, "where money goes is asked at L2 only"


async def test_what_waits_is_brought_while_no_page_is_open_and_then_known_to_be_there(walked: Walked) -> None:
    assert sorted(walked.closed) == sorted(number for number, _ in walked.kept)


async def test_a_code_of_a_kiosk_makes_the_phone_its_owners_who_sees_their_state_without_network(
    walked: Walked,
) -> None:
    assert said("zh", "bind.phone.yours") in walked.bound
    assert said("zh", "kiosk.ask.not_to_be_had") not in walked.last_known


async def test_the_tab_key_goes_in_the_order_of_reading(walked: Walked) -> None:
    came, told = walked.tabbed
    assert came == told
    assert len(set(came)) == len(came) > 5


async def test_the_browser_offers_to_install_it(walked: Walked) -> None:
    assert walked.installable == []
    assert walked.renderer in ("skwasm", "canvaskit")


async def test_the_client_draws_in_a_thread_of_its_own(walked: Walked) -> None:
    assert walked.isolated == [True, True]


async def test_the_renderer_of_other_browsers_asks_for_no_faces_that_there_are_not(walked: Walked) -> None:
    """In Firefox 153 it asked for 41 at each start, for signs that nobody sees."""
    assert walked.elsewhere == ("canvaskit", [])


async def test_a_start_takes_up_the_memory_that_the_phone_kept_of_python(walked: Walked) -> None:
    assert walked.images == ["made", "used"]


async def test_a_second_page_is_told_kindly(walked: Walked) -> None:
    page = (Path(__file__).parents[2] / "mobile" / "web" / "phone.js").read_text("utf-8")
    assert walked.second_tab
    assert f'elsewhere: ["{walked.second_tab}"' in page


async def test_nothing_was_asked_of_any_other_host(walked: Walked) -> None:
    assert len(walked.requests.urls) > 5
    walked.requests.check()


async def test_of_a_torn_deployment_nothing_is_taken_and_the_version_before_goes_on(walked: Walked) -> None:
    assert walked.torn == "redundant"


async def test_a_newer_version_is_kept_beside_the_one_in_use_and_changes_nothing_in_a_flow(walked: Walked) -> None:
    assert walked.whole == "installed"
    assert walked.in_the_flow == "resume", "what was begun before the kill is found by the version before"
    assert len(walked.both) == 2 and NEWER in walked.both


async def test_opened_again_it_is_the_newer_version_with_what_waits_and_what_was_begun(walked: Walked) -> None:
    assert walked.newest == [NEWER]
    assert "resume" in walked.resumed
    assert "step.unemployment.last_day" not in walked.resumed, walked.resumed

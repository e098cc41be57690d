"""What a page of ours does that only a browser can break, without the app: clips are heard, large text is seen, what
stands on the glass first stays until something is painted."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright

from accessibility.speech.phrases import phrases
from accessibility.speech.pyttsx3_native import find_driver
from mobile.build_native import OURS, POLICY
from mobile.clips import DATASETS
from mobile.clips_native import ENCODER, pack
from shared.ui.client_native import COMMON as WEB
from tests.e2e.browser import FLAGS, executable
from tests.e2e.handset import served

"""Milliseconds."""
LARGE: Final = 24
"""Pixels of the browser's usual text: half as large again as most have it."""
ASK: Final = """async (given) => {
  const told = [];
  senses.join((words) => told.push(JSON.parse(words)));
  const began = performance.now();
  await senses.asked(JSON.stringify({ number: 1, ...given }));
  return { ...told.find((one) => one.number === 1), ms: performance.now() - began };
}"""
GROWN: Final = """() => new Promise((resolve) => {
  senses.join((words) => resolve(JSON.parse(words)));
  for (const probe of document.querySelectorAll("span")) probe.style.fontSize = "32px";
})"""
"""The text of the whole phone becomes twice the usual while the app is open."""
CLIPS: Final = "/clips/zh/nav.clips"
TELL: Final = """async () => {
  const page = document.body.appendChild(document.createElement("div"));
  page.setAttribute("flt-semantics-identifier", "page.home");
  for (let n = 0; n < 100; n += 1) await null;
  return document.getElementById("loading") !== null;
}"""
"""What the client does with its first page: tells it, and paints it before anybody else has a turn. Whether it was
covered until then."""
COVERED: Final = "() => document.getElementById('loading') !== null"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Page]:
    """A page with nothing but our senses, under the policy of the build, where text is large; with clips where this
    machine can make them."""
    site = tmp_path_factory.mktemp("page")
    shutil.copyfile(OURS / "senses.js", site / "senses.js")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    body = '<body><script src="senses.js"></script></body>'
    (site / "index.html").write_text(f"<!DOCTYPE html><html><head>{policy}</head>{body}</html>", "utf-8")
    driver = await find_driver()
    if driver.speaks("zh") and shutil.which(ENCODER) is not None:
        (site / CLIPS[1:]).parent.mkdir(parents=True)
        (site / CLIPS[1:]).write_bytes(await pack(driver, phrases("zh", DATASETS)["nav"][:2], "zh"))
    await driver.close()
    with served(site) as port:
        async with async_playwright() as playwright:
            flags = [*FLAGS, f"--blink-settings=defaultFontSize={LARGE}"]
            browser = await playwright.chromium.launch(executable_path=executable(), args=flags)
            opened = await browser.new_page()
            await opened.goto(f"http://127.0.0.1:{port}/")
            yield opened
            await browser.close()


async def ask(page: Page, what: str, **given: Any) -> Any:
    return await page.evaluate(ASK, {"what": what, **given})


async def test_clips_are_heard_to_their_end(page: Page) -> None:
    if not await page.evaluate("url => fetch(url).then((answer) => answer.ok)", CLIPS):
        pytest.skip("no voice or no encoder on this machine")
    both = [[CLIPS, 0], [CLIPS, 1]]
    heard = await ask(page, "clips", clips=both, rate=2.0, volume=0.5)
    assert "error" not in heard
    assert heard["ms"] > 200, "sound takes its time"


async def test_the_text_size_that_the_person_has_set_is_seen_and_followed(page: Page) -> None:
    assert (await ask(page, "text"))["scale"] == LARGE / 16
    told = await page.evaluate(GROWN)
    assert (told["what"], told["scale"]) == ("text", 2.0)


@pytest_asyncio.fixture(loop_scope="session")
async def glass(page: Page) -> AsyncIterator[Page]:
    """A page that is covered, with a client that has told and painted nothing, whose clock stands still."""
    context = await page.context.browser.new_context()  # type: ignore[union-attr]
    opened = await context.new_page()
    await opened.clock.install(time=0)
    await opened.clock.pause_at(1000)
    await opened.set_content('<main id="loading">暖窗</main>')
    await opened.add_script_tag(path=WEB / "cover.js")
    yield opened
    await context.close()


async def test_the_glass_is_uncovered_once_the_first_page_is_told_and_painted(glass: Page) -> None:
    assert await glass.evaluate(TELL)
    await glass.clock.run_for(1)
    assert not await glass.evaluate(COVERED)


async def test_however_long_the_app_takes_the_words_before_it_stay_while_no_page_is_told(glass: Page) -> None:
    """A cheap phone paints the client's own wheel long before Python is up; what fails then is told by these words."""
    await glass.clock.fast_forward(600_000)
    assert await glass.evaluate(COVERED)


LACKS: Final = (
    "delete StorageManager.prototype.getDirectory",
    "Object.defineProperty(navigator, 'locks', { value: undefined })",
    "delete Navigator.prototype.serviceWorker",
)
NEVER: Final = "onmessage = () => postMessage({ kind: 'unable' });"
"""A worker that has found that there are no handles on files in this browser, where its page could not know."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def first(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The first page of ours, with a service worker that keeps nothing, no client, and such a worker of Python's."""
    site = tmp_path_factory.mktemp("first")
    page = (OURS / "index.html").read_text("utf-8").replace("@POLICY@", POLICY)
    (site / "index.html").write_text(page, "utf-8")
    for name in ("phone.js", "senses.js"):
        shutil.copyfile(OURS / name, site / name)
    for name in ("frames.js", "cover.js", "tabs.js"):
        shutil.copyfile(WEB / name, site / name)
    (site / "sw.js").write_text("onactivate = (event) => event.waitUntil(clients.claim());", "utf-8")
    (site / "worker.js").write_text(NEVER, "utf-8")
    with served(site) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize("lacking", [*LACKS, ""], ids=["files", "locks", "service worker", "handles"])
async def test_in_a_browser_that_keeps_nothing_another_one_is_asked_for(page: Page, first: str, lacking: str) -> None:
    """It said 请再试一次, which never helped, after 12 MB had been fetched (WebKitGTK 2.50)."""
    context = await page.context.browser.new_context()  # type: ignore[union-attr]
    opened, asked = await context.new_page(), list[str]()
    opened.on("request", lambda request: asked.append(request.url.removeprefix(first)))
    if lacking:
        await opened.add_init_script(lacking)
    await opened.goto(first)
    await opened.wait_for_function("() => document.getElementById('state').textContent.includes('换一个浏览器')")
    assert not await opened.is_visible("#again")
    assert await opened.is_visible("a[href='tel:12333']")
    assert ("worker.js" in asked) == (not lacking)
    await context.close()

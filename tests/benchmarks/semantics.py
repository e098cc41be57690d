"""What the tree for screen readers and scripts costs the page: the same touches with it, and where nobody asked for it.

Two kiosks take turns, touch by touch, one with the tree and one without it, so that a busy machine meets both alike;
then they change places. Without the tree no identifier can be waited for, so both are measured alike, from the
pointer's press to the end of the frame after the server's largest message, in which the client tells and paints the
page. With the tree it is checked that the page is told by then; without it, where one stands is looked up once the page
was loaded again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.async_api import Browser

from tests.benchmarks.measure import Result, median, quantile
from tests.benchmarks.pages import PAGES, at_questions
from tests.e2e.browser import chromium
from tests.e2e.processes import Kiosk
from tests.e2e.window import Window

TURNS: Final = 14
"""Forth and back in each round."""
WARM: Final = 6
"""Forth and back after each loading, not counted: the browser still compiles the client then, while a kiosk's window
stays open for days."""
ROUNDS: Final = 2
"""In the second the kiosks have changed places."""
COST: Final = 1.1
WAYS: Final = ("nav.next", "nav.back")
WATCH: Final = """(() => {
  // Runs before the page's own scripts: the tree stays empty where its placeholder is not clicked.
  if (sessionStorage.getItem("treeless")) {
    const click = HTMLElement.prototype.click;
    HTMLElement.prototype.click = function () {
      if (this.localName !== "flt-semantics-placeholder") click.call(this);
    };
  }
  const request = window.requestAnimationFrame.bind(window), channel = new MessageChannel();
  let messages = [], waiting = [];
  channel.port1.onmessage = () => { const now = waiting; waiting = []; now.forEach((tell) => tell()); };
  window.requestAnimationFrame = (step) => request((time) => {
    const began = performance.now();
    step(time);
    for (const message of messages) {
      if (!message.drawn && message.at < began) {
        message.drawn = Infinity;
        waiting.push(() => { message.drawn = performance.now(); message.page = window.semantics.page(); });
      }
    }
    if (waiting.length) channel.port2.postMessage(0); // after the browser has laid out and drawn this frame
  });
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        const bytes = data.byteLength ?? data.size ?? data.length;
        messages.push({ at: performance.now(), bytes, drawn: 0, page: "" });
      });
    }
  };
  // Null where nothing was drawn for the touch.
  window.measure = () => {
    window.measured = new Promise((resolve) => addEventListener("pointerdown", () => {
      const start = performance.now(), drawn = (one) => one.drawn > 0 && one.drawn < Infinity;
      messages = [];
      window.semantics.until(() => messages.some(drawn), null, 5000)
        .then(() => window.semantics.still()) // not before: it looks at every node of the tree
        .then(() => {
          const page = messages.reduce((a, b) => (b.bytes > (a?.bytes ?? 0) ? b : a), null);
          resolve(page && drawn(page) ? { done: page.drawn - start, page: page.page } : null);
        });
    }, { once: true, capture: true }));
  };
})();"""


@dataclass(frozen=True, slots=True)
class Touch:
    """One touch: milliseconds until the page was told and painted; what the tree named."""

    done: float
    page: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A kiosk's window at the first of the two pages, its address, and where it is touched."""

    window: Window
    url: str
    points: Mapping[str, tuple[float, float]]

    async def load(self, *, tree: bool) -> None:
        """The same session in the page loaded anew, with the tree or without it."""
        window = self.window
        await window.page.evaluate(
            "tree => tree ? sessionStorage.removeItem('treeless') : sessionStorage.setItem('treeless', 'yes')", tree
        )
        await window.page.goto(self.url)
        if tree:
            await window.arrives(*PAGES)
            return
        await window.until("() => document.querySelector('flt-semantics-placeholder')", None, "the client")
        await window.until("() => window.semantics.received() > 0", None, "the page")
        await window.page.evaluate("() => document.getElementById('loading')?.remove()")  # no page is told that would
        await window.still(60)

    async def touch(self, way: str) -> Touch:
        """What one touch took; fails where nothing was drawn for it, since the next would be another's."""
        await self.window.still()
        await self.window.page.evaluate("() => window.measure()")
        await self.window.page.mouse.click(*self.points[way])
        found = await self.window.page.evaluate("() => window.measured")
        if found is None:
            raise RuntimeError(f"{way} drew nothing")
        return Touch(float(found["done"]), str(found["page"]).removeprefix("page."))


@asynccontextmanager
async def standing(browser: Browser, folder: Path, name: str) -> AsyncIterator[Stand]:
    """A kiosk of its own, in silence: the voice has a measurement of its own."""
    kiosk = Kiosk(folder / name, f"bench-semantics-{name}", ["--idle", "3600"])
    running = await kiosk.start()
    try:
        window = await at_questions(browser, running.url, WATCH)
        await window.tap_and_settle("nav.speech")
        yield Stand(window, running.origin, {way: await window.place(way) for way in WAYS})
    finally:
        await kiosk.stop()


async def run(folder: Path) -> list[Result]:
    """Two pages of the kiosk, forth and back."""
    took: dict[bool, list[Touch]] = {True: [], False: []}
    async with (
        chromium() as browser,
        standing(browser, folder, "one") as one,
        standing(browser, folder, "two") as two,
    ):
        for n in range(ROUNDS):
            whole, bare = (one, two) if n % 2 == 0 else (two, one)
            await whole.load(tree=True)
            await bare.load(tree=False)
            await _turns(whole, bare, WARM)
            for tree, touches in zip(took, await _turns(whole, bare, TURNS), strict=True):
                took[tree] += touches
        for stand in (one, two):
            await stand.load(tree=True)
            if await stand.window.at() != PAGES[0]:
                raise RuntimeError(f"touches without the tree led to {await stand.window.at()}")
    return results(took[True], took[False])


async def _turns(whole: Stand, bare: Stand, times: int) -> tuple[list[Touch], list[Touch]]:
    """Forth and back between two pages in both windows, each first as often as the other."""
    found: tuple[list[Touch], list[Touch]] = ([], [])
    both = tuple(zip((whole, bare), found, strict=True))
    for n in range(times):
        for way in WAYS:
            for stand, touches in both if n % 2 == 0 else reversed(both):
                touches.append(await stand.touch(way))
    return found


def results(whole: Sequence[Touch], bare: Sequence[Touch]) -> list[Result]:
    """The figures with their floors."""
    there = sum(touched.page == PAGES[1 - n % 2] for n, touched in enumerate(whole))
    note = f"{len(whole)} touches each; the tree named the page at the same frame in {there}"
    return list(_both("tap to page with semantics", [t.done for t in whole], [t.done for t in bare], note))


def _both(name: str, whole: Sequence[float], bare: Sequence[float], note: str) -> tuple[Result, Result]:
    """The median, for which there is a goal, and what one in twenty exceeds."""
    same = "the same touches where the client was never asked for its semantics tree"
    last = Result(f"{name}, p95", quantile(whole, 0.95), "ms", quantile(bare, 0.95), floor_name=same)
    return Result(f"{name}, median", median(whole), "ms", median(bare), same, goal=COST, note=note), last

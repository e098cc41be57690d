"""What the tree for screen readers and scripts costs the page: the same touches with it, and where nobody asked for it.

Without the tree no identifier can be waited for, so both are measured alike: from the pointer's press to the moment at
which the browser has drawn the frame after the server's largest message. With the tree it is checked that the page is
there by then; without it, where one stands is looked up once the page was loaded again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.benchmarks.measure import Result, median, quantile
from tests.e2e.browser import Requests, chromium, new_context, new_page
from tests.e2e.processes import Kiosk
from tests.e2e.walker import Walker
from tests.e2e.window import Window

TURNS: Final = 10
"""Forth and back in each round."""
ROUNDS: Final = 3
"""With the tree and without it take turns, so that a busy machine meets both alike."""
COST: Final = 1.1
PAGES: Final = ("step.unemployment.reason", "step.unemployment.registered")
ANSWERS: Final = {"reason": "expired", "resume": "fresh"}
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
  window.measure = () => {
    window.measured = new Promise((resolve) => addEventListener("pointerdown", () => {
      const began = performance.now(), drawn = () => messages.find((one) => one.drawn > 0 && one.drawn < Infinity);
      messages = [];
      window.semantics.until(drawn, null, 5000)
        .then(() => window.semantics.still())
        .then(() => {
          const page = messages.reduce((a, b) => (b.bytes > (a?.bytes ?? 0) ? b : a), null);
          const there = page && page.drawn > 0 && page.drawn < Infinity;
          resolve(there ? { took: page.drawn - began, page: page.page } : null);
        });
    }, { once: true, capture: true }));
  };
})();"""


async def touch(window: Window, point: tuple[float, float]) -> tuple[float, str] | None:
    """Milliseconds of one touch, and the page that the tree named by then; None where nothing was drawn for it."""
    await window.still()
    await window.page.evaluate("() => window.measure()")
    await window.page.mouse.click(*point)
    found = await window.page.evaluate("() => window.measured")
    return None if found is None else (float(found["took"]), str(found["page"]).removeprefix("page."))


async def turns(window: Window, points: dict[str, tuple[float, float]]) -> list[tuple[float, str]]:
    """Forth and back between two pages; fails where a touch did nothing, since the next would be another's."""
    found = []
    for _ in range(TURNS):
        for way in ("nav.next", "nav.back"):
            took = await touch(window, points[way])
            if took is None:
                raise RuntimeError(f"{way} drew nothing")
            found.append(took)
    return found


async def load(window: Window, url: str, *, tree: bool) -> None:
    """The same session in the page loaded anew, with the tree or without it."""
    await window.page.evaluate(
        "tree => tree ? sessionStorage.removeItem('treeless') : sessionStorage.setItem('treeless', 'yes')", tree
    )
    await window.page.goto(url)
    if tree:
        await window.arrives(*PAGES)
        return
    await window.until("() => document.querySelector('flt-semantics-placeholder')", None, "the client")
    await window.until("() => window.semantics.received() > 0", None, "the page")
    await window.still(60)


async def run(folder: Path) -> list[Result]:
    """Two pages of the kiosk, in silence: the voice has a measurement of its own."""
    kiosk = Kiosk(folder / "data", "bench-semantics", ["--idle", "3600"])
    running = await kiosk.start()
    try:
        async with chromium() as browser:
            context = await new_context(browser)
            await context.add_init_script(WATCH)
            window = Window(await new_page(context, Requests()))
            await window.open(running.url)
            walker = Walker(window, ANSWERS)
            await walker.begin("unemployment")
            await walker.identify("wang_xiuying")
            await walker.walk("step.unemployment.months")
            await window.tap_to("nav.back", PAGES[1])
            await window.tap_to("nav.back", PAGES[0])
            await window.tap_and_settle("nav.speech")
            points = {way: await window.place(way) for way in ("nav.next", "nav.back")}
            whole: list[tuple[float, str]] = []
            bare: list[tuple[float, str]] = []
            for _ in range(ROUNDS):
                await load(window, running.origin, tree=True)
                whole += await turns(window, points)
                await load(window, running.origin, tree=False)
                bare += await turns(window, points)
            await load(window, running.origin, tree=True)
            if await window.at() != PAGES[0]:
                raise RuntimeError(f"touches without the tree led to {await window.at()}")
    finally:
        await kiosk.stop()
    return results(whole, bare)


def results(whole: list[tuple[float, str]], bare: list[tuple[float, str]]) -> list[Result]:
    """The figures with their floors."""
    there = sum(page == PAGES[1 - n % 2] for n, (_, page) in enumerate(whole))
    with_tree, without = [took for took, _ in whole], [took for took, _ in bare]
    same = "the same touches where the client was never asked for its semantics tree"
    note = f"{len(whole)} touches each; the tree named the page at the same frame in {there}"
    return [
        Result(
            *("tap to page drawn with semantics, median", median(with_tree), "ms", median(without)),
            floor_name=same,
            goal=COST,
            note=note,
        ),
        Result(
            "tap to page drawn with semantics, p95",
            quantile(with_tree, 0.95),
            "ms",
            quantile(without, 0.95),
            floor_name=same,
        ),
    ]

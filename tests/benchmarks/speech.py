"""How soon a page is heard, how soon an action is silence, and what the voice costs the page; as the client plays it.

All times are the page's own: from the pointer's press or the page's identifier to the `playing` and `pause` events of
the element that sounds. Floors are the same element in a bare page, with a sound that is there already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import Browser

from accessibility.requirements import SILENCE_MS
from tests.benchmarks.measure import Result, median, quantile
from tests.benchmarks.pages import PAGES, at_questions
from tests.e2e.browser import Requests, chromium, new_context, new_page
from tests.e2e.hearing import HEAR
from tests.e2e.processes import Kiosk
from tests.e2e.window import Window

TURNS: Final = 10
"""Forth and back in each round."""
ROUNDS: Final = 3
"""With the voice and without it take turns, so that a busy machine meets both alike."""
FLOOR: Final = 30
COST: Final = 1.1
"""The voice may make the next page later by a tenth."""
ARM: Final = """([page, heard]) => {
  window.measured = new Promise(resolve => addEventListener("pointerdown", () => {
    const began = performance.now(), sounded = window.sounding(), from = window.marks.length;
    const after = (...what) => window.marks.slice(from).find((mark) => what.includes(mark[0]))?.[1] ?? null;
    const shown = window.semantics.until(page => window.semantics.page() === page, page, 5000)
      .then(found => found ? performance.now() : null);
    const sound = window.semantics.until(() => !heard || after("playing"), null, 5000);
    Promise.all([shown, sound]).then(([at]) => resolve({
      page: at === null ? null : at - began,
      silence: sounded && after("pause") ? after("pause") - began : null,
      sound: heard && at !== null && after("playing") ? after("playing") - at : null,
    }));
  }, { once: true, capture: true }));
}"""
BARE: Final = """([times, ms]) => {
  const bytes = new Uint8Array(44 + 16 * ms), view = new DataView(bytes.buffer);
  [..."RIFF____WAVEfmt ____________________data____"].forEach((c, i) => { bytes[i] = c.charCodeAt(0); });
  [[4, 36 + 16 * ms], [16, 16], [24, 8000], [28, 16000], [40, 16 * ms]]
    .forEach(([at, n]) => view.setUint32(at, n, true));
  [[20, 1], [22, 1], [32, 2], [34, 16]].forEach(([at, n]) => view.setUint16(at, n, true));
  const once = (element, what) => new Promise((r) => element.addEventListener(what, r, { once: true }));
  return (async () => {
    const found = { sound: [], silence: [] };
    for (let n = 0; n < times; n++) {
      const audio = new Audio(URL.createObjectURL(new Blob([bytes], { type: "audio/wav" })));
      await once(audio, "canplaythrough");
      let began = performance.now();
      const playing = once(audio, "playing");
      audio.play();
      await playing;
      found.sound.push(performance.now() - began);
      began = performance.now();
      const paused = once(audio, "pause");
      audio.pause();
      await paused;
      found.silence.push(performance.now() - began);
    }
    return found;
  })();
}"""
"""Milliseconds from `play()` to `playing` and from `pause()` to `pause`, of so many sounds of so many milliseconds."""


@dataclass(slots=True)
class Heard:
    """Milliseconds of each touch."""

    page: list[float] = field(default_factory=list)
    silence: list[float] = field(default_factory=list)
    sound: list[float] = field(default_factory=list)

    def add(self, found: dict[str, float | None]) -> None:
        """What came of one touch."""
        for name in ("page", "silence", "sound"):
            took = found[name]
            if took is not None:
                getattr(self, name).append(took)


async def touch(window: Window, control: str, page: str, heard: Heard, *, aloud: bool) -> None:
    """One touch, and what is seen and heard of it; one that did nothing is repeated, as a person repeats it."""
    await window.still()
    await window.page.evaluate(ARM, [f"page.{page}", aloud])
    await window.tap(control)
    found = await window.page.evaluate("() => window.measured")
    heard.add(found)
    if found["page"] is None and await window.at() != page:
        window.lost.append(control)
        await window.tap_to(control, page)


async def turns(window: Window, heard: Heard, *, aloud: bool) -> None:
    """Forth and back between two pages."""
    first, second = PAGES
    for _ in range(TURNS):
        await touch(window, "nav.next", second, heard, aloud=aloud)
        await touch(window, "nav.back", first, heard, aloud=aloud)


async def floor(browser: Browser) -> dict[str, list[float]]:
    """A sound that is there already, in a page with nothing else."""
    page = await new_page(await new_context(browser), Requests())
    found: dict[str, list[float]] = await page.evaluate(BARE, [FLOOR, 500])
    await page.context.close()
    return found


async def run(folder: Path) -> list[Result]:
    """Two pages of the kiosk, heard and in silence."""
    kiosk = Kiosk(folder / "data", "bench-speech", ["--idle", "3600"])
    running = await kiosk.start()
    try:
        async with chromium() as browser:
            bare = await floor(browser)
            window = await at_questions(browser, running.url, HEAR)
            loud, mute = await _both(window)
    finally:
        await kiosk.stop()
    return results(loud, mute, bare, len(window.lost))


async def _both(window: Window) -> tuple[Heard, Heard]:
    loud, mute = Heard(), Heard()
    for _ in range(ROUNDS):
        await turns(window, loud, aloud=True)
        await window.tap_and_settle("nav.speech")
        await turns(window, mute, aloud=False)
        await window.tap_and_settle("nav.speech")
    return loud, mute


def results(loud: Heard, mute: Heard, bare: dict[str, list[float]], lost: int) -> list[Result]:
    """The figures with their floors."""
    here = "a bare page whose sound is there already: play() to `playing`"
    note = f"{len(loud.sound)} pages; the first sentence of a page, made anew or kept in memory"
    same = "the same touches with the voice off"
    return [
        Result("page shown to first sound, median", median(loud.sound), "ms", median(bare["sound"]), here, note=note),
        Result("page shown to first sound, p95", quantile(loud.sound, 0.95), "ms", quantile(bare["sound"], 0.95), here),
        Result(
            *("touch to silence, p95", quantile(loud.silence, 0.95), "ms", quantile(bare["silence"], 0.95)),
            floor_name="a bare page: pause() to `pause`",
            limit=SILENCE_MS,
            note=f"{len(loud.silence)} touches while something was heard; median {median(loud.silence):.0f} ms",
        ),
        Result(
            *("tap to page while heard, median", median(loud.page), "ms", median(mute.page)),
            floor_name=same,
            goal=COST,
            note=f"{len(loud.page)} touches heard, {len(mute.page)} in silence; lost: {lost}",
        ),
        Result("tap to page while heard, p95", quantile(loud.page, 0.95), "ms", quantile(mute.page, 0.95), same),
    ]

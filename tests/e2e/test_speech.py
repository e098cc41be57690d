"""In a real browser: what is said stops within a fifth of a second of any press or key, whatever the server does."""

from __future__ import annotations

from typing import Final

from accessibility.requirements import SILENCE_MS
from tests.e2e.browser import Requests
from tests.e2e.hearing import HEAR
from tests.e2e.processes import Kiosk
from tests.e2e.walker import Walker
from tests.e2e.window import Window

ARM: Final = """what => {
  window.hushed = new Promise(resolve => addEventListener(what, () => {
    const began = performance.now(), from = window.marks.length;
    window.semantics.until(() => window.marks.slice(from).find((mark) => mark[0] === "pause"), null, 5000)
      .then((mark) => resolve(mark ? mark[1] - began : null));
  }, { once: true, capture: true }));
}"""


async def sounds(window: Window) -> None:
    """Wait until something is heard."""
    await window.until("() => window.sounding()", None, "a sound")


async def hushed(window: Window) -> float:
    """Milliseconds from what was armed to silence."""
    took = await window.page.evaluate("() => window.hushed")
    assert took is not None, "it went on"
    return float(took)


async def test_any_press_is_silence_at_once_and_one_that_did_nothing_lets_it_go_on(
    walker: Walker, common: tuple[Kiosk, Window, Requests]
) -> None:
    window, running = walker.window, common[0].running
    assert running is not None
    await window.page.add_init_script(HEAR)
    await window.open(running.origin)
    await sounds(window)
    await window.page.evaluate(ARM, "pointerdown")
    await window.page.mouse.click(3, 3)  # on nothing
    assert await hushed(window) <= SILENCE_MS
    await sounds(window)
    await window.page.evaluate(ARM, "keydown")
    await window.page.keyboard.press("F1")
    assert await hushed(window) <= SILENCE_MS
    await window.arrives("help")
    await sounds(window)
    await window.page.evaluate(ARM, "pointerdown")
    await window.tap_to("nav.home", "home")
    assert await hushed(window) <= SILENCE_MS

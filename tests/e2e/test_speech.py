"""In a real browser: what is said stops within a fifth of a second of any press or key, whatever the server does."""

from __future__ import annotations

from typing import Final

from accessibility.requirements import SILENCE_MS
from tests.e2e.browser import Requests
from tests.e2e.hearing import HEAR
from tests.e2e.processes import Kiosk
from tests.e2e.said import said
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
    await window.forget()
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


LISTEN: Final = """() => {
  window.announced = [];
  const note = (node) => { if (node.textContent) window.announced.push(node.textContent); };
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    if (change.target.closest?.("[aria-live]")) note(node);
  }))).observe(document, { childList: true, subtree: true });
}"""


async def test_our_voice_yields_to_a_screen_reader_which_the_page_tells_what_came(
    walker: Walker, common: tuple[Kiosk, Window, Requests]
) -> None:
    window, running = walker.window, common[0].running
    assert running is not None
    await window.page.add_init_script(HEAR)
    await window.forget()
    await window.open(running.origin)
    await window.tap_to("nav.settings", "preferences")
    await window.tap_to("act.pref.sound", "preferences.sound")
    await window.tap_to("act.pref.voice", "preferences.voice")
    await window.page.evaluate(LISTEN)
    await window.tap_and_settle("pref.voice.reader")
    heard = len(await window.page.evaluate("() => window.marks"))
    await window.tap_to("nav.home", "home")
    told = said("zh", "kiosk.home.title")
    await window.until("words => window.announced.some((a) => a.includes(words))", told, "word of the page")
    assert "playing" not in [what for what, _ in (await window.page.evaluate("() => window.marks"))[heard:]]

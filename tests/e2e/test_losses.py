"""Neither a line that breaks nor an end of painting loses a place, and what is touched afterwards still acts."""

from __future__ import annotations

from typing import Final

from tests.e2e.conftest import Room, afresh
from tests.e2e.processes import tail
from tests.e2e.window import Window

HEAR: Final = """() => {
  const { send } = WebSocket.prototype, { postMessage: post } = Worker.prototype;
  window.heard = {};
  WebSocket.prototype.send = function (...given) { heard.line = this; return send.apply(this, given); };
  Worker.prototype.postMessage = function (...given) {
    if (given[0]?.l === "renderPictures") [heard.painter, heard.surface] = [this, given[0].g];
    return post.apply(this, given);
  };
}"""
BREAK: Final = "() => heard.line.close()"
LOSE: Final = "() => heard.painter.postMessage({ l: 'triggerContextLoss', g: heard.surface, h: 1 << 30 })"
"""What the client's own tests ask of its painter: the same happens when the browser's process for graphics ends."""


async def help_and_back(window: Window, breaks: str) -> None:
    """What breaks while help is shown leads to help again, and from there back."""
    await window.ask(HEAR)
    await window.tap_to("nav.help", "help")
    await window.until("() => !!heard.line && !!heard.painter", None, "word of the page's line and pictures")
    async with window.page.expect_event("load"):
        await window.ask(breaks)
    await window.arrives("help")
    before = await window.page.screenshot()
    await window.tap_to("nav.back", "home")
    assert await window.page.screenshot() != before


async def test_a_broken_line_keeps_the_place_and_what_is_touched_still_acts(common: Room) -> None:
    await help_and_back(await afresh(common), BREAK)


async def test_a_client_that_paints_no_more_is_loaded_anew_at_the_same_place_and_paints(common: Room) -> None:
    kiosk, window = common[0], await afresh(common)
    await help_and_back(window, LOSE)
    assert kiosk.running is not None
    assert "loaded anew: what it paints with was lost" in tail(kiosk.running.log)

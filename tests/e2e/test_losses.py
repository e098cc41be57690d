"""Neither a line that breaks nor an end of painting loses a place, and what is touched afterwards still acts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from tests.e2e.browser import SEMANTICS
from tests.e2e.conftest import Room, afresh
from tests.e2e.own import own_window
from tests.e2e.processes import tail
from tests.e2e.window import PATIENCE, Window

HEAR: Final = """() => {
  const { send } = WebSocket.prototype, { drawElements } = WebGL2RenderingContext.prototype;
  window.heard = {};
  WebSocket.prototype.send = function (...given) { heard.line = this; return send.apply(this, given); };
  WebGL2RenderingContext.prototype.drawElements = function (...given) {
    heard.glass = this;
    return drawElements.apply(this, given);
  };
}"""
BREAK: Final = "() => heard.line.close()"
LOSE: Final = "() => heard.glass.getExtension('WEBGL_lose_context').loseContext()"


async def help_and_back(window: Window, breaks: str) -> None:
    """What breaks while help is shown leads to help again, and from there back."""
    await window.ask(HEAR)
    await window.tap_to("nav.help", "help")
    await window.until("() => !!heard.line && !!heard.glass", None, "word of the page's line and pictures")
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


async def test_where_the_browsers_process_for_graphics_ends_the_same_page_is_painted_again(tmp_path: Path) -> None:
    async with own_window(tmp_path, "--idle", "3600") as own:
        window = own.window
        await window.page.add_init_script(path=SEMANTICS)
        await window.arrives("home")
        await window.tap_to("nav.help", "help")
        await window.still(20)
        before = await _between_the_bars(window)
        async with window.page.expect_event("load"):
            await (await own.browser.new_browser_cdp_session()).send("Browser.crashGpuProcess")
        await window.arrives("help")
        async with asyncio.timeout(PATIENCE):
            while await _between_the_bars(window) != before:
                await window.still()


async def _between_the_bars(window: Window) -> bytes:
    """What is painted of the page alone: in the bars stands whether the office is there."""
    return await window.page.screenshot(clip={"x": 0, "y": 250, "width": 1080, "height": 1200})

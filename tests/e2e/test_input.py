"""A name with a rare character is written by touch alone, in a real browser: no keyboard, no missing glyph."""

from __future__ import annotations

from accessibility.input import presses
from shared.domain.entry import keys
from tests.e2e.geometry import faults
from tests.e2e.walker import Walker

NAME = "陈䶮"


async def test_a_name_with_a_rare_character_is_written_by_touch_on_a_small_kiosk(walker: Walker) -> None:
    window = walker.window
    await walker.begin("loss_report")
    await walker.identify_by_number("110101195801010031")
    at = await walker.walk("step.loss_report.who")
    await window.resize(720, 1280)
    touches = presses(NAME, name=True)
    assert len(touches) <= 16
    for touch in touches:
        await window.tap_and_settle(touch)
    assert await faults(window) == ()
    await window.tap("field.who.name")
    await window.says("field.who.name", NAME)
    await window.tap_and_settle("act.part.id_number")
    for gesture in keys("110101195801010031"):
        await window.tap(gesture.id)
    await window.tap("nav.next")
    await window.until("at => window.semantics.page() !== at", f"page.{at}", "the page after the name")
    await window.arrives("step.loss_report.*")
    await walker.home()

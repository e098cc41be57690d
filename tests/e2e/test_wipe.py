"""Nothing of a person stays behind: idle wipe, pulled card, in the page, in the voice, on the disk."""

from __future__ import annotations

from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.people import ACCOUNT, PHONE, ZHOU, found_in, found_under, traces
from tests.e2e.walker import Walker

IDLE = 8
"""Seconds until the warning; the warning itself always stays 30 s."""


async def test_a_kiosk_left_alone_warns_then_forgets_the_person_everywhere(
    start_kiosk: StartKiosk, open_window: OpenWindow
) -> None:
    kiosk = await start_kiosk("--idle", str(IDLE), watched=True)
    assert kiosk.running is not None
    window = await open_window(kiosk.running.url)
    walker = Walker(window, {"pay_to": "account", "account": ACCOUNT, "phone": PHONE})
    await walker.begin("unemployment")
    await walker.identify(ZHOU.key)
    await walker.walk("step.unemployment.truth")

    await window.arrives("idle", seconds=IDLE * 3)
    await window.tap("idle.extend")
    await window.arrives("step.unemployment.truth")
    before = await kiosk.memory()
    assert before.said, "the voice kept no transcript"

    await window.arrives("idle", seconds=IDLE * 3)
    await window.arrives("home", "ended", seconds=45)
    assert found_in(await window.words(), traces(ZHOU)) == []
    assert not await window.has("act.pull")
    after = await kiosk.memory()
    assert found_in(str(after), traces(ZHOU)) == []
    assert {page for page, _, _ in after.said} <= {"home", "ended"}
    assert found_under(kiosk.data / "kiosk", traces(ZHOU)) == []
    assert found_in(kiosk.running.log.read_text("utf-8"), traces(ZHOU)) == []


async def test_pulling_the_card_ends_the_session(walker: Walker) -> None:
    await walker.begin("unemployment")
    await walker.identify(ZHOU.key)
    await walker.walk("step.unemployment.reason")
    await walker.window.tap("act.pull")
    await walker.window.arrives("home", "ended")
    assert found_in(await walker.window.words(), traces(ZHOU)) == []
    await walker.home()
    await walker.begin("unemployment")
    assert await walker.window.at() == "identify"

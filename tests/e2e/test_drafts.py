"""A kiosk that died gives the draft back to the same verified person, and tells nobody else that there is one."""

from __future__ import annotations

from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.people import LIU, ZHOU, found_in, traces
from tests.e2e.said import said
from tests.e2e.walker import Walker


async def test_a_killed_kiosk_resumes_the_draft_only_for_the_same_verified_person(
    start_kiosk: StartKiosk, open_window: OpenWindow
) -> None:
    kiosk = await start_kiosk("--idle", "3600")
    assert kiosk.running is not None
    walker = Walker(await open_window(kiosk.running.url), {"reason": "expired"})
    await walker.begin("unemployment")
    await walker.identify(ZHOU.key)
    await walker.walk("step.unemployment.months")
    await kiosk.running.kill()

    window = await open_window((await kiosk.start()).url)
    assert found_in(await window.words(), traces(ZHOU)) == []
    stranger = Walker(window)
    await stranger.begin("unemployment")
    await stranger.identify(LIU.key)
    assert await window.at() == "step.unemployment.data_use"
    await stranger.home()

    typed = Walker(window)
    await typed.begin("unemployment")
    await typed.identify_by_number(ZHOU.id_number)
    assert await window.at() == "step.unemployment.data_use"
    await typed.home()

    owner = Walker(window, {"resume": "resume"})
    await owner.begin("unemployment")
    await owner.identify(ZHOU.key)
    assert await window.at() == "resume"
    await owner.step()
    assert (await window.at()).startswith("step.unemployment.")
    assert "data_use" not in await window.at()
    await owner.walk("review.unemployment")
    answered = await window.words("review.reason")
    assert said("zh", "unemployment.reason.expired") in answered

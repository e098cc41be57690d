"""Every page that a kiosk has can be reached by identifiers, in the first flow and beside it."""

from __future__ import annotations

from shared.flows import FLOWS
from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.people import LIU
from tests.e2e.walker import Walker


async def test_the_pages_beside_the_flows_stand_under_their_identifiers(walker: Walker) -> None:
    window = walker.window
    await window.tap_to("nav.help", "help")
    await window.tap_to("nav.back", "home")
    await window.tap_to("outbox.state", "waiting")
    assert await window.has("outbox.count")
    await window.tap_to("nav.back", "home")
    found = set(await window.ids("home."))
    for group in await window.ids("act.group."):
        await window.tap_to(group, "services.*")
        found |= set(await window.ids("home."))
        await window.tap_to("nav.back", "home")
    assert found == {f"home.{id}" for id, flow in FLOWS.items() if not flow.acts}
    await window.tap_to("act.group.mine", "services.mine")
    assert await window.has("act.mine")
    await window.tap_to("nav.back", "home")
    await walker.begin("unemployment")
    await window.arrives("identify")
    await walker.give("keypad")
    await window.arrives("number")
    await window.tap_to("nav.back", "identify")
    await walker.give(LIU.key)
    await window.arrives("pin")
    await window.tap_to("nav.home", "home")


async def test_a_kiosk_that_was_never_enrolled_says_so(start_kiosk: StartKiosk, open_window: OpenWindow) -> None:
    kiosk = await start_kiosk("--backend", "none")
    assert kiosk.running is not None
    window = await open_window(kiosk.running.url)
    await Walker(window).begin("unemployment")
    assert await window.at() == "told"

"""The promise of the kiosk: a claim is made with no network and reaches the office by itself when that is back."""

from __future__ import annotations

from functools import partial

import pytest

from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.people import ACCOUNT, PHONE, ZHOU
from tests.e2e.said import said
from tests.e2e.walker import Walker

ANSWERS = {"pay_to": "account", "account": ACCOUNT, "phone": PHONE, "reason": "dismissed"}
DELIVERY_SECONDS = 90.0
"""How long the kiosk may take to notice that the office is back."""


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_claim_made_without_network_is_delivered_when_it_is_back_without_a_touch(
    lang: str, start_kiosk: StartKiosk, open_window: OpenWindow
) -> None:
    kiosk = await start_kiosk("--idle", "3600")
    assert kiosk.running is not None
    window = await open_window(kiosk.running.url)
    port = await kiosk.cut()
    if lang == "en":
        await window.tap("nav.language")
        await window.says("page.home", said("en", "kiosk.home.title"))

    walker = Walker(window, ANSWERS)
    number = await walker.whole("unemployment", ZHOU.key)
    say = partial(said, lang)
    state = await window.words("receipt.state")
    assert any(say(f"outbox.state.{name}") in state for name in ("saved", "sending", "resending")), state
    assert say("outbox.state.delivered") not in state.splitlines()
    assert await window.has("receipt.qr")

    await kiosk.mend(port)
    await window.says("receipt.state", say("outbox.state.delivered"), DELIVERY_SECONDS)
    await window.says("page.receipt", say("kiosk.receipt.delivered"))
    assert await walker.receipt_number() == number
    assert "review.unemployment" in walker.seen
    assert {"step.unemployment.reason", "step.unemployment.account", "step.unemployment.precheck"} <= set(walker.seen)

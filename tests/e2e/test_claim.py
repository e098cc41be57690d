"""The promise of the kiosk: a claim is made with no network and reaches the office by itself when that is back.

Walked once in each language; the tests look at what was seen and heard on the way.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.browser import Requests
from tests.e2e.conftest import Room, afresh, room
from tests.e2e.people import ACCOUNT, LIU, PHONE, ZHOU, found_in
from tests.e2e.portal import REPLIES, Reply, portal
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window

PEOPLE: Final = {"zh": ZHOU, "en": LIU}
"""Who claims in that language: nobody claims twice."""
ANSWERS: Final = {"pay_to": "account", "account": ACCOUNT, "phone": PHONE, "reason": "dismissed"}
DELIVERY_SECONDS: Final = 90.0
"""How long the kiosk may take to notice that the office is back."""
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
LETTERS: Final = re.compile(r"[A-Za-z\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as it was seen: the receipt before and after the network came back, and everything that was said."""

    lang: str
    pages: tuple[str, ...]
    state: str
    code: bool
    number: str
    number_after: str
    heard: tuple[tuple[str, str, str], ...]
    requests: Requests
    misled: Mapping[str, tuple[str, str]]
    """By what answered in the office's place: what the receipt's state and the whole screen said then."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """A kiosk whose voice can be listened to."""
    async with room(browser, tmp_path_factory.mktemp("claim") / "data", "claim", watched=True) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["zh", "en"])
async def claimed(place: Room, request: pytest.FixtureRequest) -> Claimed:
    """A whole claim at L2 with the office stopped, then started; nothing is touched after the submission."""
    lang = str(request.param)
    kiosk, window, requests = place[0], await afresh(place), place[2]
    port = await kiosk.cut()
    if lang == "en":
        await window.speak("en")
        await window.says("page.home", said("en", "kiosk.home.title"))
    walker = Walker(window, ANSWERS)
    number = await walker.whole("unemployment", PEOPLE[lang].key)
    state, code = await window.words("receipt.state"), await window.has("receipt.qr")
    misled = {name: await after_answer(window, port, reply) for name, reply in REPLIES.items()} if lang == "zh" else {}
    await kiosk.mend(port)
    await window.says("receipt.state", said(lang, "outbox.state.delivered"), DELIVERY_SECONDS)
    await window.says("page.receipt", said(lang, "kiosk.receipt.delivered"))
    heard = (await kiosk.memory()).said
    after = await walker.receipt_number()
    asked = Requests(list(requests.urls))
    await walker.home()
    return Claimed(lang, tuple(walker.seen), state, code, number, after, heard, asked, misled)


async def after_answer(window: Window, port: int, reply: Reply) -> tuple[str, str]:
    """What the receipt's state and the whole screen say once the kiosk was answered so at the office's port."""
    with portal(port, reply) as found:
        async with asyncio.timeout(DELIVERY_SECONDS):
            while not found.asked:
                await window.still()
        await window.still()
        return await window.words("receipt.state"), await window.words()


async def test_a_claim_made_without_network_is_delivered_by_itself_when_it_is_back(claimed: Claimed) -> None:
    say = partial(said, claimed.lang)
    waiting = [say(f"outbox.state.{name}") for name in ("saved", "sending", "resending")]
    assert any(words in claimed.state for words in waiting), claimed.state
    assert say("outbox.state.delivered") not in claimed.state.splitlines()
    assert claimed.code
    assert len(claimed.number) == 16
    assert claimed.number_after == claimed.number
    for step in ("reason", "account", "phone", "precheck"):
        assert f"step.unemployment.{step}" in claimed.pages
    assert "review.unemployment" in claimed.pages


@pytest.mark.parametrize("claimed", ["zh"], indirect=True)
async def test_nothing_but_the_office_makes_a_claim_delivered(claimed: Claimed) -> None:
    assert claimed.misled.keys() == REPLIES.keys()
    for name, (state, words) in claimed.misled.items():
        assert said("zh", "outbox.state.delivered") not in state.splitlines(), f"{name} made it delivered"
        assert not re.search("undefined|Traceback", words)


async def test_no_request_left_this_machine_and_no_character_was_without_a_glyph(claimed: Claimed) -> None:
    assert len(claimed.requests.urls) > 5
    claimed.requests.check()


async def test_every_page_was_read_aloud_in_the_language_of_the_screen(claimed: Claimed) -> None:
    say = partial(said, claimed.lang)
    words = {page: " ".join(line for at, _, line in claimed.heard if at == page) for page, _, _ in claimed.heard}
    silent = [page for page in ("home", "identify", "pin", *claimed.pages) if not words.get(page, "").strip()]
    assert silent == [], f"pages without a word: {silent}; heard: {sorted(words)}"
    assert say("unemployment.reason.expired") in words["step.unemployment.reason"]
    assert say("kiosk.home.title") in words["home"]
    lines = [(lang, line) for page, lang, line in claimed.heard if page in claimed.pages]
    assert {lang for lang, _ in lines} == {claimed.lang}
    other = [line for _, line in lines if bool(HAN.search(line)) != (claimed.lang == "zh") and LETTERS.search(line)]
    assert [line for line in other if PEOPLE[claimed.lang].name not in line] == []


async def test_no_private_number_was_said_in_full(claimed: Claimed) -> None:
    private = (PEOPLE[claimed.lang].id_number, ACCOUNT, PHONE)
    assert found_in("\n".join(line for _, _, line in claimed.heard), private) == []

"""The sign player in a real browser, with test pictures: it plays, again, slower, larger, where it should."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.conftest import Room, afresh, room
from tests.e2e.geometry import KIOSKS, faults
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window
from tests.fakes.signs import COLOURS, can_film, film, row, write_pack

pytestmark = pytest.mark.skipif(not can_film(), reason="ffmpeg is not on this machine: apt-get install ffmpeg")
FIRST, SECOND, STALE = "identify.card", "identify.card.help", "kiosk.help.title"
VIDEO = """(() => {
  const all = [];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.tagName === "VIDEO") all.push(element);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return all;
})()"""
"""Every player of the page, wherever the client hides it."""
PLAYS = f"(of) => {VIDEO}.some(v => v.src.includes(of) && v.readyState === 4 && v.currentTime > 0.1 && !v.paused)"
SLOW = f"(of) => {VIDEO}.some(v => v.src.includes(of) && v.currentTime > 0.1 && v.playbackRate < 0.8)"
TALL = f"(least) => {VIDEO}.some(v => v.getBoundingClientRect().height >= least - 1)"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """A kiosk with a pack: two messages of identification, and one whose words have changed since."""
    data = tmp_path_factory.mktemp("sign") / "data"
    folder = write_pack(data / "sign", [])
    files = [folder / f"{colour}.webm" for colour in COLOURS]
    for colour, file in zip(COLOURS, files, strict=True):
        film(file, colour, seconds=3)
    write_pack(data / "sign", [row(FIRST, files[0]), row(SECOND, files[1]), row(STALE, files[2], text="0" * 64)])
    async with room(browser, data, "sign") as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def window(place: Room) -> AsyncIterator[Window]:
    """Its first page, as a fresh session."""
    yield await afresh(place)
    place[2].check()


async def to_identification(window: Window) -> None:
    await Walker(window).begin("unemployment")
    await window.arrives("identify")


async def test_a_recording_is_played_again_and_slower(window: Window) -> None:
    await window.tap("nav.sign")
    await window.appears("sign.missing")
    await to_identification(window)
    await window.until(PLAYS, "red", "a picture that moves")
    await window.says("sign.captions", FIRST)
    await window.until(PLAYS, "green", "the second recording of the page")
    await window.says("sign.captions", SECOND)
    await window.tap("sign.replay")
    await window.until(PLAYS, "red", "the first again")
    await window.says("sign.captions", FIRST)
    await window.tap("sign.slower")
    await window.until(SLOW, "red", "a slower picture")
    await window.tap("sign.replay")
    await window.until(SLOW, "green", "a second recording that is as slow")


async def test_the_picture_has_a_third_of_the_page_and_all_of_it_on_request(window: Window) -> None:
    await to_identification(window)
    await window.tap("nav.sign")
    await window.until(PLAYS, "", "a picture that moves")
    for width, height in KIOSKS.values():
        await window.resize(width, height)
        await window.until(TALL, height / 3, f"a picture of a third of {width} × {height}")
        assert await faults(window) == ()
    await window.says("sign.full", said("zh", "sign.full"))
    await window.tap("sign.full")
    await window.says("sign.full", said("zh", "sign.small"))
    await window.goes("opt.keypad")
    await window.tap("sign.full")
    await window.appears("q.card.identity")
    await window.until(PLAYS, "", "a picture that moves")


async def test_a_recording_of_words_that_have_changed_is_not_shown_and_not_served(window: Window) -> None:
    await to_identification(window)
    await window.tap("nav.sign")
    await window.until(PLAYS, "", "a picture that moves")
    await window.tap_to("nav.help", "help")
    await window.says("sign.missing", said("zh", "sign.none"))
    await window.until(f"() => {VIDEO}.length === 0", None, "the end of the picture")
    status = "async (name) => (await fetch(`/sign/test_pictures/${name}.webm`)).status"
    assert [await window.page.evaluate(status, colour) for colour in COLOURS] == [200, 200, 404]


async def test_sign_language_is_off_again_for_the_next_person_and_keeps_the_journey_for_this_one(
    window: Window,
) -> None:
    walker = Walker(window, {"reason": "expired"})
    await walker.begin("unemployment")
    await walker.identify("zhou_qiang")
    await walker.walk("step.unemployment.registered")
    await window.tap("nav.sign")
    await window.appears("sign.missing")
    await window.tap_to("nav.back", "step.unemployment.reason")
    await window.says("opt.expired", said("zh", "ui.chosen"))
    await window.appears("sign.missing")
    await walker.home()
    await window.goes("sign.missing")
    await window.says("nav.sign", said("zh", "nav.sign"))

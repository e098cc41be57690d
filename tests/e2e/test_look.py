"""Language, colours and size can change anywhere: the journey stays, and the bar is always within reach."""

from __future__ import annotations

import asyncio
import base64
from typing import Final

import pytest

from shared.i18n.locales import LOCALES, offered
from shared.ui.drawings import TONES
from shared.ui.theme import PALETTES
from tests.e2e.conftest import Room, afresh
from tests.e2e.people import ZHOU
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import PATIENCE, Window

COVERED: Final = """(() => {
  window.cover = { pictures: 0 };
  const paint = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (...given) {
    cover.pictures += 1;
    return paint.apply(this, given);
  };
  new MutationObserver((_, watching) => {
    const told = document.querySelector('[flt-semantics-identifier^="page."]');
    const covered = document.getElementById("loading");
    if (told && covered) cover.told ??= cover.pictures;
    if (!told || covered) return;
    watching.disconnect();
    cover.uncovered = cover.pictures;
  }).observe(document, { attributes: true, childList: true, subtree: true });
})()"""
"""How many pictures the client had painted when the page was told, and when the glass was uncovered."""


COLOURS: Final = """async (picture) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const count = new Map(), { data } = canvas.getImageData(0, 0, image.width, image.height);
  for (const dot of new Uint32Array(data.buffer)) count.set(dot, (count.get(dot) ?? 0) + 1);
  const hex = (dot, n) => ((dot >>> (8 * n)) & 255).toString(16).padStart(2, "0");
  return [...count].filter(([, n]) => n > 99).map(([dot]) => `#${hex(dot, 0)}${hex(dot, 1)}${hex(dot, 2)}`);
}"""


async def test_nothing_of_the_clients_own_is_seen_before_the_first_page(common: Room) -> None:
    window = await afresh(common)
    await window.page.context.add_init_script(COVERED)
    try:
        await window.page.reload()
        await window.arrives("home")
        cover = await window.ask("() => cover")
        assert cover["uncovered"] == cover["told"] + 1, "the page's own picture, and no further one is waited for"
        assert window.page.workers == [], "the client paints in the page's own thread"
    finally:
        await window.page.reload()
        await window.arrives("home")


async def test_another_language_in_the_middle_keeps_the_journey(walker: Walker) -> None:
    window = walker.window
    walker.answers |= {"reason": "expired"}
    await walker.begin("unemployment")
    await walker.identify(ZHOU.key)
    await walker.walk("step.unemployment.registered")
    await window.speak("en")
    await window.says("page.step.unemployment.registered", said("en", "unemployment.registered"))
    await window.tap("nav.back")
    await window.arrives("step.unemployment.reason")
    await window.says("opt.expired", said("en", "ui.chosen"))
    await walker.walk("review.unemployment")
    await window.says("review.reason", said("en", "unemployment.reason.expired"))
    await window.speak("zh")
    await window.says("review.reason", said("zh", "unemployment.reason.expired"))
    await walker.home()


@pytest.mark.parametrize("lang", [code for code in offered() if LOCALES[code].bilingual])
async def test_a_language_of_another_script_stands_with_chinese_and_asks_for_no_other_face(
    walker: Walker, lang: str
) -> None:
    window = walker.window
    await window.speak(lang)
    for each in ("zh", lang):
        await window.says("page.home", said(each, "kiosk.home.title"))
    assert await window.page.evaluate("document.documentElement.lang") == lang
    await window.speak("zh")


async def test_colours_change_what_is_drawn_and_come_round(walker: Walker) -> None:
    window = walker.window
    pictures = []
    for _ in range(4):
        await window.recolour()
        pictures.append(await _picture(window))
    assert len(set(pictures[:3])) == 3
    assert pictures[3] == pictures[0]
    assert await window.at() == "home"
    colours = {colour for one in pictures[:3] for colour in await _colours(window, one)}
    assert {TONES[theme][1].lower() for theme in PALETTES} <= colours, "what only the pictures of a theme have"


async def _picture(window: Window) -> bytes:
    """What is drawn between the bars, once it is the same for some frames: colours take more than one to be painted."""
    last = b""
    async with asyncio.timeout(PATIENCE):
        while (now := await window.page.screenshot(clip={"x": 0, "y": 250, "width": 1080, "height": 1200})) != last:
            last = now
            await window.still(12)
    return last


async def _colours(window: Window, picture: bytes) -> list[str]:
    """Those that cover a hundred dots of it."""
    found: list[str] = await window.page.evaluate(COLOURS, base64.b64encode(picture).decode())
    return found


async def test_a_screen_that_is_touched_fast_and_often_stays_awake(walker: Walker) -> None:
    window = walker.window
    await walker.begin("unemployment")
    await window.still()
    touched = [await window.place(id) for id in ("nav.contrast", "nav.help", "nav.contrast")]
    for _ in range(10):
        for point in touched:
            await window.page.mouse.click(*point)
    await window.still()
    await window.tap_to("nav.home", "home")
    await walker.begin("unemployment")

"""A whole claim with real key presses: by the eight keys of an audio keypad, and by one switch. No touch at all."""

from __future__ import annotations

import re
from typing import Final

from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import ScreenError, Window

HAND: Final = "hand.at"
MOST_STEPS: Final = 60
SAME_SECONDS: Final = 2.0
"""After so long without other words the same ones were told again."""
PHONE: Final = ("123", "456", "789", " 0 ")
STEP_SECONDS: Final = 60.0
TRIES: Final = 3
"""How long the light may take to come to the next thing on a busy machine."""


_OTHERWISE: Final = """([id, before]) => { const node = window.semantics.node(id);
  return !!node?.words && node.words !== before; }"""


def plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)


class Keypad:
    """Eight keys; what the line tells is what was said."""

    def __init__(self, window: Window) -> None:
        self.window, self.presses = window, 0

    async def told(self) -> str:
        return await self.window.words(HAND)

    async def press(self, key: str) -> str:
        """One key, and what is told after it: mostly other words; where a secret is typed the same may come again."""
        sent = await self.window.ask("() => window.semantics.received()")
        before = [HAND, next((node.words for node in await self.window.nodes() if node.id == HAND), "")]
        self.presses += 1
        await self.window.page.keyboard.press(key)
        if not await self.window.holds(_OTHERWISE, before, SAME_SECONDS):
            await self.window.until("n => window.semantics.received() > n", sent, f"an effect of {key}")
        await self.window.still(2)
        return await self.told()

    async def find(self, *names: str) -> str:
        """Down until one of these is told."""
        heard = []
        for _ in range(MOST_STEPS):
            told = plain(await self.press("ArrowDown"))
            heard.append(told)
            if any(plain(name) in told for name in names):
                return told
        raise await self.window.error(f"{names} is nowhere: {heard}")

    async def choose(self, *names: str) -> None:
        await self.find(*names)
        await self.press("Enter")

    async def go_on(self) -> None:
        """The first of the lower buttons."""
        at = await self.window.at()
        await self.find(said("zh", "keypad.place.below"))
        await self.press("Enter")
        await self.window.until("at => window.semantics.page() !== at", f"page.{at}", f"another page than {at}")
        await self.window.still(2)

    async def type(self, digits: str) -> None:
        """From the 5, by the places of a telephone; secret digits bring one back to it."""
        secret = await self.find(said("zh", "keypad.place.pad"), said("zh", "keypad.secret"))
        at = (1, 1)
        for digit in digits:
            to = next((y, row.index(digit)) for y, row in enumerate(PHONE) if digit in row)
            for key, steps in (("ArrowRight", to[1] - at[1]), ("ArrowDown", to[0] - at[0])):
                for _ in range(abs(steps)):
                    await self.press(key if steps > 0 else {"ArrowRight": "ArrowLeft", "ArrowDown": "ArrowUp"}[key])
            await self.press("Enter")
            at = (1, 1) if secret == plain(said("zh", "keypad.secret")) else to


async def begin(walker: Walker) -> Keypad:
    return Keypad(walker.window)


async def test_a_service_is_begun_and_a_pin_typed_by_eight_keys_on_a_page_that_shows_where_one_is(
    walker: Walker,
) -> None:
    hand, window = await begin(walker), walker.window
    await hand.choose("我没工作了")
    await window.arrives("identify")
    await hand.choose("陈静")
    assert "已选" in await hand.told()
    await hand.go_on()
    assert await window.at() == "pin"
    await hand.type("123456")
    assert "6位" in plain(await hand.told())
    await hand.go_on()
    assert (await window.at()).startswith("step.unemployment.")
    await window.page.keyboard.press("F8")
    await window.appears("act.light")
    assert await window.at() == "dark"
    await window.page.keyboard.press("F8")
    await window.goes("act.light")
    await window.page.keyboard.press("Escape")
    await window.arrives("home")


async def test_one_switch_begins_by_itself_opens_a_service_and_chooses_a_card(walker: Walker) -> None:
    """The space bar: two presses on the first page, then one at each thing that is wanted. The light waits while a page
    is read, so the voice is turned off for the test."""
    for tries in range(TRIES):
        try:
            await chosen_by_light(walker.window)
            break
        except ScreenError:
            if tries == TRIES - 1:
                raise
        await walker.home()
    await walker.home()


async def chosen_by_light(window: Window) -> None:
    """A service, a card, going on. The light stays two seconds: a machine that is busy with something else is late."""
    await window.page.keyboard.press("Space")
    await window.says(HAND, said("zh", "switch.knock"))
    await pressed_again(window)
    await window.tap("nav.speech")
    await comes(window, "我没工作了")
    await window.page.keyboard.press("Space")
    await window.arrives("identify")
    await comes(window, "王秀英")
    await window.page.keyboard.press("Space")
    await window.appears("act.undo")
    await comes(window, said("zh", "nav.next"))
    await window.page.keyboard.press("Space")
    await window.arrives("pin")
    await window.tap("nav.home")
    await window.arrives("home")


async def pressed_again(window: Window) -> None:
    """The second press, which counts when half a second has gone by."""
    lit = said("zh", "switch.lit", what="").strip()
    for _ in range(20):
        await window.page.keyboard.press("Space")
        if await window.holds(
            "([id, a, b]) => [a, b].some(w => window.semantics.node(id)?.words.includes(w))",
            [HAND, lit, said("zh", "switch.rests")],
            0.6,
        ):
            return
    raise await window.error("scanning does not begin")


async def comes(window: Window, words: str) -> None:
    """Wait until the light is there."""
    await window.says(HAND, said("zh", "switch.lit", what=words), STEP_SECONDS)

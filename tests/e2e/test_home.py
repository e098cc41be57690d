"""The first page in a real browser: a service is found by letters and by words, and who finds none finds a person."""

from __future__ import annotations

from tests.e2e.geometry import KIOSKS, faults
from tests.e2e.said import said
from tests.e2e.walker import Walker


async def test_letters_find_a_service_and_nonsense_a_person(walker: Walker) -> None:
    window = walker.window
    await window.resize(*KIOSKS["small"])
    assert await faults(window) == ()
    await window.tap_to("act.search", "search")
    for letter in "SY":
        await window.tap_and_settle(f"key.{letter}")
    await window.appears("home.unemployment")
    assert await faults(window) == ()
    await window.tap_and_settle("key.X")
    await window.goes("home.unemployment")
    await window.tap_to("act.person", "help")
    await window.tap_to("nav.back", "search")
    await window.tap_and_settle("key.back")
    await window.tap_to("home.unemployment", "identify")
    await window.tap_to("nav.home", "home")


async def test_words_may_be_typed_with_an_input_method(walker: Walker) -> None:
    window = walker.window
    await window.tap_to("act.search", "search")
    await window.type("field.search", "家里没钱了怎么办")
    await window.appears("home.living_allowance")
    assert "家里没钱了怎么办" in await window.words("field.search"), "what was typed stays while results come"
    await window.type("field.search", "婚礼")
    await window.appears("act.person")
    assert said("zh", "home.search.none") in await window.words()
    await window.tap_to("nav.home", "home")

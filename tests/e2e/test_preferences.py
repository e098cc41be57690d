"""设置 in a real browser: reached in the middle of a service, seen at once, nothing lost, gone with the session."""

from __future__ import annotations

from accessibility.greeting import to_code
from accessibility.preferences import Preferences, Spacing, Theme
from accessibility.settings import CODE, ROOMS, SETTINGS
from tests.e2e.geometry import KIOSKS, faults
from tests.e2e.said import said
from tests.e2e.walker import Walker
from tests.e2e.window import Window


async def test_settings_in_the_middle_of_an_entry_lose_nothing_and_end_with_the_session(walker: Walker) -> None:
    window = walker.window
    await walker.begin("unemployment")
    await walker.give("keypad")
    await window.arrives("number")
    for digit in "3101":
        await window.tap_and_settle(f"key.{digit}")
    entered = await window.words("field.identity")
    shown, usual = await window.page.screenshot(), await breadth(window)
    await window.tap_to("nav.settings", "preferences")
    await window.tap_and_settle("pref.preset.elder")
    await window.tap_to("nav.next", "number")
    assert await window.words("field.identity") == entered
    assert await breadth(window) > usual * 1.1, "the words are larger"
    await window.tap_to("nav.settings", "preferences")
    await window.tap_to("act.pref.look", "preferences.look")
    await window.tap_to("act.pref.theme", "preferences.theme")
    await window.tap_and_settle("pref.theme.white_on_black")
    await window.tap_to("nav.next", "number")
    assert await window.words("field.identity") == entered
    assert await window.page.screenshot() != shown
    await walker.home()
    await walker.begin("unemployment")
    await walker.identify("zhou_qiang")
    await window.tap_to("nav.end", "confirm_end")
    await window.tap_to("act.end", "ended", "home")
    await walker.home()
    await walker.begin("unemployment")
    await walker.give("keypad")
    await window.arrives("number")
    assert abs(await breadth(window) - usual) < 2
    await window.tap_to("nav.home", "home")


async def breadth(window: Window) -> float:
    """How wide a key is that is as wide as its word."""
    return next(node.width for node in await window.nodes() if node.id == "key.clear")


async def test_every_page_of_settings_fits_the_smallest_screen(walker: Walker) -> None:
    window = walker.window
    await window.resize(*KIOSKS["small"])
    wrong: dict[str, tuple[str, ...]] = {}
    await window.tap_to("nav.settings", "preferences")
    for room, settings in (*ROOMS.items(), (CODE, ())):
        await window.tap_to(f"act.pref.{room}", f"preferences.{room}")
        for setting in settings:
            await window.tap_to(f"act.pref.{setting}", f"preferences.{setting}")
            for value in SETTINGS[setting].values:
                assert await window.has(f"pref.{setting}.{value.id}")
            wrong[setting] = await faults(window)
            await window.tap_to("nav.back", f"preferences.{room}")
        wrong[room] = await faults(window)
        await window.tap_to("nav.back", "preferences")
    wrong["first"] = await faults(window)
    assert {page: found for page, found in wrong.items() if found} == {}
    await window.tap_to("nav.next", "home")


async def test_a_code_that_is_held_to_the_scanner_greets_a_person_their_way(walker: Walker) -> None:
    window = walker.window
    await window.tap_to("nav.settings", "preferences")
    await window.tap_to("act.pref.code", "preferences.code")
    before = await window.page.screenshot()
    wanted = to_code(Preferences(theme=Theme.WHITE_ON_BLACK, spacing=Spacing.WIDE), 30)
    await window.page.keyboard.type(f"{wanted[:-1]}{'0' if wanted[-1] != '0' else '1'}\n")
    await window.says("page.preferences.code", said("zh", "pref.code.damaged"))
    await window.page.keyboard.type(f"{wanted}\n")
    await window.says("page.preferences.code", said("zh", "pref.code.taken"))
    assert await window.page.screenshot() != before
    await walker.home()

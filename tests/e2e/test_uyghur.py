"""A page in Uyghur in a real browser: it runs from right to left, Chinese stands above, and every letter is there."""

from __future__ import annotations

from tests.e2e.geometry import faults
from tests.e2e.said import said
from tests.e2e.walker import Walker


async def test_uyghur_is_mirrored_beside_chinese_and_its_digits_are_not(walker: Walker) -> None:
    window = walker.window
    await walker.begin("unemployment")
    await walker.give("keypad")
    await window.arrives("number")
    usual = {node.id: node for node in await window.nodes()}
    assert usual["nav.back"].left < usual["nav.next"].left
    try:
        await window.speak("ug")
        for lang in ("zh", "ug"):
            await window.says("page.number", said(lang, "identify.number"))
        turned = {node.id: node for node in await window.nodes()}
        assert turned["nav.next"].left < turned["nav.help"].left < turned["nav.back"].left
        assert turned["key.1"].left < turned["key.2"].left < turned["key.3"].left
        assert await faults(window) == ()
        assert await window.page.evaluate("() => document.documentElement.dir") == "rtl"
        assert str(await window.page.evaluate("() => document.documentElement.lang")).startswith("ug")
    finally:
        await window.speak("zh")
    assert await window.page.evaluate("() => document.documentElement.dir") == "ltr"
    await walker.home()

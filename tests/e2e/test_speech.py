"""Every page of a flow is read aloud, in the language of the screen."""

from __future__ import annotations

import re
from functools import partial

import pytest

from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.people import ACCOUNT, PHONE, ZHOU, found_in
from tests.e2e.said import said
from tests.e2e.walker import Walker

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_whole_flow_is_said_page_by_page_in_the_language_of_the_screen(
    lang: str, start_kiosk: StartKiosk, open_window: OpenWindow
) -> None:
    kiosk = await start_kiosk("--idle", "3600", "--lang", lang, watched=True)
    assert kiosk.running is not None
    walker = Walker(await open_window(kiosk.running.url), {"pay_to": "account", "account": ACCOUNT, "phone": PHONE})
    await walker.whole("unemployment", ZHOU.key)
    await walker.window.still()
    lines = (await kiosk.memory()).said
    words = {page: " ".join(line for at, _, line in lines if at == page) for page, _, _ in lines}

    silent = [page for page in ("home", "identify", "pin", *walker.seen) if not words.get(page, "").strip()]
    assert silent == [], f"pages without a word: {silent}; heard: {sorted(words)}"
    assert {spoken for _, spoken, _ in lines} == {lang}
    say = partial(said, lang)
    assert say("unemployment.reason.expired") in words["step.unemployment.reason"]
    assert say("kiosk.home.title") in words["home"]
    assert found_in("\n".join(words.values()), (ZHOU.id_number, ACCOUNT, PHONE)) == []
    other = [line for _, _, line in lines if bool(HAN.search(line)) != (lang == "zh")]
    assert [line for line in other if re.search(r"[A-Za-z\u4e00-\u9fff]", line) and ZHOU.name not in line] == []

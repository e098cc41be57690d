"""The phone's own voice: only what lives on the phone, silent at once, and honest where there is none."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from accessibility.script.utterance import Pause, Script, Utterance, Words
from accessibility.speech import OwnVoice, VoiceFailed
from mobile.line import Unable
from mobile.mouth import BrowserMouth
from shared.i18n import translator
from tests.fakes.page import FakePage

MANDARIN = {"uri": "m", "lang": "zh_CN"}
CANTONESE = {"uri": "c", "lang": "zh-HK"}
ENGLISH = {"uri": "e", "lang": "en-US"}


def utterance(words: str, *, private: bool = False) -> Utterance:
    return Utterance((Words(words, "zh"), Pause(1)), private)


async def with_voices(*voices: dict[str, str], **answers: dict[str, Any]) -> tuple[FakePage, BrowserMouth, OwnVoice]:
    page = FakePage(voices={"voices": list(voices)}, **answers)
    mouth = BrowserMouth(page.line)
    await mouth.look()
    return page, mouth, OwnVoice(mouth, translator)


async def asked(page: FakePage, count: int) -> None:
    """Give way until the page has been asked so many things."""
    async with asyncio.timeout(5):
        while len(page.asked) < count:  # noqa: ASYNC110 - the page is a fake that fires nothing
            await asyncio.sleep(0)


async def test_a_page_is_said_by_the_phone_and_stands_in_the_transcript() -> None:
    page, _, voice = await with_voices(CANTONESE, MANDARIN, say={})
    voice.speak(Script("home", (utterance("您好"), utterance("请选"))), "zh")
    await voice.said()
    said = [(one["words"], one["voice"]) for one in page.asked if one["what"] == "say"]
    assert said == [("您好", "m"), ("请选", "m")], "in Mandarin, though the Cantonese voice comes first"
    assert [one.words for one in voice.transcript] == ["您好", "请选"]


async def test_an_action_silences_the_phone_before_anything_else() -> None:
    page, _, voice = await with_voices(MANDARIN)
    voice.speak(Script("home", (utterance("您好"), utterance("请选"))), "zh")
    await asked(page, 2)
    voice.stop()
    await asked(page, 3)
    assert page.names == ["voices", "say", "hush"]
    page.reply(page.asked[1]["number"])
    await asyncio.sleep(0)
    assert page.names == ["voices", "say", "hush"], "what waited is not said any more"
    assert not voice.speaking


async def test_a_pause_goes_on_with_the_sentence_that_it_broke_off() -> None:
    page, _, voice = await with_voices(MANDARIN)
    voice.speak(Script("home", (utterance("甲"), utterance("乙"))), "zh")
    await asked(page, 2)
    page.reply(page.asked[1]["number"])
    await asked(page, 3)
    voice.pause()
    voice.resume()
    await asked(page, 5)
    assert [one.get("words") for one in page.asked if one["what"] == "say"] == ["甲", "乙", "乙"]
    voice.stop()


async def test_a_sentence_that_fails_holds_up_no_other() -> None:
    page, _, voice = await with_voices(MANDARIN, say={"error": "synthesis-failed"})
    voice.speak(Script("home", (utterance("甲"), utterance("乙"))), "zh")
    await voice.said()
    assert page.names.count("say") == 2


async def test_without_a_voice_of_its_own_the_phone_says_so_and_nothing_is_lost() -> None:
    page, mouth, voice = await with_voices()
    voice.speak(Script("home", (utterance("您好"),)), "zh")
    await voice.said()
    assert not voice.available
    assert page.names == ["voices"]
    assert [one.words for one in voice.transcript] == ["您好"]
    with pytest.raises(VoiceFailed):
        await mouth.say("您好", "zh", 1.0, 1.0)


async def test_voices_that_are_listed_late_are_taken_and_told_once() -> None:
    page = FakePage(voices={"voices": []})
    changes: list[bool] = []
    mouth = BrowserMouth(page.line, lambda: changes.append(mouth.speaks("zh")))
    await mouth.look()
    for _ in range(2):
        page.tell("voices", voices=[MANDARIN, ENGLISH])
    assert changes == [True]
    assert mouth.speaks("en") and not mouth.speaks("yue")


async def test_rate_and_volume_are_those_that_the_person_wants() -> None:
    page, mouth, _ = await with_voices(CANTONESE, say={})
    await mouth.say("您好", "yue", 1.5, 0.4)
    assert {name: page.asked[-1][name] for name in ("rate", "volume", "voice")} == {
        "rate": 1.5,
        "volume": 0.4,
        "voice": "c",
    }
    assert not mouth.speaks("zh"), "a Cantonese voice does not read Mandarin"


async def test_what_the_page_cannot_do_is_told_and_a_late_answer_harms_nobody() -> None:
    page = FakePage(dance={"error": "unknown"})
    with pytest.raises(Unable, match="unknown"):
        await page.line.ask("dance", 1)
    with pytest.raises(Unable, match="late"):
        await page.line.ask("sing", 0.001)
    page.reply(page.asked[-1]["number"])

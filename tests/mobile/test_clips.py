"""Speech on a phone without a voice: all but names can be said by clips, which are the same each time they are made."""

from __future__ import annotations

import asyncio
import json
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest

from accessibility.script import script_of, why_script
from accessibility.script.utterance import Words
from accessibility.speech import OwnVoice, SilentDriver, VoiceFailed
from accessibility.speech.driver import Driver
from accessibility.speech.phrases import Phrasebook, phrases
from accessibility.speech.pyttsx3_native import find_driver
from mobile.clips import DATASETS, ClipMouth, Packs, book, table
from mobile.clips_native import ENCODER, TABLE, clips, made, pack
from mobile.mouth import BrowserMouth
from shared.app.session import Session
from shared.domain.text import text
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings
from tests.fakes.packs import starter_packs
from tests.fakes.page import FakePage
from tests.fakes.ports import World
from tests.fakes.voice import FakeDriver
from tests.personas.headless import walk
from tests.personas.listen import ANSWERS, PERSON
from tests.ui import fake_page
from tests.ui.test_pages import world
from tests.ui.trees import controls, identifiers, texts

NAME = "王秀英"
PACKS = {"zh": {"common": 10, "speech": 10}}
LARGE_PACKS = {"zh": {"common": 3_000_000, "speech": 1_200_000}}
MANDARIN = {"uri": "m", "lang": "zh_CN"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("flow", list(FLOWS.values()), ids=lambda flow: flow.id)
async def test_everything_that_a_service_says_can_be_said_by_clips_but_names(flow: Any, lang: str) -> None:
    missing: list[str] = []

    def note(at: Session) -> None:
        for script in (script_of(at, translator(lang)), why_script(at, translator(lang))):
            for part in (part for utterance in script.utterances for part in utterance.parts):
                if isinstance(part, Words) and (part.lang != lang or book(lang).parts(part.words) is None):
                    missing.append(part.words)

    session = Session(World(dict(FLOWS), {PERSON: NAME}, starter_packs()).ports)
    await walk(session, flow, card=PERSON, number=PERSON, answers=ANSWERS, on_page=note)
    assert [words for words in missing if NAME not in words] == []


def test_the_fewest_phrases_are_joined_and_numerals_stand_in_for_numbers() -> None:
    found = Phrasebook({"a": ("受理号是", "受理", "号是"), "numerals": ("幺", "二", "三")})
    assert found.parts("受理号是：幺二，三。") == (("a", 0), ("numerals", 0), ("numerals", 1), ("numerals", 2))
    assert found.parts("受理号是王") is None
    assert found.parts("。") is None


def test_no_phrase_stands_twice() -> None:
    said = [words for pack in phrases("zh", DATASETS).values() for words in pack]
    assert len(said) > 1000
    assert len({*said}) == len(said)


async def with_clips(
    *voices: dict[str, str], free: bool = True, packs: Packs = PACKS, **answers: Any
) -> tuple[FakePage, ClipMouth]:
    page = FakePage(voices={"voices": list(voices)}, **{"kept": {"kept": []}, "clips": {}, "keep": {}, **answers})
    mouth = ClipMouth(BrowserMouth(page.line), page.line, packs, lambda: free, lambda: None)
    await mouth.look()
    return page, mouth


async def test_a_phone_without_a_voice_says_clips_and_then_fetches_the_others() -> None:
    page, mouth = await with_clips()
    assert mouth.speaks("zh") and not mouth.speaks("ko")
    await mouth.say("请用下面的数字键输入。", "zh", 1.5, 0.5)
    ((address, _),) = page.asked[-2]["clips"]
    assert address.startswith("/clips/zh/") and page.asked[-2]["rate"] == 1.5
    assert page.asked[-1] == {"what": "keep", "packs": ["/clips/zh/common.clips", "/clips/zh/speech.clips"]}
    await mouth.say("请用下面的数字键输入。", "zh", 1.0, 1.0)
    assert page.names.count("keep") == 1


async def test_a_voice_of_the_phones_own_goes_before_clips() -> None:
    page, mouth = await with_clips(MANDARIN, say={})
    await mouth.say("您好", "zh", 1.0, 1.0)
    assert page.names == ["voices", "say"]


async def test_before_the_phone_was_asked_for_its_voices_nothing_is_fetched() -> None:
    page = FakePage()
    assert not ClipMouth(BrowserMouth(page.line), page.line, PACKS, lambda: True, lambda: None).speaks("zh")


async def test_over_a_line_that_may_cost_money_only_what_is_kept_or_small_is_said() -> None:
    _, mouth = await with_clips(free=False, packs=LARGE_PACKS)
    assert not mouth.speaks("zh")
    page, kept = await with_clips(free=False, packs=LARGE_PACKS, kept={"kept": ["zh"]})
    assert kept.speaks("zh")
    await kept.say("请用下面的数字键输入。", "zh", 1.0, 1.0)
    assert "keep" not in page.names
    _, small = await with_clips(free=False)
    assert small.speaks("zh") and small.lacks("zh") == 0


def phone(mouth: ClipMouth) -> Screen:
    """A phone's screen that speaks with that mouth, on the page of the voice."""
    voice = OwnVoice(mouth, translator)
    around = Surroundings(guide=voice, unsaid=mouth.lacks, bring_voice=mouth.bring)
    made = Screen(fake_page.FakePage(360, 780).page, Session(world().ports), around)
    made.attach()
    made.session.preferences("voice")
    made.redraw()
    return made


async def press(at: Screen, id: str) -> None:
    page: Any = at.page
    found: Any = next(c for c in controls(page.controls) if getattr(c, "identifier", None) == id)
    await found.content.on_click(None)


async def test_a_voice_that_weighs_much_is_asked_about_with_its_megabytes_and_speaks_after_a_yes() -> None:
    page, mouth = await with_clips(free=False, packs=LARGE_PACKS)
    at = phone(mouth)
    shown: Any = at.page
    assert "act.fetch" not in identifiers(shown.controls)
    await press(at, "pref.voice.on")
    assert translator("zh").say(text("pref.voice.fetch", n=5)) in texts(shown.controls)
    assert "keep" not in page.names and not mouth.speaks("zh")
    await press(at, "act.fetch")
    assert [asked["packs"] for asked in page.asked if asked["what"] == "keep"] == [
        ["/clips/zh/common.clips"],
        ["/clips/zh/speech.clips"],
    ]
    assert mouth.speaks("zh") and "act.fetch" not in identifiers(shown.controls)


async def test_a_voice_that_cannot_be_had_is_told_and_can_be_asked_for_again() -> None:
    page, mouth = await with_clips(free=False, packs=LARGE_PACKS, keep={"error": "unreachable"})
    at = phone(mouth)
    await press(at, "pref.voice.on")
    await press(at, "act.fetch")
    shown: Any = at.page
    assert translator("zh").say(text("pref.fetch.failed")) in texts(shown.controls)
    assert not mouth.speaks("zh") and mouth.lacks("zh") and page.names.count("keep") == 1
    page.answers["keep"] = {}
    await press(at, "act.fetch")
    assert mouth.speaks("zh")


async def test_nobody_is_asked_who_has_a_voice_or_a_line_that_costs_nothing() -> None:
    for voices, free in (((MANDARIN,), False), ((), True)):
        _, mouth = await with_clips(*voices, free=free, packs=LARGE_PACKS)
        assert mouth.lacks("zh") == 0 and mouth.speaks("zh")


async def test_what_holds_a_name_is_left_out_and_clips_that_cannot_be_had_are_no_voice_until_the_line_is_back() -> None:
    page, mouth = await with_clips(clips={"error": "unreachable"})
    with pytest.raises(VoiceFailed):
        await mouth.say(f"第一个，{NAME}。", "zh", 1.0, 1.0)
    assert "clips" not in page.names and mouth.speaks("zh")
    with pytest.raises(VoiceFailed):
        await mouth.say("请用下面的数字键输入。", "zh", 1.0, 1.0)
    assert not mouth.speaks("zh"), "the page says 语音不可用"
    mouth.again()
    assert mouth.speaks("zh")


async def silent() -> Driver:
    return SilentDriver()


def test_without_a_voice_the_build_goes_on_without_clips() -> None:
    assert clips(None, silent) == ({}, b"{}")


class Stumbling(FakeDriver):
    """Cannot say one sentence."""

    async def synthesize(self, words: str, lang: str, rate: float) -> bytes:
        if words == phrases("zh", DATASETS)["nav"][0]:
            raise VoiceFailed("stumbled")
        return await super().synthesize(words, lang, rate)


@pytest.mark.skipif(shutil.which(ENCODER) is None, reason="no encoder on this machine")
def test_what_the_voice_cannot_say_keeps_nothing_else_from_being_made() -> None:
    driver = Stumbling(ms=30)

    async def packs() -> dict[str, bytes]:
        return await made(driver, "zh", {"nav": phrases("zh", DATASETS)["nav"], "common": ("a", "b")}, None)

    found = asyncio.run(packs())
    assert found.keys() == {"common"}
    assert book("zh", ("common",)).parts(phrases("zh", DATASETS)["nav"][0]) is None


def test_the_table_of_a_build_is_read_again(tmp_path: Path) -> None:
    assert table(tmp_path) == {}
    (tmp_path / TABLE).write_text(json.dumps(PACKS), "utf-8")
    assert table(tmp_path) == PACKS


@pytest.mark.skipif(shutil.which(ENCODER) is None, reason="no encoder on this machine")
async def test_the_same_sentences_give_the_same_bytes() -> None:
    driver = await find_driver()
    try:
        if not driver.speaks("zh"):
            pytest.skip("no voice on this machine")
        words = phrases("zh", DATASETS)["nav"][:3]
        first = await pack(driver, words, "zh")
        assert first == await pack(driver, words, "zh")
    finally:
        await driver.close()
    count, *lengths = struct.unpack_from(">4I", first)
    assert count == 3 and sum(lengths) == len(first) - 16
    assert first[16:20] == b"OggS"

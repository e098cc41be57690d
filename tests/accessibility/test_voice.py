"""The voice says one page at a time, falls silent at once, repeats, forgets; personal words are never kept."""

from __future__ import annotations

import asyncio
import io
import shutil
import sys
import wave

import pytest

from accessibility.script.utterance import Pause, Script, Utterance, Words
from accessibility.speech import Clips, SilentDriver, Voice, VoiceFailed
from accessibility.speech.pyttsx3_native import Pyttsx3Driver, find_driver
from accessibility.speech.sound import join, seconds
from shared.i18n import translator


def wav(ms: int, rate: int = 8000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(rate)
        target.writeframes(bytes(rate * ms // 1000 * 2))
    return out.getvalue()


class FakeDriver:
    """Takes what it is told to take, and notes what it was asked for."""

    name = "fake"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate: asyncio.Event | None = None
        self.fail = False

    def speaks(self, lang: str) -> bool:
        return True

    async def synthesize(self, words: str, lang: str, rate: float) -> bytes:
        self.asked.append(words)
        if self.fail:
            raise VoiceFailed("hoarse")
        if self.gate is not None:
            await self.gate.wait()
        return wav(1)

    async def close(self) -> None:
        return


class FakePlayer:
    def __init__(self) -> None:
        self.played: list[str] = []
        self.stops = 0
        self.heard = asyncio.Event()

    async def play(self, name: str, volume: float) -> None:
        self.played.append(name)
        self.heard.set()

    async def stop(self) -> None:
        self.stops += 1


def utterance(words: str, *, private: bool = False) -> Utterance:
    return Utterance((Words(words, "zh"), Pause(1)), private)


def voice(driver: FakeDriver | SilentDriver, now: float = 0.0) -> tuple[Voice, FakePlayer, Clips]:
    count = iter(range(1000))
    clips = Clips(lambda n: next(count).to_bytes(n, "big"), lambda: now)
    player = FakePlayer()
    return Voice(driver, clips, player, translator), player, clips


async def test_a_page_is_said_and_stands_in_the_transcript() -> None:
    v, player, _ = voice(FakeDriver())
    v.speak(Script("home", (utterance("您好"), utterance("请选"))), "zh")
    await v.said()
    assert [said.words for said in v.transcript] == ["您好", "请选"]
    assert len(player.played) == 2, "the first words are heard before the rest is made"


async def test_an_action_silences_at_once_and_drops_what_was_being_made() -> None:
    driver = FakeDriver()
    driver.gate = asyncio.Event()
    v, player, _ = voice(driver)
    v.speak(Script("home", (utterance("您好"),)), "zh")
    await asyncio.sleep(0)
    v.stop()
    driver.gate.set()
    await asyncio.sleep(0.01)
    assert player.played == []
    assert player.stops == 1


async def test_a_new_page_takes_the_place_of_the_old_one() -> None:
    v, _, _ = voice(FakeDriver())
    v.speak(Script("a", (utterance("甲"),)), "zh")
    v.speak(Script("b", (utterance("乙"),)), "zh")
    await v.said()
    assert [said.page for said in v.transcript] == ["b"]


async def test_repeat_says_the_page_again() -> None:
    v, player, _ = voice(FakeDriver())
    v.speak(Script("a", (utterance("甲"),)), "zh")
    await v.said()
    v.repeat()
    await v.said()
    assert [said.words for said in v.transcript] == ["甲", "甲"]
    assert len(player.played) == 2


async def test_words_of_nobody_are_made_once_and_personal_ones_each_time() -> None:
    driver = FakeDriver()
    v, _, _ = voice(driver)
    script = Script("a", (utterance("甲"), utterance("尾号 1234", private=True)))
    for _ in range(2):
        v.speak(script, "zh")
        await v.said()
    assert driver.asked == ["甲", "尾号 1234", "尾号 1234"]


async def test_wiping_leaves_no_clip_and_no_transcript() -> None:
    v, player, clips = voice(FakeDriver())
    v.speak(Script("a", (utterance("尾号 1234", private=True),)), "zh")
    await player.heard.wait()
    v.faster()
    v.wipe()
    assert v.transcript == [] and len(clips) == 0 and v.rate == 1.0
    v.repeat()
    assert v.transcript == []


async def test_a_hoarse_voice_stops_nothing() -> None:
    driver = FakeDriver()
    driver.fail = True
    v, player, _ = voice(driver)
    v.speak(Script("a", (utterance("甲"),)), "zh")
    await v.said()
    assert player.played == []
    assert [said.words for said in v.transcript] == ["甲"]


async def test_where_there_is_no_voice_it_says_so_and_still_keeps_the_transcript() -> None:
    v, _, _ = voice(SilentDriver())
    assert not v.available
    v.speak(Script("a", (utterance("甲"),)), "zh")
    assert [said.words for said in v.transcript] == ["甲"]


def test_a_personal_clip_can_be_heard_for_a_while_and_then_never_again() -> None:
    now = [0.0]
    clips = Clips(bytes, lambda: now[0])
    name = clips.put(b"sound", private=True)
    assert clips.take(name) == b"sound"
    now[0] = 121.0
    assert clips.take(name) is None
    assert clips.take("unknown.wav") is None


def test_general_clips_are_bounded() -> None:
    count = iter(range(1000))
    clips = Clips(lambda n: next(count).to_bytes(n, "big"), lambda: 0.0)
    first = clips.put(bytes(20_000_000), private=False)
    clips.put(bytes(20_000_000), private=False)
    assert clips.take(first) is None
    assert len(clips) == 1


def test_sound_is_joined_with_pauses() -> None:
    assert seconds(join([wav(100), 50, wav(200)])) == pytest.approx(0.35)
    assert seconds(join([wav(100, 8000), wav(100, 16000)])) == pytest.approx(0.2), "voices may differ in their rate"
    with pytest.raises(VoiceFailed):
        join([50])
    with pytest.raises(VoiceFailed):
        join([b"<html>"])


async def test_a_worker_that_hangs_or_dies_is_replaced_and_said() -> None:
    dead = Pyttsx3Driver((sys.executable, "-c", "pass"))
    with pytest.raises(VoiceFailed):
        await dead.start()
    missing = Pyttsx3Driver(("/no/such/program",))
    with pytest.raises(VoiceFailed):
        await missing.start()


needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@needs_espeak
async def test_the_real_voice_speaks_both_languages() -> None:
    driver = await find_driver()
    try:
        assert driver.speaks("zh") and driver.speaks("en")
        chinese = await driver.synthesize("您最后一天上班是哪一天？", "zh", 1.0)
        slow = await driver.synthesize("您最后一天上班是哪一天？", "zh", 0.5)
        english = await driver.synthesize("What was your last day at work?", "en", 1.0)
        assert 0.5 < seconds(chinese) < seconds(slow)
        assert seconds(english) > 0.5
    finally:
        await driver.close()


@needs_espeak
async def test_who_no_longer_waits_does_not_break_the_voice_for_the_next() -> None:
    driver = await find_driver()
    try:
        impatient = asyncio.ensure_future(driver.synthesize("第一句", "zh", 1.0))
        await asyncio.sleep(0)
        impatient.cancel()
        sound = await driver.synthesize("第二句话要长一些，才听得出来。", "zh", 1.0)
        assert seconds(sound) > 1.0
    finally:
        await driver.close()

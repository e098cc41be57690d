"""The engine in a process of its own, its clips and its sound: in time, in the right voice, gone afterwards."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from pathlib import Path

import pytest

from accessibility.speech import Clips, Shelf, VoiceFailed
from accessibility.speech.pyttsx3_native import Pyttsx3Driver, find_driver
from accessibility.speech.sound import join, seconds
from accessibility.speech.worker_native import Incomplete, sound_of
from tests.fakes.voice import wav


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_personal_clip_can_be_heard_for_a_while_and_then_never_again() -> None:
    now = [0.0]
    clips = Clips(bytes, lambda: now[0])
    name = clips.put(b"sound", private=True)
    assert clips.take(name) == b"sound"
    now[0] = 121.0
    assert clips.take(name) is None
    assert clips.take("unknown.wav") is None


async def test_it_is_known_when_the_client_has_a_clip() -> None:
    clips = Clips(bytes, lambda: 0.0)
    name = clips.put(b"sound", private=False)
    assert not await clips.fetched(name, 0.01)
    clips.take(name)
    assert await clips.fetched(name, 0.01)
    assert not await clips.fetched("unknown.wav", 0.01)


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


def test_the_shelf_lets_go_of_what_was_used_least_recently() -> None:
    shelf = Shelf(most=8)
    shelf.put("甲", "zh", 1.0, b"1234")
    shelf.put("乙", "zh", 1.0, b"1234")
    assert shelf.get("甲", "zh", 1.0) == b"1234"
    shelf.put("丙", "zh", 1.0, b"1234")
    assert shelf.get("乙", "zh", 1.0) is None
    assert shelf.get("甲", "zh", 0.5) is None
    assert len(shelf) == 2


async def test_a_worker_that_dies_is_said() -> None:
    dead = Pyttsx3Driver((sys.executable, "-c", "pass"))
    with pytest.raises(VoiceFailed):
        await dead.start()
    missing = Pyttsx3Driver(("/no/such/program",))
    with pytest.raises(VoiceFailed):
        await missing.start()


HANGS = """
import json, struct, sys
hello = json.dumps({"cmn": "sit/cmn"}).encode()
sys.stdout.buffer.write(struct.pack(">I", len(hello)) + hello)
sys.stdout.buffer.flush()
sys.stdin.buffer.read()
"""


async def test_a_worker_that_hangs_is_ended_in_time() -> None:
    driver = Pyttsx3Driver((sys.executable, "-c", HANGS), patience=0.05)
    await driver.start()
    with pytest.raises(VoiceFailed):
        await driver.synthesize("您好", "zh", 1.0)
    assert not driver.running


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


@needs_espeak
async def test_mandarin_is_not_said_by_the_voice_that_takes_it_for_english() -> None:
    driver = await find_driver()
    assert isinstance(driver, Pyttsx3Driver)
    try:
        if not driver.has("cmn-latn-pinyin"):
            pytest.skip("this machine has no espeak-ng voice for Mandarin in pinyin")
        assert driver.voice_of("zh") == driver.voice_of("cmn-latn-pinyin")
        assert driver.voice_of("yue") != driver.voice_of("zh")
        assert driver.voice_of("tlh") is None
        # "dee four" takes longer than 第; the right voice needs less than half a second for a syllable.
        sound = await driver.synthesize("您最后一天上班是哪一天", "zh", 1.0)
        assert seconds(sound) < 11 * 0.4
    finally:
        await driver.close()


ECHOES = """
import json, struct, sys
hello = json.dumps({"yue": "sit/yue", "cmn": "sit/cmn"}).encode()
sys.stdout.buffer.write(struct.pack(">I", len(hello)) + hello)
sys.stdout.buffer.flush()
for line in sys.stdin.buffer:
    sys.stdout.buffer.write(struct.pack(">I", len(line)) + line)
    sys.stdout.buffer.flush()
"""


async def test_a_number_is_spelled_in_cantonese_without_the_one_of_mandarin() -> None:
    driver = Pyttsx3Driver((sys.executable, "-c", ECHOES))
    try:
        asked = {lang: json.loads(await driver.synthesize("尾号幺二零三", lang, 1.0)) for lang in ("zh", "yue")}
    finally:
        await driver.close()
    assert (asked["zh"]["words"], asked["yue"]["words"]) == ("尾号幺二零三", "尾号一二零三")
    assert asked["yue"]["voice"] == "sit/yue"


@needs_espeak
async def test_cantonese_is_a_voice_of_its_own_for_the_same_words() -> None:
    driver = await find_driver()
    try:
        if not driver.speaks("yue"):
            pytest.skip("this machine has no Cantonese voice")
        words = "您想办什么事？尾号一二零三，一共两千三百四十元。"
        mandarin, cantonese = [await driver.synthesize(words, lang, 1.0) for lang in ("zh", "yue")]
        assert mandarin != cantonese
        assert seconds(cantonese) > 2
    finally:
        await driver.close()


@needs_espeak
async def test_long_words_are_whole_and_none_of_them_lands_in_the_next() -> None:
    driver = await find_driver()
    try:
        long, short = "您最后一天上班是哪一天？记不清，填大概的日子就行。" * 12, "是。"
        lengths = []
        for _ in range(3):
            lengths.append(seconds(await driver.synthesize(long, "zh", 1.0)))
            assert seconds(await driver.synthesize(short, "zh", 1.0)) < 2
        assert max(lengths) - min(lengths) < 0.5
        assert min(lengths) > 30
    finally:
        await driver.close()


class Engine:
    """An engine that writes what it was given, whatever the words."""

    def __init__(self, written: bytes) -> None:
        self._written = written
        self._path = ""

    def save_to_file(self, words: str, path: str) -> None:
        self._path = path

    def runAndWait(self) -> None:
        Path(self._path).write_bytes(self._written)


def test_the_worker_gives_out_what_the_engine_wrote() -> None:
    assert sound_of(Engine(wav(100)), "您好") == wav(100)
    assert sound_of(Engine(wav(0)), "。") == wav(0), "a full stop may be silence"


@pytest.mark.parametrize("part", [b"", b"RIFF", wav(100)[:-10], b"<html>" * 20, wav(0), wav(10)])
def test_a_part_of_a_sound_is_never_given_out(part: bytes) -> None:
    with pytest.raises(Incomplete):
        sound_of(Engine(part), "您好")


GIVES_UP_ONCE = """
import json, os, struct, sys
hello = json.dumps({"cmn": "sit/cmn"}).encode()
sys.stdout.buffer.write(struct.pack(">I", len(hello)) + hello)
sys.stdout.buffer.flush()
sys.stdin.buffer.readline()
if os.path.exists(sys.argv[1]):
    sys.stdout.buffer.write(struct.pack(">I", 4) + b"RIFF")
    sys.stdout.buffer.flush()
    sys.stdin.buffer.readline()
open(sys.argv[1], "w").close()
"""


async def test_a_sentence_that_the_worker_gives_up_is_asked_once_more(tmp_path: Path) -> None:
    driver = Pyttsx3Driver((sys.executable, "-c", GIVES_UP_ONCE, str(tmp_path / "tried")))
    try:
        assert await driver.synthesize("您好", "zh", 1.0) == b"RIFF"
    finally:
        await driver.close()


@needs_espeak
async def test_speaking_leaves_no_file_behind(tmp_path: Path) -> None:
    driver = Pyttsx3Driver(env={"TMPDIR": str(tmp_path), "HOME": str(tmp_path)})
    try:
        await driver.synthesize("尾号二二三零", "zh", 1.0)
        assert files_below(tmp_path) == []
    finally:
        await driver.close()

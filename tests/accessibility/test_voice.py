"""The voice says one page at a time, falls silent at once, repeats, forgets; personal words are never kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from accessibility.preferences import Gap, Preferences
from accessibility.script.utterance import Pause, Priority, Script, Utterance, Words
from accessibility.speech import Clips, SilentDriver, Voice
from accessibility.speech.queue import Turn
from shared.domain.text import text
from shared.i18n import translator
from tests.fakes.voice import FakeDriver, FakePlayer


def utterance(words: str, *, private: bool = False, priority: Priority = Priority.NORMAL) -> Utterance:
    return Utterance((Words(words, "zh"), Pause(1)), private, priority)


async def until(true: Callable[[], bool]) -> None:
    """Give way to the loop until something is so."""
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - nothing of ours fires an event when the loop has got so far
            await asyncio.sleep(0)


def voice(driver: FakeDriver | SilentDriver, now: float = 0.0, after: float = 0.0) -> tuple[Voice, FakePlayer, Clips]:
    count = iter(range(1000))
    clips = Clips(lambda n: next(count).to_bytes(n, "big"), lambda: now)
    player = FakePlayer(clips)
    return Voice(driver, clips, player, translator, after=after), player, clips


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


async def test_a_page_is_drawn_before_it_is_said_and_one_word_is_said_at_once() -> None:
    v, player, _ = voice(FakeDriver(), after=3600)
    v.speak(Script("home", (utterance("您好"),)), "zh")
    await until(lambda: bool(v.transcript))
    assert player.played == []
    v.tell(text("nav.next"), "zh")
    await v.said()
    assert len(player.played) == 1
    v.repeat()
    await until(lambda: len(v.transcript) == 3)
    assert v.speaking and len(player.played) == 1
    await v.close()


async def test_who_is_listened_to_is_left_room_between_sentences_and_not_after_the_last() -> None:
    v, player, _ = voice(FakeDriver())
    go, breaths = asyncio.Event(), list[int]()

    async def breath() -> None:
        breaths.append(len(player.played))
        await go.wait()

    v.breathe(breath)
    v.speak(Script("home", (utterance("您好"), utterance("请选"), utterance("再见"))), "zh")
    await until(lambda: v.breathing)
    assert v.speaking and len(player.played) == 1
    go.set()
    await v.said()
    assert breaths == [1, 2] and len(player.played) == 3 and not v.breathing
    v.breathe(None)
    v.repeat()
    await v.said()
    assert breaths == [1, 2] and len(player.played) == 5, "more is said in one go where nobody is listened to"


async def test_what_is_said_shortly_is_said_in_one_go() -> None:
    v, player, _ = voice(FakeDriver())
    v.breathe(lambda: asyncio.sleep(3600), 3600)
    v.speak(Script("home", (utterance("您好"), utterance("请选"))), "zh")
    await v.said()
    assert len(player.played) == 2


async def test_who_says_stop_while_the_voice_takes_breath_hears_no_more() -> None:
    v, player, _ = voice(FakeDriver())
    v.breathe(lambda: asyncio.sleep(3600))
    v.speak(Script("home", (utterance("您好"), utterance("请选"))), "zh")
    await until(lambda: v.breathing)
    await v.close()
    assert len(player.played) == 1 and not v.speaking and not v.breathing


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
    v.settle(v.preferences.faster())
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


async def test_what_is_urgent_is_said_before_what_waits() -> None:
    driver = FakeDriver()
    v, _, _ = voice(driver)
    script = Script("a", (utterance("题目"), utterance("不对", priority=Priority.NEXT)))
    v.speak(script, "zh")
    await v.said()
    assert driver.asked == ["不对", "题目"]


async def test_a_warning_takes_the_place_of_everything() -> None:
    driver = FakeDriver()
    v, _, _ = voice(driver)
    v.speak(Script("a", (utterance("甲"),)), "zh")
    v.say(utterance("您还在吗？", priority=Priority.NOW), "zh")
    await v.said()
    assert driver.asked == ["您还在吗？"]


async def test_news_are_said_after_the_page() -> None:
    driver = FakeDriver()
    v, _, _ = voice(driver)
    v.speak(Script("receipt", (utterance("已经保存好了"),)), "zh")
    v.say(utterance("已送达"), "zh")
    await v.said()
    assert driver.asked == ["已经保存好了", "已送达"]
    assert {said.page for said in v.transcript} == {"receipt"}


async def test_a_pause_goes_on_with_the_sentence_that_was_interrupted() -> None:
    v, player, _ = voice(FakeDriver(ms=60_000))
    v.speak(Script("a", (utterance("甲"), utterance("乙"))), "zh")
    await player.heard.wait()
    v.pause()
    assert len(v.transcript) == 2
    player.heard.clear()
    v.resume()
    await player.heard.wait()
    assert len(player.played) == 2, "the interrupted sentence is heard again"
    assert len(v.transcript) == 2, "and was said once"
    v.stop()
    v.resume()
    assert len(player.played) == 2, "nothing is left to go on with after a stop"


async def test_the_next_words_are_made_while_the_first_are_heard() -> None:
    driver = FakeDriver(ms=60_000)
    v, player, _ = voice(driver)
    v.speak(Script("a", (utterance("甲"), utterance("乙"))), "zh")
    await player.heard.wait()
    await until(lambda: driver.asked == ["甲", "乙"])
    assert len(player.played) == 1
    v.stop()


async def test_an_interrupted_clip_cannot_be_fetched_any_more() -> None:
    v, player, clips = voice(FakeDriver(ms=60_000))
    v.speak(Script("a", (utterance("尾号二二三零", private=True),)), "zh")
    await player.heard.wait()
    assert clips.take(player.played[0]) is not None
    v.stop()
    await until(lambda: len(clips) == 0)
    assert clips.take(player.played[0]) is None


async def test_a_coming_page_is_made_beforehand_except_for_personal_words() -> None:
    driver = FakeDriver()
    v, player, _ = voice(driver)
    script = Script("a", (utterance("甲"), utterance("尾号二二三零", private=True)))
    await v.prepare(script, "zh")
    assert driver.asked == ["甲"]
    assert player.played == [] and v.transcript == []
    v.speak(script, "zh")
    await v.said()
    assert driver.asked == ["甲", "尾号二二三零"]


async def test_a_muted_voice_is_silent_and_still_keeps_the_transcript() -> None:
    v, player, _ = voice(FakeDriver())
    v.settle(Preferences(aloud=False))
    v.speak(Script("a", (utterance("甲"),)), "zh")
    await v.said()
    assert player.played == [] and [said.words for said in v.transcript] == ["甲"]
    v.settle(Preferences())
    v.repeat()
    await v.said()
    assert len(player.played) == 1


async def test_the_voice_takes_the_pace_and_the_volume_that_are_preferred() -> None:
    v, _, _ = voice(FakeDriver())
    v.settle(Preferences().softer().slower())
    assert (v.volume, v.rate) == (0.8, 0.75)
    v.settle(Preferences(aloud=False))
    assert v.volume == 0.0


async def test_longer_rests_between_sentences_make_a_longer_sound() -> None:
    lasts = []
    for gap in Gap:
        v, _player, _ = voice(FakeDriver())
        v.settle(Preferences(gap=gap))
        lasts.append(len(await v._sound((Turn(Utterance((Words("甲", "zh"), Pause(200))), "a", "zh"),))))
    assert lasts == sorted(set(lasts))


async def test_one_thing_is_said_in_between_and_the_page_stays_the_one_that_is_repeated() -> None:
    v, _, _ = voice(FakeDriver())
    v.speak(Script("a", (utterance("甲"),)), "zh")
    v.tell(text("pref.rate.slower"), "zh")
    await v.said()
    v.repeat()
    await v.said()
    assert [said.words for said in v.transcript][-2:] == [translator("zh").say(text("pref.rate.slower")), "甲"]


async def test_words_of_another_language_are_said_by_its_voice_where_there_is_one() -> None:
    driver = FakeDriver()
    v, _, _ = voice(driver)
    v.speak(Script("a", (Utterance((Words("Number 1:", "en"), Words("王秀英", "zh"))),)), "en")
    await v.said()
    driver.only = "en"
    v.speak(Script("b", (Utterance((Words("李建国", "zh"),)),)), "en")
    await v.said()
    assert driver.langs == ["en", "zh", "en"]

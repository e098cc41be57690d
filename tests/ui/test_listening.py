"""Being spoken to: plainly seen and said, deaf while the voice speaks, gone with the person, never the only way."""

from __future__ import annotations

import asyncio
import re

import pytest

from accessibility.commands import grammar_of
from accessibility.script.speaking import Speaking
from shared.app.devices import Heard, Sounding
from shared.app.idle import IDLE, IDLE_BY_VOICE, WARNING
from shared.app.pages import At
from shared.domain.answers import Source
from shared.domain.text import text
from shared.i18n import translator
from shared.ui.breath import BEAT, PATIENCE, ROOM
from tests.personas.booth import Booth

SAY = translator("zh").say


def words(id: str, **args: str) -> str:
    return SAY(text(id, **args))


def spoken(id: str) -> str:
    return Speaking(translator("zh")).line(text(id)).words


def ids(booth: Booth) -> list[str]:
    return [seen.id for seen in booth.seen]


def line(booth: Booth) -> str:
    """What the line of the ear says; "" where it is not shown."""
    return "".join(word for seen in booth.seen if seen.id == "ear.state" for word in seen.words)


def of(booth: Booth, id: str) -> str:
    return " ".join(word for seen in booth.seen if seen.id == id for word in seen.words)


async def listening(*, hears: bool = True) -> Booth:
    booth = Booth(hears=hears)
    if hears:
        await booth.touch("nav.voice")
    return booth


async def identifying(booth: Booth) -> None:
    """To the cards of a service: two of them, and the keypad."""
    await booth.say("失业金")
    if booth.session.page.at is not At.IDENTIFY:
        await booth.say("领失业金")
    assert booth.session.page.at is At.IDENTIFY


async def asked(booth: Booth) -> None:
    """To the first question of a service, by voice alone."""
    await identifying(booth)
    await booth.say("第三个")
    await booth.say("对的")
    await booth.say("下一步")
    await booth.say("幺幺零幺零幺幺九五八零幺零幺零零三幺")
    await booth.say("对的")
    await booth.say("下一步")
    assert booth.session.page.at is At.STEP


async def test_where_nobody_can_be_heard_nothing_offers_it() -> None:
    booth = await listening(hears=False)
    assert "nav.voice" not in ids(booth)
    booth.microphone.become("zh")
    await booth.settle()
    assert "nav.voice" in ids(booth)


async def test_that_somebody_is_heard_is_seen_in_words_and_said() -> None:
    booth = await listening()
    assert booth.microphone.on and booth.microphone.phrases
    assert spoken("ear.on") in booth.ear.heard
    assert words("ear.listens") in line(booth)
    assert of(booth, "nav.voice") == words("nav.voice.off")
    booth.microphone.tell(Sounding.SPEECH)
    assert words("ear.speech") in line(booth)
    await booth.touch("nav.voice")
    assert not booth.microphone.on and line(booth) == words("ear.off")
    assert booth.ear.heard[-1] == spoken("ear.off")
    await booth.touch("nav.help")
    assert line(booth) == ""


async def test_nothing_is_heard_while_the_voice_speaks() -> None:
    booth = await listening()
    booth.ear.speaking = True
    assert await booth.lit() == BEAT
    assert booth.microphone.phrases == () and words("ear.waits") in line(booth)
    booth.ear.speaking = False
    await booth.lit()
    assert booth.microphone.phrases and words("ear.listens") in line(booth)


async def test_somebody_is_told_to_be_listened_to_only_once_what_they_say_is_heard() -> None:
    booth = Booth(hears=True)
    booth.microphone.echoes = True
    await booth.touch("nav.voice")
    assert booth.microphone.phrases, "it is attended to what is said, as soon as the echo is gone"
    assert words("ear.waits") in line(booth) and words("ear.listens") not in line(booth)
    await booth.touch("nav.larger")
    assert words("ear.listens") not in line(booth), "nor because the page is drawn anew"
    booth.microphone.tell(Sounding.OPEN)
    assert words("ear.listens") in line(booth)
    booth.microphone.tell(Sounding.SHUT)
    assert words("ear.waits") in line(booth)


async def test_between_two_sentences_of_a_long_page_there_is_room_for_a_word_and_the_page_goes_on() -> None:
    booth = await listening()
    breath = await breathing(booth)
    assert booth.microphone.phrases and words("ear.listens") in line(booth)
    assert await beats(booth, breath) == pytest.approx(ROOM, abs=3 * BEAT)
    booth.ear.breathing = False
    await booth.lit()
    assert booth.microphone.phrases == () and words("ear.waits") in line(booth)


async def test_a_room_that_is_never_silent_keeps_no_page_from_being_said() -> None:
    booth = await listening()
    booth.microphone.echoes = True
    assert await beats(booth, await breathing(booth)) == pytest.approx(PATIENCE, abs=3 * BEAT)


async def test_who_begins_to_speak_between_two_sentences_is_heard_to_the_end_and_the_voice_is_silent() -> None:
    booth = await listening()
    breath = await breathing(booth)
    booth.microphone.tell(Sounding.SPEECH)
    for _ in range(round(2 * PATIENCE / BEAT)):
        await booth.lit()
    assert not breath.done()
    stops = booth.ear.stops
    await booth.say("停")
    assert booth.ear.stops == stops + 1 and "page.home" in ids(booth)
    await beats(booth, breath)


async def test_talk_between_two_sentences_is_not_answered_and_the_page_goes_on() -> None:
    booth = await listening()
    breath = await breathing(booth)
    booth.microphone.tell(Sounding.SPEECH)
    stops, heard = booth.ear.stops, list(booth.ear.heard)
    booth.microphone.tell(Heard("然后呢", 0.9))
    await booth.settle()
    await beats(booth, breath)
    assert (booth.ear.stops, booth.ear.heard) == (stops, heard)


async def test_who_is_listened_to_no_more_hears_a_page_without_rests() -> None:
    booth = await listening()
    assert booth.ear.breath is not None
    await booth.touch("nav.voice")
    assert booth.ear.breath is None


async def breathing(booth: Booth) -> asyncio.Task[None]:
    """The voice says a long page, and takes breath."""
    booth.ear.speaking = True
    await booth.lit()
    assert booth.microphone.phrases == () and booth.ear.breath is not None
    booth.ear.breathing = True
    breath = asyncio.ensure_future(booth.ear.breath())
    await booth.lit()
    return breath


async def beats(booth: Booth, breath: asyncio.Task[None]) -> float:
    """Until it goes on; the seconds that it took, beginning with the first beat."""
    passed = BEAT
    while not breath.done():
        passed += await booth.lit()
        assert passed < 60, "it never goes on"
    return passed


async def test_a_page_that_is_about_to_be_said_is_not_listened_to_before() -> None:
    booth = await listening()
    booth.ear.speaking = True
    await booth.touch("nav.help")
    assert booth.microphone.phrases == ()


@pytest.mark.parametrize("news", [Sounding.REFUSED, Sounding.LOST])
async def test_a_microphone_that_cannot_be_used_is_told_with_a_way_on(news: Sounding) -> None:
    booth = await listening()
    booth.microphone.tell(news)
    await booth.settle()
    assert booth.ear.heard[-1] == spoken(f"ear.{news.value}")
    assert not booth.microphone.on and not booth.screen.listening.on
    assert words(f"ear.{news.value}") in line(booth), "what is said is shown"
    await booth.touch("nav.help")
    assert line(booth) == ""


async def test_a_microphone_that_is_refused_at_once_is_told_too() -> None:
    booth = Booth(hears=True)
    booth.microphone.refuses = True
    await booth.touch("nav.voice")
    assert booth.ear.heard[-1] == spoken("ear.refused")
    assert not booth.screen.listening.on


async def test_a_microphone_that_is_pulled_ends_it_and_the_control_is_gone() -> None:
    booth = await listening()
    booth.microphone.become()
    await booth.settle()
    assert not booth.screen.listening.on
    assert "nav.voice" not in ids(booth)


async def test_the_end_of_a_session_turns_it_off() -> None:
    booth = await listening()
    await asked(booth)
    await booth.say("结束")
    await booth.touch("act.end")
    assert not booth.microphone.on and line(booth) == ""
    assert booth.session.page.at is At.ENDED


async def test_what_was_asked_back_is_void_once_a_finger_does_something() -> None:
    booth = await listening()
    await identifying(booth)
    await booth.say("第三个")
    assert booth.microphone.sayable("对的")
    await booth.touch("nav.larger")
    assert not booth.microphone.sayable("没错")
    assert booth.session.page.at is At.IDENTIFY


async def test_an_answer_that_was_said_is_kept_as_said_and_one_that_was_touched_is_not() -> None:
    booth = await listening()
    await asked(booth)
    for _ in range(5):  # past what is only read
        if booth.microphone.sayable("第一个"):
            break
        await booth.say("下一步")
    assert booth.session.journey is not None
    first = booth.session.journey.at
    for said in ("第一个", "对的", "下一步"):
        await booth.say(said)
    assert booth.session.journey.answers[first].source is Source.SPOKEN
    await booth.say("返回")
    options = [seen for seen in booth.seen if seen.id.startswith("opt.")]
    await booth.touch(next(seen.id for seen in options if not seen.selected), "nav.next")
    assert booth.session.journey.answers[first].source is Source.TYPED


async def test_an_entry_that_was_said_is_read_back_kept_as_said_and_the_way_on_is_told() -> None:
    booth = await listening()
    await identifying(booth)
    for said in ("第三个", "对的", "下一步", "幺幺零幺零幺幺九五八零幺零幺零零三幺"):
        await booth.say(said)
    number = "110101195801010031"
    assert number not in booth.ear.heard[-1] and booth.ear.heard[-1].endswith("对不对？"), "by its tail alone"
    await booth.say("对的")
    scene = booth.screen.scene
    assert scene is not None and (scene.raw, scene.source) == (number, Source.SPOKEN)
    assert number not in line(booth) and "下一步" in booth.ear.heard[-1]


async def test_what_may_be_said_is_shown_as_it_is_said_and_closed_by_a_word_or_a_touch() -> None:
    booth = await listening()
    booth.ear.listen_anew()
    await booth.say("我能说什么")
    assert "page.sayings" in ids(booth)
    said = "".join(booth.ear.heard)
    shown = [word for seen in booth.seen if seen.id == "page.sayings" for word in seen.words]
    lines = [part.strip("。“”") for word in shown for part in word.split(" · ")]
    assert len(lines) > 20
    missing = [part for part in lines if _bare(part) not in _bare(said)]
    assert missing == []
    await booth.say("知道了")
    assert "page.home" in ids(booth)
    await booth.say("我能说什么")
    await booth.touch("act.close")
    assert "page.home" in ids(booth)
    await booth.say("我能说什么")
    await booth.say("失业金")
    assert booth.session.page.at is At.IDENTIFY and "page.identify" in " ".join(ids(booth))


async def test_a_finger_that_works_the_bars_leaves_the_list_and_one_that_closes_it_does_nothing_else() -> None:
    booth = await listening()
    await asked(booth)
    page = booth.session.page
    for id in ("act.close", "nav.larger"):
        await booth.say("我能说什么")
        await booth.say("再说一遍")
        assert "page.sayings" in ids(booth), "it is the list that is said again"
        await booth.touch(id)
        assert f"page.{page.id}" in ids(booth) and booth.session.page == page


async def test_what_has_no_phrase_of_its_own_has_a_number() -> None:
    booth = await listening()
    await booth.say("我能说什么")
    number = re.search(r"练习，说按(\w+)", "\n".join(booth.ear.heard))
    assert number is not None
    await booth.say(f"按{number[1]}")
    if booth.session.page.at is At.HOME:  # said back first
        await booth.say("对的")
    assert booth.session.page.at is At.PRACTICE


def _bare(said: str) -> str:
    return "".join(c for c in said if c.isalnum())


async def test_no_key_of_a_pin_ever_has_a_number() -> None:
    booth = await listening()
    await identifying(booth)
    await booth.say("第一个")
    await booth.say("对的")
    await booth.say("下一步")
    assert booth.session.page.at is At.PIN
    await booth.say("我能说什么")
    keys = {f"key.{n}" for n in "0123456789"}
    assert not keys & {command.does for command in booth.screen.listening.grammar.commands}
    assert not any(booth.microphone.sayable(phrase) for phrase in "零一二三四五六七八九幺")


async def test_after_eight_seconds_of_silence_it_is_told_once_what_may_be_said() -> None:
    booth = await listening()
    booth.ear.listen_anew()
    for _ in range(3):
        booth.microphone.tell(Sounding.NOTHING)
    assert booth.ear.heard == [spoken("ear.nothing")]


async def test_talk_beside_the_machine_is_answered_three_times_and_then_left_alone() -> None:
    booth = await listening()
    booth.ear.listen_anew()
    for _ in range(10):
        booth.microphone.tell(Heard("然后呢", 0.9))
        await booth.settle()
    assert len(booth.ear.heard) == 3
    assert booth.ear.heard[-1] == spoken("say.failed.person")
    await booth.say("找人帮忙")
    assert booth.session.page.at is At.HELP


async def test_who_speaks_has_twice_the_time_and_extends_it_by_anything_that_is_understood() -> None:
    booth = await listening()
    await asked(booth)
    await booth.pause(IDLE + 1)
    await booth.screen.watch()
    assert not booth.screen.warned
    await booth.pause(IDLE_BY_VOICE - IDLE)
    await booth.screen.watch()
    assert booth.screen.warned
    page = booth.session.page
    booth.microphone.tell(Heard("然后呢", 0.9))
    await booth.settle()
    assert booth.screen.warned, "talk beside the machine keeps nobody's claim on the screen"
    await booth.say("返回")
    assert not booth.screen.warned
    assert booth.session.page == page, "and it does nothing else"


async def test_talk_beside_the_machine_does_not_keep_a_session_alive() -> None:
    booth = await listening()
    await asked(booth)
    for _ in range(4):
        await booth.pause((IDLE_BY_VOICE + WARNING) / 4)
        booth.microphone.tell(Heard("然后呢", 0.9))
        await booth.settle()
        await booth.screen.watch()
    await booth.settle()
    assert booth.session.person is None
    assert not booth.microphone.on


async def test_every_word_that_is_always_listened_for_does_something_or_says_that_it_cannot_be_done_here() -> None:
    booth = await listening()
    grammar = grammar_of(booth.session, translator("zh"))
    for command in grammar.commands:
        if command.does.startswith(("nav.", "voice.", "page.")) and command.does != "nav.language":
            booth.ear.listen_anew()
            before = (booth.session.page, booth.screen.manners.now)
            await booth.say(command.phrases[0])
            changed = (booth.session.page, booth.screen.manners.now) != before
            assert changed or booth.ear.heard or command.does == "voice.stop", command.does
            booth.session.page = before[0]
            booth.screen.redraw()
            await booth.settle()
            if not booth.microphone.on:
                await booth.touch("nav.voice")


async def test_an_option_that_is_not_in_view_is_chosen_by_its_number() -> None:
    booth = await listening()
    await booth.practise()
    await booth.say("第十五个")
    assert booth.session.page.at is not At.PRACTICE

"""The ear of the kiosk: what a page sends is understood, dropped while the kiosk speaks, and never kept."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from accessibility.requirements import FIRST_SILENCE_SECONDS, SPEECH_ENDS_SECONDS
from kiosk.ears import LONGEST_SECONDS, EarFailed, Hearing, PageEar, Turn
from kiosk.ears_native import NEEDED, VoskWords, find_models, open_ear, parted
from kiosk.gate import Gate
from kiosk.server import build_app
from shared.app.devices import Heard, Sounding
from tests.kiosk.test_gate import ORIGIN, PORT, _main

RATE = 8_000
SECOND = bytes(2 * RATE)
SAID = Heard("下一步", 0.9)


class FakeHearing:
    """Understands what a test has it say: a piece of sound that is not silent adds a word."""

    def __init__(self) -> None:
        self.words = ""
        self.finished = 0

    def take(self, pcm: bytes) -> str:
        if any(pcm):
            self.words = f"{self.words} 一".strip()
        return self.words

    def finish(self) -> Heard:
        said, self.words = self.words, ""
        self.finished += 1
        return Heard(said, 0.9)


class FakeWords:
    """Words of one language; notes what it was asked to listen for."""

    langs = ("zh",)

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], int]] = []
        self.fail = False

    def listen(self, lang: str, phrases: Sequence[str], rate: int) -> Hearing:
        if self.fail:
            raise EarFailed("deaf")
        self.asked.append((lang, tuple(phrases), rate))
        return FakeHearing()


class FakeLine:
    """A page: what it sends next, and what it was told."""

    def __init__(self) -> None:
        self.sends: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self.told: list[dict[str, object]] = []

    @property
    def gates(self) -> list[tuple[object, object]]:
        """Whether it was told to hold its microphone, and to keep what that hears."""
        return [(told["on"], told["gate"]) for told in self.told]

    async def receive(self) -> str | bytes | None:
        return await self.sends.get()

    async def send(self, words: str) -> None:
        self.told.append(json.loads(words))

    def say(self, **news: object) -> None:
        self.sends.put_nowait(json.dumps(news))


class Trial:
    """A kiosk's ear with one page that has a microphone."""

    def __init__(self) -> None:
        self.words, self.line = FakeWords(), FakeLine()
        self.ear = PageEar(self.words)
        self.news: list[Heard | Sounding] = []
        self.serving = asyncio.ensure_future(self.ear.serve(self.line))

    async def ready(self) -> Trial:
        self.line.say(microphone=True)
        await self.until(lambda: self.ear.hears("zh"))
        self.ear.open(self.news.append)
        self.line.say(rate=RATE)
        self.ear.attend("zh", ["下一步"])
        return self

    async def until(self, holds: object) -> None:
        assert callable(holds)
        async with asyncio.timeout(5):
            while not holds():  # noqa: ASYNC110 (what is waited for tells nobody)
                await asyncio.sleep(0)

    async def close(self) -> None:
        self.line.sends.put_nowait(None)
        await asyncio.wait_for(self.serving, 5)
        self.ear.end()


def heard(*pieces: bytes) -> list[Heard | Sounding]:
    """What comes of these pieces."""
    turn = Turn(FakeHearing(), RATE)
    return [news for piece in pieces if (news := turn.take(piece)) is not None]


VOICE = b"\1\0" * RATE
"""A second of speech."""


def test_somebody_has_finished_after_two_seconds_of_silence_and_not_before() -> None:
    silence = [SECOND] * round(SPEECH_ENDS_SECONDS)
    assert heard(VOICE, VOICE, *silence[:-1]) == [Sounding.SPEECH]
    assert heard(VOICE, VOICE, *silence) == [Sounding.SPEECH, Heard("一 一", 0.9)]


def test_after_eight_seconds_of_nothing_that_is_told_once() -> None:
    silence = [SECOND] * round(FIRST_SILENCE_SECONDS)
    assert heard(*silence[:-1]) == []
    assert heard(*silence) == [Sounding.NOTHING]
    assert heard(*silence * 3, VOICE) == [Sounding.NOTHING, Sounding.SPEECH]


def test_a_television_that_never_rests_is_cut_off() -> None:
    news = heard(*[VOICE] * round(LONGEST_SECONDS))
    assert [type(one) for one in news] == [Sounding, Heard]


async def test_what_a_page_sends_is_understood_at_its_own_rate() -> None:
    trial = await Trial().ready()
    for piece in (VOICE, SECOND, SECOND):
        trial.line.sends.put_nowait(piece)
    await trial.until(lambda: Heard("一", 0.9) in trial.news)
    assert trial.words.asked == [("zh", ("下一步",), RATE)]
    assert trial.line.gates[-1] == (True, False)
    await trial.close()


async def test_while_the_kiosk_speaks_nothing_is_heard_and_the_page_is_told_to_send_nothing() -> None:
    trial = await Trial().ready()
    trial.ear.rest()
    for piece in (VOICE, SECOND, SECOND, SECOND):
        trial.line.sends.put_nowait(piece)
    await trial.until(lambda: trial.line.sends.empty() and trial.line.gates[-1] == (True, True))
    assert trial.words.asked == [] and trial.news == []
    trial.ear.attend("zh", ["返回"])
    trial.line.sends.put_nowait(VOICE)
    await trial.until(lambda: trial.news == [Sounding.SPEECH])
    assert trial.words.asked == [("zh", ("返回",), RATE)], "what was begun before is not gone on with"
    await trial.close()


async def test_that_somebody_is_heard_is_told_when_the_page_says_so_and_not_before() -> None:
    trial = await Trial().ready()
    await trial.until(lambda: trial.line.gates and trial.line.gates[-1] == (True, False))
    assert trial.news == []
    of = trial.line.told[-1]["of"]
    trial.line.say(open=True, of=of)
    trial.line.say(open=False, of=of)
    await trial.until(lambda: trial.news == [Sounding.OPEN, Sounding.SHUT])
    trial.ear.rest()
    trial.line.say(open=True, of=of)  # on its way since before
    trial.ear.attend("zh", ["返回"])
    trial.line.say(open=True, of=of)
    await trial.until(trial.line.sends.empty)
    assert trial.news == [Sounding.OPEN, Sounding.SHUT], "what was asked for before is not what is asked for now"
    await trial.until(lambda: trial.line.told[-1]["of"] != of and trial.line.gates[-1] == (True, False))
    trial.line.say(open=True, of=trial.line.told[-1]["of"])
    await trial.until(lambda: trial.news[2:] == [Sounding.OPEN])
    await trial.close()


async def test_without_a_microphone_nobody_is_heard_and_one_that_comes_is_news() -> None:
    trial, changes = Trial(), []
    stop = trial.ear.on_change(lambda: changes.append(trial.ear.hears("zh")))
    trial.line.say(microphone=False)
    trial.line.say(microphone=True)
    trial.line.say(microphone=True)
    trial.line.say(microphone=False)
    await trial.until(lambda: changes == [True, False])
    trial.ear.open(trial.news.append)
    assert trial.news == [Sounding.LOST]
    stop()
    await trial.close()


@pytest.mark.parametrize(("fault", "told"), [("refused", Sounding.REFUSED), ("lost", Sounding.LOST)])
async def test_a_microphone_that_cannot_be_used_is_told_and_let_go_of(fault: str, told: Sounding) -> None:
    trial = await Trial().ready()
    trial.line.say(fault=fault)
    await trial.until(lambda: trial.news == [told])
    await trial.until(lambda: trial.line.gates[-1] == (False, True))
    await trial.close()


async def test_a_page_that_goes_away_takes_its_microphone_along() -> None:
    trial = await Trial().ready()
    await trial.close()
    assert trial.news == [Sounding.LOST]
    assert not trial.ear.hears("zh")


async def test_a_page_that_asks_later_is_the_one_that_is_heard() -> None:
    trial, second = await Trial().ready(), FakeLine()
    serving = asyncio.ensure_future(trial.ear.serve(second))
    second.say(microphone=True)
    await trial.until(lambda: second.sends.empty() and trial.ear.hears("zh"))
    assert trial.news == [Sounding.LOST]
    trial.line.say(microphone=False)  # the page before says its last
    await asyncio.wait_for(trial.serving, 5)
    assert trial.ear.hears("zh")
    second.sends.put_nowait(None)
    await asyncio.wait_for(serving, 5)
    trial.ear.end()


async def test_what_understands_nothing_any_more_is_told_as_lost() -> None:
    trial = await Trial().ready()
    trial.words.fail = True
    trial.line.sends.put_nowait(VOICE)
    await trial.until(lambda: trial.news == [Sounding.LOST])
    await trial.close()


async def test_nothing_that_was_said_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        trial = await Trial().ready()
        for piece in (VOICE, SECOND, SECOND):
            trial.line.sends.put_nowait(piece)
        await trial.until(lambda: Heard("一", 0.9) in trial.news)
        trial.line.sends.put_nowait("not json 一")
        trial.line.say(something="一")
        await trial.until(trial.line.sends.empty)
        await trial.close()
    assert "一" not in caplog.text
    assert "一" not in repr(SAID) and SAID.words not in repr(SAID)


# the door


def client(ear: PageEar | None) -> TestClient:
    gate = Gate(PORT)
    made = TestClient(build_app(_main, gate, ear=ear), base_url=ORIGIN, follow_redirects=False)
    made.get(gate.url().removeprefix(ORIGIN))
    return made


def test_a_page_is_told_whether_anything_here_understands_speech() -> None:
    assert client(PageEar(FakeWords())).get("/ears").status_code == 200
    assert client(PageEar()).get("/ears").status_code == 204
    assert client(None).get("/ears").status_code == 204


def test_only_our_own_page_is_listened_to() -> None:
    ours = client(PageEar(FakeWords()))
    cookie = "; ".join(f"{name}={value}" for name, value in ours.cookies.items())
    good = {"Host": f"127.0.0.1:{PORT}", "Origin": ORIGIN, "Cookie": cookie}
    with ours.websocket_connect("/ears", headers=good):
        pass
    for wrong in ({"Origin": "http://elsewhere.example"}, {"Host": "elsewhere.example"}, {"Cookie": "a=b"}):
        with pytest.raises(WebSocketDisconnect), ours.websocket_connect("/ears", headers={**good, **wrong}):
            pass


# models and their words


def test_models_are_found_by_language_and_only_where_they_are_whole(tmp_path: Path) -> None:
    for lang in ("zh", "ko"):
        for part in NEEDED:
            (tmp_path / lang / part).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / lang / part).touch()
    (tmp_path / "zh" / NEEDED[0]).unlink()
    assert list(find_models(tmp_path)) == ["ko"]
    assert open_ear(tmp_path).there
    assert not open_ear(tmp_path / "none").there
    assert not open_ear(None).there


def test_a_phrase_is_parted_into_the_fewest_words_that_a_model_has() -> None:
    known = {"下", "一步", "下一步", "一", "第", "个", "再", "说"}.__contains__
    assert parted("下一步", known) == ("下一步",)
    assert parted("第一个，再说", known) == ("第", "一", "个", "再", "说")
    assert parted("再说一遍", known) == (), "one word lacks"
    assert parted("다시 말해", {"다", "시", "말", "해", "말해"}.__contains__) == (), "pieces of a word are none"
    assert parted("Go on!", {"go", "on"}.__contains__) == ("go", "on")


async def test_a_model_that_cannot_be_loaded_is_an_error_without_a_word_of_what_may_be_said(tmp_path: Path) -> None:
    words = VoskWords({"zh": tmp_path}, lambda _: ())
    with pytest.raises(EarFailed) as failed:
        words.listen("zh", ["下一步"], RATE)
    assert "下一步" not in str(failed.value)

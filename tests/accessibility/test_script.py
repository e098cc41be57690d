"""Every page of every flow says everything that it shows, in the interface's language, and nothing private in full."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from accessibility.script import Script, idle_script, script_of
from accessibility.script.numerals import number
from accessibility.script.speaking import Speaking, personal
from accessibility.script.utterance import Words
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.flow import Flow, Level
from shared.domain.quantities import yuan
from shared.domain.text import Text, text
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.i18n import Translator
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.personas.headless import walk

WANG = "110101195001010025"
ACCOUNT = "6222020200112230"
ANSWERS: Mapping[str, Value] = {"pay_to": "account", "account": ACCOUNT, "phone": "13800001234", "years_drawn": 16}


def a_world() -> World:
    return World(dict(FLOWS), {WANG: "王秀英"}, every_pack())


async def scripts(flow: Flow, lang: str, *, card: bool = True) -> list[tuple[Session, Script]]:
    """The script of every page on the way through a flow."""
    world, found = a_world(), []
    session, translator = Session(world.ports), Translator(lang, strict=True)

    def note(at: Session) -> None:
        found.append((at, script_of(at, translator)))

    await walk(
        session,
        flow,
        card=WANG if card or flow.assurance > Level.L1 else "",
        number=WANG,
        answers=ANSWERS,
        on_page=note,
    )
    return found


every_flow = pytest.mark.parametrize("flow", list(FLOWS.values()), ids=lambda flow: flow.id)


@every_flow
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_page_says_its_title_and_its_options(flow: Flow, lang: str) -> None:
    for _, script in await scripts(flow, lang):
        assert script.words.strip(), script.page
        for n in range(1, len(script.choices) + 1):
            assert re.search(rf"(第{number(n)}个|Number {n}:)", script.words), (script.page, n)


@every_flow
async def test_english_pages_speak_no_chinese(flow: Flow) -> None:
    for _, script in await scripts(flow, "en"):
        if script.page == "identify":
            continue  # the demo cards carry the names of people
        assert not re.findall(r"[一-鿿]+", script.words), script.page


@every_flow
async def test_nothing_private_is_said_in_full(flow: Flow) -> None:
    for _, script in await scripts(flow, "zh"):
        plain = script.words.replace("，", "").replace(" ", "")
        for secret in (WANG, ACCOUNT, "13800001234"):
            spelled = "".join("零幺二三四五六七八九"[int(c)] if c.isdecimal() else c for c in secret)
            assert secret not in plain, script.page
            assert spelled not in plain, script.page


@every_flow
async def test_what_is_private_is_marked_so_that_the_voice_keeps_no_sound_of_it(flow: Flow) -> None:
    for _, script in await scripts(flow, "zh"):
        for utterance in script.utterances:
            if "尾号" in utterance.words:
                assert utterance.private, (script.page, utterance.words)


async def test_an_error_is_said_before_the_question() -> None:
    session = Session(a_world().ports)
    await session.open("unemployment")
    await session.enter("keypad")
    await session.enter("123")
    script = script_of(session, Translator("zh", strict=True))
    assert session.page.at is At.NUMBER
    assert "十八" in script.utterances[0].words


async def test_the_receipt_says_its_number_digit_by_digit() -> None:
    (*_, (session, script)) = await scripts(FLOWS["unemployment"], "zh")
    assert session.page.at is At.RECEIPT
    assert re.search(r"[零幺二三四五六七八九]{4}，[零幺二三四五六七八九]{4}", script.words)


def test_the_warning_is_said_at_once() -> None:
    script = idle_script(Translator("zh", strict=True))
    assert script.utterances
    assert all(utterance.priority == 2 for utterance in script.utterances)


@every_flow
async def test_only_words_that_are_nobodys_are_kept_by_the_voice(flow: Flow) -> None:
    for session, script in await scripts(flow, "zh"):
        if session.page.at is not At.REVIEW:
            continue
        for utterance in script.utterances:
            assert utterance.private is ("您的回答是" in utterance.words), utterance.words


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        (Text("kiosk.home.title"), False),
        (text("ui.progress", n=3, left=5), False),
        (text("x", inner=text("common.months", n=3)), False),
        (text("x", inner=text("kind.tail", tail="1234")), True),
        (text("common.verbatim", words="王秀英"), True),
        (text("x", amount=yuan(2340)), True),
        (text("x", items=(text("a"), "b")), True),
    ],
)
def test_words_with_values_are_somebodys(words: Text, whose: bool) -> None:
    assert personal(words) is whose


def test_a_persons_name_on_an_english_page_is_said_by_the_chinese_voice() -> None:
    (said,) = Speaking(Translator("en", strict=True)).numbered(["王秀英"])
    assert [(part.words, part.lang) for part in said.parts if isinstance(part, Words)] == [
        ("Number 1:", "en"),
        ("王秀英", "zh"),
    ]


def test_tails_are_said_digit_by_digit() -> None:
    tail = text("kind.tail", tail="1230")
    assert Speaking(Translator("zh", strict=True)).line(tail).words == "尾号幺二三零，校验正确"
    assert "one two three zero" in Speaking(Translator("en", strict=True)).line(tail).words


@every_flow
async def test_long_lists_begin_with_how_many_there_are(flow: Flow) -> None:
    for _, script in await scripts(flow, "zh"):
        if len(script.choices) > 6:
            assert f"一共{number(len(script.choices))}个" in script.words


@every_flow
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_no_sign_reaches_the_voice(flow: Flow, lang: str) -> None:
    for _, script in await scripts(flow, lang):
        assert not re.search(r"[¥$%{}<>*_#|\[\]]", script.words), script.page
        if lang == "zh":
            assert not re.search(r"[0-9]", script.words), script.page

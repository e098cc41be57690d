"""Whatever a page offers can be said; what is heard means one thing, is asked back, or is not understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from accessibility.commands import (
    Ask,
    Command,
    Confirm,
    Dialogue,
    Do,
    Entering,
    Grammar,
    Offer,
    Reply,
    Risk,
    answers,
    decoys,
    folded,
    grammar_of,
    hear,
    sounds,
    unsayable,
    with_numbers,
)
from accessibility.commands.folding import alike, plain
from accessibility.commands.pages import ALWAYS, BY_HAND
from accessibility.commands.spoken import NEVER, SAID, words_of
from accessibility.keypad import Place
from accessibility.script.offered import options_of
from accessibility.settings import CODE, ROOMS, SETTINGS
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.flow import Kind, Level, Question
from shared.domain.text import verbatim
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.components.options import IN_VIEW, page_of
from shared.ui.layout import layout
from shared.ui.pages import draw
from shared.ui.things import found
from tests.app.trial import WANG
from tests.personas.headless import walk
from tests.ui.test_pages import drawn, scene, world
from tests.ui.trees import identifiers

TODAY = date(2026, 11, 23)
BARS = ("nav.", "voice.", "page.")


def numbered(session: Session) -> Grammar:
    """What may be said on a page once it was asked, with a number for every control that has no phrase."""
    page = grammar_of(session, translator("zh"))
    made = scene(session)
    parts = [(Place.PAGE, layout(made.ui, draw(made)))]
    question = session.question()
    pin = question is not None and question.kind is Kind.PIN
    left = unsayable(page, [held.thing for held in found(made.ui, parts, secret=pin)], pin=pin)
    return with_numbers(page, left, {thing.id: n for n, thing in enumerate(left, 1)}, translator("zh"))


async def every_page(flow: str, look: Callable[[Session], None], *, card: str = WANG) -> int:
    """Walk a flow and look at each of its pages; how many there were."""
    seen: list[str] = []

    def on_page(session: Session) -> None:
        seen.append(session.page.id)
        look(session)

    await walk(Session(world().ports), FLOWS[flow], card=card, on_page=on_page)
    return len(seen)


def does(grammar: Grammar) -> dict[str, Command]:
    return {command.does: command for command in grammar.commands}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("flow", "card"),
    [(id, card) for id, flow in FLOWS.items() for card in (WANG, "") if card or flow.assurance <= Level.L1],
)
async def test_every_page_of_every_flow_can_be_said(flow: str, card: str, lang: str) -> None:
    def look(session: Session) -> None:
        grammar = grammar_of(session, translator(lang))
        said = does(grammar)
        assert set(ALWAYS) <= set(said), session.page.id
        offered = {command.value for command in grammar.commands if command.value}
        missing = [choice.value for choice in options_of(session, translator(lang)) if choice.value not in offered]
        assert missing == [], session.page.id
        question = session.question()
        if question is not None and session.page.at is not At.IDENTIFY and question.kind in SAID:
            assert grammar.entering is not None, session.page.id
            assert grammar.by_hand is (grammar.entering is None), session.page.id
        if question is not None and session.page.at is not At.IDENTIFY and question.kind in BY_HAND:
            assert grammar.by_hand, session.page.id
        if session.page.at is At.REVIEW:
            assert said["review.submit"].risk is Risk.SUBMIT

    assert await every_page(flow, look, card=card) > 3


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("flow", FLOWS)
async def test_no_phrase_means_two_things_on_any_page(flow: str, lang: str) -> None:
    def look(session: Session) -> None:
        grammar = grammar_of(session, translator(lang))
        said = [plain(phrase) for command in grammar.commands for phrase in command.phrases]
        twice = sorted({phrase for phrase in said if said.count(phrase) > 1})
        assert twice == [], session.page.id
        for command in grammar.commands:
            for phrase in command.phrases:
                assert grammar.exactly(phrase) == command, (session.page.id, phrase)

    assert await every_page(flow, look) > 3


@pytest.mark.parametrize("flow", FLOWS)
async def test_what_is_said_touches_a_control_that_the_page_has(flow: str) -> None:
    def look(session: Session) -> None:
        _, ids, _ = drawn(session)
        grammar = grammar_of(session, translator("zh"))
        mine = [
            c for c in grammar.commands if not c.does.startswith(BARS) and c.does not in ("review.submit", "act.print")
        ]
        options = [c for c in mine if c.does.startswith("opt.")]
        later = options[page_of(len(options), 0).stop :]
        lost = [c.does for c in mine if c not in later and c.does not in ids]
        assert lost == [], (session.page.id, ids)

    assert await every_page(flow, look) > 3


def shown_from(session: Session, first: int) -> tuple[str, ...]:
    """The identifiers of the page from that option on."""
    made = replace(scene(session), first=first)
    return identifiers(layout(made.ui, draw(made)))


@pytest.mark.parametrize("page", ["", *ROOMS, *SETTINGS, CODE])
async def test_every_preference_can_be_said(page: str) -> None:
    session = Session(world().ports)
    session.preferences(page)
    ids = [id for first in (0, IN_VIEW) for id in shown_from(session, first)]
    chosen = [command.does for command in grammar_of(session, translator("zh")).commands if command.value]
    assert len(chosen) == len(options_of(session, translator("zh")))
    assert set(chosen) <= set(ids)


async def test_a_pin_is_never_in_what_is_listened_for() -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    await session.choose_card(WANG)
    assert session.page.at is At.PIN
    grammar = grammar_of(session, translator("zh"))
    assert grammar.entering is None and grammar.by_hand
    assert not {"零", "一", "九", "幺"} & set(grammar.vocabulary())
    assert Kind.PIN in NEVER and Kind.PIN not in SAID


async def test_on_the_first_page_people_say_what_they_say() -> None:
    session = Session(world().ports)
    grammar = grammar_of(session, translator("zh"))
    for flow in FLOWS.values():
        for phrase in flow.says:
            command = grammar.exactly(phrase)
            if command is not None and command.does not in ALWAYS:
                assert command.does in (f"home.{flow.id}", f"act.group.{command.value.removeprefix('group.')}")
    assert grammar.exactly("失业金") is not None


# hearing


def grammar(*commands: Command) -> Grammar:
    return Grammar("trial", "zh", commands)


def option(n: int, *phrases: str) -> Command:
    return Command(f"opt.{n}", verbatim(phrases[0]), phrases, Risk.VALUE, str(n))


NEXT = Command("nav.next", verbatim("下一步"), ("下一步",))
SUBMIT = Command("review.submit", verbatim("确认提交"), ("确认提交",), Risk.SUBMIT)
FOURTH, TENTH = option(4, "第四个"), option(10, "第十个")
PAGE = grammar(NEXT, SUBMIT, FOURTH, TENTH, option(1, "合同到期"))


def heard(words: str, confidence: float = 0.95, now: Dialogue | None = None) -> tuple[Dialogue, Reply]:
    return hear(now or Dialogue(), PAGE, words, confidence, translator("zh"), TODAY)


def test_a_move_is_made_at_once() -> None:
    assert heard("下一步") == (Dialogue(), Do(NEXT))


def test_a_move_that_was_not_surely_heard_is_said_back() -> None:
    _, reply = heard("下一步", 0.6)
    assert isinstance(reply, Confirm)


def test_a_value_is_said_back_and_counts_only_after_yes() -> None:
    waiting, reply = heard("合同到期")
    assert isinstance(reply, Confirm)
    assert translator("zh").say(reply.words) == "您说的是：合同到期。对不对？"
    assert heard("对的", now=waiting) == (Dialogue(), Do(PAGE.commands[4]))


@pytest.mark.parametrize(
    ("lang", "said", "yes"), [("zh", "三十二", "对的"), ("en", "thirty two", "yes"), ("ko", "서른둘", "맞아요")]
)
def test_a_number_is_said_back_in_each_language_as_it_was_understood(lang: str, said: str, yes: str) -> None:
    entering = Entering(Question("months", Kind.NUMBER, "trial.months"), words_of(Kind.NUMBER, lang))
    page = Grammar("trial", lang, (NEXT,), entering)
    waiting, reply = hear(Dialogue(), page, said, 0.95, translator(lang), TODAY)
    assert isinstance(reply, Confirm) and "32" in translator(lang).say(reply.words)
    _, done = hear(waiting, page, yes, 0.95, translator(lang), TODAY)
    assert isinstance(done, Do) and done.command.value == "32"


@pytest.mark.parametrize("words", ["不对", "不是", "不", "错了", "没有"])
def test_negation_wins(words: str) -> None:
    waiting, _ = heard("合同到期")
    after, reply = heard(words, now=waiting)
    assert after.pending is None
    assert isinstance(reply, Offer)


def test_after_what_was_said_back_another_command_may_follow() -> None:
    waiting, _ = heard("合同到期")
    assert heard("下一步", now=waiting) == (Dialogue(), Do(NEXT))


def test_words_that_sound_alike_are_found_and_said_back() -> None:
    assert alike(sounds("河同道期"), sounds("合同到期"))
    _, reply = heard("河同道期")
    assert isinstance(reply, Confirm)


def test_what_an_accent_cannot_tell_apart_is_asked_back() -> None:
    assert alike(folded("第四个"), folded("第十个"))
    after, reply = heard("地市个")
    assert isinstance(reply, Ask)
    assert reply.between == (TENTH, FOURTH)
    assert translator("zh").say(reply.words) == "您说的是哪一个：第十个和第四个？"
    assert after.between == reply.between


@pytest.mark.parametrize("words", ["好", "嗯", "对", "行", "提交", "确认", "确认提教", "确认提交吧"])
def test_nothing_but_its_exact_phrase_submits(words: str) -> None:
    _, reply = heard(words)
    assert not (isinstance(reply, Do) and reply.command is SUBMIT)
    assert not isinstance(reply, Confirm)


def test_the_exact_phrase_submits_only_when_surely_heard() -> None:
    assert heard("确认提交") == (Dialogue(), Do(SUBMIT))
    assert isinstance(heard("确认提交", 0.7)[1], Offer)


def test_part_of_a_phrase_or_more_than_it_is_no_command() -> None:
    for words in ("下一", "请下一步请", "合同"):
        assert isinstance(heard(words)[1], Offer)


def test_a_noise_is_nothing_and_is_not_counted() -> None:
    assert heard("下一步", 0.3) == (Dialogue(), None)
    assert heard("") == (Dialogue(), None)


def test_after_three_failures_the_keypad_or_a_person_is_offered() -> None:
    now, replies = Dialogue(), []
    for _ in range(3):
        now, reply = heard("今天天气真好", now=now)
        assert isinstance(reply, Offer)
        replies.append((reply.words.id, reply.by_hand))
    assert replies == [("say.failed", False), ("say.failed.example", False), ("say.failed.person", True)]
    assert now == Dialogue()


def test_what_is_understood_begins_the_count_anew() -> None:
    now, _ = heard("今天天气真好")
    assert now.failures == 1
    assert heard("下一步", now=now)[0].failures == 0


async def test_a_number_is_said_back_as_it_was_understood() -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    await session.choose_card("keypad")
    assert session.page.at is At.NUMBER
    page = grammar_of(session, translator("zh"))
    now, reply = hear(Dialogue(), page, "幺幺零幺零幺幺九五零零幺零幺零零二五", 0.9, translator("zh"), TODAY)
    assert isinstance(reply, Confirm)
    assert now.pending is not None
    assert now.pending.value == WANG
    assert WANG not in translator("zh").say(reply.words)


@pytest.mark.slow
async def test_ten_thousand_utterances_of_others_do_nothing_that_cannot_be_undone() -> None:
    """Bystanders, a television, pieces of phrases, the submitting phrase nearly said: on the review of a claim."""
    pages: list[Grammar] = []

    def look(session: Session) -> None:
        pages.append(numbered(session))

    await every_page("unemployment", look)
    random = Random(20261123)
    syllables = "的一是不了在人有我他这来大到时上下个们说对好嗯行提交确认啊今天天气真好吃饭了吗第四十六九七"
    done = 0
    for page in pages:
        phrases = [p for command in page.commands for p in command.phrases if command.risk is not Risk.SUBMIT]
        # as a recogniser strings together what it was told to listen for, words that mean nothing here among them
        heard_here = [*phrases, *answers(translator("zh")), *decoys(translator("zh"))]
        now = Dialogue()
        for _ in range(10_000 // len(pages) + 1):
            noise = "".join(random.choices(syllables, k=random.randint(1, 8)))
            strung = "".join(random.choices(heard_here, k=random.randint(1, 4)))
            phrase = random.choice(phrases)
            near = (phrase[:-1], "确认", "提交", "确认提交吧")
            said = random.choice((noise, phrase + noise, noise + phrase, strung, strung, *near))
            before = now
            now, reply = hear(now, page, said, random.choice((0.6, 0.8, 1.0)), translator("zh"), TODAY)
            if isinstance(reply, Do):
                done += 1
                assert reply.command.risk is not Risk.SUBMIT, (page.page, said)
                assert reply.command.risk is Risk.MOVE or before.pending == reply.command, (page.page, said)
    assert done > 0, "some of it fitted and was acted upon, or this would prove nothing"

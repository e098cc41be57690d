"""What is said of messages: everything that stands there, with the same numbers as the keys, and kept by nobody."""

from __future__ import annotations

import pytest

from accessibility.script import script_of
from shared.app.pages import At
from shared.app.ports import Asked, AskStatus
from shared.app.session import Session
from shared.domain.messages import Inbox, Sort, inbox_value
from shared.flows import FLOWS
from shared.i18n import Translator
from tests.app.test_messages import ASKED, BOOKED, CHECK, DAY, PAY, at_months, by_card, told
from tests.app.trial import WANG
from tests.personas.headless import walk
from tests.personas.parity import only_heard, only_seen
from tests.ui.test_pages import drawn


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_message_is_read_out_with_its_reasons_and_numbered_ways(lang: str) -> None:
    session = Session(told(CHECK, PAY).ports)
    await by_card(session)
    script = script_of(session, Translator(lang, strict=True))
    assert script.choices == ("open", "later", "never")
    assert script.page == "messages"
    assert len(script.utterances) >= 2 + len(CHECK.because) + 3
    assert all(utterance.private for utterance in script.utterances)


async def test_a_clerks_words_are_read_out() -> None:
    session = Session(told(ASKED).ports)
    await by_card(session)
    script = script_of(session, Translator("zh", strict=True))
    assert ASKED.words.rstrip("。") in script.words
    assert script.choices == ("open", "later", "never")


async def test_without_the_network_the_voice_says_so() -> None:
    made = told(CHECK)
    made.queries.answers.clear()
    session = Session(made.ports)
    await by_card(session)
    assert "网断了" in script_of(session, Translator("zh", strict=True)).words


async def test_the_first_page_says_how_many_there_are_only_to_whoever_has_shown_their_card() -> None:
    session = Session(told(CHECK).ports)
    zh = Translator("zh", strict=True)
    assert "看我的消息" in script_of(session, zh).words
    assert "您有" not in script_of(session, zh).words
    await by_card(session)
    await session.home()
    assert "您有" in script_of(session, zh).words


async def test_a_wrong_record_can_be_heard_to_be_one() -> None:
    session = await at_months(told())
    zh = Translator("zh", strict=True)
    assert "社保登记" in script_of(session, zh).words
    assert "这条登记不对" in script_of(session, zh).words
    await session.report_wrong()
    assert "记下了" in script_of(session, zh).words


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "inbox",
    [
        Inbox((CHECK, PAY)),
        Inbox((PAY,), True, frozenset({Sort.ENTITLED})),
        Inbox((ASKED,), False),
        Inbox((BOOKED,)),
        Inbox((), False, frozenset({Sort.ENTITLED, Sort.CHECK_DUE})),
        None,
    ],
    ids=["two", "one", "words", "appointment", "none", "away"],
)
async def test_what_is_seen_is_heard_and_what_is_heard_is_seen(inbox: Inbox | None, lang: str) -> None:
    made = told()
    made.queries.answers.clear()
    if inbox is not None:
        made.queries.answers["messages"] = Asked(AskStatus.READY, inbox_value(inbox), DAY)
    session = Session(made.ports)
    await by_card(session)
    for _ in range(2):
        script = script_of(session, Translator(lang, strict=True))
        assert only_heard(session, script, lang) == ()
        assert only_seen(session, script, lang) == ()
        await session.home()


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_same_holds_where_a_record_is_shown_and_where_it_was_said_to_be_wrong(lang: str) -> None:
    session = await at_months(told())
    for _ in range(2):
        script = script_of(session, Translator(lang, strict=True))
        assert only_heard(session, script, lang) == ()
        assert only_seen(session, script, lang) == ()
        await session.report_wrong()


async def test_at_the_end_of_something_else_the_messages_are_offered() -> None:
    session = Session(told(CHECK).ports)
    at: list[str] = []

    def note(here: Session) -> None:
        if here.page.at in (At.RECEIPT, At.CONFIRM_END):
            at.append(here.page.at.value)
            script = script_of(here, Translator("zh", strict=True))
            assert "您有1条消息" in script.words.replace("一", "1")
            assert "act.messages" in drawn(here)[1]

    await walk(session, FLOWS["unemployment"], card=WANG, on_page=note)
    note(session)
    session.ask_end()
    note(session)
    assert set(at) == {"receipt", "confirm_end"}

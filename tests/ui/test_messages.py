"""The page of messages: what stands on it in every state, and one tap for a wrong record."""

from __future__ import annotations

from datetime import date

import pytest

from shared.app.pages import At, Page
from shared.app.ports import AskStatus
from shared.app.session import Session
from shared.domain.messages import Inbox, Sort
from tests.app.test_messages import ASKED, CHECK, MONTHS, PAY, at_months, by_card, told
from tests.ui.test_pages import drawn


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("message", [CHECK, PAY, ASKED], ids=lambda message: message.sort.value)
async def test_a_message_says_what_it_is_why_it_came_and_what_can_be_done(message: object, lang: str) -> None:
    session = Session(told(message).ports)  # type: ignore[arg-type]
    await by_card(session)
    page, ids, words = drawn(session, lang=lang)
    acts = [id for id in ids if id.startswith("item.")]
    verbs = [id.rpartition(".")[2] for id in acts]
    assert verbs == ["open", "later", "never"]
    assert "act.profile_off" in ids
    assert len(page.keys) == len(verbs)
    assert page.title and page.help
    for because in getattr(message, "because", ()):
        assert any(str(because.as_of.day) in word for word in words)


async def test_a_clerks_own_words_are_shown() -> None:
    session = Session(told(ASKED).ports)
    await by_card(session)
    assert any(ASKED.words in word for word in drawn(session)[2])


async def test_the_law_opens_with_why() -> None:
    session = Session(told(CHECK).ports)
    await by_card(session)
    assert "act.why" in drawn(session)[1]
    session = Session(told(PAY).ports)
    await by_card(session)
    assert "act.why" not in drawn(session)[1], "where no law stands there is nothing to open"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (AskStatus.WAITING, "正在看有没有您的消息"),
        (AskStatus.READY, "没有别的消息了"),
        (AskStatus.NOT_TO_BE_HAD, "现在看不到您的消息"),
    ],
)
def test_without_a_message_the_page_says_why(status: AskStatus, words: str) -> None:
    session = Session(told().ports)
    session.page, session.inbox_status = Page(At.MESSAGES), status
    page, ids, _ = drawn(session)
    assert page.title == words
    assert ("act.profile_off" in ids) is (status is AskStatus.READY)


def test_whoever_switched_off_is_offered_the_way_back() -> None:
    session = Session(told().ports)
    session.page, session.inbox_status = Page(At.MESSAGES), AskStatus.READY
    session.inbox = Inbox((), False, frozenset({Sort.ENTITLED}))
    ids = drawn(session)[1]
    assert {"act.profile_on", "item.entitled.again"} <= set(ids)


async def test_the_first_page_leads_to_them_and_counts_them_for_whoever_is_here() -> None:
    session = Session(told(CHECK, PAY).ports)
    assert "act.messages" in drawn(session)[1]
    await by_card(session)
    await session.home()
    _, ids, words = drawn(session)
    assert "act.messages" in ids
    assert any("2" in word and "消息" in word for word in words)
    assert "act.messages" in drawn(session, width=1920, height=1080)[1]


async def test_a_fact_of_the_record_stands_with_its_source_and_can_be_said_to_be_wrong() -> None:
    session = await at_months(told())
    _, ids, words = drawn(session)
    assert "act.wrong" in ids
    assert any("社保登记" in word and "11月1日" in word for word in words)
    await session.report_wrong()
    _, ids, words = drawn(session)
    assert "act.wrong" not in ids
    assert any("记下了" in word for word in words)
    assert MONTHS.as_of == date(2026, 11, 1)

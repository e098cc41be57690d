"""Walks any flow through the session: knows kinds, pages and the flow's own options, and no flow by name."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from shared.app.following import verb_of
from shared.app.pages import At
from shared.app.ports import Delivery
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.flow import Ask, Consent, Flow, Kind, Question
from shared.domain.kinds.base import NONE_RAW
from shared.domain.quantities import Month, yuan
from shared.domain.values import Value
from tests.fakes.ports import FakeReceipts

OnPage = Callable[[Session], Awaitable[None] | None]
"""Called on every page; the walk waits for whoever looks at a page longer."""
MOST_PAGES: Final = 200
PERSON_NUMBER: Final = "110101195801010031"
PERSON: Final[Mapping[str, Value]] = {"name": "李建国", "id_number": PERSON_NUMBER}
DEFAULTS: Final[Mapping[Kind, Value]] = {
    Kind.YES_NO: True,
    Kind.DATE: date(2026, 10, 31),
    Kind.MONTH: Month(2026, 10),
    Kind.MONEY: yuan(1200),
    Kind.NUMBER: 24,
    Kind.TEXT: "没有别的",
    Kind.PHONE: "13800001234",
    Kind.ID_NUMBER: "110101195801010031",
    Kind.CARD: "123456789",
    Kind.PERSON: PERSON,
    Kind.BANK_ACCOUNT: "6222020200112230",
    Kind.DOCUMENT: {"sha256": "0" * 64, "pages": 1},
    Kind.NOTICE: True,
    Kind.DECLARATION: True,
}


LEADS_ON: Final[Mapping[str, Value]] = {"drawing": False}
"""Answers without which a service ends at once: who draws a pension already need not claim it."""


def default_value(question: Question, rows: kinds.Rows | None) -> Value:
    """A sensible answer: the first option, or one by kind."""
    if question.id in LEADS_ON:
        return LEADS_ON[question.id]
    if question.kind in (Kind.CHOICE, Kind.REGION, Kind.SLOT):
        return kinds.choices(question, rows)[0].value
    if question.kind is Kind.SEVERAL:
        return ()
    if question.kind is Kind.NUMBER:
        return max(24, question.limits.least or 0)
    return DEFAULTS[question.kind]


async def walk(
    session: Session,
    flow: Flow,
    *,
    card: str = "",
    number: str = PERSON_NUMBER,
    answers: Mapping[str, Value] | None = None,
    on_page: OnPage = lambda _: None,
    submit: bool = True,
) -> None:
    """From home to the receipt (or to the exit); `on_page` is called on every page. Fails after 200 pages.

    A flow that acts on an earlier item is opened from an item that was submitted and delivered before.
    """
    await _tell(on_page, session)
    if flow.acts:
        await aim(session, flow, card=card, number=number)
        await _tell(on_page, session)
        await session.act(session.page.key, verb_of(flow))
    else:
        await session.open(flow.id)
    await onward(session, card=card, number=number, answers=answers, on_page=on_page, submit=submit)


async def onward(
    session: Session,
    *,
    card: str = "",
    number: str = PERSON_NUMBER,
    answers: Mapping[str, Value] | None = None,
    on_page: OnPage = lambda _: None,
    submit: bool = True,
) -> None:
    """From wherever the session stands in a flow to its receipt, exit, or (without `submit`) its review."""
    for _ in range(MOST_PAGES):
        await _tell(on_page, session)
        match session.page.at:
            case At.IDENTIFY:
                await session.enter(card or "keypad")
            case At.PIN:
                await session.enter("123456")
            case At.NUMBER:
                await session.enter(number)
            case At.RESUME:
                await session.resume(False)
            case At.STEP:
                if session.journey is not None and session.journey.ended is not None:
                    return
                await _step(session, answers or {})
            case At.REVIEW:
                if not submit:
                    return
                await session.submit()
            case At.RECEIPT | At.PRACTISED:
                return
            case other:
                raise AssertionError(f"the walk ended at {other}, told {session.notice and session.notice.id}")
        assert session.problem is None, (session.page.id, session.problem)
    raise AssertionError(f"{session.page.id} did not end")


async def _tell(on_page: OnPage, session: Session) -> None:
    looking = on_page(session)
    if looking is not None:
        await looking


async def aim(session: Session, flow: Flow, *, card: str = "", number: str = PERSON_NUMBER) -> None:
    """Submit what the flow may act on, deliver it, and stand on its page."""
    flows = session.ports.flows
    service = (
        flows[flow.about]
        if flow.about is not None and flow.about in flows
        else next(f for f in flows.values() if not f.acts)
    )
    await walk(session, service, card=card, number=number)
    receipts = session.ports.receipts
    assert isinstance(receipts, FakeReceipts)
    row = receipts.store.receipts[session.receipt]
    receipts.store.receipts[row.id] = replace(row, state=Delivery.DELIVERED)
    session.look(row.id)


async def _step(session: Session, answers: Mapping[str, Value]) -> None:
    question = session.question()
    journey = session.journey
    assert journey is not None and journey.current is not None
    if question is not None:
        pack = session.pack()
        value = answers.get(journey.at, answers.get(question.id))
        if value is None:
            value = default_value(question, pack.rows if pack is not None else None)
        raw = kinds.spell(question, value)
        await session.enter(await session.capture() or NONE_RAW if question.kind is Kind.DOCUMENT else raw)
    elif isinstance(journey.current.step, Consent):
        await session.consent(True, "words")
    else:
        if isinstance(journey.current.step, Ask) and session._tasks:
            await asyncio.wait(tuple(session._tasks), timeout=1)  # whoever reads the page gives the office its time
        await session.go_on()

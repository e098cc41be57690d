"""The steps of a flow in a session: facts from the office, consents, groups, and the pages beside the flow."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from shared.app.pages import At
from shared.app.ports import Asked, AskStatus
from shared.app.session import Session
from shared.domain.conditions import is_, not_
from shared.domain.flow import (
    Ask,
    Consent,
    Exit,
    Group,
    Kind,
    Offline,
    Question,
    options,
)
from shared.domain.text import text
from tests.app.trial import as_card, as_typed, flow, world

ASKING = flow(
    Ask("state", "passive_state", "trial.state", offline=Offline.QUEUE),
    Exit(is_("state.code", "passed"), "trial.passed"),
    Question(
        "way", Kind.CHOICE, "trial.way", options=options("trial.way", "window"), when=not_(is_("state.code", "x"))
    ),
)


async def test_what_the_backend_says_ends_the_flow_without_a_submission() -> None:
    w = world(ASKING)
    w.queries.answers["passive_state"] = Asked(AskStatus.READY, {"code": "passed"}, date(2026, 11, 23))
    session = Session(w.ports)
    await as_card(session)
    await asyncio.sleep(0)
    await session.go_on()
    assert session.journey is not None and session.journey.ended is not None
    assert w.store.drafts == {}


async def test_who_does_not_wait_goes_on_without() -> None:
    w = world(ASKING)
    w.queries.gate = asyncio.Event()
    session = Session(w.ports)
    await as_card(session)
    assert session.asked["state"].status is AskStatus.WAITING
    await session.go_on()
    assert session.page.id == "step.trial.way"
    assert session.journey is not None
    assert session.journey.answers["state"].value == {"status": "queued"}


async def test_a_consent_is_never_asked_twice_in_a_session() -> None:
    steps = (Consent("photo", "trial.photo", "photo"), Question("q", Kind.YES_NO, "trial.q"))
    w = world(flow(*steps), flow(*steps, id="other"))
    session = Session(w.ports)
    await as_typed(session)
    assert session.page.key == "photo"
    await session.consent(False, "hash")
    assert session.page.key == "q"
    await session.home()
    await session.open("other")
    assert session.page.key == "q"


async def test_groups_repeat_and_shrink() -> None:
    group = Group("member", "trial.member", (Question("age", Kind.NUMBER, "trial.age"),), min=1, max=3)
    session = Session(world(flow(group)).ports)
    await as_typed(session)
    await session.enter("40")
    assert session.page.key == "member"
    await session.add("member")
    await session.enter("7")
    await session.remove("member", 1)
    await session.go_on()
    assert session.journey is not None
    assert [(r.placed.key, r.answer.value) for r in session.journey.review] == [("member[1].age", 7)]
    assert [line.placed.key for line in session.journey.lines] == ["member[1].age", "member"]


async def test_the_review_says_that_nobody_was_filled_in_and_leads_to_adding_somebody() -> None:
    group = Group("member", "trial.member", (Question("age", Kind.NUMBER, "trial.age"),), min=0, max=3)
    session = Session(world(flow(group)).ports)
    await as_typed(session)
    await session.go_on()
    assert session.page.at is At.REVIEW
    assert session.journey is not None
    assert [line.answer for line in session.journey.lines] == [text("kiosk.group.none")]
    await session.edit("member")
    assert session.page.key == "member"
    await session.add("member")
    await session.enter("7")
    await session.go_on()
    assert session.page.at is At.REVIEW
    assert [line.answer for line in session.journey.lines][1:] == [text("kiosk.group.count", n=1)]


@pytest.mark.parametrize("page", [At.WAITING, At.HELP, At.CONFIRM_END])
async def test_the_pages_beside_the_flow_lead_back_to_it(page: At) -> None:
    session = Session(world().ports)
    await as_typed(session)
    {At.WAITING: session.waiting, At.HELP: session.help, At.CONFIRM_END: session.ask_end}[page]()
    assert session.page.at is page
    await session.back()
    assert session.page.id == "step.trial.reason"


async def test_listeners_hear_of_every_page() -> None:
    session = Session(world().ports)
    pages: list[str] = []
    stop = session.listen(lambda: pages.append(session.page.id))
    await as_typed(session)
    assert pages == ["identify", "number", "step.trial.reason"]
    stop()
    await session.enter("a")
    assert len(pages) == 3

"""Flows for trying out a session, and the ways of opening them."""

from __future__ import annotations

from shared.app.session import Session
from shared.domain.answers import Answer
from shared.domain.decisions import Listing
from shared.domain.flow import (
    Flow,
    Kind,
    Level,
    Question,
    Show,
    Step,
    no_older_version,
    options,
)
from shared.domain.text import text
from tests.fakes.ports import World

WANG = "110101195001010025"
LI = "110101195801010031"


def flow(*steps: Step, id: str = "trial", level: Level = Level.L1, version: int = 1) -> Flow:
    return Flow(
        id=id,
        version=version,
        title="trial.title",
        steps=steps,
        facts=lambda answers, record, as_of: {key: answers.get(key) or "" for key in answers},
        migrate=no_older_version,
        says=("试",),
        assurance=level,
    )


TRIAL = flow(
    Question("reason", Kind.CHOICE, "trial.reason", options=options("trial.reason", "a", "b"), unsure=True),
    Question("registered", Kind.YES_NO, "trial.registered", prefill="jobseeker.registered"),
    Question("account", Kind.BANK_ACCOUNT, "trial.account", assurance=Level.L2),
    Show("precheck", lambda facts: Listing("precheck", text("trial.precheck"))),
)


def world(*flows: Flow) -> World:
    return World({f.id: f for f in flows or (TRIAL,)}, {WANG: "王秀英", LI: "李建国"})


async def as_card(session: Session, number: str = WANG, flow_id: str = "trial") -> None:
    await session.open(flow_id)
    await session.enter(number)
    await session.enter("123456")


async def as_typed(session: Session, number: str = WANG, flow_id: str = "trial") -> None:
    await session.open(flow_id)
    await session.enter("keypad")
    await session.enter(number)


def given(session: Session, key: str) -> Answer:
    assert session.journey is not None
    return session.journey.answers[key]

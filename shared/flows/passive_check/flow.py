"""资格认证, declared: first what is on record, and only where that is not enough a way to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import is_, not_
from shared.domain.decisions import Law
from shared.domain.flow import (
    Ask,
    Exit,
    Facts,
    Flow,
    Kind,
    Level,
    Offline,
    Question,
    Show,
    Subject,
    no_older_version,
    options,
)
from shared.domain.values import UNKNOWN, Value
from shared.flows.passive_check.rules import HANDLING, PARAMS, decide, state
from shared.flows.support import Reading

WAYS: Final = ("self", "window", "helper", "visit", "video")
"""Oneself with card and question · at the window · helper or community worker as witness · home visit · video."""


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What the rules see: what the `Ask` brought goes before an older record; an answer from either may be missing."""
    reading = Reading(answers, record)
    brought = answers.get("state")
    asked: Mapping[str, Value] = brought if isinstance(brought, Mapping) else {}

    def told(member: str) -> Value:
        return asked.get(member, reading.recorded(f"passive.{member}"))

    return {
        "as_of": as_of,
        "passive.code": told("code"),
        "passive.last": told("last"),
        "passive.sources": told("sources"),
        "way": answers.get("way") or UNKNOWN,
    }


FLOW: Final = Flow(
    id="passive_check",
    version=1,
    title="passive_check.title",
    picture="passive",
    params=PARAMS.version,
    assurance=Level.L1,
    subject=Subject.RELATIVE,
    says=("资格认证", "静默认证", "我还活着", "养老金认证", "刷脸认证"),
    steps=(
        Ask("state", query="state", title="passive_check.state", offline=Offline.LAST_KNOWN),
        Exit(is_("state.code", "passed"), "passive_check.passed"),
        Show("known", state, "passive_check.known"),
        Question(
            "paid_again",
            Kind.NOTICE,
            "passive_check.paid_again",
            when=is_("state.code", "suspended"),
            why=(Law(HANDLING, "26"),),
        ),
        Question(
            "way",
            Kind.CHOICE,
            "passive_check.way",
            options=options("passive_check.way", *WAYS),
            why=(Law(HANDLING, "26, 30"),),
        ),
        Question(
            "phone",
            Kind.PHONE,
            "passive_check.phone",
            optional=True,
            private=True,
            when=not_(is_("way", "self", "window")),
        ),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

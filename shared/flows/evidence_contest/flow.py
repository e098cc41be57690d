"""Contesting evidence, declared: what is on record, which of it is wrong, and how."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import is_
from shared.domain.flow import (
    Ask,
    Facts,
    Flow,
    Kind,
    Level,
    Offline,
    Question,
    Show,
    no_older_version,
    options,
)
from shared.domain.values import UNKNOWN
from shared.flows.evidence_contest.rules import CORRECTION, decide
from shared.flows.passive_check.flow import facts as passive_facts
from shared.flows.passive_check.rules import PARAMS, state

WHICH: Final = ("treatment", "travel", "subsidy", "border", "card", "result")
"""医疗 · 出行 · 补贴 · 出入境 · 用卡 · 认证结果本身."""
HOW: Final = ("not_me", "other_day", "something_else")


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """The state as shown, what is contested, and that nobody has confirmed it yet."""
    return {
        **passive_facts(answers, record, as_of),
        "contest.which": answers.get("which") or UNKNOWN,
        "contest.how": answers.get("how") or UNKNOWN,
        "contest.confirmed": UNKNOWN,
    }


FLOW: Final = Flow(
    id="evidence_contest",
    version=1,
    title="evidence_contest.title",
    picture="warning",
    params=PARAMS.version,
    assurance=Level.L2,
    says=("认证信息不对", "那不是我", "不是我坐的车", "认证错了"),
    steps=(
        Ask(
            "state",
            query="passive_state",
            title="passive_check.state",
            offline=Offline.QUEUE,
            assurance=Level.L2,
            brought=True,
        ),
        Show("known", state, "passive_check.known", when=is_("state.code")),
        Question(
            "which",
            Kind.CHOICE,
            "evidence_contest.which",
            options=options("evidence_contest.which", *WHICH),
            why=(CORRECTION,),
        ),
        Question("how", Kind.CHOICE, "evidence_contest.how", options=options("evidence_contest.how", *HOW)),
        Question("phone", Kind.PHONE, "evidence_contest.phone", optional=True, private=True),
        Show("next", decide, "evidence_contest.next"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

"""Asking that a person looks at it, declared: what it means, which part, and how to be reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import is_
from shared.domain.flow import (
    ITEM,
    Facts,
    Flow,
    Kind,
    Level,
    Operation,
    Question,
    Show,
    no_older_version,
    options,
)
from shared.domain.values import UNKNOWN
from shared.flows.human_review.rules import AUTOMATED, decide
from shared.flows.items import Where, item_ask, item_facts

PARTS: Final = ("facts", "amount", "special", "unclear")
"""事实不对 · 钱数不对 · 我的情况特殊 · 没看懂."""


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """How the item stands, who decided it, and what the person doubts."""
    told = answers.get(ITEM)
    by = told.get("by", UNKNOWN) if isinstance(told, Mapping) else UNKNOWN
    return {**item_facts(answers), "item.by": by, "part": answers.get("part") or UNKNOWN}


FLOW: Final = Flow(
    id="human_review",
    version=1,
    title="human_review.title",
    picture="person",
    operation=Operation.OBJECT,
    about=ITEM,
    offered=is_("where", Where.DECIDED.value, Where.CONFIRM.value, Where.OFFICE.value),
    assurance=Level.L2,
    says=("找人再看看", "不要机器决定", "请工作人员看", "没看懂结果"),
    steps=(
        item_ask("human_review.item"),
        Show("told", decide, "human_review.told"),
        Question(
            "part",
            Kind.CHOICE,
            "human_review.part",
            options=options("human_review.part", *PARTS),
            unsure=True,
            why=(AUTOMATED,),
        ),
        Question("phone", Kind.PHONE, "human_review.phone", optional=True, private=True),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

"""Objecting, declared: where and until when, why, what is wanted, and the draft to take along."""

from __future__ import annotations

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
from shared.flows.items import Where, item_ask, item_facts
from shared.flows.objection.rules import PARAMS, RIGHT, court_until, decide, draft, review_until

GROUNDS: Final = ("facts", "amount", "law", "reasons", "slow")
"""事实不对 · 钱数不对 · 我觉得符合条件 · 没说清理由 · 太慢."""
WANTED: Final = ("again", "pay", "explain")


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """How the item stands, the last days of both ways, and what the person says."""
    item = item_facts(answers)
    return {
        **item,
        "as_of": as_of,
        "review_until": review_until(item["item.decided"]),
        "court_until": court_until(item["item.decided"]),
        "grounds": answers.get("grounds") or UNKNOWN,
        "wanted": answers.get("wanted") or UNKNOWN,
    }


FLOW: Final = Flow(
    id="objection",
    version=1,
    title="objection.title",
    picture="talk",
    params=PARAMS.version,
    operation=Operation.OBJECT,
    about=ITEM,
    offered=is_("where", Where.DECIDED.value, Where.PERSON.value, Where.ASIDE.value, Where.OFFICE.value),
    assurance=Level.L2,
    says=("我不服", "不同意", "申诉", "要复议", "算错了", "投诉"),
    steps=(
        item_ask("objection.item"),
        Show("ways", decide, "objection.ways"),
        Question(
            "grounds", Kind.CHOICE, "objection.grounds", options=options("objection.grounds", *GROUNDS), why=RIGHT
        ),
        Question("wanted", Kind.CHOICE, "objection.wanted", options=options("objection.wanted", *WANTED)),
        Question("phone", Kind.PHONE, "objection.phone", optional=True, private=True),
        Show("draft", draft, "objection.draft.title", paper=True),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

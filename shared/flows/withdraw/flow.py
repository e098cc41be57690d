"""Withdrawing, declared: what will happen, and that it is wanted. No reason is asked: nobody needs one."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import is_, not_
from shared.domain.flow import (
    ITEM,
    Facts,
    Flow,
    Kind,
    Level,
    Operation,
    Question,
    Show,
    Subject,
    no_older_version,
)
from shared.flows.items import OVER, item_ask, item_facts
from shared.flows.withdraw.rules import decide


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """How the item stands."""
    return item_facts(answers)


FLOW: Final = Flow(
    id="withdraw",
    version=1,
    title="withdraw.title",
    picture="leave",
    operation=Operation.WITHDRAW,
    about=ITEM,
    offered=not_(is_("where", *(where.value for where in OVER))),
    subject=Subject.SELF,
    assurance=Level.L1,
    says=("撤回", "不办了", "交错了", "取消申请", "我不要了"),
    steps=(
        item_ask("withdraw.item"),
        Show("told", decide, "withdraw.told"),
        Question("sure", Kind.DECLARATION, "withdraw.sure"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

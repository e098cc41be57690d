"""Cancelling an appointment, declared. Changing one is the service itself, asked anew in place of the earlier wish."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import is_, not_
from shared.domain.flow import Facts, Flow, Kind, Level, Operation, Question, Show, Subject, no_older_version
from shared.flows.appointment_cancel.rules import decide
from shared.flows.items import OVER, item_ask, item_facts


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """How the appointment stands."""
    return item_facts(answers)


FLOW: Final = Flow(
    id="appointment_cancel",
    version=1,
    title="appointment_cancel.title",
    picture="leave",
    operation=Operation.CANCEL,
    about="appointment",
    offered=not_(is_("where", *(where.value for where in OVER))),
    subject=Subject.ANYONE,
    assurance=Level.L1,
    says=("取消预约", "不去了", "预约不要了"),
    steps=(
        item_ask("appointment_cancel.item"),
        Show("told", decide, "appointment_cancel.told"),
        Question("sure", Kind.DECLARATION, "appointment_cancel.sure"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

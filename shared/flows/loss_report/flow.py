"""Telling of a loss, declared: few questions, no papers, no haste."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Problem, Record
from shared.domain.conditions import is_
from shared.domain.decisions import Law
from shared.domain.flow import Facts, Flow, Kind, Level, Question, Show, Subject, no_older_version, options
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Value
from shared.flows.loss_report.rules import DIED, HANDLING, INSURANCE, REPORTING, decide

WHAT: Final = (DIED, "missing", "sentenced", "elsewhere", "other")
"""去世 · 失踪 · 服刑 · 在别处领取 · 别的情况."""
RELATIONS: Final = ("spouse", "child", "parent", "relative", "neighbour")


def not_in_future(value: Value, answers: Answers) -> Problem | None:
    """A day that has come."""
    if isinstance(value, date) and value > answers.as_of:
        return Problem(text("loss_report.problem.future"))
    return None


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What was told. Nothing of anybody's record is looked at: the one reported on is not the one who is here."""
    return {
        "as_of": as_of,
        "loss.what": answers.get("what") or UNKNOWN,
        "loss.day": answers.get("day") or UNKNOWN,
        "loss.verified": UNKNOWN,
    }


FLOW: Final = Flow(
    id="loss_report",
    version=1,
    title="loss_report.title",
    picture="candle",
    assurance=Level.L1,
    subject=Subject.RELATIVE,
    says=("家里人走了", "老人过世了", "去世报告", "家人不能领了"),
    steps=(
        Question("begin", Kind.NOTICE, "loss_report.begin", why=(REPORTING, Law(HANDLING, "26"))),
        Question("what", Kind.CHOICE, "loss_report.what", options=options("loss_report.what", *WHAT)),
        Question("who", Kind.PERSON, "loss_report.who", private=True),
        Question("day", Kind.DATE, "loss_report.day", unsure=True, check=not_in_future),
        Question("relation", Kind.CHOICE, "loss_report.relation", options=options("loss_report.relation", *RELATIONS)),
        Question("phone", Kind.PHONE, "loss_report.phone", optional=True, private=True),
        Question(
            "entitled",
            Kind.NOTICE,
            "loss_report.entitled",
            when=is_("what", DIED),
            why=(Law(INSURANCE, "17"),),
        ),
        Show("next", decide, "loss_report.next"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

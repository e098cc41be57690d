"""预约, declared: what for, where, when, and what help is needed there."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Problem, Record
from shared.domain.decisions import Law
from shared.domain.flow import (
    Choices,
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
from shared.domain.text import text
from shared.domain.values import Value
from shared.flows.appointment.rules import ACCESS, HANDLING, NEEDS, TOPICS, decide, summary
from shared.flows.record import CONTRIBUTIONS_REGION
from shared.flows.support import Reading


def slot_day(slot: str) -> date | None:
    """The day of a slot's value, `office.YYYYMMDD.HHMM`; None where it is none."""
    parts = slot.split(".")
    if len(parts) != 3 or not (len(parts[1]) == 8 and parts[1].isascii() and parts[1].isdecimal()):
        return None
    try:
        return date(int(parts[1][:4]), int(parts[1][4:6]), int(parts[1][6:]))
    except ValueError:
        return None


def slot_fits(value: Value, answers: Answers) -> Problem | None:
    """At the chosen office, and not over."""
    day = slot_day(value) if isinstance(value, str) else None
    if day is None or not isinstance(value, str) or value.split(".")[0] != answers.get("office"):
        return Problem(text("problem.choose_one"))
    return Problem(text("appointment.problem.over")) if day < answers.as_of else None


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What is wished for; the record adds nothing."""
    reading = Reading(answers, record)
    return {"as_of": as_of} | {key: reading.said(key) for key in ("topic", "region", "office", "slot", "needs")}


FLOW: Final = Flow(
    id="appointment",
    version=1,
    title="appointment.title",
    picture="appointment",
    assurance=Level.L1,
    subject=Subject.ANYONE,
    says=("预约", "取号", "我想约个时间", "去窗口办"),
    steps=(
        Question("topic", Kind.CHOICE, "appointment.topic", options=options("appointment.topic", *TOPICS)),
        Question(
            "region",
            Kind.REGION,
            "appointment.region",
            choices_from=Choices("regions"),
            prefill=CONTRIBUTIONS_REGION.id,
        ),
        Question(
            "office",
            Kind.CHOICE,
            "appointment.office",
            choices_from=Choices("offices", given=("region",)),
        ),
        Question(
            "slot",
            Kind.SLOT,
            "appointment.slot",
            choices_from=Choices("slots", given=("office",), offline=Offline.QUEUE),
            check=slot_fits,
        ),
        Question(
            "needs",
            Kind.SEVERAL,
            "appointment.needs",
            options=options("appointment.needs", *NEEDS),
            why=(Law(ACCESS, "39"), Law(HANDLING, "30")),
        ),
        Question("phone", Kind.PHONE, "appointment.phone", optional=True, private=True),
        Show("summary", summary, "appointment.summary"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

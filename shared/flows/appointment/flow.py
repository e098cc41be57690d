"""预约, declared: what for, where, what help is needed, on which day, in which half hour.

What is free comes with the datasets `days` and `slots`, as the office last told it. Where the office does not answer
now, two further times are asked for, so that the wish can be met later without asking again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from shared.domain.answers import Answers, Problem, Record
from shared.domain.conditions import all_, is_, not_
from shared.domain.decisions import Law
from shared.domain.flow import (
    Ask,
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
from shared.domain.slots import read_day, read_slot
from shared.domain.text import text
from shared.domain.values import Value
from shared.flows.appointment.rules import (
    ACCESS,
    HANDLING,
    LANGUAGES,
    NEEDS,
    PARTS,
    SOONEST,
    TOPICS,
    bring,
    decide,
    summary,
)
from shared.flows.record import CONTRIBUTIONS_REGION
from shared.flows.support import Reading

FACTS: Final = (
    "topic",
    "region",
    "office",
    "needs",
    "language",
    "day",
    "slot",
    "part",
    "second",
    "third",
)


def day_fits(value: Value, answers: Answers) -> Problem | None:
    """A day at the chosen office that is not over, or whichever comes first; today only where the office is reached."""
    if value == SOONEST:
        return None
    found = read_day(value)
    if found is None or found[0] != answers.get("office"):
        return Problem(text("problem.choose_one"))
    return _too_soon(found[1], answers)


def _too_soon(day: date, answers: Answers) -> Problem | None:
    """Over; or today, where the office does not say at this moment what is still free."""
    if day < answers.as_of:
        return Problem(text("appointment.problem.over"))
    free = answers.get("free")
    reached = isinstance(free, Mapping) and free.get("status") == "ready"
    return None if day > answers.as_of or reached else Problem(text("appointment.problem.today"))


def slot_fits(value: Value, answers: Answers) -> Problem | None:
    """A half hour at the chosen office that is not over; one of today only where the office is reached."""
    slot = read_slot(value)
    if slot is None or slot.office != answers.get("office"):
        return Problem(text("problem.choose_one"))
    return _too_soon(slot.day, answers)


def another_fits(value: Value, answers: Answers) -> Problem | None:
    """Another half hour than the one wished for first."""
    same = value == answers.get("slot")
    return Problem(text("appointment.problem.same")) if same else slot_fits(value, answers)


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What is wished for; the record adds nothing."""
    reading = Reading(answers, record)
    return {"as_of": as_of} | {key: reading.said(key) for key in FACTS}


_NAMED = not_(is_("day", SOONEST))
_BY_ITSELF = all_(_NAMED, not_(is_("free.status", "ready")))
"""The office does not say now what is free: what was told last may have gone meanwhile."""
_AT_HOME = is_("needs", "home_visit")

FLOW: Final = Flow(
    id="appointment",
    version=2,
    title="appointment.title",
    picture="appointment",
    assurance=Level.L1,
    subject=Subject.ANYONE,
    says=("预约", "取号", "我想约个时间", "约个时间", "去窗口办", "上门办"),
    slip=("office", "slot", "part"),
    bring=bring,
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
            choices_from=Choices("offices", given=("region", "topics=topic"), near=True, wider=("region",)),
        ),
        Question(
            "needs",
            Kind.SEVERAL,
            "appointment.needs",
            options=options("appointment.needs", *NEEDS),
            why=(Law(ACCESS, "39"), Law(HANDLING, "30")),
        ),
        Question(
            "language",
            Kind.CHOICE,
            "appointment.language",
            options=options("appointment.language", *LANGUAGES),
            when=is_("needs", "language"),
        ),
        Ask("free", query="slots", title="appointment.free", given=("office", "topic"), offline=Offline.QUEUE),
        Question(
            "day",
            Kind.CHOICE,
            "appointment.day",
            options=options("appointment.day", SOONEST),
            choices_from=Choices("days", given=("office", "topics=topic"), offline=Offline.QUEUE),
            check=day_fits,
        ),
        Question(
            "slot",
            Kind.SLOT,
            "appointment.slot",
            choices_from=Choices("slots", given=("office", "topics=topic", "day"), offline=Offline.QUEUE),
            check=slot_fits,
            when=_NAMED,
        ),
        Question(
            "part",
            Kind.CHOICE,
            "appointment.part",
            options=options("appointment.part", *PARTS),
            when=is_("day", SOONEST),
        ),
        Question(
            "second",
            Kind.SLOT,
            "appointment.second",
            choices_from=Choices("slots", given=("office", "topics=topic", "day"), offline=Offline.QUEUE),
            check=another_fits,
            optional=True,
            when=_BY_ITSELF,
        ),
        Question(
            "third_day",
            Kind.CHOICE,
            "appointment.third_day",
            choices_from=Choices("days", given=("office", "topics=topic"), offline=Offline.QUEUE),
            check=day_fits,
            optional=True,
            when=_BY_ITSELF,
        ),
        Question(
            "third",
            Kind.SLOT,
            "appointment.third",
            choices_from=Choices("slots", given=("office", "topics=topic", "day=third_day"), offline=Offline.QUEUE),
            check=another_fits,
            when=all_(_BY_ITSELF, not_(is_("third_day", "none"))),
        ),
        Question("visit_phone", Kind.PHONE, "appointment.visit_phone", private=True, when=_AT_HOME),
        Question("phone", Kind.PHONE, "appointment.phone", optional=True, private=True, when=not_(_AT_HOME)),
        Show("summary", summary, "appointment.summary"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

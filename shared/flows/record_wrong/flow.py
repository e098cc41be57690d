"""登记信息不对, declared: which fact is wrong, and how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import is_
from shared.domain.flow import Facts, Flow, Kind, Level, Option, Question, Show, no_older_version, options
from shared.domain.values import UNKNOWN, Value
from shared.flows.record import (
    CONTRIBUTIONS_MONTHS,
    CONTRIBUTIONS_REGION,
    EMPLOYMENT_ACTIVE,
    EMPLOYMENT_LAST_DAY,
    EMPLOYMENT_REASON,
    JOBSEEKER_REGISTERED,
    PENSION_ACCOUNT,
    PENSION_DRAWING,
    PENSION_GROUP,
    PENSION_MONTHS,
    PENSION_REGION,
    PENSION_SCHEME,
    PERSON_BORN,
    PERSON_MALE,
    PERSON_POST,
    PERSON_REGION,
    RESIDENT_PAID_UNTIL,
    RecordField,
)
from shared.flows.record_wrong.rules import CORRECTION, decide
from shared.flows.support import Reading

HOW: Final = ("not_me", "other_value", "old")
"""不是我的 · 数不对 · 过时了."""
FAMILIES: Final[Mapping[str, tuple[RecordField, ...]]] = {
    "person": (PERSON_BORN, PERSON_MALE, PERSON_POST, PERSON_REGION),
    "work": (JOBSEEKER_REGISTERED, EMPLOYMENT_ACTIVE, EMPLOYMENT_LAST_DAY, EMPLOYMENT_REASON),
    "paid": (CONTRIBUTIONS_MONTHS, CONTRIBUTIONS_REGION, RESIDENT_PAID_UNTIL, PENSION_DRAWING),
    "old_age": (PENSION_SCHEME, PENSION_MONTHS, PENSION_REGION, PENSION_GROUP, PENSION_ACCOUNT),
}
"""The facts that can be said to be wrong here, by what they are about. The evidence of the silent check is contested by
a service of its own."""


def said_of(fact: str) -> Mapping[str, Value] | None:
    """The answers that say that this fact is wrong, without a word on how; None where it is none of those asked."""
    for family, fields in FAMILIES.items():
        if fact in {field.id for field in fields}:
            return {"about": family, family: fact}
    return None


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """Which fact, what the register says of it now, and that nobody has confirmed it yet."""
    fact = answers.get(str(answers.get("about")))
    shown = Reading(answers, record).recorded(fact) if isinstance(fact, str) else UNKNOWN
    return {
        "wrong.fact": fact or UNKNOWN,
        "wrong.how": answers.get("how") or UNKNOWN,
        "wrong.shown": shown,
        "wrong.confirmed": UNKNOWN,
    }


FLOW: Final = Flow(
    id="record_wrong",
    version=1,
    title="record_wrong.title",
    picture="warning",
    params="2026-11.1",
    assurance=Level.L2,
    says=("登记错了", "我的信息不对", "工龄算错了", "缴费记录不对"),
    steps=(
        Question(
            "about",
            Kind.CHOICE,
            "record_wrong.about",
            options=options("record_wrong.about", *FAMILIES),
            why=(CORRECTION,),
        ),
        *(
            Question(
                family,
                Kind.CHOICE,
                "record_wrong.fact",
                options=tuple(Option(field.id, field.label, field.id) for field in fields),
                when=is_("about", family),
            )
            for family, fields in FAMILIES.items()
        ),
        Question("how", Kind.CHOICE, "record_wrong.how", options=options("record_wrong.how", *HOW), unsure=True),
        Question("phone", Kind.PHONE, "record_wrong.phone", optional=True, private=True),
        Show("next", decide, "record_wrong.next"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

"""领取养老金, declared: which steps there are, in which order, and which facts follow from the answers.

The account, the wage index and the years before accounts existed come from the register and are never asked for
(社会保险经办条例 第31条).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Problem, Record
from shared.domain.calendar import add_months
from shared.domain.conditions import all_, is_
from shared.domain.decisions import Law
from shared.domain.flow import (
    Choices,
    Claimable,
    Exit,
    Facts,
    Flow,
    Kind,
    Level,
    Limits,
    Question,
    Show,
    no_older_version,
    options,
)
from shared.domain.quantities import Month
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Value
from shared.flows.pension.reading import EARLY, EMPLOYEE, GROUPS, LATE, SCHEMES, TIMINGS
from shared.flows.pension.rules import ACT, DECISION, HANDLING, OPINIONS, PARAMS, decide
from shared.flows.record import (
    PENSION_ACCOUNT,
    PENSION_DEEMED,
    PENSION_DRAWING,
    PENSION_GROUP,
    PENSION_INDEX,
    PENSION_MONTHS,
    PENSION_REGION,
    PENSION_SCHEME,
    PERSON_BORN,
    PERSON_MALE,
)
from shared.flows.support import Reading, payment

MOST_MONTHS: Final = 720
"""Sixty years of contributions; more is a slip of the finger."""
LONGEST: Final = 10 * 12
"""A month of retirement further away than so many months is a slip of the finger too."""


def month_fits(value: Value, answers: Answers) -> Problem | None:
    """Within some years of today; whether it is allowed, the rules say."""
    if not isinstance(value, Month):
        return None
    first, last = (Month.of(add_months(answers.as_of, months)) for months in (-LONGEST, LONGEST))
    return None if first <= value <= last else Problem(text("pension.problem.month"), text("problem.month.example"))


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What the rules see. A register's word goes before the person's; about drawing a pension both must agree."""
    reading = Reading(answers, record)
    return {
        "as_of": as_of,
        "scheme": reading.said("scheme") if answers.get("scheme") is not None else reading.recorded(PENSION_SCHEME.id),
        "region": reading.said("region") if answers.get("region") is not None else reading.recorded(PENSION_REGION.id),
        "timing": reading.said("timing"),
        "retire": reading.said("retire"),
        "agreed": reading.said("agreed"),
        "person.born": reading.recorded(PERSON_BORN.id),
        "person.male": reading.recorded(PERSON_MALE.id),
        "pension.group": reading.known(PENSION_GROUP.id, "post"),
        "pension.months": _months(reading),
        "pension.drawing": reading.agreed(PENSION_DRAWING.id, "drawing"),
        "pension.account": reading.recorded(PENSION_ACCOUNT.id),
        "pension.index": reading.recorded(PENSION_INDEX.id),
        "pension.deemed_months": reading.recorded(PENSION_DEEMED.id),
    }


def _months(reading: Reading) -> Value:
    """The register's months, as far as they are of the scheme that is claimed."""
    said, recorded = reading.said("scheme"), reading.recorded(PENSION_SCHEME.id)
    other = said is not UNKNOWN and recorded is not UNKNOWN and said != recorded
    return reading.said("months") if other else reading.known(PENSION_MONTHS.id, "months")


_WORKER: Final = is_("scheme", EMPLOYEE)

FLOW: Final = Flow(
    id="pension",
    version=1,
    title="pension.title",
    picture="pension",
    params=PARAMS.version,
    assurance=Level.L1,
    says=("领养老金", "我到退休年龄了", "办退休", "退休金", "我能退休吗", "满六十了", "六十岁了", "提前退休"),
    due=PARAMS.term("due_days"),
    claimable=Claimable(("not_drawing", "age", "contributed"), since=PERSON_BORN.id),
    confirm=("scheme", "pension.months", "pension.drawing", "person.born"),
    steps=(
        Question("data_use", Kind.NOTICE, "pension.data_use", why=(Law("law.personal_information_act", "13(3), 17"),)),
        Question(
            "drawing",
            Kind.YES_NO,
            "pension.drawing",
            unsure=True,
            prefill=PENSION_DRAWING.id,
            why=(Law(ACT, "16, 21"),),
        ),
        Exit(is_("drawing", True), "pension.already"),
        Question(
            "scheme",
            Kind.CHOICE,
            "pension.scheme",
            options=options("pension.scheme", *SCHEMES),
            unsure=True,
            prefill=PENSION_SCHEME.id,
            why=(Law(ACT, "10, 20"),),
        ),
        Question(
            "region",
            Kind.REGION,
            "pension.region",
            choices_from=Choices("regions"),
            prefill=PENSION_REGION.id,
            why=(Law(HANDLING, "12"),),
        ),
        Question(
            "post",
            Kind.CHOICE,
            "pension.post",
            options=options("pension.post", *GROUPS),
            unsure=True,
            prefill=PENSION_GROUP.id,
            when=_WORKER,
            why=(Law(DECISION, "1"),),
        ),
        Question(
            "timing",
            Kind.CHOICE,
            "pension.timing",
            options=options("pension.timing", *TIMINGS),
            when=_WORKER,
            why=(Law(DECISION, "3"),),
        ),
        Question(
            "retire",
            Kind.MONTH,
            "pension.retire",
            check=month_fits,
            when=all_(_WORKER, is_("timing", EARLY, LATE)),
            why=(Law(DECISION, "3"),),
        ),
        Question(
            "agreed",
            Kind.YES_NO,
            "pension.agreed",
            unsure=True,
            when=all_(_WORKER, is_("timing", LATE)),
            why=(Law(DECISION, "3"),),
        ),
        Question(
            "months",
            Kind.NUMBER,
            "pension.months",
            unit="common.months",
            unsure=True,
            prefill=PENSION_MONTHS.id,
            limits=Limits(least=0, most=MOST_MONTHS),
            why=(Law(ACT, "16"), Law(DECISION, "2"), Law(OPINIONS, "7")),
        ),
        *payment(
            "pension.pay_to",
            "pension.account",
            "pension.phone",
            "pension.truth",
            Law(HANDLING, "31"),
        ),
        Show("precheck", decide, "pension.precheck"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

"""失业保险金, declared: which steps there are, in which order, and which facts follow from the answers.

The separation certificate (离职证明) is not asked for: it comes by sharing (社会保险经办条例 第31条).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Problem, Record
from shared.domain.calendar import add_months
from shared.domain.decisions import Law
from shared.domain.flow import (
    Choices,
    Claimable,
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
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Tri, Value, any3
from shared.flows.record import (
    CONTRIBUTIONS_MONTHS,
    CONTRIBUTIONS_REGION,
    EMPLOYMENT_ACTIVE,
    EMPLOYMENT_LAST_DAY,
    EMPLOYMENT_REASON,
    JOBSEEKER_REGISTERED,
    PENSION_DRAWING,
    PERSON_BORN,
    PERSON_MALE,
    PERSON_POST,
)
from shared.flows.support import Reading, payment
from shared.flows.unemployment.rules import ACT, CONTRACT, HANDLING, PARAMS, REASONS, REGULATION, STOPS, decide

MOST_MONTHS: Final = 600
"""Fifty years of contributions; more is a slip of the finger."""
LONG_AGO: Final = 50 * 12
"""A last day of work further back than so many months is a slip of the finger too."""


def last_day_fits(value: Value, answers: Answers) -> Problem | None:
    """Not in the future, and within a working life."""
    if not isinstance(value, date):
        return None
    if value > answers.as_of:
        return Problem(text("unemployment.problem.future"), text("unemployment.problem.future_example"))
    if value < add_months(answers.as_of, -LONG_AGO):
        return Problem(text("unemployment.problem.long_ago"), text("problem.date.example"))
    return None


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What the rules see.

    A register's word goes before the person's; where they contradict each other about the reason, or the register still
    knows an employer, nobody knows yet.
    """
    reading = Reading(answers, record)
    stops = reading.said("stops")
    return {
        "as_of": as_of,
        "region": reading.said("region")
        if answers.get("region") is not None
        else reading.recorded("contributions.region"),
        "employment.last_day": reading.known(EMPLOYMENT_LAST_DAY.id, "last_day"),
        "employment.reason": reading.agreed(EMPLOYMENT_REASON.id, "reason"),
        "jobseeker.registered": reading.known(JOBSEEKER_REGISTERED.id, "registered"),
        "contributions.months": reading.known(CONTRIBUTIONS_MONTHS.id, "months"),
        **{f"stop.{stop}": _stop(stop, stops) for stop in STOPS},
        "stop.working": _either(_stop("working", stops), reading.recorded(EMPLOYMENT_ACTIVE.id)),
        "stop.pension": _either(_stop("pension", stops), reading.recorded(PENSION_DRAWING.id)),
        "person.born": reading.recorded(PERSON_BORN.id),
        "person.male": reading.recorded(PERSON_MALE.id),
        "person.post": reading.recorded(PERSON_POST.id),
    }


def _stop(stop: str, stops: Value) -> Tri:
    return stop in stops if isinstance(stops, tuple) else UNKNOWN


def _either(said: Tri, recorded: Value) -> Tri:
    """The ground holds where one of them says so; where the register is silent, by the person's word."""
    return any3(said, recorded) if isinstance(recorded, bool) else said


FLOW: Final = Flow(
    id="unemployment",
    version=1,
    title="unemployment.title",
    picture="unemployment",
    params=PARAMS.version,
    assurance=Level.L1,
    says=("我没工作了", "失业金", "失业保险金", "下岗", "被辞退了", "领失业补助"),
    due=PARAMS.term("due_days"),
    claimable=Claimable(("contributed", "not_own_will", "registered", "working_age"), since=EMPLOYMENT_LAST_DAY.id),
    confirm=("contributions.months", "employment.reason", "jobseeker.registered", "person.born", "person.male"),
    steps=(
        Question(
            "data_use", Kind.NOTICE, "unemployment.data_use", why=(Law("law.personal_information_act", "13(3), 17"),)
        ),
        Question(
            "region",
            Kind.REGION,
            "unemployment.region",
            choices_from=Choices("regions"),
            prefill=CONTRIBUTIONS_REGION.id,
            why=(Law(REGULATION, "14"),),
        ),
        Question(
            "last_day",
            Kind.DATE,
            "unemployment.last_day",
            check=last_day_fits,
            prefill=EMPLOYMENT_LAST_DAY.id,
            why=(Law(ACT, "50"),),
        ),
        Question(
            "reason",
            Kind.CHOICE,
            "unemployment.reason",
            options=options("unemployment.reason", *REASONS),
            unsure=True,
            why=(Law(ACT, "45(2)"), Law(CONTRACT, "36, 38–41, 44")),
        ),
        Question(
            "registered",
            Kind.YES_NO,
            "unemployment.registered",
            unsure=True,
            prefill=JOBSEEKER_REGISTERED.id,
            why=(Law(ACT, "45(3)"),),
        ),
        Question(
            "months",
            Kind.NUMBER,
            "unemployment.months",
            unit="common.months",
            unsure=True,
            prefill=CONTRIBUTIONS_MONTHS.id,
            limits=Limits(least=0, most=MOST_MONTHS),
            why=(Law(ACT, "45(1), 46"),),
        ),
        Question(
            "stops",
            Kind.SEVERAL,
            "unemployment.stops",
            options=options("unemployment.stops", *STOPS),
            unsure=True,
            why=(Law(ACT, "51"), Law(REGULATION, "15")),
        ),
        *payment(
            "unemployment.pay_to",
            "unemployment.account",
            "unemployment.phone",
            "unemployment.truth",
            Law(HANDLING, "31"),
        ),
        Show("precheck", decide, "unemployment.precheck"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

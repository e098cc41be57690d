"""最低生活保障, declared: where, with whom, on what, and the authorisation to check it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.decisions import Law
from shared.domain.flow import (
    Choices,
    Consent,
    Facts,
    Flow,
    Group,
    Kind,
    Level,
    Limits,
    Question,
    Show,
    Subject,
    no_older_version,
    options,
)
from shared.domain.quantities import Yuan
from shared.domain.values import UNKNOWN, Unknown, Value
from shared.flows.living_allowance.rules import MEASURES, PARAMS, PROPERTY, decide
from shared.flows.record import PERSON_REGION
from shared.flows.support import Reading

RELATIONS: Final = ("spouse", "child", "parent", "grandchild", "other")
MOST_INCOME: Final = 1_000_000
"""元 a month; more is a slip of the finger."""


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What the rules see: members with the applicant, incomes added up (one unknown leaves the sum unknown)."""
    reading = Reading(answers, record)
    members = answers.group("members")
    region = reading.said("region")
    return {
        "as_of": as_of,
        "region": reading.recorded(PERSON_REGION.id) if region is UNKNOWN else region,
        "household.size": len(members) + 1,
        "household.income": _sum(reading.said("income"), *(_income(member) for member in members)),
        "household.property": reading.said("property"),
    }


def _income(member: Mapping[str, Value]) -> Value:
    return member.get("member_income", UNKNOWN)


def _sum(*incomes: Value) -> Yuan | Unknown:
    total = Yuan(Decimal(0))
    for income in incomes:
        if not isinstance(income, Yuan):
            return UNKNOWN
        total = total + income
    return total


FLOW: Final = Flow(
    id="living_allowance",
    version=1,
    title="living_allowance.title",
    picture="minimum",
    params=PARAMS.version,
    assurance=Level.L1,
    subject=Subject.ANYONE,
    says=("低保", "家里困难", "最低生活保障", "没钱吃饭"),
    steps=(
        Question(
            "region",
            Kind.REGION,
            "living_allowance.region",
            choices_from=Choices("regions"),
            prefill=PERSON_REGION.id,
            why=(Law(MEASURES, "11"),),
        ),
        Question(
            "income",
            Kind.MONEY,
            "living_allowance.income",
            unsure=True,
            limits=Limits(least=0, most=MOST_INCOME),
            why=(Law(MEASURES, "9"),),
        ),
        Group(
            "members",
            "living_allowance.members",
            (
                Question(
                    "relation",
                    Kind.CHOICE,
                    "living_allowance.relation",
                    options=options("living_allowance.relation", *RELATIONS),
                ),
                Question(
                    "member_income",
                    Kind.MONEY,
                    "living_allowance.member_income",
                    unsure=True,
                    limits=Limits(least=0, most=MOST_INCOME),
                    why=(Law(MEASURES, "9"),),
                ),
            ),
            max=12,
        ),
        Question(
            "property",
            Kind.SEVERAL,
            "living_allowance.property",
            options=options("living_allowance.property", *PROPERTY),
            unsure=True,
            why=(Law(MEASURES, "9"),),
        ),
        Consent("inquiry", "living_allowance.inquiry", "living_allowance.inquiry.scope", refusable=False),
        Question("phone", Kind.PHONE, "living_allowance.phone", optional=True, private=True),
        Question("truth", Kind.DECLARATION, "living_allowance.truth"),
        Show("precheck", decide, "living_allowance.precheck"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

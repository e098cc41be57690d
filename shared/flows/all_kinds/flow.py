"""样样练一遍, declared: one of every kind of question and of every kind of step. Only practice opens it.

Whoever can do this can do every service; the personas do it in a real browser. A PIN is practised at identification.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import is_
from shared.domain.flow import (
    Ask,
    Choices,
    Consent,
    Exit,
    Facts,
    Flow,
    Group,
    Kind,
    Level,
    Limits,
    Offline,
    Question,
    Show,
    Subject,
    no_older_version,
    options,
)
from shared.domain.values import UNKNOWN
from shared.flows.all_kinds.rules import NAMES, RELATIONS, THINGS, TIMES, decide, shown
from shared.flows.record import CONTRIBUTIONS_REGION

MEMBERS: Final = 3


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """The answers that are shown again."""
    return {name: UNKNOWN if (value := answers.get(name)) is None else value for name in NAMES}


FLOW: Final = Flow(
    id="all_kinds",
    version=1,
    title="all_kinds.title",
    picture="pencil",
    assurance=Level.L1,
    subject=Subject.ANYONE,
    says=("样样练一遍", "都练练"),
    slip=("choice", "slot"),
    steps=(
        Question("notice", Kind.NOTICE, "all_kinds.notice", picture="practice"),
        Question("choice", Kind.CHOICE, "all_kinds.choice", options=options("all_kinds.choice", *TIMES), unsure=True),
        Question("yes_no", Kind.YES_NO, "all_kinds.yes_no"),
        Exit(is_("yes_no", False), "all_kinds.stopped"),
        Question("several", Kind.SEVERAL, "all_kinds.several", options=options("all_kinds.several", *THINGS)),
        Question("date", Kind.DATE, "all_kinds.date", unsure=True),
        Question("month", Kind.MONTH, "all_kinds.month"),
        Question("money", Kind.MONEY, "all_kinds.money"),
        Question("number", Kind.NUMBER, "all_kinds.number", limits=Limits(least=0, most=120)),
        Group(
            "member",
            "all_kinds.member",
            steps=(
                Question(
                    "relation",
                    Kind.CHOICE,
                    "all_kinds.member.relation",
                    options=options("all_kinds.member.relation", *RELATIONS),
                ),
                Question(
                    "age",
                    Kind.NUMBER,
                    "all_kinds.member.age",
                    unit="common.age",
                    limits=Limits(least=0, most=120),
                ),
            ),
            max=MEMBERS,
        ),
        Question("phone", Kind.PHONE, "all_kinds.phone", private=True),
        Question("id_number", Kind.ID_NUMBER, "all_kinds.id_number", private=True),
        Question("card", Kind.CARD, "all_kinds.card", private=True),
        Question("person", Kind.PERSON, "all_kinds.person", private=True),
        Question("words", Kind.TEXT, "all_kinds.words", limits=Limits(length=50)),
        Question(
            "region",
            Kind.REGION,
            "all_kinds.region",
            choices_from=Choices("regions"),
            prefill=CONTRIBUTIONS_REGION.id,
        ),
        Question("office", Kind.CHOICE, "all_kinds.office", choices_from=Choices("offices", near=True)),
        Ask("free", query="slots", title="all_kinds.free", given=("office",), offline=Offline.QUEUE),
        Question("slot", Kind.SLOT, "all_kinds.slot", choices_from=Choices("slots", given=("office",))),
        Question("account", Kind.BANK_ACCOUNT, "all_kinds.account", private=True, assurance=Level.L2),
        Question("photo", Kind.DOCUMENT, "all_kinds.photo", optional=True),
        Consent("look", "all_kinds.look", scope="practice"),
        Show("shown", shown, "all_kinds.shown"),
        Show("result", decide, "all_kinds.result"),
        Question("truth", Kind.DECLARATION, "all_kinds.truth"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

"""资格认证, declared: first what is on record, and only where that is not enough a way to be checked.

At L1 nothing is asked of any record: only the wish to be checked is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import all_, any_, is_, not_
from shared.domain.decisions import Law
from shared.domain.flow import (
    Ask,
    Consent,
    Exit,
    Facts,
    Flow,
    Kind,
    Level,
    Limits,
    Offline,
    Question,
    Show,
    no_older_version,
    options,
)
from shared.domain.values import UNKNOWN, Value
from shared.flows.passive_check.rules import HANDLING, PARAMS, TOLD, WAYS, decide, state
from shared.flows.support import Reading

WITH_PEOPLE: Final = ("helper", "visit", "window", "video")
"""Ways that need no card, no camera and no memory."""
BANKS: Final = ("icbc", "abc", "boc", "ccb", "postal")
KNOWLEDGE: Final = ("paid_by", "years_drawn", "years_paid")
"""Questions that the person can answer and the office compares; none shows anything of the record."""
TOLD_FACTS: Final = ("code", "last", "until", "evidence", "reasons")

_WAYS = tuple(replace(o, needs="camera") if o.value == "photo" else o for o in options("passive_check.way", *WAYS))
_ASKED = is_("state.status")
_SELF = is_("way", "self")
_NO_PHOTO = any_(is_("photo_consent.given", False), is_("photo", "none"))


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What the rules see. What the `Ask` brought goes before an older record; who was not asked for (L1) has neither,
    so that what comes of a typed number is the same whoever it belongs to."""
    brought = answers.get("state")
    asked: Mapping[str, Value] = brought if isinstance(brought, Mapping) else {}
    reading = Reading(answers, record if isinstance(brought, Mapping) else None)
    told = asked if "code" in asked else {name: reading.recorded(f"passive.{name}") for name in TOLD_FACTS}
    way = answers.get("other_way") or answers.get("way") or answers.get("wish") or UNKNOWN
    return {
        "as_of": as_of,
        **{f"passive.{name}": told.get(name, UNKNOWN) for name in TOLD_FACTS},
        "passive.answered": reading.recorded("passive.answered") if way == "self" else UNKNOWN,
        "way": way,
    }


FLOW: Final = Flow(
    id="passive_check",
    version=2,
    title="passive_check.title",
    picture="passive",
    params=PARAMS.version,
    assurance=Level.L1,
    says=("资格认证", "静默认证", "我还活着", "养老金认证", "刷脸认证", "我的养老金还发吗", "养老金停了"),
    steps=(
        Ask(
            "state",
            query="passive_state",
            title="passive_check.state",
            offline=Offline.QUEUE,
            assurance=Level.L2,
            brought=True,
        ),
        Show("known", state, "passive_check.known", when=_ASKED, take="passive_code"),
        Exit(is_("state.code", "passed"), "passive_check.passed"),
        Question("told", Kind.NOTICE, "passive_check.told", why=(TOLD, Law(HANDLING, "26"))),
        Question(
            "paid_again",
            Kind.NOTICE,
            "passive_check.paid_again",
            when=is_("state.code", "suspended"),
            why=(Law(HANDLING, "26"),),
        ),
        Question(
            "way",
            Kind.CHOICE,
            "passive_check.way",
            options=_WAYS,
            when=_ASKED,
            why=(Law(HANDLING, "26, 30"),),
        ),
        Question(
            "wish",
            Kind.CHOICE,
            "passive_check.wish",
            options=options("passive_check.way", *WITH_PEOPLE),
            when=not_(_ASKED),
            why=(Law(HANDLING, "26, 30"),),
        ),
        Question(
            "paid_by",
            Kind.CHOICE,
            "passive_check.paid_by",
            options=options("passive_check.bank", *BANKS, "another"),
            unsure=True,
            when=_SELF,
            assurance=Level.L2,
        ),
        Question(
            "years_drawn",
            Kind.NUMBER,
            "passive_check.years_drawn",
            unit="common.years",
            limits=Limits(least=0, most=60),
            unsure=True,
            when=_SELF,
            assurance=Level.L2,
        ),
        Question(
            "years_paid",
            Kind.NUMBER,
            "passive_check.years_paid",
            unit="common.years",
            limits=Limits(least=0, most=60),
            unsure=True,
            when=all_(_SELF, any_(not_(is_("paid_by")), not_(is_("years_drawn")))),
            assurance=Level.L2,
        ),
        Consent("photo_consent", "passive_check.photo_consent", scope="face_photo", when=is_("way", "photo")),
        Question(
            "photo",
            Kind.DOCUMENT,
            "passive_check.photo",
            optional=True,
            private=True,
            fleeting=True,
            when=is_("photo_consent.given", True),
            assurance=Level.L2,
        ),
        Question(
            "other_way",
            Kind.CHOICE,
            "passive_check.other_way",
            options=options("passive_check.way", *WITH_PEOPLE),
            when=_NO_PHOTO,
        ),
        Question(
            "phone",
            Kind.PHONE,
            "passive_check.phone",
            optional=True,
            private=True,
            when=any_(
                is_("way", "photo", "helper", "visit", "video"),
                is_("wish", "helper", "visit", "video"),
            ),
        ),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)

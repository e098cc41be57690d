"""Objecting to a decision: 社会保险法 第83条, 社会保险经办条例 第52条; where, and until when.

The objection itself goes to the office, where a person who did not decide looks at it. Beside it two ways lead out of
the office, each with its time limit: administrative review (行政复议) and the court (行政诉讼). No machine judges
whether a limit has passed: what is late here is told together with the way to a person.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from shared.domain.calendar import add_months
from shared.domain.decisions import Decision, Law, Listing, Outcome, Row
from shared.domain.flow import Facts
from shared.domain.quantities import Months
from shared.domain.text import Text, text, verbatim
from shared.domain.values import UNKNOWN, Tri, Unknown, Value
from shared.flows.params import NATION, load
from shared.flows.support import clause, day, finding, known, used, word

PARAMS: Final = load("shared.flows.objection")
RIGHT: Final = (Law("law.social_insurance_act", "83"), Law("law.handling_regulation", "52"))
REVIEW_LAW: Final = "law.administrative_review_act"
COURT_LAW: Final = "law.administrative_litigation_act"
REVIEW: Final = clause("review", "objection.clause.review", Law(REVIEW_LAW, "20"))
COURT: Final = clause("court", "objection.clause.court", Law(COURT_LAW, "46"))
LABELS: Final = {
    "item.decided": "objection.fact.decided",
    "review_until": "objection.fact.review_until",
    "court_until": "objection.fact.court_until",
}


def review_until(decided: Value) -> date | Unknown:
    """The last day for administrative review; unknown where the day of the decision is, or the limit."""
    if not isinstance(decided, date):
        return UNKNOWN
    found = PARAMS.find("review_days", NATION, decided)
    return decided + timedelta(days=found.value) if found is not None and isinstance(found.value, int) else UNKNOWN


def court_until(decided: Value) -> date | Unknown:
    """The last day for the court."""
    if not isinstance(decided, date):
        return UNKNOWN
    months = PARAMS.months("court_months", NATION, decided)
    return add_months(decided, months.count) if isinstance(months, Months) else UNKNOWN


def decide(facts: Facts) -> Decision:
    """Where to go and until when; always a person."""
    return Decision(
        "objection",
        Outcome.NEEDS_PERSON,
        text("objection.answer"),
        (
            finding(
                REVIEW,
                _in_time(facts, "review_until"),
                used(facts, LABELS, "item.decided", "review_until"),
                text("objection.change.review"),
            ),
            finding(
                COURT,
                _in_time(facts, "court_until"),
                used(facts, LABELS, "item.decided", "court_until"),
                text("objection.change.court"),
            ),
        ),
        next=(text("objection.next.office"), text("objection.next.review"), text("objection.next.court")),
    )


def _in_time(facts: Facts, until: str) -> Tri:
    last, today = day(facts, until), day(facts, "as_of")
    return today <= last if known(last) and known(today) else UNKNOWN


def draft(facts: Facts) -> Listing:
    """The written objection to take along: whom it goes to, what is contested, why and what is wanted. Name, number and
    signature stay blank, to be written by hand."""
    rows = [
        Row(text("objection.draft.to"), text("objection.draft.to.who")),
        Row(text("objection.draft.from"), text("objection.draft.blank")),
        Row(text("objection.draft.against"), text("objection.draft.against.who")),
        *_about(facts),
        *_chosen(facts, "wanted"),
        *_chosen(facts, "grounds"),
        Row(text("objection.draft.law"), text("objection.draft.law.which")),
        *_limit(facts),
        Row(text("objection.draft.signed"), text("objection.draft.blank")),
    ]
    return Listing("draft", text("objection.draft.title"), tuple(rows), RIGHT)


def _about(facts: Facts) -> list[Row]:
    service, number = word(facts, "item.service"), word(facts, "item.number")
    rows = [Row(text("objection.draft.service"), Text(f"{service}.title"))] if known(service) else []
    if known(number):
        rows.append(
            Row(text("objection.draft.number"), verbatim(" ".join(number[i : i + 4] for i in range(0, len(number), 4))))
        )
    decided = day(facts, "item.decided")
    return [*rows, Row(text("objection.draft.decided"), decided)] if known(decided) else rows


def _chosen(facts: Facts, name: str) -> list[Row]:
    value = word(facts, name)
    return [Row(Text(f"objection.draft.{name}"), Text(f"objection.{name}.{value}"))] if known(value) else []


def _limit(facts: Facts) -> list[Row]:
    last = day(facts, "review_until")
    return [Row(text("objection.fact.review_until"), last)] if known(last) else []

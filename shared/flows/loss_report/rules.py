"""第25条: the family reports within 20 working days; 第26条: it is looked into, and only then anything ends.

Whoever comes late is not blamed here. Nothing stops by this report; a person of the office looks into it.
"""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Law, Outcome
from shared.domain.flow import Facts
from shared.domain.text import Text, text
from shared.flows.support import clause, finding, flag, used, word

HANDLING: Final = "law.handling_regulation"
INSURANCE: Final = "law.social_insurance_act"
REPORTING: Final = Law(HANDLING, "25")
DIED: Final = "died"

VERIFIED: Final = clause("verified", "loss_report.clause.verified", Law(HANDLING, "26"))
LABELS: Final = {"loss.verified": "loss_report.fact.verified"}


def decide(facts: Facts) -> Decision:
    """Always to a person. After a death the family is told what it may ask for itself (社会保险法 第17条)."""
    looked_at = used(facts, LABELS, "loss.verified")
    found = finding(VERIFIED, flag(facts, "loss.verified"), looked_at, text("loss_report.change.verified"))
    died = word(facts, "loss.what") == DIED
    answer = "loss_report.answer.died" if died else "loss_report.answer.other"
    more = ("loss_report.next.funeral",) if died else ()
    steps = ("loss_report.next.person", "loss_report.next.nothing_stops", *more, "loss_report.next.no_papers")
    return Decision("loss_report", Outcome.NEEDS_PERSON, Text(answer), (found,), next=tuple(Text(id) for id in steps))

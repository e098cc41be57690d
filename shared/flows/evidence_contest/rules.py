"""The right to contest a source of the silent check: 个人信息保护法 第24条、第46条. A person looks at it."""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Law, Outcome
from shared.domain.flow import Facts
from shared.domain.text import text
from shared.flows.passive_check.rules import PRIVACY
from shared.flows.support import clause, finding, flag, used

CORRECTION: Final = Law(PRIVACY, "24, 46")
TRUE: Final = clause("confirmed", "evidence_contest.clause.confirmed", CORRECTION)
LABELS: Final = {"contest.confirmed": "evidence_contest.fact.confirmed"}


def decide(facts: Facts) -> Decision:
    """Never by rule: a clerk asks the source. Until then the contested piece harms nobody, and nothing stops."""
    looked_at = used(facts, LABELS, "contest.confirmed")
    found = finding(TRUE, flag(facts, "contest.confirmed"), looked_at, text("evidence_contest.change.asked"))
    return Decision(
        "evidence_contest",
        Outcome.NEEDS_PERSON,
        text("evidence_contest.answer"),
        (found,),
        next=(text("evidence_contest.next.looked_into"), text("evidence_contest.next.paid_on")),
    )

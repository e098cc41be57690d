"""个人信息保护法 第24条: an explanation of an automated decision, and a person in place of it."""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Law, Outcome
from shared.domain.flow import Facts
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Tri
from shared.flows.support import clause, finding, known, used, word

AUTOMATED: Final = Law("law.personal_information_act", "24")
BY_RULE: Final = "rule"
RIGHT: Final = clause("automated", "human_review.clause.automated", AUTOMATED)
LABELS: Final = {"item.by": "human_review.fact.by"}


def decide(facts: Facts) -> Decision:
    """Always a person. Where a person has decided already, the way on is an objection, and the request is taken too."""
    by = word(facts, "item.by")
    automated: Tri = by == BY_RULE if known(by) else UNKNOWN
    looked_at = used(facts, LABELS, "item.by")
    found = finding(RIGHT, automated, looked_at, text("human_review.change.objection"))
    return Decision(
        "human_review",
        Outcome.NEEDS_PERSON,
        text("human_review.answer"),
        (found,),
        next=(text("human_review.next.told"), text("human_review.next.free")),
    )

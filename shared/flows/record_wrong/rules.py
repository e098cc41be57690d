"""The right to have a wrong record corrected: 个人信息保护法 第46条. A person looks into it, no machine."""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Law, Outcome
from shared.domain.flow import Facts
from shared.domain.text import Text, text
from shared.flows.record import FIELDS
from shared.flows.support import clause, finding, flag, known, used, word

CORRECTION: Final = Law("law.personal_information_act", "46")
TRUE: Final = clause("confirmed", "record_wrong.clause.confirmed", CORRECTION)
LABELS: Final = {"wrong.confirmed": "record_wrong.fact.confirmed", "wrong.shown": "record_wrong.fact.shown"}


def decide(facts: Facts) -> Decision:
    """Never by rule: whoever keeps the register is asked. Until then nobody loses anything by it."""
    fact = word(facts, "wrong.fact")
    label = FIELDS[fact].label if known(fact) and fact in FIELDS else "record_wrong.fact.shown"
    looked_at = used(facts, {**LABELS, "wrong.shown": label}, "wrong.shown", "wrong.confirmed")
    found = finding(TRUE, flag(facts, "wrong.confirmed"), looked_at, text("record_wrong.change.asked"))
    return Decision(
        "record_wrong",
        Outcome.NEEDS_PERSON,
        text("record_wrong.answer", what=Text(label)),
        (found,),
        next=(text("record_wrong.next.looked_into"), text("record_wrong.next.go_on")),
    )

"""What an appointment comes to: a summary. Nobody is judged; the office confirms the time."""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Law, Listing, Outcome, Row
from shared.domain.flow import Facts
from shared.domain.text import Text, text
from shared.flows.support import known, word

HANDLING: Final = "law.handling_regulation"
ACCESS: Final = "law.accessibility_act"
TOPICS: Final = ("unemployment", "pension", "card", "allowance", "other")
NEEDS: Final = ("wheelchair", "sign", "dialect", "guide")


def summary(facts: Facts) -> Listing:
    """What will be asked for, to look over before it is sent."""
    rows = [Row(text("appointment.fact.topic"), _said(facts, "topic", "appointment.topic"))]
    needs = facts.get("needs")
    if isinstance(needs, tuple) and needs:
        said = tuple(Text(f"appointment.needs.{need}") for need in needs)
        rows.append(Row(text("appointment.fact.needs"), text("appointment.needs_list", items=said)))
    return Listing("summary", text("appointment.answer.wanted"), tuple(rows), (Law(ACCESS, "39"),))


def _said(facts: Facts, fact: str, prefix: str) -> Text:
    value = word(facts, fact)
    return Text(f"{prefix}.{value}") if known(value) else text("common.unsure")


def decide(_: Facts) -> Decision:
    """The office confirms; no machine gives a slot twice."""
    return Decision(
        "appointment",
        Outcome.NEEDS_PERSON,
        text("appointment.answer.wanted"),
        (),
        next=(text("appointment.next.confirm"), text("appointment.next.walk_in")),
    )

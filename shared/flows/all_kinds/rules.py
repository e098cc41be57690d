"""What the exercise comes to: it is always right. No law stands behind it, and nobody is judged."""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import AmountStep, Decision, Listing, Outcome, Row
from shared.domain.flow import Facts
from shared.domain.text import Text, text
from shared.domain.values import Value

TIMES: Final = ("morning", "afternoon", "any")
THINGS: Final = ("wheat", "grapes", "teacup", "dog")
RELATIONS: Final = ("spouse", "child", "parent")
NAMES: Final = ("choice", "date", "money", "number")
"""The answers that the page of what was said shows again."""


def shown(facts: Facts) -> Listing:
    """Some answers, as a list."""
    rows = tuple(Row(Text(f"all_kinds.{name}.name"), _told(name, facts[name])) for name in NAMES)
    return Listing("all_kinds", text("all_kinds.shown.answer"), rows)


def _told(name: str, value: Value) -> Value | Text:
    return Text(f"all_kinds.choice.{value}") if name == "choice" and value in TIMES else value


def decide(facts: Facts) -> Decision:
    """A result as services show theirs: the answer, an amount, what comes next."""
    return Decision(
        "all_kinds",
        Outcome.FAVOURABLE,
        text("all_kinds.answer"),
        (),
        (AmountStep("money", text("all_kinds.money.name"), facts["money"]),),
        next=(text("all_kinds.next"),),
    )

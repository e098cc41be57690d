"""What withdrawing comes to: undone at once before the office has begun, afterwards a request to a person.

The office lets the hold pass before it begins (`shared.backend.targets`), and has the last word on which of both it is.
"""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Outcome
from shared.domain.flow import Facts
from shared.domain.text import text
from shared.flows.items import Where
from shared.flows.support import known, word

AT_ONCE: Final = (Where.HERE, Where.HELD)
"""Nothing has begun: it is as if it had never been submitted."""


def decide(facts: Facts) -> Decision:
    """What will happen, said before the person confirms. Nothing is refused here."""
    where = word(facts, "item.where")
    if not known(where) or where == Where.OFFICE:
        return Decision(
            "withdraw",
            Outcome.NEEDS_PERSON,
            text("withdraw.answer.either"),
            (),
            next=(text("withdraw.next.undone"), text("withdraw.next.asked")),
        )
    if where in AT_ONCE:
        return Decision(
            "withdraw",
            Outcome.FAVOURABLE,
            text("withdraw.answer.undone"),
            (),
            next=(text("withdraw.next.begun"), text("withdraw.next.again")),
            chosen=True,
        )
    if where in (Where.UNDONE, Where.DONE):
        return Decision("withdraw", Outcome.NEEDS_PERSON, text("withdraw.answer.over"), ())
    return Decision(
        "withdraw",
        Outcome.NEEDS_PERSON,
        text("withdraw.answer.asked"),
        (),
        next=(text("withdraw.next.person"), text("withdraw.next.paid")),
    )

"""What cancelling comes to: the time is free again, whenever that is asked for. No reason is needed."""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Outcome
from shared.domain.flow import Facts
from shared.domain.text import text
from shared.flows.items import OVER, Where
from shared.flows.support import known, word

HERE: Final = (Where.HERE, Where.ASIDE)
"""Not in the office's hands yet."""


def decide(facts: Facts) -> Decision:
    """What will happen, said before the person confirms."""
    where = word(facts, "item.where")
    if known(where) and where in OVER:
        return Decision("cancel", Outcome.NEEDS_PERSON, text("appointment_cancel.answer.over"), ())
    answer = text("appointment_cancel.answer.sure")
    if not known(where) or where in (*HERE, Where.OFFICE):
        answer = text("appointment_cancel.answer.later")
    return Decision(
        "cancel",
        Outcome.FAVOURABLE,
        answer,
        (),
        next=(text("appointment_cancel.next.again"), text("appointment_cancel.next.change")),
        chosen=True,
    )

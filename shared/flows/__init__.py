"""The services, one folder each.

`flow.py` holds the steps, `rules.py` the law, `params.toml` the amounts, `cases.toml` people and what they get.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.domain.flow import Flow
from shared.flows.all_kinds.flow import FLOW as ALL_KINDS
from shared.flows.appointment.flow import FLOW as APPOINTMENT
from shared.flows.appointment_cancel.flow import FLOW as APPOINTMENT_CANCEL
from shared.flows.evidence_contest.flow import FLOW as EVIDENCE_CONTEST
from shared.flows.human_review.flow import FLOW as HUMAN_REVIEW
from shared.flows.lesson.flow import FLOW as LESSON
from shared.flows.living_allowance.flow import FLOW as LIVING_ALLOWANCE
from shared.flows.loss_report.flow import FLOW as LOSS_REPORT
from shared.flows.message_choice.flow import FLOW as MESSAGE_CHOICE
from shared.flows.objection.flow import FLOW as OBJECTION
from shared.flows.passive_check.flow import FLOW as PASSIVE_CHECK
from shared.flows.pension.flow import FLOW as PENSION
from shared.flows.record_wrong.flow import FLOW as RECORD_WRONG
from shared.flows.unemployment.flow import FLOW as UNEMPLOYMENT
from shared.flows.withdraw.flow import FLOW as WITHDRAW

FLOWS: Final[Mapping[str, Flow]] = {
    flow.id: flow
    for flow in (
        UNEMPLOYMENT,
        PASSIVE_CHECK,
        PENSION,
        APPOINTMENT,
        LIVING_ALLOWANCE,
        EVIDENCE_CONTEST,
        LOSS_REPORT,
        RECORD_WRONG,
        MESSAGE_CHOICE,
        APPOINTMENT_CANCEL,
        WITHDRAW,
        HUMAN_REVIEW,
        OBJECTION,
    )
}
"""Every service by its id, in the order of the home page; what acts on an earlier item is not on that page."""

EXERCISES: Final[Mapping[str, Flow]] = {flow.id: flow for flow in (LESSON, ALL_KINDS)}
"""What only practice opens: no office knows them, so that nothing of them can be submitted. The lesson comes first."""
EVERY: Final[Mapping[str, Flow]] = {**FLOWS, **EXERCISES}
"""Every declaration, for whoever proves, draws or translates them."""


def flow(id: str) -> Flow:
    """The service of that id; KeyError where there is none."""
    return FLOWS[id]

"""Which acts fit which case. One act is about one case: there is nothing that refuses several at once."""

from __future__ import annotations

from typing import Final

from shared.backend.evidence.reckoning import CHECK
from shared.backend.held import is_held
from shared.backend.slots.booking import NO_SLOT
from shared.backend.tables import CaseRow, CaseState
from shared.contract.items import ItemKind
from shared.domain.flow import Level
from shared.flows.loss_report.flow import FLOW as LOSS
from shared.flows.passive_check.flow import FLOW as PASSIVE
from shared.flows.passive_check.states import SUSPENDED, Standing

GRANT, REFUSE, CONFIRM, CHECKED = "grant", "refuse", "confirm", "checked"
SUSPEND, RESUME, SETTLE, ASK, PASS_ON = "suspend", "resume", "settle", "ask", "pass_on"
ADMIT, TURN_AWAY = "admit", "turn_away"
VERBS: Final = (GRANT, ADMIT, CONFIRM, CHECKED, RESUME, SETTLE, REFUSE, SUSPEND, TURN_AWAY, ASK, PASS_ON)
"""In the order in which they are offered."""
UNFAVOURABLE: Final = frozenset((REFUSE, SUSPEND, TURN_AWAY))
NEED_A_REASON: Final = frozenset((REFUSE, SUSPEND, TURN_AWAY, ASK, PASS_ON, CONFIRM))
"""What is not in the person's favour, what the citizen or a colleague has to understand, and what was seen to confirm
who somebody is."""


def verbs_of(case: CaseRow, standing: Standing | None) -> tuple[str, ...]:
    """The acts on this case, in the order in which they are offered."""
    if is_held(case):
        return (ADMIT, TURN_AWAY, PASS_ON)
    fit = {ASK, PASS_ON}
    stopped = standing is not None and standing.code == SUSPENDED
    reported = standing is not None and "reported" in standing.reasons
    if case.kind == CHECK or (case.flow == PASSIVE.id and case.kind == ItemKind.SUBMIT.value):
        fit |= {CHECKED, RESUME} if stopped else {CHECKED, SUSPEND}
        fit |= {SETTLE} if reported else set()
    elif case.flow == LOSS.id and case.kind == ItemKind.SUBMIT.value:
        fit |= {SETTLE} if stopped else {SETTLE, SUSPEND}
    elif case.state == CaseState.CONFIRM.value:
        fit |= {CONFIRM, REFUSE}
    else:
        fit |= {REFUSE} if case.why == NO_SLOT else {GRANT, REFUSE}
        if case.level < Level.L2 and case.kind == ItemKind.SUBMIT.value:
            fit.add(CONFIRM)
    return tuple(verb for verb in VERBS if verb in fit)

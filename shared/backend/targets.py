"""Items that act on earlier ones: withdraw, cancel, correct, object; and what an item meets that arrives after those.

Within the hold a withdrawal simply undoes; later it is a request to a person. Who may act is the person whom the
earlier item is about (L2) or whoever holds its slip.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from shared.backend.examine import ACTING
from shared.backend.held import is_held
from shared.backend.messages import tell
from shared.backend.now import millis
from shared.backend.slots import booking as slots
from shared.backend.tables import CaseRow, CaseState, ItemRow
from shared.contract.items import ItemKind
from shared.domain.text import text
from shared.sealing.derive import same

if TYPE_CHECKING:
    from shared.backend.office import Office


class Why:
    """Stable codes of why a case waits for a person."""

    AFTER_HOLD: Final = "after_hold"
    NOT_YOURS: Final = "not_yours"
    OBJECTION: Final = "objection"
    TARGET_MISSING: Final = "target_missing"
    NO_RULE: Final = "no_rule"
    RULE_FAULT: Final = "rule_fault"
    NOT_MET: Final = "not_met"
    UNKNOWN: Final = "unknown"
    CONTESTED: Final = "contested"
    UNCONFIRMED: Final = "unconfirmed"


def may_act(actor: ItemRow, target: ItemRow) -> bool:
    """Whether an item may act on another: same person at L2, or the other's slip."""
    if actor.person is not None and actor.person == target.subject:
        return True
    return (
        actor.target_check is not None and target.slip_check is not None and same(actor.target_check, target.slip_check)
    )


def open_case(
    office: Office, session: Session, row: ItemRow, target: ItemRow | None, earlier: list[ItemRow]
) -> CaseRow:
    """The case of an item just accepted. `target` is what it acts on, where that is known; `earlier` are the items that
    act on this one and came before it."""
    now = office.now()
    case = CaseRow(
        item=row.id,
        kind=row.kind,
        flow=row.flow or "",
        subject=row.subject or "",
        level=row.level,
        accepted=millis(now),
        due=millis(now + timedelta(minutes=office.settings.hold_minutes)),
        state=CaseState.HOLDING.value,
    )
    session.add(case)
    if row.kind == ItemKind.SUBMIT.value and slots.is_booking(row.flow):
        slots.settle(office, session, row, case)
    if row.kind in ACTING:
        aim = session.get(CaseRow, row.target, with_for_update=True) if target is not None else None
        _act(session, office, case, row, None if aim is not None and is_held(aim) else aim)
    if earlier:
        session.flush()
    for other in earlier:
        actor = session.get(CaseRow, other.id, with_for_update=True)
        if actor is None or actor.state != CaseState.PROVISIONAL.value:
            continue
        if may_act(other, row):
            _act(session, office, actor, other, case)
        else:
            actor.state, actor.why = CaseState.DESK.value, Why.NOT_YOURS
    return case


def _act(session: Session, office: Office, case: CaseRow, row: ItemRow, aim: CaseRow | None) -> None:
    """Let a case have its effect on the case that it aims at, None while that has not arrived."""
    if row.target is None and row.kind == ItemKind.CORRECT.value and slots.is_booking(row.flow):
        slots.settle(office, session, row, case)
        return
    if row.target is None:
        case.why = Why.TARGET_MISSING
        case.state = CaseState.HOLDING.value if row.kind == ItemKind.CORRECT.value else CaseState.DESK.value
        return
    if aim is None:
        case.state = CaseState.PROVISIONAL.value
        return
    if row.kind == ItemKind.OBJECT.value:
        case.state, case.why = CaseState.DESK.value, Why.OBJECTION
        return
    correct = row.kind == ItemKind.CORRECT.value
    if slots.is_booking(aim.flow) and (not correct or slots.is_booking(row.flow)):
        slots.settle(office, session, row, case, aim)
        return
    if aim.state in (CaseState.HOLDING.value, CaseState.PROVISIONAL.value):
        aim.state, aim.undone_by = CaseState.UNDONE.value, row.id
        tell(office, session, aim.subject, aim.item, text("office.replaced" if correct else "office.withdrawn"))
    elif aim.state != CaseState.UNDONE.value:
        case.state, case.why = CaseState.DESK.value, Why.AFTER_HOLD
        return
    case.state = CaseState.HOLDING.value if correct else CaseState.DONE.value

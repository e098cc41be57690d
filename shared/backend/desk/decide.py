"""Deciding: favourably or not, on a claim or on what acts on one. Each takes one item; an unfavourable decision needs a
logged-in clerk who has the case, and a reason (社会保险经办条例 第26条, 个人信息保护法 第24条)."""

from __future__ import annotations

from shared.backend.desk.cases import row_of
from shared.backend.desk.checks import strike_contested
from shared.backend.desk.clerks import Acting, Desk
from shared.backend.desk.errors import NotHere, OwnDecision
from shared.backend.desk.log import log_act
from shared.backend.desk.settling import GRANTED, REFUSED, conclude, held_for, put_away, reason_for, tell_of
from shared.backend.desk.tables import LeaseRow
from shared.backend.desk.verbs import CONFIRM, GRANT, REFUSE
from shared.backend.slots import booking as slots
from shared.backend.tables import CaseRow, CaseState
from shared.backend.targets import Why
from shared.contract.items import ItemKind
from shared.domain.flow import Level
from shared.domain.text import text
from shared.flows.evidence_contest.flow import FLOW as CONTEST

UNDOING = (ItemKind.WITHDRAW.value, ItemKind.CANCEL.value)
ACTING_KINDS = (*UNDOING, ItemKind.CORRECT.value, ItemKind.OBJECT.value)


def grant(desk: Desk, token: str, item: str, reason: str = "") -> None:
    """Decide in the person's favour. A reason is needed where the rules found a clause that is not met.

    A claim of somebody who has not proven who they are is confirmed first: nothing pays out before. Granting a
    withdrawal undoes its target; a correction takes its target's place and is decided anew; an objection brings its
    target back to the desk. Raises the errors of `held_for` and `reason_for`, OwnDecision.
    """
    with desk.acting(token) as acting:
        case = held_for(acting, item, GRANT)
        reason = reason_for(acting, GRANT, reason, needed=case.why == Why.NOT_MET)
        if case.why == slots.ARRANGE:
            conclude(acting, case, GRANT, GRANTED, text("office.arranged"), reason)
        elif case.kind in ACTING_KINDS:
            _grant_act(acting, case, reason)
        elif case.level < Level.L2:
            case.state, case.why = CaseState.CONFIRM.value, Why.UNCONFIRMED
            tell_of(acting, case, text("office.confirm"), reason)
            log_act(acting, item, GRANT, reason, outcome=CaseState.CONFIRM.value)
            put_away(acting, case)
        else:
            struck = strike_contested(acting, case) if case.flow == CONTEST.id else ""
            conclude(acting, case, GRANT, GRANTED, text("office.granted"), reason, struck=struck)
    desk.office.wake()


def refuse(desk: Desk, token: str, item: str, reason: str) -> None:
    """Decide against the person, with the reason that they are told. What stands stays as it is where a withdrawal, a
    correction or an objection is refused. Raises the errors of `held_for` and `reason_for`, OwnDecision."""
    with desk.acting(token) as acting:
        case = held_for(acting, item, REFUSE)
        reason = reason_for(acting, REFUSE, reason)
        words = text("office.refused")
        if slots.is_booking(case.flow):
            slots.release(acting.office, acting.session, item)
        if case.kind in ACTING_KINDS:
            aim = _aim(acting, case)
            if case.kind == ItemKind.OBJECT.value:
                _not_own(acting, aim)
            words = text("office.act_refused")
        conclude(acting, case, REFUSE, REFUSED, words, reason)
    desk.office.wake()


def confirm(desk: Desk, token: str, item: str, reason: str) -> None:
    """The person was seen to be who they say (L3); `reason` says by what. What waited only for that is paid now.
    Raises the errors of `held_for` and `reason_for`."""
    with desk.acting(token) as acting:
        case = held_for(acting, item, CONFIRM)
        reason = reason_for(acting, CONFIRM, reason)
        case.level = int(Level.L3)
        if case.state == CaseState.CONFIRM.value:
            conclude(acting, case, CONFIRM, GRANTED, text("office.granted"), "")
            return
        log_act(acting, item, CONFIRM, reason, outcome=CaseState.DESK.value)


def _grant_act(acting: Acting, case: CaseRow, reason: str) -> None:
    aim = _aim(acting, case)
    if case.kind == ItemKind.OBJECT.value:
        _not_own(acting, aim)
        if aim is not None:
            aim.state, aim.why, aim.decided, aim.decided_by = CaseState.DESK.value, Why.OBJECTION, None, None
            tell_of(acting, aim, text("office.with_person"))
        conclude(acting, case, GRANT, GRANTED, text("office.objection_granted"), reason, state=CaseState.DONE)
        return
    if aim is not None and aim.state != CaseState.UNDONE.value:
        correct = case.kind == ItemKind.CORRECT.value
        aim.state, aim.undone_by = CaseState.UNDONE.value, case.item
        tell_of(acting, aim, text("office.replaced" if correct else "office.withdrawn"))
        put_away_of(acting, aim)
    if case.kind == ItemKind.CORRECT.value:
        case.state, case.why, case.due = CaseState.HOLDING.value, None, acting.now
        log_act(acting, case.item, GRANT, reason, outcome=CaseState.HOLDING.value)
        put_away(acting, case)
        return
    conclude(acting, case, GRANT, GRANTED, text("office.act_granted"), reason, state=CaseState.DONE)


def put_away_of(acting: Acting, aim: CaseRow) -> None:
    """The case acted on is nobody's any more, whoever has it before them."""
    lease = acting.session.get(LeaseRow, aim.item)
    if lease is not None:
        acting.session.delete(lease)
    put_away(acting, aim)


def _aim(acting: Acting, case: CaseRow) -> CaseRow | None:
    """The case acted on, where it is known and the same person's; raises NotHere where it is somebody else's."""
    row = row_of(acting.session, case.item)
    aim = acting.session.get(CaseRow, row.target, with_for_update=True) if row is not None and row.target else None
    if aim is not None and case.why == Why.NOT_YOURS:
        raise NotHere
    return aim


def _not_own(acting: Acting, aim: CaseRow | None) -> None:
    if aim is not None and aim.decided_by == acting.clerk.id:
        raise OwnDecision

"""After the hold: decide anew with the record, favourably by rule, in every other case by a person.

No automated refusal, suspension or stop (社会保险经办条例 第26条, 个人信息保护法 第24条). What is not proven to be the
person's own wish (below L2) is confirmed first: nothing pays out before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.backend.decided import decided_json
from shared.backend.evidence.hooks import is_own, note_outcome, record_for_check
from shared.backend.messages import tell
from shared.backend.now import millis
from shared.backend.proactive.inbox import OWN_WORD, contested
from shared.backend.problems import log_fault
from shared.backend.queries import passive_state
from shared.backend.registers import record_of_person
from shared.backend.tables import CaseRow, CaseState, ItemRow
from shared.backend.targets import Why
from shared.contract.bodies import FlowBody
from shared.contract.codec import parse
from shared.contract.messages import MessageKind
from shared.domain.answers import Answer, Record, Source
from shared.domain.content import Content, Decided, decide_content
from shared.domain.decisions import Outcome, Status, decision_to_json
from shared.domain.flow import Ask, Flow, Level
from shared.domain.identity import IdFault, read_id_number
from shared.domain.text import text
from shared.flows.record import said_by_number

if TYPE_CHECKING:
    from shared.backend.office import Office

AT_ONCE: Final = 50
BY_RULE: Final = "rule"


def next_due(office: Office) -> int | None:
    """When the next case may be processed, ms since 1970; None where none waits."""
    with office.db.reading() as session:
        return session.scalar(select(func.min(CaseRow.due)).where(CaseRow.state == CaseState.HOLDING.value))


def process_due(office: Office, most: int = AT_ONCE) -> int:
    """Decide what is due, in the order of acceptance; how many cases were."""
    with office.db.writing() as session:
        due = (
            select(CaseRow)
            .join(ItemRow, ItemRow.id == CaseRow.item)
            .where(CaseRow.state == CaseState.HOLDING.value, CaseRow.due <= millis(office.now()))
            .where(ItemRow.sequence.is_not(None))
            .order_by(CaseRow.due, ItemRow.device, ItemRow.device_seq)
            .limit(most)
            .with_for_update(of=CaseRow, skip_locked=True)
        )
        cases = list(session.scalars(due))
        for case in cases:
            _process(office, session, case)
    return len(cases)


def _process(office: Office, session: Session, case: CaseRow) -> None:
    row = session.scalars(select(ItemRow).where(ItemRow.id == case.item, ItemRow.sequence.is_not(None))).one()
    try:
        decided = decide_row(office, session, row)
    except Exception as error:  # noqa: BLE001 (a rule that fails leaves the case to a person, and the others go on)
        log_fault(error)
        _to_desk(office, session, case, Why.RULE_FAULT)
        return
    if decided.decision is not None:
        case.decision = json.dumps(decided_json(decided), ensure_ascii=False)
    if case.flow in OWN_WORD:
        case.state = CaseState.DONE.value  # it has held since it came; there is nothing to be told about it
        return
    why = judged(decided, Level(case.level))
    if why is None and contested(session, case.subject, office.flows[case.flow]):
        why = Why.CONTESTED  # the register is said to be wrong: a person looks before anything rests on it
    match why:
        case None:
            case.state, case.decided, case.decided_by = CaseState.DECIDED.value, millis(office.now()), BY_RULE
            shown = None if decided.decision is None else decision_to_json(decided.decision)
            words = text("office.decided")
            tell(office, session, case.subject, case.item, words, MessageKind.DECISION, shown)
        case Why.UNCONFIRMED:
            case.state, case.why = CaseState.CONFIRM.value, Why.UNCONFIRMED
            tell(office, session, case.subject, case.item, text("office.confirm"))
        case why:
            _to_desk(office, session, case, why)
    note_outcome(session, case, row, FlowBody.from_json(parse(row.body or b"{}", "body")))


def _to_desk(office: Office, session: Session, case: CaseRow, why: str) -> None:
    case.state, case.why = CaseState.DESK.value, why
    tell(office, session, case.subject, case.item, text("office.with_person"))


def decide_row(office: Office, session: Session, row: ItemRow) -> Decided:
    """The decision on an item with the record as it is now."""
    body = FlowBody.from_json(parse(row.body or b"{}", "body"))
    flow = office.flows[body.content.flow]
    record = record_for_check(session, row, body, record_for(session, body))
    return decide_content(flow, _asked_anew(session, flow, body, is_own(row, body)), record)


def _asked_anew(session: Session, flow: Flow, body: FlowBody, own: bool) -> Content:
    """The content with what an `Ask` brought taken from the office itself: a device's word for it is not enough.

    Whoever has not proven to be the person gets nothing of the record, not even by what comes of the item.
    """
    number, on = body.subject.id_number.upper(), body.content.as_of
    anew: dict[str, Answer] = {}
    for step in flow.steps:
        if isinstance(step, Ask) and step.query in ("state", "passive_state") and step.id in body.content.answers:
            found = passive_state(session, number, on)
            value = found.value if own and isinstance(found.value, Mapping) else {}
            status = "ready" if value else "not_to_be_had"
            anew[step.id] = Answer({**value, "status": status}, Source.RECORD, found.as_of)
    return replace(body.content, answers={**body.content.answers, **anew}) if anew else body.content


def record_for(session: Session, body: FlowBody) -> Record | None:
    """The record of the person whom an item is about; where no register knows them, what the number says."""
    number, on = body.subject.id_number.upper(), body.content.as_of
    record = record_of_person(session, number, on)
    if record is None and not isinstance(read_id_number(number), IdFault):
        return said_by_number(number, on)
    return record


def judged(decided: Decided, level: Level) -> str | None:
    """None where the rules alone may decide: favourable, every clause known, and the person proven. Else why not."""
    decision = decided.decision
    if decision is None:
        return Why.NO_RULE
    if decision.outcome is Outcome.NOT_MET:
        return Why.NOT_MET
    known = all(finding.status is not Status.UNKNOWN for finding in decision.findings) and not decision.missing
    if decision.outcome is not Outcome.FAVOURABLE or not known:
        return Why.UNKNOWN
    return None if level >= Level.L2 else Why.UNCONFIRMED

"""What a person may ask about items: the list of one's own, and one item with what was decided and what was said.

| query | level | value |
|---|---|---|
| `items` | L2, one's own | `{items: [{id, number, flow, kind, state, received}]}`, latest first |
| `item` | anyone who knows the id | `{state, received}` |
| | L2 of its person, or its slip | and `{flow, kind, due, decided, by, told}` |
| | L2 of its person | and `{decision, facts, content}`, to be read clause by clause, and to be corrected |
| | where it is so | `clerk`: what a person came to; `erased`: the photo that came along is deleted |
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.erasing import erased
from shared.backend.messages import messages_of
from shared.backend.now import moment_of
from shared.backend.slots.booking import BY_SLOTS
from shared.backend.slots.calendar import working_days
from shared.backend.tables import CaseRow, CaseState, ItemRow, ItemState
from shared.contract.bodies import FlowBody
from shared.contract.codec import Json, canonical, parse
from shared.contract.ids import is_uuid7
from shared.contract.items import ItemKind
from shared.contract.messages import MessageKind
from shared.domain.calendar import CHINA
from shared.domain.content import content_to_json
from shared.domain.flow import Flow
from shared.domain.text import verbatim
from shared.domain.values import Value, from_json
from shared.flows.items import said
from shared.sealing.derive import receipt_number, same

MOST: Final = 100
TOLD: Final = 5
ASKED: Final = "asked"
"""A clerk has asked the person for something, and waits for it."""
BY_RULE: Final = "rule"


def items_of(session: Session, person: str) -> dict[str, Value]:
    """What the office has of a person, latest first; of an item that came twice only the first."""
    rows = session.execute(
        select(ItemRow, CaseRow)
        .outerjoin(CaseRow, CaseRow.item == ItemRow.id)
        .where(ItemRow.subject == person, ItemRow.authentic, ItemRow.flow.is_not(None))
        .where(ItemRow.state != ItemState.CONFLICT.value, ItemRow.kind != ItemKind.BIND.value)
        .order_by(ItemRow.received.desc(), ItemRow.row.desc())
        .limit(MOST)
    )
    return {"items": tuple(_listed(row, case) for row, case in rows)}


def _listed(row: ItemRow, case: CaseRow | None) -> Value:
    return {
        "id": row.id,
        "number": receipt_number(row.id),
        "flow": row.flow or "",
        "kind": row.kind,
        "state": row.state if case is None else case.state,
        "received": moment_of(row.received).astimezone(CHINA).date(),
    }


def item_of(
    session: Session, id: str, person: str | None, check: bytes | None, flows: Mapping[str, Flow]
) -> dict[str, Value]:
    """How an item stands, for who asks: empty where there is none."""
    if not is_uuid7(id):
        return {}
    rows = session.scalars(select(ItemRow).where(ItemRow.id == id, ItemRow.authentic)).all()
    row = next((row for row in rows if row.state != ItemState.CONFLICT.value), None)
    if row is None:
        return {}
    seen = row.sequence is not None or row.state in (ItemState.HELD.value, ItemState.REJECTED.value)
    case = session.get(CaseRow, row.id) if seen else None
    state = row.state if case is None else case.state
    value: dict[str, Value] = {"received": moment_of(row.received).astimezone(CHINA).date()}
    own = person is not None and person == row.subject
    holds = check is not None and row.slip_check is not None and same(check, row.slip_check)
    if not (own or holds):
        return {**value, "state": public(state)}
    value |= {"state": state, "flow": row.flow or "", "kind": row.kind}
    last = due(flows.get(row.flow or ""), moment_of(row.received))
    if last is not None:
        value["due"] = last
    if case is not None:
        value |= _course(session, case)
    if own:
        value |= _inside(row, case)
        if row.body is not None and row.parts and erased(session, row.id, FlowBody.from_json(parse(row.body, "body"))):
            value["erased"] = True
    return value


def due(flow: Flow | None, received: datetime) -> date | None:
    """The last day that the law gives the office; None where the law gives none, or where the working days of that
    year are not announced yet."""
    if flow is None or flow.due is None:
        return None
    calendar = working_days()
    last = calendar.next(received.astimezone(CHINA).date(), flow.due[0])[-1]
    return last if calendar.settled(last) else None


def public(state: str) -> str:
    """What anybody with the id may know: received, in work, or done; never which way it went."""
    if state in (CaseState.DECIDED.value, CaseState.DONE.value, CaseState.UNDONE.value):
        return "done"
    return "in_work" if state in tuple(CaseState) else "received"


def _course(session: Session, case: CaseRow) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if case.decided is not None:
        found["decided"] = moment_of(case.decided).astimezone(CHINA).date()
        found["by"] = "rule" if case.decided_by in (BY_RULE, BY_SLOTS) else "person"
    messages = [m for _, m in messages_of(session, case.subject, 0, 200) if m.item == case.item][-TOLD:]
    if messages and messages[-1].kind is MessageKind.QUESTION and case.state == CaseState.DESK.value:
        found["state"] = ASKED
    words = [one for m in messages for one in (m.text, verbatim(m.words) if m.words else None)]
    found["told"] = tuple(said(one) for one in words if one is not None)
    return found


def clerk_of(case: CaseRow) -> str:
    """What a person came to: `granted` or `refused`; empty where nobody but the rules has decided."""
    stored = json.loads(case.decision) if case.decision else {}
    clerk = stored.get("clerk") if isinstance(stored, dict) else None
    return str(clerk.get("outcome", "")) if isinstance(clerk, dict) else ""


def _inside(row: ItemRow, case: CaseRow | None) -> dict[str, Value]:
    """What the person said, and what was decided on which facts."""
    found: dict[str, Value] = {}
    if row.body is not None:
        body = FlowBody.from_json(parse(row.body, "body"))
        found["content"] = canonical(content_to_json(body.content)).decode()
    if case is not None and case.decided and (outcome := clerk_of(case)):
        found["clerk"] = outcome
    decided: Json = json.loads(case.decision) if case is not None and case.decision and case.decided else None
    decision = decided.get("decision") if isinstance(decided, Mapping) else None
    facts = decided.get("facts") if isinstance(decided, Mapping) else None
    if decision is not None and isinstance(facts, Mapping):
        found["decision"] = canonical(decision).decode()
        found["facts"] = {key: from_json(fact) for key, fact in facts.items()}
    return found

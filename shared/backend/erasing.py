"""What is kept no longer than it is needed: documents declared `fleeting` go once their matter has ended, by whomever
(个人信息保护法 第19、47条). Their bytes are overwritten, and are in no journal afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from shared.backend.tables import CaseRow, CaseState, ItemRow, PartRow
from shared.contract.bodies import FlowBody
from shared.contract.codec import parse
from shared.domain.flow import Flow, Group, Question

if TYPE_CHECKING:
    from shared.backend.office import Office

ENDED: Final = (CaseState.DECIDED.value, CaseState.DONE.value, CaseState.UNDONE.value)


def fleeting(flow: Flow | None) -> frozenset[str]:
    """The questions of a service whose documents do not stay."""
    steps = flow.steps if flow is not None else ()
    asked = (q for step in steps for q in (step.steps if isinstance(step, Group) else (step,)))
    return frozenset(q.id for q in asked if isinstance(q, Question) and q.fleeting)


def sweep(office: Office) -> int:
    """Delete what is due now; how many documents."""
    flows = [id for id, flow in office.flows.items() if fleeting(flow)]
    with office.db.reading() as session:
        there = exists().where(PartRow.item == CaseRow.item, PartRow.content.is_not(None))
        ended = select(CaseRow.item).where(CaseRow.flow.in_(flows), CaseRow.state.in_(ENDED), there)
        found = list(session.scalars(ended))
    gone = 0
    for item in found:
        with office.db.writing() as session:
            gone += _erase(office, session, item)
    if gone:
        office.db.forget()
    return gone


def _erase(office: Office, session: Session, item: str) -> int:
    case = session.get(CaseRow, item, with_for_update=True)
    row = session.scalars(
        select(ItemRow).where(ItemRow.id == item, ItemRow.authentic, ItemRow.body.is_not(None))
    ).first()
    if case is None or case.state not in ENDED or row is None:
        return 0
    gone = 0
    for first, last, question in chunks_of(FlowBody.from_json(parse(row.body or b"{}", "body"))):
        if question in fleeting(office.flows.get(case.flow)):
            here = (PartRow.item == item, PartRow.number >= first, PartRow.number < last, PartRow.content.is_not(None))
            gone += bool(session.scalars(select(PartRow.number).where(*here)).first() is not None)
            session.execute(update(PartRow).where(*here).values(content=None))
    return gone


def chunks_of(body: FlowBody) -> Iterator[tuple[int, int, str]]:
    """For each document: its first chunk, the one behind its last, and the question that it answers."""
    first = 0
    for attachment in body.attachments:
        yield first, first + len(attachment.chunks), attachment.question
        first += len(attachment.chunks)


def erased(session: Session, item: str, body: FlowBody) -> frozenset[int]:
    """The numbers of an item's documents that are deleted."""
    kept = set(session.scalars(select(PartRow.number).where(PartRow.item == item, PartRow.content.is_not(None))))
    known = set(session.scalars(select(PartRow.number).where(PartRow.item == item)))
    return frozenset(
        n
        for n, (first, last, _) in enumerate(chunks_of(body))
        if known & {*range(first, last)} and not kept & {*range(first, last)}
    )

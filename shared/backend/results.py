"""From what is stored of an item to what its device is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.now import moment_of
from shared.backend.tables import ItemRow, ItemState, PartRow
from shared.contract.results import (
    Acknowledgement,
    ConflictingItem,
    Duplicate,
    Held,
    ItemResult,
    Reason,
    RejectedItem,
    WaitingForParts,
)

if TYPE_CHECKING:
    from shared.backend.office import Office


def result_of(office: Office, session: Session, row: ItemRow) -> ItemResult:
    """The standing answer for an item that was here before. In a new epoch its acknowledgement is signed anew, once."""
    match ItemState(row.state):
        case ItemState.ACCEPTED:
            return Duplicate(row.id, acknowledgement_of(office, session, row))
        case ItemState.WAITING:
            return WaitingForParts(row.id, next_part(session, row) or 0)
        case ItemState.HELD:
            return Held(row.id, row.reason or Reason.DEVICE_UNKNOWN.value)
        case ItemState.REJECTED:
            return RejectedItem(row.id, row.reason or Reason.MALFORMED.value, row.explanation)
        case ItemState.CONFLICT:
            first = session.scalars(
                select(ItemRow.hash).where(
                    ItemRow.id == row.id, ItemRow.authentic, ItemRow.state != ItemState.CONFLICT.value
                )
            ).first()
            return ConflictingItem(row.id, first or row.hash)


def acknowledgement_of(office: Office, session: Session, row: ItemRow) -> str:
    """The one acknowledgement of an accepted item in the present epoch."""
    if row.acknowledgement is None:
        sequence = row.sequence or 0
        row.acknowledgement = office.keys.sign_acknowledgement(
            Acknowledgement(
                id=row.id,
                hash=row.hash,
                epoch=row.epoch or office.epoch,
                sequence=sequence,
                time=moment_of(row.received),
                durable_through=sequence,
            ),
            office.now(),
        )
        session.flush()
    return row.acknowledgement


def next_part(session: Session, row: ItemRow) -> int | None:
    """The number of the first chunk that is missing, or None when the item is whole."""
    rows = session.scalars(
        select(PartRow.number).where(PartRow.item == row.id, PartRow.content.is_not(None)).order_by(PartRow.number)
    )
    expected = 0
    for number in rows:
        if number != expected:
            break
        expected += 1
    return None if expected >= row.parts else expected

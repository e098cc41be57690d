"""Encrypted chunks of attachments: an item is acknowledged when the last one is here; uploads resume."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from shared.backend import epochs
from shared.backend.gate import Caller
from shared.backend.intake import Batch, accept
from shared.backend.now import millis
from shared.backend.results import next_part
from shared.backend.tables import ItemRow, ItemState, NewsRow, PartRow
from shared.contract.bodies import FlowBody
from shared.contract.codec import parse
from shared.contract.errors import Conflict, NotFound, Throttled
from shared.contract.messages import PartReply
from shared.contract.results import Reason
from shared.sealing.attachments import parts_of
from shared.sealing.derive import same, sha256

if TYPE_CHECKING:
    from shared.backend.office import Office


def put(office: Office, caller: Caller, item: str, index: int, chunk: bytes) -> PartReply:
    """Take one chunk; the next missing one, or None when the item is whole. Raises NotFound for an item that waits for
    nothing of this number, Conflict where the chunk is another one than in the manifest, Throttled without room."""
    hash = sha256(chunk)
    with office.db.writing() as session:
        office.gate.spend(session, caller, "parts")
        batch = Batch.begin(office, session, [item], caller)
        row = next((row for row in batch.rows.get(item, ()) if _takes_parts(row, index)), None)
        if row is None:
            raise NotFound("no item here waits for this part")
        if not same(hash, _expected(row)[index]):
            raise Conflict("the chunk is not the one of the manifest")
        if row.state == ItemState.WAITING.value:
            _room(office, session, len(chunk))
            if session.get(PartRow, (item, index)) is None:
                session.add(PartRow(item=item, number=index, hash=hash, content=chunk))
                session.flush()
        missing = next_part(session, row)
        if missing is None and row.state == ItemState.WAITING.value:
            accept(batch, row)
            session.add(NewsRow(device=row.device, what="item", ref=str(row.row)))
        epoch, sequence, moved = batch.head.epoch, batch.head.sequence, batch.head.sequence != batch.durable
    if moved:
        epochs.note(office.settings.home, epoch, sequence)
        office.wake()
    return PartReply(missing)


def _takes_parts(row: ItemRow, index: int) -> bool:
    states = (ItemState.WAITING.value, ItemState.ACCEPTED.value)
    return row.authentic and row.state in states and index < row.parts


def _expected(row: ItemRow) -> list[bytes]:
    body = FlowBody.from_json(parse(row.body or b"{}", "body"))
    return [attachment.chunks[index] for attachment, index in parts_of(body.attachments)]


def _room(office: Office, session: Session, size: int) -> None:
    """Chunks of items that are not whole may not fill the office."""
    waiting = select(ItemRow.id).where(ItemRow.state == ItemState.WAITING.value)
    used = session.scalar(select(func.sum(func.length(PartRow.content))).where(PartRow.item.in_(waiting)))
    if (used or 0) + size > office.limits.waiting_bytes:
        raise Throttled("too many unfinished uploads", 3600)


def expire(office: Office) -> int:
    """Reject items whose parts never came within the days allowed, and drop those parts; how many items."""
    before = millis(office.now() - timedelta(days=office.limits.part_days))
    with office.db.writing() as session:
        late = select(ItemRow).where(ItemRow.state == ItemState.WAITING.value, ItemRow.received < before)
        rows = list(session.scalars(late))
        for row in rows:
            row.state, row.reason = ItemState.REJECTED.value, Reason.PARTS_EXPIRED.value
            session.execute(delete(PartRow).where(PartRow.item == row.id))
            session.add(NewsRow(device=row.device, what="item", ref=str(row.row)))
    return len(rows)

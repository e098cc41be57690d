"""Taking items in: each is answered by itself; what is accepted is acknowledged with a signature in one transaction.

Looking at items (signatures, opening, checking) happens before the transaction, so that the write lock is held briefly.
An acknowledgement's own `durable_through` is what was durable before its batch; the statement signed after the commit
covers the batch itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend import epochs
from shared.backend.binding import offer
from shared.backend.certificates import completed
from shared.backend.examine import ACTING, Examined, Refusal, examine, name_of
from shared.backend.gate import Caller
from shared.backend.held import close_held, open_held
from shared.backend.now import millis
from shared.backend.results import result_of
from shared.backend.tables import DeviceRow, ItemRow, ItemState, NewsRow, OfficeRow
from shared.backend.targets import may_act, open_case
from shared.contract.api import MAX_BATCH_ITEMS
from shared.contract.bodies import FlowBody
from shared.contract.codec import Fields, Json, parse
from shared.contract.errors import Malformed, TooLarge
from shared.contract.items import ItemKind
from shared.contract.messages import SubmissionReply
from shared.contract.results import (
    Accepted,
    Acknowledgement,
    ConflictingItem,
    Held,
    ItemResult,
    Reason,
    RejectedItem,
    WaitingForParts,
)

if TYPE_CHECKING:
    from shared.backend.office import Office


@dataclass(slots=True)
class Batch:
    """What one transaction of the intake works on: rows by item id, and items waiting for a target by its id."""

    office: Office
    session: Session
    head: OfficeRow
    durable: int
    caller: Caller | None = None
    rows: dict[str, list[ItemRow]] = field(default_factory=dict)
    acting: dict[str, list[ItemRow]] = field(default_factory=dict)
    standings: dict[str, Caller] = field(default_factory=dict)

    @classmethod
    def begin(cls, office: Office, session: Session, ids: Iterable[str], caller: Caller | None = None) -> Batch:
        """Lock the office row and fetch what is known of these ids."""
        head = session.get_one(OfficeRow, 1, with_for_update=True)
        batch = cls(office, session, head, head.sequence, caller)
        wanted = list(ids)
        for row in session.scalars(select(ItemRow).where(ItemRow.id.in_(wanted))):
            batch.rows.setdefault(row.id, []).append(row)
        waiting = select(ItemRow).where(
            ItemRow.target.in_(wanted), ItemRow.state == ItemState.ACCEPTED.value, ItemRow.kind.in_(ACTING)
        )
        for row in session.scalars(waiting.order_by(ItemRow.sequence)):
            batch.acting.setdefault(row.target or "", []).append(row)
        return batch

    def same(self, id: str, hash: bytes) -> ItemRow | None:
        """The row of exactly this item."""
        return next((row for row in self.rows.get(id, ()) if row.hash == hash), None)

    def first(self, id: str, hash: bytes) -> ItemRow | None:
        """An authentic item of the same id with another hash."""
        others = (row for row in self.rows.get(id, ()) if row.hash != hash)
        return next((row for row in others if row.authentic and row.state != ItemState.CONFLICT.value), None)

    def target(self, id: str) -> ItemRow | None:
        """The item that another acts on, where it has arrived."""
        if id not in self.rows:
            self.session.flush()
            self.rows[id] = list(self.session.scalars(select(ItemRow).where(ItemRow.id == id)))
        usable = (ItemState.ACCEPTED.value, ItemState.WAITING.value, ItemState.HELD.value)
        return next((row for row in self.rows[id] if row.authentic and row.state in usable), None)


def take(office: Office, caller: Caller, data: Json) -> SubmissionReply:
    """Answer a batch. Raises TooLarge, Throttled, UnknownCertificate, and Malformed where not one item of it can be
    told from another."""
    items = Fields.of(data, "batch").each("items", lambda item: item)
    if len(items) > MAX_BATCH_ITEMS:
        raise TooLarge(f"more than {MAX_BATCH_ITEMS} items")
    with office.db.reading() as session:
        items = tuple(completed(session, item) for item in items)
    named = [(item, *name) for item in items if (name := name_of(item)) is not None]
    if items and not named:
        raise Malformed("batch.items", "have no readable header")
    with office.db.reading() as session:
        seen = select(ItemRow.id, ItemRow.hash).where(ItemRow.id.in_([id for _, id, _ in named]), ItemRow.authentic)
        known = {(row.id, row.hash) for row in session.execute(seen)}
    looked = {(id, hash): examine(office, item, id, hash) for item, id, hash in named if (id, hash) not in known}
    with office.db.writing() as session, session.no_autoflush:
        office.gate.spend(session, caller, "items", len(looked))
        batch = Batch.begin(office, session, {id for _, id, _ in named}, caller)
        results = tuple(_settle(batch, id, hash, looked.get((id, hash))) for _, id, hash in named)
        epoch, sequence = batch.head.epoch, batch.head.sequence
        moved = sequence != batch.durable
    if moved:
        epochs.note(office.settings.home, epoch, sequence)
        office.wake()
    return SubmissionReply(results, office.statement())


def _settle(batch: Batch, id: str, hash: bytes, looked: Examined | None) -> ItemResult:
    """The answer for one item; what is new is stored."""
    row = batch.same(id, hash)
    if row is not None and (row.authentic or looked is None or not looked.authentic):
        return result_of(batch.office, batch.session, row)
    if looked is None:
        raise RuntimeError("an item that was known has gone")
    row = _store(batch, looked, row)
    if not looked.authentic:
        return _reject(row, looked.refusal or Refusal(Reason.BAD_ORIGIN))
    first = batch.first(id, hash)
    if first is not None:
        row.state = ItemState.CONFLICT.value
        return ConflictingItem(id, first.hash)
    held = _why_held(batch, looked)
    if held is not None:
        return _hold(batch, row, held)
    if looked.refusal is not None:
        return _hold(batch, row, looked.refusal.code) if looked.refusal.held else _reject(row, looked.refusal)
    if row.parts:
        row.state = ItemState.WAITING.value
        return WaitingForParts(id, 0)
    return accept(batch, row)


def _store(batch: Batch, looked: Examined, row: ItemRow | None) -> ItemRow:
    """Keep the item as it came, in place of an earlier arrival of which the origin did not hold."""
    if row is None:
        row = ItemRow(id=looked.id, hash=looked.hash, explanation="", parts=0, level=0)
        batch.rows.setdefault(looked.id, []).append(row)
        batch.session.add(row)
    header, body = looked.header, looked.body
    row.sealed = looked.wire
    row.received = millis(batch.office.now())
    row.authentic = looked.authentic
    row.by_device = batch.caller.device if batch.caller is not None else ""
    row.state = ItemState.REJECTED.value
    row.reason, row.explanation = None, ""
    row.device = header.device if header is not None else ""
    row.device_seq = header.device_seq if header is not None else 0
    row.kind = header.kind.value if header is not None else ""
    row.level, row.person, row.body = int(looked.level), looked.person, looked.raw_body
    if body is not None:
        row.subject, row.slip_check = looked.subject, body.slip_check
    if isinstance(body, FlowBody) and header is not None:
        row.flow = body.content.flow if body.content.flow in batch.office.flows else None
        row.target = body.target or header.replaces
        row.target_check = body.target_check
        row.parts = header.parts or 0
    return row


def _why_held(batch: Batch, looked: Examined) -> Reason | None:
    """Why an item of this device waits for a person, whatever it says: never a refusal."""
    certificate = looked.certificate
    if certificate is None:
        return None
    kid = certificate.key.kid
    if kid not in batch.standings:
        batch.office.gate.remember(batch.session, certificate)
        batch.standings[kid] = batch.office.gate.standing(batch.session, certificate)
    standing, caller = batch.standings[kid], batch.caller
    if standing.revoked:
        return Reason.DEVICE_REVOKED
    if standing.expired:
        return Reason.DEVICE_EXPIRED
    brought_by_itself = caller is not None and caller.good and caller.device == certificate.device
    if standing.superseded and not brought_by_itself:
        return Reason.FIRST_KEY_REUSED
    return None


def _hold(batch: Batch, row: ItemRow, reason: Reason) -> ItemResult:
    row.state, row.reason = ItemState.HELD.value, reason.value
    open_held(batch.session, row)
    return Held(row.id, reason.value)


def _reject(row: ItemRow, refusal: Refusal) -> ItemResult:
    row.state, row.reason, row.explanation = ItemState.REJECTED.value, refusal.code.value, refusal.explanation
    return RejectedItem(row.id, refusal.code.value, refusal.explanation)


def accept(batch: Batch, row: ItemRow) -> ItemResult:
    """Acknowledge an item and open its case; or reject it where it acts on an item that is not the person's."""
    office, session, now = batch.office, batch.session, batch.office.now()
    target = batch.target(row.target) if row.target is not None and row.kind in ACTING else None
    if target is not None and not may_act(row, target):
        return _reject(row, Refusal(Reason.NOT_YOURS))
    batch.head.sequence += 1
    row.state, row.reason = ItemState.ACCEPTED.value, None
    row.epoch, row.sequence = batch.head.epoch, batch.head.sequence
    acknowledgement = Acknowledgement(
        id=row.id,
        hash=row.hash,
        epoch=row.epoch,
        sequence=row.sequence,
        time=now,
        durable_through=batch.durable,
    )
    row.acknowledgement = office.keys.sign_acknowledgement(acknowledgement, now)
    if row.kind == ItemKind.BIND.value:
        offer(session, row)
    else:
        if row.kind in ACTING:
            session.flush()
            batch.acting.setdefault(row.target or "", []).append(row)
        open_case(office, session, row, target, batch.acting.get(row.id, []))
    return Accepted(row.id, row.acknowledgement)


def release(office: Office, id: str, hash: bytes) -> ItemResult:
    """A person has looked at a held item and lets it in; its device hears of it by `changes`. Raises Malformed where
    it is not held, or could not be taken from any device."""
    with office.db.writing() as session:
        batch = Batch.begin(office, session, [id])
        row = batch.same(id, hash)
        if row is None or not lets_in(office, row):
            raise Malformed("item", "is not held, or cannot be taken")
        result = let_in(batch, row)
        epoch, sequence = batch.head.epoch, batch.head.sequence
    epochs.note(office.settings.home, epoch, sequence)
    office.wake()
    return result


def lets_in(office: Office, row: ItemRow) -> bool:
    """Whether a held item may be let in: it opens, and nothing but what it is held for speaks against it."""
    if row.state != ItemState.HELD.value or row.body is None:
        return False
    looked = examine(office, parse(row.sealed, "item"), row.id, row.hash)
    return looked.refusal is None or looked.refusal.held


def let_in(batch: Batch, row: ItemRow) -> ItemResult:
    """Take a held item as if it had just come, in the transaction of whoever decided so."""
    close_held(batch.session, row)
    if row.parts:
        row.state, row.reason = ItemState.WAITING.value, None
    result: ItemResult = WaitingForParts(row.id, 0) if row.parts else accept(batch, row)
    batch.session.add(NewsRow(device=row.device, what="item", ref=str(row.row)))
    return result


def revoke(office: Office, device: str) -> None:
    """From now on everything that comes from this device waits for a person."""
    with office.db.writing() as session:
        row = session.get(DeviceRow, device)
        if row is not None and row.revoked_at is None:
            row.revoked_at = millis(office.now())

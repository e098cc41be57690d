"""A phone becomes its owner's (L2): by a single-use code that the owner, verified at a kiosk, had shown there.

The kiosk hands in the code's hash with the owner's proof (`intake`); the phone brings the code in a sealed question of
its own, so that nobody on the way learns it. A new code takes the place of an earlier one that nobody brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from shared.backend.gate import Caller
from shared.backend.now import moment_of
from shared.backend.tables import BindingRow, CitizenRow, DeviceRow, ItemRow
from shared.contract.bodies import BindBody
from shared.contract.codec import parse
from shared.contract.trust import DeviceRole
from shared.domain.binding import code_of, hash_of
from shared.domain.values import Value

GOOD_FOR: Final = timedelta(hours=24)
"""Since the office has it: a kiosk without network hands it in late, and the phone may be off by then."""
MOST_PHONES: Final = 5
"""Phones of one person; who brings one more gives up the one bound first."""


class Bound(StrEnum):
    """What became of a code that a phone brought."""

    BOUND = "bound"
    UNKNOWN = "unknown"
    """No such code: mistyped, replaced by a later one, or its kiosk has not been able to hand it in yet."""
    USED = "used"
    OLD = "old"
    NO_PHONE = "no_phone"


def offer(session: Session, row: ItemRow) -> None:
    """Keep the hash of an accepted item; earlier codes of the same person that nobody brought are worth nothing now."""
    body = BindBody.from_json(parse(row.body or b"{}", "body"))
    if session.get(BindingRow, body.code_hash) is not None:
        return
    unused = (BindingRow.subject == row.person, BindingRow.device.is_(None))
    session.execute(delete(BindingRow).where(*unused))
    session.add(BindingRow(code_hash=body.code_hash, subject=row.person or "", item=row.id))


def bind(session: Session, caller: Caller, text: str, now: int) -> Mapping[str, Value]:
    """Make the device the phone of whoever had the code shown (`now` in ms); the same once more after a lost reply.

    The answer holds who that is, and travels sealed for the phone that asked.
    """
    code = code_of(text)
    if caller.certificate.role is not DeviceRole.PHONE:
        return {"bound": Bound.NO_PHONE.value}
    row = session.get(BindingRow, hash_of(code), with_for_update=True) if code is not None else None
    device = session.get(DeviceRow, caller.device, with_for_update=True)
    if row is None or device is None:
        return {"bound": Bound.UNKNOWN.value}
    if row.device is not None and row.device != caller.device:
        return {"bound": Bound.USED.value}
    if row.device == caller.device and device.owner != row.subject:
        return {"bound": Bound.USED.value}  # it was given up since
    came = session.scalar(select(func.min(ItemRow.received)).where(ItemRow.id == row.item, ItemRow.authentic))
    if row.device is None and (came is None or moment_of(now) - moment_of(came) > GOOD_FOR):
        return {"bound": Bound.OLD.value}
    row.device, device.owner = caller.device, row.subject
    _keep_to_the_most(session, row.subject, caller.device)
    citizen = session.get(CitizenRow, row.subject)
    name = citizen.name if citizen is not None else ""
    return {"bound": Bound.BOUND.value, "id_number": row.subject, "name": name}


def _keep_to_the_most(session: Session, person: str, newest: str) -> None:
    session.flush()
    phones = select(DeviceRow.id).where(DeviceRow.owner == person, DeviceRow.id != newest)
    held = list(session.scalars(phones.order_by(DeviceRow.created_at, DeviceRow.id)))
    for id in held[: max(0, len(held) + 1 - MOST_PHONES)]:
        session.get_one(DeviceRow, id).owner = None


def phones(session: Session, person: str) -> Mapping[str, Value]:
    """How many phones are a person's."""
    held = session.scalar(select(func.count()).where(DeviceRow.owner == person))
    return {"phones": int(held or 0)}


def unbind(session: Session, caller: Caller, person: str, lost: int | None = None) -> Mapping[str, Value]:
    """At a kiosk every phone of the person is theirs no more; on a phone only that one.

    `lost`: the moment (ms) at which they report them lost. Their keys are refused from then on; what such a phone still
    hands in is held for a person, as from every revoked device.
    """
    stopped = {} if lost is None else {"revoked_at": lost}
    whose = update(DeviceRow).where(DeviceRow.owner == person).values(owner=None, **stopped)
    if caller.certificate.role is DeviceRole.PHONE:
        whose = whose.where(DeviceRow.id == caller.device)
    session.execute(whose)
    return phones(session, person)


def stop(session: Session, person: str, device: str, lost: int) -> bool:
    """One phone of a person, reported lost at `lost` (ms) at the office's window, is theirs no more and refused from
    then on; whether it was theirs."""
    row = session.get(DeviceRow, device, with_for_update=True)
    if row is None or row.owner != person:
        return False
    row.owner, row.revoked_at = None, lost
    return True


__all__ = ["GOOD_FOR", "Bound", "bind", "offer", "phones", "stop", "unbind"]

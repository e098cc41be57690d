"""Somebody at the window whose phone is lost: the clerk sees their phones and ends the key of one, with a reason.

The office refuses that phone from then on, and the phone says so; what waits on it stays, sealed, and what it still
hands in is held for a person (PROTOCOL, Answers). Who asks is seen by the clerk, at the window, with their id card.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.backend.binding import stop
from shared.backend.desk.clerks import Acting, Desk
from shared.backend.desk.errors import NoSuchNumber, NotHere
from shared.backend.desk.log import log_act
from shared.backend.desk.settling import reason_for
from shared.backend.now import moment_of
from shared.backend.tables import BindingRow, CitizenRow, DeviceRow, ItemRow
from shared.domain.identity import IdFault, mask, read_id_number

LOOK: Final = "look_phones"
STOP: Final = "stop_phone"


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone of a person: its id, and since when it is theirs."""

    id: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Phones:
    """Whose phones they are, and which, oldest first."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    phones: tuple[Phone, ...]

    @property
    def masked(self) -> str:
        """The number's last four."""
        return mask(self.number)


def phones_of(desk: Desk, token: str, number: str) -> Phones:
    """The phones of whoever has that number; that the clerk looked is written down with each. Raises NotLoggedIn,
    NoSuchNumber."""
    with desk.acting(token) as acting:
        read = read_id_number("".join(number.split()))
        if isinstance(read, IdFault):
            raise NoSuchNumber
        found = tuple(_phone(acting.session, row) for row in _held(acting, read.number))
        for phone in found:
            log_act(acting, phone.id, LOOK)
        citizen = acting.session.get(CitizenRow, read.number)
        return Phones(read.number, citizen.name if citizen is not None else "", found)


def stop_phone(desk: Desk, token: str, whose: Phones, device: str, reason: str) -> None:
    """End the key of one of these phones: it is nobody's any more, and refused. Raises NotLoggedIn, NotHere (it is
    theirs no more), ReasonMissing, ReasonTooLong."""
    with desk.acting(token) as acting:
        told = reason_for(acting, STOP, reason, needed=True)
        if not stop(acting.session, whose.number, device, acting.now):
            raise NotHere
        log_act(acting, device, STOP, told)


def _held(acting: Acting, person: str) -> list[DeviceRow]:
    theirs = select(DeviceRow).where(DeviceRow.owner == person)
    return list(acting.session.scalars(theirs.order_by(DeviceRow.created_at, DeviceRow.id)))


def _phone(session: Session, row: DeviceRow) -> Phone:
    """Since when: the day on which the code that it brought was handed in."""
    codes = select(BindingRow.item).where(BindingRow.device == row.id)
    came = session.scalar(select(func.max(ItemRow.received)).where(ItemRow.id.in_(codes)))
    return Phone(row.id, moment_of(came if came is not None else row.created_at))

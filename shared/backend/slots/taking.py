"""Giving half hours out: a guarded update in the caller's transaction, so that none is given out twice.

It holds by the database alone, whatever number of processes share it: on SQLite writers come one after another,
elsewhere the row is locked and `taken < capacity` is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from shared.backend.slots.calendar import local
from shared.backend.slots.plan import LEAD, is_slot, place, places
from shared.backend.slots.tables import SlotRow
from shared.domain.slots import Slot

NOON: Final = 12 * 60
OFFERED: Final = 3
"""How many free half hours are offered in place of one that is not."""
PARTS: Final = {"morning": range(NOON), "afternoon": range(NOON, 24 * 60), "any": range(24 * 60)}
"""Which half hours a part of the day holds."""


def take(session: Session, topic: str, slot: Slot, now: datetime) -> bool:
    """Take one place in a half hour that can still be given out; False where it is full, too soon, over, or there is
    none."""
    if too_soon(slot, now, _lead(session, slot, now)):
        return False
    done = session.execute(
        update(SlotRow)
        .where(*is_slot(slot.office, topic, slot.day.toordinal(), slot.minute), SlotRow.taken < SlotRow.capacity)
        .values(taken=SlotRow.taken + 1)
    )
    return isinstance(done, CursorResult) and done.rowcount == 1


def give_back(session: Session, topic: str, slot: Slot) -> None:
    """One place in a half hour is free again; nothing where its day is over and gone."""
    session.execute(
        update(SlotRow)
        .where(*is_slot(slot.office, topic, slot.day.toordinal(), slot.minute), SlotRow.taken > 0)
        .values(taken=SlotRow.taken - 1)
    )


def take_first(session: Session, topic: str, wanted: Iterable[Slot], now: datetime) -> Slot | None:
    """The first of these that is free, taken; None where none is."""
    return next((slot for slot in wanted if take(session, topic, slot, now)), None)


def free(session: Session, office: str, topic: str, now: datetime, *, today: bool = False) -> list[Slot]:
    """What is free at an office for a service, earliest first; half hours of today only for who hears at once."""
    rows = session.execute(
        select(SlotRow.day, SlotRow.minute)
        .where(SlotRow.office == office, SlotRow.topic == topic)
        .where(SlotRow.day >= local(now).toordinal(), SlotRow.taken < SlotRow.capacity)
        .order_by(SlotRow.day, SlotRow.minute)
    )
    found = [Slot(office, date.fromordinal(row.day), row.minute) for row in rows]
    here = place(session, office) if today and found else None
    lead = LEAD if here is None else here.lead
    return [slot for slot in found if (today or slot.day > local(now).date()) and not too_soon(slot, now, lead)]


def nearest(session: Session, topic: str, wish: Slot, now: datetime, most: int = OFFERED) -> tuple[Slot, ...]:
    """The free half hours nearest to a wish, which is itself among them where it is free: at its office first, and
    where that has too few, at the others of its region. In the order of time."""
    found = sorted(free(session, wish.office, topic, now), key=lambda slot: _apart(slot, wish))[:most]
    if len(found) < most:
        elsewhere = sorted(_elsewhere(session, topic, wish, now), key=lambda slot: _apart(slot, wish))
        found += elsewhere[: most - len(found)]
    return tuple(sorted(found, key=lambda slot: (slot.day, slot.minute, slot.office)))


def _elsewhere(session: Session, topic: str, wish: Slot, now: datetime) -> Iterator[Slot]:
    own = place(session, wish.office)
    for id, other in places(session).items():
        if own is not None and id != own.id and other.region == own.region:
            yield from free(session, id, topic, now)


def _apart(slot: Slot, wish: Slot) -> tuple[int, Slot]:
    """Minutes between two half hours, days counting whole; the earlier one first where two are as near."""
    return abs((slot.day - wish.day).days * 24 * 60 + slot.minute - wish.minute), slot


def _lead(session: Session, slot: Slot, now: datetime) -> int:
    """The minutes that its office wants to know ahead; they matter only today."""
    here = place(session, slot.office) if slot.day == local(now).date() else None
    return LEAD if here is None else here.lead


def too_soon(slot: Slot, now: datetime, lead: int) -> bool:
    """Whether it is over, or begins within so many minutes."""
    here = local(now)
    return (slot.day - here.date()).days * 24 * 60 + slot.minute <= here.hour * 60 + here.minute + lead

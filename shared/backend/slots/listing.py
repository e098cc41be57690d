"""What is free, told to every device as two datasets: `days`, and `slots` with the half hours of each."""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.news import publish
from shared.backend.slots.calendar import WorkingDays, local
from shared.backend.slots.plan import LEAD, fill, places, settle_places
from shared.backend.slots.tables import SlotRow
from shared.backend.slots.taking import too_soon
from shared.backend.tables import OfficeRow, PackRow
from shared.contract.codec import Json
from shared.contract.messages import Pack
from shared.domain.slots import Slot, day_value
from shared.sealing.jws import read_jws

if TYPE_CHECKING:
    from shared.backend.office import Office

log = logging.getLogger(__name__)

OFFICES: Final = "offices"
DAYS: Final = "days"
SLOTS: Final = "slots"
STARTERS: Final = Path(__file__).resolve().parents[3] / "assets" / "packs"
"""The demo's offices are those that the build comes with, so that both sides name the same."""
COUNTED_FROM: Final = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
UNSETTLED: Final = "appointment.day.unsettled"


def keep(office: Office, calendar: WorkingDays) -> None:
    """Once a day at least: the half hours of the next working days, from the offices as they are published."""
    today = local(office.now()).date()
    with office.db.writing() as session:
        demo = session.scalar(select(OfficeRow.seed)) == "demo"
        starter = STARTERS / f"{OFFICES}.json"
        if session.get(PackRow, OFFICES) is None and demo and starter.is_file():
            publish(office, session, Pack.from_bytes(starter.read_bytes()))
            session.flush()
        offices = published(session, OFFICES)
        if offices is None:
            return
        settle_places(session, offices)
        fill(session, calendar, today)
    tell(office, calendar)


def tell(office: Office, calendar: WorkingDays) -> bool:
    """Publish what is free where that has changed; whether it had."""
    now = office.now()
    with office.db.reading() as session:
        if session.scalar(select(SlotRow.office).limit(1)) is None:
            return False
        found = open_slots(session, now)
        fresh = [(DAYS, day_rows(found, calendar)), (SLOTS, slot_rows(found))]
        day = local(now).date()
        packs = [pack for name, rows in fresh if (pack := _newer(session, name, rows, day, now)) is not None]
    if not packs:
        return False
    with office.db.writing() as session:
        for pack in packs:
            publish(office, session, pack)
    return True


def _newer(session: Session, name: str, rows: tuple[dict[str, Json], ...], day: date, now: datetime) -> Pack | None:
    """The pack to be published, None where it says the same. Versions count seconds, so that they go on rising where an
    older database was put back."""
    held = published(session, name)
    if held is not None and (held.as_of, held.rows) == (day, rows):
        return None
    version = max(0 if held is None else held.version + 1, int((now - COUNTED_FROM).total_seconds()))
    return Pack(name, version, day, rows)


def published(session: Session, name: str) -> Pack | None:
    """A dataset as it is published."""
    signed = session.scalar(select(PackRow.signed).where(PackRow.name == name))
    return None if signed is None else Pack.from_bytes(read_jws(signed).payload)


def open_slots(session: Session, now: datetime) -> dict[Slot, list[str]]:
    """The half hours in which something is free, with the services that are, in order; of today those that its office
    still gives out."""
    rows = session.execute(
        select(SlotRow.office, SlotRow.day, SlotRow.minute, SlotRow.topic)
        .where(SlotRow.day >= local(now).toordinal(), SlotRow.taken < SlotRow.capacity)
        .order_by(SlotRow.day, SlotRow.office, SlotRow.minute, SlotRow.topic)
    )
    found: dict[Slot, list[str]] = {}
    leads = {id: office.lead for id, office in places(session).items()}
    for row in rows:
        slot = Slot(row.office, date.fromordinal(row.day), row.minute)
        if not too_soon(slot, now, leads.get(row.office, LEAD)):
            found.setdefault(slot, []).append(row.topic)
    return found


def day_rows(found: dict[Slot, list[str]], calendar: WorkingDays) -> tuple[dict[str, Json], ...]:
    """A row for each office's day. A day of a year whose exchanged days are not announced yet says so."""
    topics: dict[tuple[str, date], set[str]] = {}
    for slot, services in found.items():
        topics.setdefault((slot.office, slot.day), set()).update(services)
    rows: list[dict[str, Json]] = []
    for (office, day), services_of_day in topics.items():
        row: dict[str, Json] = {
            "value": day_value(office, day),
            "title": {"date": day.isoformat()},
            "office": office,
            "topics": [*sorted(services_of_day)],
        }
        rows.append(row if calendar.settled(day) else {**row, "notes": [UNSETTLED]})
    return tuple(rows)


def slot_rows(found: dict[Slot, list[str]]) -> tuple[dict[str, Json], ...]:
    """A row for each half hour of an office."""
    return tuple(
        {
            "value": slot.value,
            "title": slot.hours,
            "office": slot.office,
            "day": day_value(slot.office, slot.day),
            "topics": list(topics),
        }
        for slot, topics in found.items()
    )

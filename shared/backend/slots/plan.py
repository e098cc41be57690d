"""From what the offices say of themselves to the half hours of the next working days."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from shared.backend.slots.calendar import WorkingDays
from shared.backend.slots.tables import PlaceRow, SlotRow
from shared.contract.messages import Pack
from shared.domain.slots import LENGTH
from shared.domain.text import Text, verbatim
from shared.domain.values import Value, from_json

log = logging.getLogger(__name__)

AHEAD: Final = 10
"""Working days that can be booked, besides today."""
LEAD: Final = 60
"""Minutes from now to the first half hour of today that is given out, where the office's row names no `lead` of its
own: time to go there, and for the office to see who comes."""
_OPEN: Final = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """An office: its words, what is there, when it is open, and how many may come at once for each service."""

    id: str
    title: Text
    region: str
    step_free: bool
    sign: bool
    languages: tuple[str, ...]
    minutes: tuple[int, ...]
    capacity: Mapping[str, int]
    lead: int = LEAD


def office_of(row: Mapping[str, Value]) -> Place:
    """An office from its row; what the row does not say, the office does not have."""
    others = {key.removeprefix("title_"): str(value) for key, value in row.items() if key.startswith("title_")}
    capacity = row.get("capacity")
    languages, hours, lead = row.get("languages", ()), row.get("hours", ()), row.get("lead")
    return Place(
        str(row["value"]),
        verbatim(str(row["title"]), **others),
        str(row.get("region", "")),
        row.get("step_free") is True,
        row.get("sign") is True,
        tuple(str(part) for part in languages) if isinstance(languages, tuple) else (),
        tuple(minute for part in hours for minute in _half_hours(str(part))) if isinstance(hours, tuple) else (),
        {topic: n for topic, n in capacity.items() if isinstance(n, int)} if isinstance(capacity, Mapping) else {},
        lead if isinstance(lead, int) and not isinstance(lead, bool) and lead >= 0 else LEAD,
    )


def _half_hours(opening: str) -> Iterator[int]:
    """The beginnings of the whole half hours within `09:00-11:30`; none where it is not one."""
    found = _OPEN.fullmatch(opening)
    if found is not None:
        start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        yield from range(start, end - LENGTH + 1, LENGTH)


def settle_places(session: Session, pack: Pack) -> None:
    """Take the offices of a pack as they now are; those that are not in it give out nothing any more."""
    bodies = {str(row["value"]): json.dumps(dict(row), ensure_ascii=False) for row in pack.rows}
    for place in session.scalars(select(PlaceRow)).all():
        body = bodies.pop(place.office, None)
        if body is None:
            session.delete(place)
        elif body != place.body:
            place.body = body
    session.add_all(PlaceRow(office=id, body=body) for id, body in bodies.items())
    session.flush()


def places(session: Session) -> dict[str, Place]:
    """All offices by their id."""
    rows = session.scalars(select(PlaceRow).order_by(PlaceRow.office))
    return {row.office: _read(row) for row in rows}


def place(session: Session, office: str) -> Place | None:
    """One office, None where there is none of that id."""
    row = session.get(PlaceRow, office)
    return None if row is None else _read(row)


def _read(row: PlaceRow) -> Place:
    return office_of({key: from_json(value) for key, value in json.loads(row.body).items()})


def fill(session: Session, calendar: WorkingDays, today: date, ahead: int = AHEAD) -> tuple[date, ...]:
    """Make the half hours of the next working days that are not there yet, follow changed capacities, and let those
    that are over go; the days."""
    days = (*((today,) if calendar.works(today) else ()), *calendar.next(today, ahead))
    if not calendar.settled(days[-1]):
        log.warning("the exchanged working days of %d are not announced in this version of the calendar", days[-1].year)
    offices = places(session)
    known = {
        (row.office, row.topic, row.day, row.minute): row.capacity
        for row in session.execute(select(SlotRow.office, SlotRow.topic, SlotRow.day, SlotRow.minute, SlotRow.capacity))
    }
    wanted = {
        (office.id, topic, day.toordinal(), minute): capacity
        for office in offices.values()
        for day in days
        for minute in office.minutes
        for topic, capacity in office.capacity.items()
    }
    new = [
        {"office": o, "topic": t, "day": d, "minute": m, "capacity": capacity, "taken": 0}
        for (o, t, d, m), capacity in wanted.items()
        if (o, t, d, m) not in known
    ]
    if new:
        session.execute(insert(SlotRow), new)
    for key, capacity in known.items():
        now = wanted.get(key, 0)
        if key[2] >= today.toordinal() and capacity != now:
            session.execute(update(SlotRow).where(*is_slot(*key)).values(capacity=now))
    session.execute(delete(SlotRow).where(SlotRow.day < today.toordinal()))
    return days


def is_slot(office: str, topic: str, day: int, minute: int) -> tuple[ColumnElement[bool], ...]:
    """The condition for exactly one half hour of one service."""
    return (SlotRow.office == office, SlotRow.topic == topic, SlotRow.day == day, SlotRow.minute == minute)

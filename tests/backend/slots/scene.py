"""Offices whose half hours are open, and people who wish for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from shared.backend.messages import messages_of
from shared.backend.slots.calendar import WorkingDays
from shared.backend.slots.listing import keep
from shared.backend.slots.tables import BookingRow, SlotRow
from shared.backend.tables import CaseRow
from shared.contract.items import ItemKind, SealedItem
from shared.domain.content import Content
from shared.domain.flow import Level
from shared.domain.slots import Slot, day_value
from shared.domain.text import Text
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.sealing.demo_native import DemoPerson
from tests.backend.world import PERSON, TODAY, Kiosk, World, filled

FLOW = FLOWS["appointment"]
OFFICE = "sh-xuhui-1"
TOMORROW = date(2026, 11, 24)
CALENDAR = WorkingDays()
SECRET = bytes(range(16))


def at(minute: int, day: date = TOMORROW, office: str = OFFICE) -> Slot:
    """A half hour of the office, tomorrow unless told otherwise."""
    return Slot(office, day, minute)


def open_offices(made: World) -> None:
    """The demo's offices with the half hours of the next working days."""
    keep(made.office, CALENDAR)


def wish(slot: Slot | None = None, as_of: date = TODAY, **more: Value) -> Content:
    """The content of a wish for a half hour (None: the soonest)."""
    answers: dict[str, Value] = {
        "topic": "pension",
        "region": "310000",
        "office": OFFICE if slot is None else slot.office,
        "needs": (),
        "phone": "none",
        "free": {"status": "not_to_be_had"},
        "second": "none",
        "third_day": "none",
    }
    if slot is None:
        answers |= {"day": "soonest", "part": "any"}
    else:
        answers |= {"day": day_value(slot.office, slot.day), "slot": slot.value}
    return filled({**answers, **more}, flow=FLOW, as_of=as_of)


async def sealed(
    made: World, content: Content, *, person: DemoPerson = PERSON, kiosk: Kiosk | None = None, level: Level = Level.L2
) -> SealedItem:
    """A wish as a kiosk seals it."""
    return await (kiosk or made.kiosk).claim(person, level=level, content=content, secret=SECRET)


async def sent(made: World, content: Content, *, person: DemoPerson = PERSON, level: Level = Level.L2) -> SealedItem:
    """A wish that the office has taken in."""
    item = await sealed(made, content, person=person, level=level)
    await made.one(item)
    return item


async def changed(made: World, target: SealedItem, content: Content) -> SealedItem:
    """Another wish in place of an earlier one, sealed."""
    corrected = replace(content, operation=ItemKind.CORRECT.value, about=FLOW.id)
    return await made.kiosk.claim(kind=ItemKind.CORRECT, target=target.header.id, content=corrected)


def booking(made: World, item: SealedItem) -> BookingRow:
    """What became of a wish."""
    with made.office.db.reading() as session:
        return session.get_one(BookingRow, item.header.id)


def case(made: World, item: SealedItem) -> CaseRow:
    """The case of an item."""
    with made.office.db.reading() as session:
        return session.get_one(CaseRow, item.header.id)


def taken(made: World, slot: Slot, topic: str = "pension") -> int:
    """How many have a half hour."""
    return room(made, slot, topic)[0]


def room(made: World, slot: Slot, topic: str = "pension") -> tuple[int, int]:
    """How many have a half hour, and how many may."""
    with made.office.db.reading() as session:
        row = session.get_one(SlotRow, (slot.office, topic, slot.day.toordinal(), slot.minute))
        return row.taken, row.capacity


def everything_taken(made: World) -> dict[tuple[Slot, str], int]:
    """All that is taken."""
    with made.office.db.reading() as session:
        rows = session.scalars(select(SlotRow).where(SlotRow.taken > 0)).all()
        return {(Slot(r.office, date.fromordinal(r.day), r.minute), r.topic): r.taken for r in rows}


def told(made: World, item: SealedItem, person: DemoPerson = PERSON) -> list[Text]:
    """What the office told about an item."""
    with made.office.db.reading() as session:
        found = messages_of(session, person.id_number)
        return [message.text for _, message in found if message.item == item.header.id and message.text is not None]

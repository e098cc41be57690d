"""Wishes for a time, answered in the transaction that takes them in: confirmed, or the nearest free times offered.

Nobody is lost: each wish is a booking and a case, whichever way it goes, and its person is told. What people have to
see to (an interpreter who is not there, somebody to walk along, a visit at home) goes to the desk with the time held.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shared.backend.decided import decided_json
from shared.backend.messages import tell
from shared.backend.now import millis
from shared.backend.problems import log_fault
from shared.backend.slots.calendar import local
from shared.backend.slots.plan import Place, place
from shared.backend.slots.tables import BookingRow, BookingState
from shared.backend.slots.taking import PARTS, free, give_back, nearest, take, take_first
from shared.backend.tables import CaseRow, CaseState, ItemRow
from shared.contract.bodies import FlowBody
from shared.contract.codec import parse
from shared.contract.items import ItemKind
from shared.domain.content import decide_content
from shared.domain.kinds.chosen import slot_words
from shared.domain.slots import Slot, read_slot
from shared.domain.text import Text, text, verbatim
from shared.domain.values import Value
from shared.flows.appointment.flow import FLOW as APPOINTMENT
from shared.flows.appointment.rules import ALWAYS_ARRANGED, SOONEST

if TYPE_CHECKING:
    from shared.backend.office import Office

BY_SLOTS: Final = "slots"
NO_SLOT: Final = "no_slot"
"""Why a case waits for a person: nothing that was wished for was free."""
FAULT: Final = "rule_fault"
ARRANGE: Final = "arrange"
"""Why a case waits for a person: the time is held, and something has to be prepared."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wishes for: half hours in the order of preference, or the soonest in a part of the day. `at_once`:
    the office answered while they chose, so that they hear now which time it is."""

    office: str
    topic: str
    wanted: tuple[Slot, ...]
    part: str = ""
    needs: tuple[str, ...] = ()
    language: str = ""
    at_once: bool = False


def wish_of(answers: Mapping[str, Value]) -> Wish:
    """The wish that answers of an appointment hold."""
    needs, told = answers.get("needs"), answers.get("free")
    slots = (read_slot(answers.get(key)) for key in ("slot", "second", "third"))
    return Wish(
        str(answers.get("office", "")),
        str(answers.get("topic", "")),
        tuple(slot for slot in slots if slot is not None),
        str(answers.get("part", "any")) if answers.get("day") == SOONEST else "",
        tuple(str(need) for need in needs) if isinstance(needs, tuple) else (),
        str(answers.get("language", "")),
        isinstance(told, Mapping) and told.get("status") == "ready",
    )


def is_booking(flow: str | None) -> bool:
    """Whether items of this flow hold a time."""
    return flow == APPOINTMENT.id


def book(office: Office, session: Session, row: ItemRow, case: CaseRow) -> None:
    """Answer a wish that was just taken in. Its case is settled at once: a time that is held needs no hold."""
    wish = wish_of(_answers(row))
    booking = _booking(office, session, row, case, wish)
    got = take_first(session, wish.topic, _candidates(office, session, wish), office.now())
    if got is None:
        _offer(office, session, booking, case, wish)
    else:
        _confirm(office, session, booking, case, got)


def settle(office: Office, session: Session, row: ItemRow, case: CaseRow, aim: CaseRow | None = None) -> None:
    """A wish, or an item that acts on one (`aim`). What fails here leaves the case to a person and nothing taken: the
    intake goes on."""
    try:
        with session.begin_nested():
            if aim is None:
                book(office, session, row, case)
            elif row.kind == ItemKind.CORRECT.value:
                change(office, session, row, case, aim)
            else:
                cancel(office, session, case, aim)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever is wrong with one wish must not hold up the others)
        log_fault(error)
        case.state, case.why = CaseState.DESK.value, FAULT


def change(office: Office, session: Session, row: ItemRow, case: CaseRow, aim: CaseRow) -> None:
    """Exchange a time for another in one step: the old one is let go only once the new one is held. Where the new one
    is not free, the old one stays as it is and the nearest free ones are offered."""
    old = session.get_one(BookingRow, aim.item, with_for_update=True)
    kept = held(old)
    if kept is None and old.state == BookingState.CANCELLED.value:
        book(office, session, row, case)
        return
    wish = wish_of(_answers(row))
    booking = _booking(office, session, row, case, wish)
    got = next(
        (
            slot
            for slot in _candidates(office, session, wish, kept if wish.topic == old.topic else None)
            if (slot == kept and wish.topic == old.topic) or take(session, wish.topic, slot, office.now())
        ),
        None,
    )
    if got is None:
        if kept is not None:
            where = _title(session, kept.office)
            tell(office, session, case.subject, case.item, text("office.slot.kept", when=slot_words(kept), where=where))
        _offer(office, session, booking, case, wish)
        return
    if kept is not None and (got, wish.topic) != (kept, old.topic):
        give_back(session, old.topic, kept)
    _let_go(office, old)
    aim.state, aim.undone_by, aim.why = CaseState.UNDONE.value, row.id, None
    _confirm(office, session, booking, case, got)


def cancel(office: Office, session: Session, case: CaseRow, aim: CaseRow) -> None:
    """Give a time back, whenever that is asked for; the case that asked is done."""
    booking = session.get_one(BookingRow, aim.item, with_for_update=True)
    slot = held(booking)
    if slot is not None:
        give_back(session, booking.topic, slot)
    _let_go(office, booking)
    if aim.state != CaseState.UNDONE.value:
        aim.state, aim.undone_by, aim.why = CaseState.UNDONE.value, case.item, None
        tell(office, session, aim.subject, aim.item, text("office.slot.cancelled"))
    case.state, case.why = CaseState.DONE.value, None


def release(office: Office, session: Session, item: str) -> None:
    """A person at the desk does not give this time: it is free again. Nothing where the item holds none."""
    booking = session.get(BookingRow, item, with_for_update=True)
    slot = None if booking is None else held(booking)
    if booking is not None:
        if slot is not None:
            give_back(session, booking.topic, slot)
        _let_go(office, booking)


def _booking(office: Office, session: Session, row: ItemRow, case: CaseRow, wish: Wish) -> BookingRow:
    booking = BookingRow(
        item=row.id,
        subject=row.subject or "",
        office=wish.office,
        topic=wish.topic,
        state=BookingState.OFFERED.value,
        arrange=" ".join(to_arrange(wish, place(session, wish.office))),
        offered="",
        changed=millis(office.now()),
    )
    session.add(booking)
    decided = decide_content(APPOINTMENT, _body(row).content, None)
    case.decision = json.dumps(decided_json(decided), ensure_ascii=False)
    return booking


def _let_go(office: Office, booking: BookingRow) -> None:
    booking.state, booking.offered, booking.changed = BookingState.CANCELLED.value, "", millis(office.now())


def _answers(row: ItemRow) -> Mapping[str, Value]:
    return {key: answer.value for key, answer in _body(row).content.answers.items()}


def _body(row: ItemRow) -> FlowBody:
    return FlowBody.from_json(parse(row.body or b"{}", "body"))


def _candidates(office: Office, session: Session, wish: Wish, kept: Slot | None = None) -> Iterable[Slot]:
    """What would do, the best first; `kept` is held already."""
    if not wish.part:
        return wish.wanted
    found = free(session, wish.office, wish.topic, office.now(), today=wish.at_once)
    if kept is not None and kept.office == wish.office:
        found = sorted({kept, *found}, key=lambda slot: (slot.day, slot.minute))
    part = PARTS.get(wish.part, PARTS["any"])
    return [slot for slot in found if slot.minute in part]


def to_arrange(wish: Wish, here: Place | None) -> tuple[str, ...]:
    """The needs that somebody has to see to, since the office does not have them of itself."""
    there = {
        "wheelchair": here is not None and here.step_free,
        "sign": here is not None and here.sign,
        "language": here is not None and wish.language in here.languages,
    }
    return tuple(need for need in wish.needs if need in ALWAYS_ARRANGED or there.get(need) is False)


def held(booking: BookingRow) -> Slot | None:
    """The half hour that a booking holds."""
    if booking.state != BookingState.CONFIRMED.value or booking.day is None or booking.minute is None:
        return None
    return Slot(booking.office, date.fromordinal(booking.day), booking.minute)


def _confirm(office: Office, session: Session, booking: BookingRow, case: CaseRow, slot: Slot) -> None:
    booking.office, booking.day, booking.minute = slot.office, slot.day.toordinal(), slot.minute
    booking.state = BookingState.CONFIRMED.value
    if booking.arrange:
        case.state, case.why = CaseState.DESK.value, ARRANGE
    else:
        case.state, case.why = CaseState.DECIDED.value, None
        case.decided, case.decided_by = millis(office.now()), BY_SLOTS
    when, where = slot_words(slot), _title(session, slot.office)
    tell(office, session, case.subject, case.item, text("office.slot.confirmed", when=when, where=where))
    if booking.arrange:
        needs = tuple(Text(f"appointment.needs.{need}") for need in booking.arrange.split())
        tell(office, session, case.subject, case.item, text("office.slot.arrange", needs=needs))


def _offer(office: Office, session: Session, booking: BookingRow, case: CaseRow, wish: Wish) -> None:
    found = offers(office, session, wish)
    booking.offered = " ".join(slot.value for slot in found)
    case.state, case.why = CaseState.DESK.value, NO_SLOT
    tell(office, session, case.subject, case.item, _offered(session, found))


def offers(office: Office, session: Session, wish: Wish) -> tuple[Slot, ...]:
    """The free half hours nearest to what was wished for first; nearest to now where that was the soonest."""
    here = local(office.now())
    first = wish.wanted[0] if wish.wanted else Slot(wish.office, here.date(), here.hour * 60)
    return nearest(session, wish.topic, first, office.now())


def _offered(session: Session, found: tuple[Slot, ...]) -> Text:
    if not found:
        return text("office.slot.none")
    each = tuple(text("office.slot.at", when=slot_words(slot), where=_title(session, slot.office)) for slot in found)
    return text("office.slot.full", offers=each)


def _title(session: Session, office: str) -> Text:
    found = place(session, office)
    return found.title if found is not None else verbatim(office)

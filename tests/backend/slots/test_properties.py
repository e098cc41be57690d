"""Whatever is wished for, changed and given back, in whatever order: what is taken is what people hold, and no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from shared.backend.slots.booking import Wish, to_arrange
from shared.backend.slots.plan import Place
from shared.backend.slots.tables import PlaceRow, SlotRow
from shared.backend.slots.taking import OFFERED, free, give_back, nearest, take, take_first
from shared.backend.tables import Base
from shared.domain.slots import Slot, day_value, read_day, read_slot
from shared.domain.text import verbatim
from shared.flows.appointment.rules import LANGUAGES, NEEDS

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SLOTS = [Slot(office, date(2026, 11, day), minute) for office in "ab" for day in (23, 24, 25) for minute in (540, 840)]
some = st.sampled_from(SLOTS)


@dataclass
class Desk:
    """A database with a few half hours, and what the people in this test hold."""

    capacity: int
    held: list[Slot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = create_engine("sqlite://")
        Base.metadata.create_all(self.engine)
        self.session = Session(self.engine)
        self.session.add_all(PlaceRow(office=office, body=_body(office)) for office in "ab")
        rows = [
            {
                "office": slot.office,
                "topic": "t",
                "day": slot.day.toordinal(),
                "minute": slot.minute,
                "capacity": self.capacity,
                "taken": 0,
            }
            for slot in SLOTS
        ]
        self.session.execute(insert(SlotRow), rows)

    def taken(self) -> dict[Slot, int]:
        rows = self.session.scalars(select(SlotRow).execution_options(populate_existing=True))
        return {Slot(r.office, date.fromordinal(r.day), r.minute): r.taken for r in rows}


def _body(office: str) -> str:
    return f'{{"value": "{office}", "title": "{office}", "region": "r"}}'


acts = st.lists(st.tuples(st.sampled_from(["wish", "back", "change"]), some, st.lists(some, max_size=2)), max_size=40)


@settings(max_examples=60, deadline=None)
@given(capacity=st.integers(0, 2), acts=acts)
def test_what_is_taken_is_what_people_hold(capacity: int, acts: list[tuple[str, Slot, list[Slot]]]) -> None:
    desk = Desk(capacity)
    for what, first, more in acts:
        if what == "wish":
            got = take_first(desk.session, "t", [first, *more], NOW)
            desk.held += [got] if got is not None else []
        elif what == "back" and desk.held:
            give_back(desk.session, "t", desk.held.pop())
        elif desk.held and take(desk.session, "t", first, NOW):
            give_back(desk.session, "t", desk.held.pop())
            desk.held.append(first)
        taken = desk.taken()
        assert all(taken[slot] == desk.held.count(slot) <= capacity for slot in SLOTS)
        assert set(free(desk.session, "a", "t", NOW, today=True)) == {
            slot for slot in SLOTS if slot.office == "a" and taken[slot] < capacity and _ahead(slot)
        }
    assert not any(slot == Slot(slot.office, date(2026, 11, 23), 540) for slot in desk.held), "that is over"


def _ahead(slot: Slot) -> bool:
    return (slot.day, slot.minute) > (date(2026, 11, 23), 10 * 60)


@settings(max_examples=60, deadline=None)
@given(wish=some, gone=st.lists(some, max_size=12))
def test_what_is_offered_is_free_and_nothing_nearer_is(wish: Slot, gone: list[Slot]) -> None:
    desk = Desk(1)
    for slot in gone:
        take(desk.session, "t", slot, NOW)
    found = nearest(desk.session, "t", wish, NOW)
    left = {slot: abs((slot.day - wish.day).days * 1440 + slot.minute - wish.minute) for slot in SLOTS if _ahead(slot)}
    left = {slot: far for slot, far in left.items() if slot.day > NOW.date()}
    left = {slot: far for slot, far in left.items() if desk.taken()[slot] == 0}
    assert set(found) <= set(left)
    assert len(found) == min(OFFERED, len(left))
    here = [slot for slot in found if slot.office == wish.office]
    missed = [far for slot, far in left.items() if slot.office == wish.office and slot not in found]
    assert not missed or (len(here) == len(found) and max(left[slot] for slot in here) <= min(missed))


@given(
    needs=st.lists(st.sampled_from(NEEDS), unique=True),
    language=st.sampled_from(["", *LANGUAGES]),
    has=st.tuples(st.booleans(), st.booleans(), st.lists(st.sampled_from(LANGUAGES), unique=True)),
)
def test_nobody_comes_to_an_office_that_cannot_help_without_a_person_knowing(
    needs: list[str], language: str, has: tuple[bool, bool, list[str]]
) -> None:
    place = Place("a", verbatim("a"), "r", has[0], has[1], tuple(has[2]), (), {})
    asked = to_arrange(Wish("a", "t", (), needs=tuple(needs), language=language), place)
    assert set(asked) <= set(needs)
    assert ("companion" in asked) == ("companion" in needs)
    assert ("home_visit" in asked) == ("home_visit" in needs)
    assert ("sign" in asked) == ("sign" in needs and not has[1])
    assert ("wheelchair" in asked) == ("wheelchair" in needs and not has[0])
    assert ("language" in asked) == ("language" in needs and language not in has[2])
    assert set(to_arrange(Wish("b", "t", (), needs=tuple(needs), language=language), None)) == set(needs) - {
        "large_print"
    }


@given(
    office=st.from_regex(r"[0-9A-Za-z_\-]{1,40}", fullmatch=True), day=st.dates(), minute=st.integers(0, 24 * 60 - 1)
)
def test_a_slot_comes_back_from_its_value(office: str, day: date, minute: int) -> None:
    slot = Slot(office, day, minute)
    if day.year >= 1000:
        assert read_slot(slot.value) == slot
        assert read_day(day_value(office, day)) == (office, day)


@given(raw=st.text(max_size=40))
def test_nothing_else_is_a_slot(raw: str) -> None:
    found = read_slot(raw)
    assert found is None or found.value == raw

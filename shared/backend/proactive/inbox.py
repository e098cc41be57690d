"""The inbox of one person, from the office's tables: what the rules look at, and what the person has chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.messages import messages_of
from shared.backend.now import moment_of
from shared.backend.proactive import rules
from shared.backend.proactive.rules import Booked, Claim, Situation, Spoken
from shared.backend.registers import record_of_person
from shared.backend.slots.booking import held
from shared.backend.slots.tables import BookingRow
from shared.backend.tables import CaseRow, CaseState, ItemRow, ItemState
from shared.contract.bodies import FlowBody
from shared.contract.codec import parse
from shared.contract.items import ItemKind
from shared.contract.messages import Message, MessageKind
from shared.domain.content import Content
from shared.domain.flow import Flow, Level
from shared.domain.messages import Inbox, Sort
from shared.domain.slots import clock
from shared.domain.values import Value
from shared.flows.message_choice.flow import FLOW as CHOICE
from shared.flows.message_choice.rules import Choices, Wish, chosen, wish_of
from shared.flows.record_wrong.flow import FLOW as WRONG

MOST: Final = 200
"""Messages about submissions that are looked at, and submissions of one person."""
OVER: Final = (CaseState.UNDONE.value, CaseState.DONE.value, CaseState.DECIDED.value)
SORT_OF: Final = {MessageKind.DECISION: Sort.DECISION, MessageKind.QUESTION: Sort.DOCUMENT}
ASKING: Final = (ItemKind.SUBMIT.value, ItemKind.CORRECT.value)
OWN_WORD: Final = (CHOICE.id,)
"""Services in which somebody only says what they want: nothing is decided, and nothing is told about it."""


def inbox_of_person(session: Session, person: str, on: date, flows: Mapping[str, Flow]) -> Inbox:
    """What there is to tell a proven person now."""
    choices = choices_of(session, person)
    return rules.inbox(situation_of(session, person, on, flows, profile=choices.profile), choices)


def choices_of(session: Session, person: str) -> Choices:
    """What a person has chosen, from what they themselves sent with their card: nobody else speaks for them."""
    rows = session.execute(
        select(ItemRow, CaseRow)
        .join(CaseRow, CaseRow.item == ItemRow.id)
        .where(ItemRow.subject == person, ItemRow.person == person, ItemRow.flow == CHOICE.id)
        .where(ItemRow.state == ItemState.ACCEPTED.value, ItemRow.level >= int(Level.L2))
        .where(CaseRow.state != CaseState.UNDONE.value)
        .order_by(ItemRow.sequence)
    )
    return chosen(_wish(row, case) for row, case in rows)


def _wish(row: ItemRow, case: CaseRow) -> Wish:
    return wish_of(_answers(row), moment_of(case.accepted).date())


def _answers(row: ItemRow) -> Mapping[str, Value]:
    return {key: answer.value for key, answer in _content(row).answers.items()}


def _content(row: ItemRow) -> Content:
    return FlowBody.from_json(parse(row.body or b"{}", "body")).content


def situation_of(
    session: Session, person: str, on: date, flows: Mapping[str, Flow], *, profile: bool = True
) -> Situation:
    """What the rules look at; without `profile` the record is not even opened."""
    record = record_of_person(session, person, on) if profile else None
    items = list(
        session.execute(
            select(ItemRow, CaseRow)
            .join(CaseRow, CaseRow.item == ItemRow.id)
            .where(CaseRow.subject == person, ItemRow.state == ItemState.ACCEPTED.value)
            .order_by(ItemRow.sequence.desc())
            .limit(MOST)
        )
    )
    standing = [(row, case) for row, case in items if case.state != CaseState.UNDONE.value]
    submitted = [(row, case) for row, case in standing if row.kind in ASKING]
    return Situation(
        on,
        record or {},
        tuple(Claim(case.flow, moment_of(case.accepted).date()) for _, case in submitted),
        tuple(_booked(session, submitted, person)),
        tuple(_spoken(session, person, {case.item: case for _, case in standing}, standing)),
        flows,
    )


def _booked(session: Session, submitted: list[tuple[ItemRow, CaseRow]], person: str) -> Iterator[Booked]:
    """The times held for this person that they asked for with their card; a wish that only names the number may be
    anybody's, and one that got no time is none to remind of."""
    for row, case in submitted:
        if case.flow != rules.APPOINTMENT or row.person != person:
            continue
        booking = session.get(BookingRow, row.id)
        slot = held(booking) if booking is not None else None
        if slot is not None:
            yield Booked(row.id, slot.day, clock(slot.minute))


def _spoken(
    session: Session, person: str, cases: Mapping[str, CaseRow], items: list[tuple[ItemRow, CaseRow]]
) -> Iterator[Spoken]:
    """Decisions, and what is still asked for: the case waits, and nothing was sent in for it since."""
    sent = {row.target: case.accepted for row, case in reversed(items) if row.target is not None}
    for number, message in messages_of(session, person, 0, MOST):
        case, sort = cases.get(message.item), SORT_OF.get(message.kind)
        if case is None or sort is None or case.flow in OWN_WORD:
            continue
        if sort is Sort.DOCUMENT and (case.state in OVER or _answered(message, sent)):
            continue
        yield Spoken(number, sort, message.item, case.flow, message.time.date(), message.words or "")


def _answered(message: Message, sent: Mapping[str, int]) -> bool:
    at = sent.get(message.item)
    return at is not None and at >= int(message.time.timestamp() * 1000)


def contested(session: Session, person: str, flow: Flow) -> bool:
    """Whether the person has reported a fact wrong that this service rests on, and nobody has looked yet: one that it
    shows to be confirmed, or that a register must say."""
    asked = {*flow.confirm, *(getattr(step, "prefill", None) for step in flow.steps)}
    rows = session.execute(
        select(ItemRow)
        .join(CaseRow, CaseRow.item == ItemRow.id)
        .where(ItemRow.person == person, ItemRow.flow == WRONG.id, ItemRow.state == ItemState.ACCEPTED.value)
        .where(CaseRow.state.not_in(OVER))
    )
    return any(_content(row).facts.get("wrong.fact") in asked for (row,) in rows)

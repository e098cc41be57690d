"""What waits for a person: the most urgent first, and of equals the oldest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Final

from sqlalchemy import select

from shared.backend.desk.clerks import Acting, Desk
from shared.backend.desk.demo import FIRST, REVIEW
from shared.backend.desk.leases import WAITS, holders
from shared.backend.desk.tables import PlaceRow
from shared.backend.evidence.reckoning import CHECK
from shared.backend.evidence.tables import SuspensionRow
from shared.backend.now import moment_of
from shared.backend.slots.calendar import local, working_days
from shared.backend.tables import CaseRow, CaseState, CitizenRow
from shared.contract.items import ItemKind
from shared.domain.flow import Flow
from shared.domain.identity import mask

WORKING_DAYS: Final = 20
"""Where a service promises no day of its own."""


class Urgency(IntEnum):
    """The lower, the sooner somebody has to look."""

    OVERDUE = 0
    SOON = 1
    NORMAL = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the list. Numbers are masked here; whole ones are on the case's own page."""

    item: str
    kind: str
    flow: str
    name: str
    number: str
    state: str
    why: str
    since: datetime
    promised: Promise
    urgency: Urgency
    queue: str
    held_by: str
    """Who has it before them now; empty where nobody has."""


@dataclass(frozen=True, slots=True)
class Promise:
    """The day by which an answer is due. Not `settled`: the exchanged working days of that year are not announced yet,
    so that the day may still move."""

    day: date
    settled: bool


def promised(flow: Flow | None, accepted: datetime) -> Promise:
    """The day by which an answer is due, in working days of the calendar."""
    days = flow.due[0] if flow is not None and flow.due is not None else WORKING_DAYS
    calendar = working_days()
    last = calendar.next(local(accepted).date(), days)[-1]
    return Promise(last, calendar.settled(last))


def queue_of(kind: str, place: PlaceRow | None) -> str:
    """Where a case lies: where it was passed on to; else objections with the reviewers, all others with the first."""
    if place is not None and place.queue:
        return place.queue
    return REVIEW if kind == ItemKind.OBJECT.value else FIRST


def waiting(desk: Desk, token: str, *, everything: bool = False) -> tuple[Waiting, ...]:
    """What this clerk is to look at, or with `everything` what anybody is. Raises NotLoggedIn."""
    with desk.acting(token) as acting:
        return _waiting(acting, everything)


def _waiting(acting: Acting, everything: bool) -> tuple[Waiting, ...]:
    session, clerk, today = acting.session, acting.clerk, local(moment_of(acting.now)).date()
    rows = session.execute(
        select(CaseRow, PlaceRow, CitizenRow.name)
        .join(PlaceRow, PlaceRow.item == CaseRow.item, isouter=True)
        .join(CitizenRow, CitizenRow.id_number == CaseRow.subject, isouter=True)
        .where(CaseRow.state.in_(WAITS))
        .order_by(CaseRow.accepted, CaseRow.item)
    ).all()
    stopped = set(session.scalars(select(SuspensionRow.id_number).where(SuspensionRow.ended.is_(None))))
    having = holders(session, acting.now)
    found = []
    for case, place, name in rows:
        if place is not None and place.back is not None and place.back > acting.now:
            continue
        queue = queue_of(case.kind, place)
        mine = place.clerk == clerk.id if place is not None and place.clerk else queue == clerk.queue
        if mine or everything:
            found.append(_line(acting, case, name or "", queue, today, having, case.subject in stopped))
    found.sort(key=lambda line: (line.urgency, line.since, line.item))
    return tuple(found[: acting.limits.list_most])


def _line(
    acting: Acting, case: CaseRow, name: str, queue: str, today: date, having: Mapping[str, str], stopped: bool
) -> Waiting:
    since = moment_of(case.accepted)
    due = promised(acting.office.flows.get(case.flow), since)
    urgency = Urgency.NORMAL
    if today > due.day:
        urgency = Urgency.OVERDUE
    elif (due.day - today).days <= acting.limits.soon_days or case.kind == ItemKind.OBJECT.value:
        urgency = Urgency.SOON
    elif stopped and (case.kind == CHECK or case.state == CaseState.DESK.value):
        urgency = Urgency.SOON  # somebody is without their pension meanwhile
    return Waiting(
        case.item,
        case.kind,
        case.flow,
        name,
        mask(case.subject) if case.subject else "",
        case.state,
        case.why or "",
        since,
        due,
        urgency,
        queue,
        having.get(case.item, ""),
    )

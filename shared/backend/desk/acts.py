"""What a clerk does with a case besides deciding it: ask the citizen, or pass it on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from shared.backend.desk.clerks import Desk
from shared.backend.desk.demo import QUEUES
from shared.backend.desk.errors import NoSuchClerk
from shared.backend.desk.leases import free
from shared.backend.desk.log import log_act
from shared.backend.desk.settling import held_for, news_of, place_of, reason_for
from shared.backend.desk.tables import ClerkRow
from shared.backend.desk.verbs import ASK, PASS_ON
from shared.backend.messages import tell_asked
from shared.backend.now import millis, moment_of


def ask(desk: Desk, token: str, item: str, question: str) -> None:
    """Ask the citizen for something, in plain words. The case waits, and comes back to the desk by itself when the
    answer is not there in time: silence refuses nothing. Raises the errors of `held_for` and `reason_for`."""
    with desk.acting(token) as acting:
        case = held_for(acting, item, ASK)
        question = reason_for(acting, ASK, question)
        until = moment_of(acting.now) + timedelta(days=acting.limits.answer_days)
        place_of(acting, item).back = millis(until)
        tell_asked(acting.office, acting.session, case, question)
        news_of(acting, case)
        log_act(acting, item, ASK, question, until=until.date().isoformat())
        free(acting, item)


def pass_on(desk: Desk, token: str, item: str, to: str, reason: str) -> None:
    """Give a case to another clerk (by login name) or to a queue, with the reason for the colleague. Raises
    NoSuchClerk and the errors of `held_for` and `reason_for`."""
    with desk.acting(token) as acting:
        held_for(acting, item, PASS_ON)
        reason = reason_for(acting, PASS_ON, reason)
        place = place_of(acting, item)
        place.back = None
        if to in QUEUES:
            place.queue, place.clerk = to, None
        else:
            clerk = acting.session.get(ClerkRow, to)
            if clerk is None or clerk.ended or clerk.id == acting.clerk.id:
                raise NoSuchClerk
            place.queue, place.clerk = clerk.queue, clerk.id
        log_act(acting, item, PASS_ON, reason, to=to)
        free(acting, item)


def colleagues(desk: Desk, token: str) -> tuple[tuple[str, str], ...]:
    """Login names and names of the others who work here. Raises NotLoggedIn."""
    with desk.acting(token) as acting:
        others = select(ClerkRow.id, ClerkRow.name).where(ClerkRow.id != acting.clerk.id, ClerkRow.ended.is_(False))
        return tuple((id, name) for id, name in acting.session.execute(others.order_by(ClerkRow.id)))

"""What a clerk judges about somebody's eligibility (资格认证): seen by a witness, at home, at the window, on a photo or
a video; suspending after an investigation, resuming, settling a loss that was told (社会保险经办条例 第25、26条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.backend.desk.cases import body_of, concerned, row_of
from shared.backend.desk.clerks import Acting, Desk
from shared.backend.desk.errors import NotHere
from shared.backend.desk.log import log_act
from shared.backend.desk.settling import GRANTED, REFUSED, conclude, held_for, reason_for, tell_of
from shared.backend.desk.verbs import CHECKED, RESUME, SETTLE, SUSPEND
from shared.backend.evidence import acts
from shared.backend.evidence.standing import standing_of
from shared.backend.now import moment_of
from shared.backend.tables import CaseRow
from shared.contract.messages import MessageKind
from shared.domain.text import text
from shared.flows.passive_check.states import CHECKS, SUSPENDED

PHOTO: Final = "photo"
CONTESTED: Final[Mapping[str, frozenset[str]]] = {
    "treatment": frozenset(("medical", "hospital")),
    "travel": frozenset(("rail", "air")),
    "subsidy": frozenset(("subsidy",)),
    "border": frozenset(("border",)),
    "card": frozenset(("card",)),
}
"""Which kinds of evidence a contest is about, by its answer."""
WAYS: Final = tuple(way for way in CHECKS if way != acts.SELF)
"""Ways in which a person judges."""


def checked(desk: Desk, token: str, item: str, way: str, reason: str = "") -> None:
    """The person is there: seen in this way. A suspension does not end by it; then the case stays, for `resume`.
    Raises NotHere (also for a photo that nobody sent) and the errors of `held_for` and `reason_for`."""
    with desk.acting(token) as acting:
        case, whom = _about(acting, item, CHECKED)
        reason = reason_for(acting, CHECKED, reason)
        row = row_of(acting.session, item)
        if way not in WAYS or (way == PHOTO and (row is None or not body_of(row).attachments)):
            raise NotHere
        today = moment_of(acting.now).date()
        acts.checked(acting.session, whom, way, today, acting.clerk.id)
        acts.loss_settled(acting.session, whom, acting.clerk.id)
        acting.session.flush()
        standing = standing_of(acting.session, whom, today)
        if standing is not None and standing.code == SUSPENDED:
            log_act(acting, item, CHECKED, reason, way=way)
            return
        conclude(acting, case, CHECKED, GRANTED, text("office.checked"), reason)
    desk.office.wake()


def suspend(desk: Desk, token: str, item: str, reason: str) -> None:
    """已暂停 after an investigation, with the reason that the person is told. Raises the errors of `held_for` and
    `reason_for`."""
    with desk.acting(token) as acting:
        case, whom = _about(acting, item, SUSPEND)
        reason = reason_for(acting, SUSPEND, reason)
        acts.suspend(acting.session, whom, moment_of(acting.now).date(), acting.clerk.id, reason)
        acts.loss_settled(acting.session, whom, acting.clerk.id)
        if whom == case.subject:
            conclude(acting, case, SUSPEND, REFUSED, text("office.suspended"), reason)
        else:
            tell_of(acting, case, text("office.suspended"), reason, MessageKind.DECISION, whom=whom)
            conclude(acting, case, SUSPEND, GRANTED, text("office.loss_settled"), "")
    desk.office.wake()


def resume(desk: Desk, token: str, item: str, reason: str = "") -> None:
    """End a suspension; what was not paid since is due. Raises the errors of `held_for` and `reason_for`."""
    with desk.acting(token) as acting:
        case, whom = _about(acting, item, RESUME)
        reason = reason_for(acting, RESUME, reason)
        since = acts.resume(acting.session, whom, moment_of(acting.now).date(), acting.clerk.id)
        if since is None:
            raise NotHere
        conclude(acting, case, RESUME, GRANTED, text("office.resumed", day=since), reason)
    desk.office.wake()


def settle(desk: Desk, token: str, item: str, reason: str = "") -> None:
    """What was told of a loss has been looked into, and nothing is stopped. Raises the errors of `held_for` and
    `reason_for`."""
    with desk.acting(token) as acting:
        case, whom = _about(acting, item, SETTLE)
        reason = reason_for(acting, SETTLE, reason)
        acts.loss_settled(acting.session, whom, acting.clerk.id)
        conclude(acting, case, SETTLE, GRANTED, text("office.loss_settled"), reason)


def strike_contested(acting: Acting, case: CaseRow) -> str:
    """A contest that was granted: what was contested no longer counts. Gives what was struck, for the log."""
    row = row_of(acting.session, case.item)
    which = None if row is None else body_of(row).content.answers.get("which")
    name = which.value if which is not None and isinstance(which.value, str) else ""
    struck = acts.strike(acting.session, case.subject, CONTESTED.get(name, frozenset()), acting.clerk.id)
    return ", ".join(f"{kind} {day.isoformat()}" for kind, day in sorted(struck))


def _about(acting: Acting, item: str, verb: str) -> tuple[CaseRow, str]:
    """The case, and the number of the person whose eligibility it is about."""
    row = row_of(acting.session, item)
    body = None if row is None else body_of(row)
    case = acting.session.get(CaseRow, item)
    whom = "" if case is None else concerned(case, body)
    return held_for(acting, item, verb, whom), whom

"""A case as a clerk has it before them: what was said, what the rules found and why, evidence, attachments, history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shared.backend.desk import leases
from shared.backend.desk.clerks import Acting, Desk
from shared.backend.desk.errors import NotHere, Taken
from shared.backend.desk.log import Done, history, log_act
from shared.backend.desk.queue import Promise, promised
from shared.backend.desk.verbs import verbs_of
from shared.backend.erasing import erased, fleeting
from shared.backend.evidence.standing import standing_of
from shared.backend.evidence.tables import EvidenceRow
from shared.backend.messages import messages_of
from shared.backend.now import moment_of, run
from shared.backend.problems import log_fault
from shared.backend.tables import CaseRow, CitizenRow, ItemRow, ItemState, PartRow
from shared.contract.bodies import FlowBody
from shared.contract.codec import parse
from shared.contract.items import ItemKind
from shared.contract.messages import Message
from shared.domain import kinds
from shared.domain.content import journey_of
from shared.domain.decisions import Decision
from shared.domain.flow import Consent, Flow, Kind, Level, Question
from shared.domain.identity import mask
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, from_json
from shared.flows.passive_check.states import Standing
from shared.sealing.attachments import open_attachment

if TYPE_CHECKING:
    from shared.backend.office import Office

MOST_MESSAGES = 50


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: what was asked, what was said (masked where it is private), and who gave it from where."""

    key: str
    title: str
    words: Text
    full: Text = field(repr=False)
    private: bool
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: its number in the item, the question it answers, its media type and size in bytes.

    `fleeting`: it is deleted once the matter has ended; `erased`: it has been."""

    number: int
    question: str
    media: str
    size: int
    fleeting: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of life that the office holds."""

    kind: str
    day: date
    by: str


@dataclass(frozen=True, slots=True)
class Aim:
    """The earlier item that this one acts on."""

    item: str
    flow: str
    state: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Everything of one case. `decision` is what the rules came to, with law and values; `held_by` names the clerk who
    has it, where that is another; `verbs` are the acts that fit."""

    item: str
    kind: str
    flow: Flow | None
    name: str
    number: str = field(repr=False)
    masked: str
    level: Level
    since: datetime
    due: Promise
    state: str
    why: str
    decision: Decision | None
    changed: tuple[str, ...]
    answers: tuple[Given, ...]
    attachments: tuple[Attached, ...]
    standing: Standing | None
    signs: tuple[Sign, ...]
    aim: Aim | None
    messages: tuple[Message, ...]
    history: tuple[Done, ...]
    verbs: tuple[str, ...]
    held_by: str


def open_case(desk: Desk, token: str, item: str) -> Opened:
    """Have a case before one: it is this clerk's now, unless another has it (`held_by`). Raises NotLoggedIn,
    NotWaiting."""
    with desk.acting(token) as acting:
        held_by = ""
        try:
            case = leases.take(acting, item)
        except Taken as taken:
            held_by, case = taken.by, leases.locked_case(acting, item)
        acting.session.flush()
        return _opened(acting, case, held_by)


def leave_case(desk: Desk, token: str, item: str) -> None:
    """Put a case back: the next clerk can have it. Raises NotLoggedIn."""
    with desk.acting(token) as acting:
        leases.free(acting, item)


def attachment(desk: Desk, token: str, item: str, number: int) -> tuple[str, bytes]:
    """Media type and content of an attachment; looking at it is written down. Raises NotLoggedIn, NotWaiting, Taken,
    NotTaken, NotHere."""
    with desk.acting(token) as acting:
        leases.held(acting, item)
        row = row_of(acting.session, item)
        manifest = () if row is None else body_of(row).attachments
        if not 0 <= number < len(manifest):
            raise NotHere
        first = sum(len(earlier.chunks) for earlier in manifest[:number])
        wanted = manifest[number]
        parts = select(PartRow.content).where(
            PartRow.item == item, PartRow.number >= first, PartRow.number < first + len(wanted.chunks)
        )
        chunks = tuple(chunk for chunk in acting.session.scalars(parts.order_by(PartRow.number)) if chunk is not None)
        if len(chunks) < len(wanted.chunks):
            raise NotHere
        log_act(acting, item, "look", number=str(number))
        return wanted.media, run(open_attachment(acting.office.crypto, wanted, chunks))


def reveal(desk: Desk, token: str, item: str) -> None:
    """Write down that private answers are shown in full. Raises NotLoggedIn, NotWaiting, Taken, NotTaken."""
    with desk.acting(token) as acting:
        leases.held(acting, item)
        log_act(acting, item, "reveal")


def row_of(session: Session, item: str) -> ItemRow | None:
    """The item behind a case, accepted or held; None where no item set it going."""
    there = or_(ItemRow.sequence.is_not(None), ItemRow.state == ItemState.HELD.value)
    return session.scalars(select(ItemRow).where(ItemRow.id == item, ItemRow.authentic, there)).first()


def body_of(row: ItemRow) -> FlowBody:
    """What the person has said."""
    return FlowBody.from_json(parse(row.body or b"{}", "body"))


def stored(case: CaseRow) -> dict[str, object]:
    """What was written down of a decision: `{decision, facts, changed}`; empty where there is none."""
    found = json.loads(case.decision) if case.decision else {}
    return found if isinstance(found, dict) else {}


def decision_of(office: Office, case: CaseRow) -> Decision | None:
    """What the rules came to, with law and values, from the very facts that were written down."""
    flow, facts = office.flows.get(case.flow), stored(case).get("facts")
    if flow is None or flow.decide is None or not isinstance(facts, Mapping):
        return None
    try:
        return flow.decide({key: from_json(value) for key, value in facts.items()})
    except Exception as error:  # noqa: BLE001 (a rule that fails is why the case is here; it must open all the same)
        log_fault(error)
        return None


def concerned(case: CaseRow, body: FlowBody | None) -> str:
    """The number of the person whose eligibility a case is about: of a loss that was told, the one it is told of."""
    told = body.content.answers.get("who") if body is not None and case.flow == "loss_report" else None
    number = told.value.get("id_number") if told is not None and isinstance(told.value, Mapping) else None
    return number.upper() if isinstance(number, str) else case.subject


def _opened(acting: Acting, case: CaseRow, held_by: str) -> Opened:
    session, office = acting.session, acting.office
    row = row_of(session, case.item)
    body = None if row is None or row.body is None or row.kind == ItemKind.BIND.value else body_of(row)
    flow = office.flows.get(case.flow)
    person = session.get(CitizenRow, case.subject)
    whom = concerned(case, body)
    since, today = moment_of(case.accepted), moment_of(acting.now).date()
    standing = standing_of(session, whom, today)
    aim = session.get(CaseRow, row.target) if row is not None and row.target is not None else None
    told = tuple(m for _, m in messages_of(session, case.subject, 0, MOST_MESSAGES) if m.item == case.item)
    changes = stored(case).get("changed")
    return Opened(
        item=case.item,
        kind=case.kind,
        flow=flow,
        name=person.name if person is not None else "",
        number=case.subject,
        masked=mask(case.subject),
        level=Level(case.level),
        since=since,
        due=promised(flow, since),
        state=case.state,
        why=case.why or "",
        decision=decision_of(office, case),
        changed=tuple(str(c["fact"]) for c in changes) if isinstance(changes, list) else (),
        answers=() if flow is None or body is None else answers_of(flow, body),
        attachments=() if body is None else _attached(body, fleeting(flow), erased(session, case.item, body)),
        standing=standing,
        signs=() if standing is None else _signs(session, whom),
        aim=None if aim is None else Aim(aim.item, aim.flow, aim.state, aim.decided_by or ""),
        messages=told,
        history=history(session, case.item),
        verbs=() if held_by else verbs_of(case, standing),
        held_by=held_by,
    )


def answers_of(flow: Flow, body: FlowBody) -> tuple[Given, ...]:
    """Every answer and consent in the order of the service's steps."""
    content = body.content
    journey = journey_of(flow, content, Level.L3)
    found = []
    for place in journey.placed():
        answer = {**content.answers, **content.consents}.get(place.key)
        step = place.step
        if answer is None or not isinstance(step, Question | Consent):
            continue
        private, full = False, text("common.unknown")
        words = full
        if isinstance(step, Consent):
            given = isinstance(answer.value, Mapping) and answer.value.get("given") is True
            words = full = text("common.yes") if given else text("common.no")
        elif step.kind in (Kind.NOTICE, Kind.DECLARATION):
            continue
        elif answer.value is not UNKNOWN:
            private = kinds.is_private(step)
            words, full = kinds.read_back(step, answer.value), kinds.read_back(step, answer.value, full=True)
        found.append(
            Given(place.key, step.title, words, full, private and words != full, answer.source.value, answer.by.value)
        )
    return tuple(found)


def _attached(body: FlowBody, short: frozenset[str], gone: frozenset[int]) -> tuple[Attached, ...]:
    return tuple(
        Attached(n, a.question, a.media, a.size, a.question in short, n in gone) for n, a in enumerate(body.attachments)
    )


def _signs(session: Session, number: str) -> tuple[Sign, ...]:
    rows = session.execute(
        select(EvidenceRow.kind, EvidenceRow.day, EvidenceRow.by)
        .where(EvidenceRow.id_number == number)
        .order_by(EvidenceRow.day.desc())
        .limit(20)
    )
    return tuple(Sign(kind, date.fromordinal(day), by or "") for kind, day, by in rows)

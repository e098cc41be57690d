"""Sealed questions, answered at once and sealed for the session that asked. The level is checked again here.

| query | level | value |
|---|---|---|
| `record` | L2, one's own | the record (`record_value`) |
| `passive_state`, `state` without target | L2, one's own | the check: code, last, until, evidence, reasons |
| `passive_code` | L2, one's own | the check as a signed code to take along: `{code}` |
| `state` with target | anyone who knows the id; L2 or slip for more | `{state, accepted, …}` |
| `items`, `item` | see `matters` | one's own items, and how one stands |
| `messages` | L2, one's own | what there is to tell now (`inbox_value`), and all that the office told |
| `bind` | a phone, with the code given as `code` | `{bound, id_number, name}` (`binding`) |
| `owned` | the device itself | `{owned}`: whether the phone that asks still is somebody's |
| `phones`, `unbind` | L2, one's own | `{phones}`: how many are theirs then; with `lost` their keys are refused too |
| `slots` | L0 | `{free}`: how many half hours are free at the office for the service given |
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend import binding
from shared.backend.certificates import completed
from shared.backend.examine import proven
from shared.backend.gate import Caller, must_be_good
from shared.backend.matters import item_of, items_of, public
from shared.backend.messages import messages_of
from shared.backend.now import millis, moment_of, run
from shared.backend.proactive.inbox import inbox_of_person
from shared.backend.registers import record_of_person
from shared.backend.slots.listing import SLOTS, published
from shared.backend.tables import CaseRow, ItemRow, ItemState
from shared.contract.bodies import QueryBody
from shared.contract.codec import Json
from shared.contract.errors import Forbidden, Malformed, UnknownKey
from shared.contract.ids import is_uuid7
from shared.contract.items import ItemKind, SealedItem
from shared.contract.messages import Message, QueryAnswer, QueryReply, QueryStatus, record_value
from shared.domain.answers import Record
from shared.domain.flow import Flow, Level
from shared.domain.messages import inbox_value
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.flows.record import PASSIVE_CODE, PERSON_REGION
from shared.sealing.answers import seal_answer
from shared.sealing.derive import same
from shared.sealing.items import open_for_office, verify_item
from shared.sealing.ports import IV_BYTES
from shared.sealing.slips import SALT_BYTES, StateCode

if TYPE_CHECKING:
    from datetime import date

    from shared.backend.office import Office

MOST_MESSAGES: Final = 200
PASSIVE: Final = "passive."
BIND: Final = "bind"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what was proven of its asker: `person` is the id number of the card behind it, or None."""

    body: QueryBody
    person: str | None
    today: date
    sign: Callable[[str, Record], str] | None = None
    """Signs what is known of a person (id number, facts) as a code to take along."""
    flows: Mapping[str, Flow] = field(default_factory=lambda: FLOWS)
    caller: Caller | None = None
    """The device that asks, in good standing."""
    now: int = 0
    """Milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer holds."""

    status: QueryStatus
    value: Value | None = None
    as_of: date | None = None
    messages: tuple[Message, ...] = ()


TOO_LOW: Final = Found(QueryStatus.LEVEL_TOO_LOW)
NOTHING: Final = Found(QueryStatus.NOTHING)


def ask(office: Office, caller: Caller, data: Json) -> QueryReply:
    """Answer one question. Raises Forbidden, Malformed, UnknownCertificate, UnknownKey and the trust errors of opening
    an item."""
    must_be_good(caller)
    with office.db.reading() as session:
        item = SealedItem.from_json(completed(session, data))
    verified = run(verify_item(office.crypto, item, office.keys.key_set))
    if verified.header.kind is not ItemKind.QUERY:
        raise Malformed("item", "is not a question")
    if verified.certificate.device != caller.device:
        raise Forbidden("a question of another device")
    key = office.keys.seal_private(verified.kid)
    if key is None:
        raise UnknownKey("no seal key of that id")
    opened = run(open_for_office(office.crypto, verified.jwe, key))
    body = opened.body
    if not isinstance(body, QueryBody):
        raise Malformed("item", "is not a question")
    card = proven(office, item.header_bytes, opened)
    person = None if card is None else card.id_number
    if person is None and verified.header.assurance >= Level.L2:
        person = caller.owner  # their own phone, unlocked by them

    def sign(id_number: str, record: Record) -> str:
        now = office.now()
        return office.keys.sign_state(StateCode.make(id_number, secrets.token_bytes(SALT_BYTES), now, record), now)

    question = Question(body, person, office.now().date(), sign, office.flows, caller, millis(office.now()))
    with office.db.writing() as session:
        office.gate.spend(session, caller, "queries")
        if body.query == BIND:
            office.gate.count(session, caller.device, "binds", 1, office.limits.binds_per_window)
        found = answer(session, question)
    reply = QueryAnswer(verified.header.id, found.status, found.value, found.as_of, found.messages)
    epk = run(office.crypto.new_agreement())
    return QueryReply(run(seal_answer(office.crypto, reply, body.reply_key, epk=epk, iv=secrets.token_bytes(IV_BYTES))))


def answer(session: Session, question: Question) -> Found:
    """The answer to a question, by its name."""
    handler = _HANDLERS.get(question.body.query)
    return Found(QueryStatus.UNKNOWN_QUERY) if handler is None else handler(session, question)


def _own(question: Question) -> str | None:
    """The person where they ask about themselves and have proven who they are."""
    subject = question.body.subject
    if question.person is None or (subject is not None and subject.id_number.upper() != question.person):
        return None
    return question.person


def _record(session: Session, question: Question) -> Found:
    person = _own(question)
    if person is None:
        return TOO_LOW
    record = record_of_person(session, person, question.today)
    if record is None:
        return NOTHING
    return Found(QueryStatus.READY, record_value(record), max(fact.as_of for fact in record.values()))


def _state(session: Session, question: Question) -> Found:
    return _passive(session, question) if question.body.target is None else _item(session, question)


def passive_state(session: Session, person: str, today: date) -> Found:
    """资格认证: how far a person's existence is established without asking them."""
    record = record_of_person(session, person, today) or {}
    code = record.get(PASSIVE_CODE.id)
    if code is None:
        return NOTHING
    value = {name.removeprefix(PASSIVE): fact.value for name, fact in record.items() if name.startswith(PASSIVE)}
    return Found(QueryStatus.READY, value, code.as_of)


def _passive(session: Session, question: Question) -> Found:
    person = _own(question)
    return TOO_LOW if person is None else passive_state(session, person, question.today)


def _passive_code(session: Session, question: Question) -> Found:
    """The same, signed, for a kiosk without network: what `passive_state` says, and the region whose terms hold."""
    person = _own(question)
    if person is None or question.sign is None:
        return TOO_LOW
    record = record_of_person(session, person, question.today) or {}
    if PASSIVE_CODE.id not in record:
        return NOTHING
    taken = {name: fact for name, fact in record.items() if name.startswith(PASSIVE) or name == PERSON_REGION.id}
    return Found(QueryStatus.READY, {"code": question.sign(person, taken)}, record[PASSIVE_CODE.id].as_of)


def _item(session: Session, question: Question) -> Found:
    """The state of an item. Its id comes from the slip and is not guessed; what was decided is only for whoever proves
    to be the person, or holds the slip."""
    target = question.body.target or ""
    if not is_uuid7(target):
        return NOTHING
    rows = session.scalars(select(ItemRow).where(ItemRow.id == target, ItemRow.authentic)).all()
    row = next((row for row in rows if row.state != ItemState.CONFLICT.value), None)
    if row is None:
        return NOTHING
    case = session.get(CaseRow, row.id) if row.sequence is not None else None
    state = row.state if case is None else case.state
    day = moment_of(row.received).date()
    value: dict[str, Value] = {"state": public(state), "received": day}
    check = question.body.target_check
    holds_slip = check is not None and row.slip_check is not None and same(check, row.slip_check)
    if case is None or not (holds_slip or (question.person is not None and question.person == row.subject)):
        return Found(QueryStatus.READY, value, question.today)
    value["state"] = case.state
    if case.why is not None:
        value["why"] = case.why
    if case.decided is not None:
        value["decided"] = moment_of(case.decided).date()
        value |= _verdict(case)
    told = tuple(m for _, m in messages_of(session, case.subject, 0, MOST_MESSAGES) if m.item == row.id)
    return Found(QueryStatus.READY, value, question.today, told)


def _verdict(case: CaseRow) -> dict[str, Value]:
    """How a person decided, with the office's signature over it (`shared.contract.results.Verdict`)."""
    clerk = json.loads(case.decision or "{}").get("clerk")
    return {} if clerk is None else {"outcome": clerk["outcome"], "signed": clerk["signed"]}


def _items(session: Session, question: Question) -> Found:
    person = _own(question)
    return TOO_LOW if person is None else Found(QueryStatus.READY, items_of(session, person), question.today)


def _one_item(session: Session, question: Question) -> Found:
    value = item_of(session, question.body.target or "", question.person, question.body.target_check, question.flows)
    return Found(QueryStatus.READY, value, question.today) if value else NOTHING


def _messages(session: Session, question: Question) -> Found:
    person = _own(question)
    if person is None:
        return TOO_LOW
    told = tuple(message for _, message in messages_of(session, person, 0, MOST_MESSAGES))
    inbox = inbox_of_person(session, person, question.today, question.flows)
    return Found(QueryStatus.READY, inbox_value(inbox), question.today, told)


def _bind(session: Session, question: Question) -> Found:
    code = question.body.given.get("code")
    if question.caller is None or not isinstance(code, str):
        return NOTHING
    return Found(QueryStatus.READY, binding.bind(session, question.caller, code, question.now), question.today)


def _owned(session: Session, question: Question) -> Found:
    """So that a phone which its owner gave up elsewhere forgets what it kept for them."""
    owned = question.caller is not None and question.caller.owner is not None
    return Found(QueryStatus.READY, {"owned": owned}, question.today)


def _phones(session: Session, question: Question) -> Found:
    person = _own(question)
    return TOO_LOW if person is None else Found(QueryStatus.READY, binding.phones(session, person), question.today)


def _unbind(session: Session, question: Question) -> Found:
    person = _own(question)
    if person is None or question.caller is None:
        return TOO_LOW
    lost = question.now if question.body.given.get("lost") is True else None
    return Found(QueryStatus.READY, binding.unbind(session, question.caller, person, lost), question.today)


def _slots(session: Session, question: Question) -> Found:
    """How much is free, and since when it is known that way; which half hours they are is in the datasets."""
    office, topic = question.body.given.get("office"), question.body.given.get("topic")
    found = published(session, SLOTS)
    if found is None:
        return NOTHING
    rows = [row for row in found.rows if _holds(row, "office", office) and _holds(row, "topics", topic)]
    return Found(QueryStatus.READY, {"free": len(rows)}, found.as_of)


def _holds(row: Mapping[str, Json], member: str, wanted: Value | None) -> bool:
    has = row.get(member)
    return wanted is None or has is None or (wanted in has if isinstance(has, list) else has == wanted)


_HANDLERS: Final[Mapping[str, Callable[[Session, Question], Found]]] = {
    "record": _record,
    "state": _state,
    "passive_state": _passive,
    "passive_code": _passive_code,
    "messages": _messages,
    BIND: _bind,
    "owned": _owned,
    "phones": _phones,
    "unbind": _unbind,
    "slots": _slots,
    "items": _items,
    "item": _one_item,
}

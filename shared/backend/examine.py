"""Looking at one item by itself, before any transaction: form, origin, seal, proof, content. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from shared.backend.now import run
from shared.backend.problems import log_fault
from shared.backend.tables import DeviceRow
from shared.contract.bodies import BindBody, FlowBody
from shared.contract.codec import Fields, Json, canonical, parse
from shared.contract.errors import BadSignature, Malformed, TrustError, Unopenable
from shared.contract.errors import UnknownKey as NoSuchKey
from shared.contract.ids import checked_id, is_uuid7
from shared.contract.items import ItemHeader, ItemKind, SealedItem
from shared.contract.results import Reason
from shared.contract.trust import CardCertificate, DeviceCertificate
from shared.domain.content import Content, check_content
from shared.domain.flow import Flow, Level
from shared.domain.identity import IdFault, read_id_number
from shared.flows.record import FIELDS, said_by_number
from shared.sealing.derive import sha256
from shared.sealing.items import OpenedItem, open_for_office, verify_item
from shared.sealing.session import verify_content

if TYPE_CHECKING:
    from shared.backend.office import Office

SELF: Final = "self"
ACTING: Final = ("withdraw", "cancel", "correct", "object")
"""Kinds of items that act on earlier ones."""
MEMBERS: Final = ("jwe", "origin", "certificate")
LONGEST: Final = 300
"""Characters of an explanation."""
OLDEST_DAYS: Final = 366
"""How far back an item may say it was made, for looking at the dates of the card that signed it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an item cannot be taken as it is; it is kept all the same. `explanation` names places, never values."""

    code: Reason
    explanation: str = ""
    held: bool = False
    """Not the person's doing: kept aside for a person to look at, instead of rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is known of an item by itself. `certificate` is None where its origin does not hold (not authentic);
    `level` is the one proven; `person` whose card proved it."""

    id: str
    hash: bytes
    wire: str
    header: ItemHeader | None = None
    certificate: DeviceCertificate | None = None
    body: FlowBody | BindBody | None = None
    raw_body: bytes | None = None
    level: Level = Level.L0
    person: str | None = None
    refusal: Refusal | None = None

    @property
    def subject(self) -> str | None:
        """The id number that it is about, where that is one."""
        number = None if self.body is None else self.body.subject.id_number.upper()
        return None if number is None or isinstance(read_id_number(number), IdFault) else number

    @property
    def authentic(self) -> bool:
        """Whether the device named really made it."""
        return self.certificate is not None


def name_of(data: Json) -> tuple[str, bytes] | None:
    """Id and hash of an item as far as they can be read at all; None where there is nothing to answer to."""
    try:
        jwe = Fields.of(data, "item").text("jwe", 2**26)
        aad = Fields.of(parse(jwe, "item.jwe"), "item.jwe").raw("aad")
        id = checked_id(Fields.of(parse(aad, "header"), "header").text("id"))
        return id, sha256(jwe.encode())
    except (Malformed, UnicodeEncodeError):
        return None


def examine(office: Office, data: Json, id: str, hash: bytes) -> Examined:
    """Everything that can be said of an item without looking at others. Never raises for what was sent."""
    wire = _wire(data)
    base = Examined(id=id, hash=hash, wire=wire)
    try:
        item = SealedItem.from_json(data)
        verified = run(verify_item(office.crypto, item, office.keys.key_set))
    except Malformed as error:
        return _refused(base, Reason.MALFORMED, error.detail)
    except TrustError as error:
        unknown = isinstance(error, NoSuchKey)
        return _refused(base, Reason.DEVICE_UNKNOWN if unknown else Reason.BAD_ORIGIN, error.detail)
    except ValueError:
        return _refused(base, Reason.MALFORMED, "cannot be read")
    base = replace(base, header=verified.header, certificate=verified.certificate)
    key = office.keys.seal_private(verified.kid)
    if key is None:
        return _refused(base, Reason.UNKNOWN_KEY)
    try:
        opened = run(open_for_office(office.crypto, verified.jwe, key))
        body = opened.body
    except Unopenable as error:
        return _refused(base, Reason.UNOPENABLE, error.detail)
    except Malformed as error:
        return _refused(base, Reason.MALFORMED, error.detail)
    if isinstance(body, FlowBody | BindBody):
        return _with_body(office, base, item, opened, body)
    return _refused(base, Reason.MALFORMED, "a question is asked, not submitted")


def _wire(data: Json) -> str:
    """The item as it came, without members that mean nothing here."""
    members = data if isinstance(data, dict) else {}
    return canonical(
        {name: value for name, value in members.items() if name in MEMBERS and isinstance(value, str)}
    ).decode()


def _refused(base: Examined, code: Reason, explanation: str = "") -> Examined:
    return replace(base, refusal=Refusal(code, plain(explanation)))


def plain(explanation: str) -> str:
    """An explanation of printable characters and limited length: names of questions come from whoever sent them."""
    return "".join(c if c.isprintable() else "?" for c in explanation[:LONGEST])


def _with_body(
    office: Office, base: Examined, item: SealedItem, opened: OpenedItem, body: FlowBody | BindBody
) -> Examined:
    card = proven(office, item.header_bytes, opened)
    person = card.id_number if card is not None else owner_of(office, opened.header.device)
    level = proven_level(opened.header, person, body)
    if card is None and isinstance(body, BindBody):
        level = Level.L1  # a phone makes no further phone: that takes the card
    full = replace(
        base,
        body=body,
        raw_body=opened.content.body,
        level=level,
        person=None if level < Level.L2 else person,
    )
    if full.subject is None:
        return _refused(full, Reason.MALFORMED, "subject.id_number is not valid")
    if isinstance(body, FlowBody) and body.target is not None and not is_uuid7(body.target):
        return _refused(replace(full, body=None), Reason.MALFORMED, "target is no id")
    if isinstance(body, BindBody):
        return full if level >= Level.L2 else _refused(full, Reason.LEVEL_TOO_LOW)
    return replace(full, refusal=_refusal_of_flow(office, full, body, opened.header))


def proven(office: Office, header_bytes: bytes, opened: OpenedItem) -> CardCertificate | None:
    """The card that vouches for the content, or None: a proof that does not hold proves nothing."""
    now = office.now()
    for on in dict.fromkeys((now.date(), _made_on(opened.header, now))):
        try:
            return run(verify_content(office.crypto, header_bytes, opened.content, office.issuers, on))
        except (TrustError, Malformed, BadSignature):
            continue
    return None


def _made_on(header: ItemHeader, now: datetime) -> date:
    """The day on which an item says it was made, where that is believable; else today."""
    made = header.created_elapsed
    if made is None:
        return now.date()
    since = timedelta(milliseconds=min(made.elapsed_ms or 0, OLDEST_DAYS * 86_400_000))
    at = made.server_time + since
    return at.date() if now - timedelta(days=OLDEST_DAYS) <= at <= now else now.date()


def owner_of(office: Office, device: str) -> str | None:
    """Whose phone it is, as they had it bound at a kiosk."""
    with office.db.reading() as session:
        row = session.get(DeviceRow, device)
        return None if row is None else row.owner


def proven_level(header: ItemHeader, person: str | None, body: FlowBody | BindBody) -> Level:
    """L2 only with a proof (the card, or the owner's phone), for what the header claims, and, where people act for
    themselves, about that person."""
    own = person is not None and (person == body.subject.id_number.upper() or body.subject.relation != SELF)
    return min(header.assurance, Level.L2 if own else Level.L1)


def _refusal_of_flow(office: Office, examined: Examined, body: FlowBody, header: ItemHeader) -> Refusal | None:
    flow = office.flows.get(body.content.flow)
    if flow is None:
        return Refusal(Reason.UNKNOWN_FLOW, "no such service")
    if flow.assurance > examined.level:
        return Refusal(Reason.LEVEL_TOO_LOW)
    if sum(len(attachment.chunks) for attachment in body.attachments) != (header.parts or 0):
        return Refusal(Reason.MALFORMED, "parts are not those of the manifest")
    if not _record_fits(body, examined.level):
        return Refusal(Reason.FACTS_DIFFER, "record")
    try:
        faults = _faults(flow, body.content, header)
    except Exception as error:  # noqa: BLE001 (one item holds up no other)
        log_fault(error)
        return Refusal(Reason.INCOMPLETE, "cannot be checked", held=True)
    if not faults:
        return None
    if faults == ("version",):
        return Refusal(Reason.UNKNOWN_FLOW, "another version of the service or of its parameters", held=True)
    if all(fault.startswith("fact:") for fault in faults):
        return Refusal(Reason.FACTS_DIFFER, plain(" ".join(faults)))
    return Refusal(Reason.INCOMPLETE, plain(" ".join(faults)))


def _faults(flow: Flow, content: Content, header: ItemHeader) -> tuple[str, ...]:
    """What is wrong with a content. A service is also withdrawn, cancelled or objected to without answers of its own,
    and corrected with all of its answers anew; a service declared for such an operation is checked as declared."""
    kind = header.kind.value
    if kind == flow.operation.value or kind not in ACTING:
        return check_content(flow, content, header.assurance)
    if header.kind is ItemKind.CORRECT:
        anew = replace(content, operation=flow.operation.value, about=flow.about)
        return check_content(flow, anew, header.assurance)
    return tuple(f"not_asked:{key}" for key in (*content.answers, *content.consents))


def _record_fits(body: FlowBody, level: Level) -> bool:
    """Whether the part of the record that came along could be one: known facts of their types; below L2 only what the
    id number itself says, since nobody unverified was ever shown a register."""
    record = body.content.record or {}
    typed = all(key in FIELDS and type(fact.value) is FIELDS[key].type for key, fact in record.items())
    if level >= Level.L2 or not typed:
        return typed
    own = said_by_number(body.subject.id_number, body.content.as_of)
    return all(key in own and own[key].value == fact.value for key, fact in record.items())

"""What a device asks of what happened meanwhile: `changes` since a cursor, and `known` after a new epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from shared.backend.gate import Caller
from shared.backend.messages import messages_of
from shared.backend.now import run
from shared.backend.results import result_of
from shared.backend.tables import ItemRow, MessageRow, NewsRow, OfficeRow, PackRow
from shared.contract.codec import Json
from shared.contract.errors import ContractError, TooLarge, Unauthorized
from shared.contract.messages import Changes, KnownReply, KnownRequest, Message, Pack
from shared.contract.results import ItemResult
from shared.sealing.session import verify_session_header

if TYPE_CHECKING:
    from shared.backend.office import Office

PAGE: Final = 100
MOST_KNOWN: Final = 1000


def publish(office: Office, session: Session, pack: Pack) -> bool:
    """Sign a dataset and tell every device; False where the present version is the same or a later one."""
    row = session.get(PackRow, pack.name)
    if row is not None and row.version >= pack.version:
        return False
    if row is None:
        row = PackRow(name=pack.name, version=pack.version, signed="")
        session.add(row)
    row.version, row.signed = pack.version, office.keys.sign_pack(pack, office.now())
    news = NewsRow(device="", what="pack", ref=pack.name)
    session.add(news)
    session.flush()
    earlier = delete(NewsRow).where(NewsRow.what == "pack", NewsRow.ref == pack.name, NewsRow.number < news.number)
    session.execute(earlier)
    return True


def _cursor(text: str, epoch: str) -> tuple[int, int]:
    """Numbers of the last news and message seen; the beginning for what is of another epoch or not ours."""
    parts = text.split(".")
    numbers = all(part.isascii() and part.isdecimal() and len(part) < 16 for part in parts[1:])
    good = len(parts) == 3 and parts[0] == epoch and numbers
    return (int(parts[1]), int(parts[2])) if good else (0, 0)


def changes(office: Office, caller: Caller, cursor: str, session_header: str | None, request: bytes) -> Changes:
    """News for a device; messages only for the person whose live session or phone this is. Raises Unauthorized."""
    person = _person(office, caller, session_header, request)
    with office.db.writing() as session:
        office.gate.spend(session, caller)
        epoch = session.scalar(select(OfficeRow.epoch)) or ""
        news_at, messages_at = _cursor(cursor, epoch)
        rows = _news(session, caller.device, news_at)
        told: list[tuple[int, Message]] = [] if person is None else messages_of(session, person, messages_at, PAGE)
        results: dict[str, ItemResult] = {}
        packs: dict[str, None] = {}
        for news in rows:
            if news.what == "pack":
                packs[news.ref] = None
                continue
            row = session.get(ItemRow, int(news.ref))
            if row is not None:
                results[row.id] = result_of(office, session, row)
        signed = session.scalars(select(PackRow.signed).where(PackRow.name.in_(packs))).all() if packs else ()
        news_at = rows[-1].number if rows else news_at
        messages_at = told[-1][0] if told else messages_at
        more = _more(session, caller.device, news_at, person, messages_at)
    return Changes(
        f"{epoch}.{news_at}.{messages_at}",
        office.statement(),
        tuple(results.values()),
        tuple(signed),
        tuple(message for _, message in told),
        more,
    )


def _person(office: Office, caller: Caller, header: str | None, request: bytes) -> str | None:
    if header is None:
        return caller.owner if caller.good else None
    if not caller.good:
        raise Unauthorized("a session on a device that is not in good standing")
    try:
        card = run(
            verify_session_header(
                office.crypto, header, request, device=caller.device, issuers=office.issuers, on=office.now().date()
            )
        )
    except ContractError as error:
        raise Unauthorized(f"session: {error.code}") from None
    return card.id_number


def _news(session: Session, device: str, after: int) -> list[NewsRow]:
    mine = or_(NewsRow.device == device, NewsRow.device == "")
    found = select(NewsRow).where(mine, NewsRow.number > after).order_by(NewsRow.number).limit(PAGE)
    return list(session.scalars(found))


def _more(session: Session, device: str, news_at: int, person: str | None, messages_at: int) -> bool:
    mine = or_(NewsRow.device == device, NewsRow.device == "")
    if session.scalar(select(func.count()).where(mine, NewsRow.number > news_at)):
        return True
    later = select(func.count()).where(MessageRow.subject == person, MessageRow.number > messages_at)
    return person is not None and bool(session.scalar(later))


def known(office: Office, caller: Caller, data: Json) -> KnownReply:
    """Which of these are here? Raises Malformed, TooLarge."""
    request = KnownRequest.from_json(data)
    if len(request.items) > MOST_KNOWN:
        raise TooLarge(f"more than {MOST_KNOWN} items")
    with office.db.writing() as session:
        office.gate.spend(session, caller)
        wanted = select(ItemRow).where(ItemRow.id.in_([item.id for item in request.items]), ItemRow.authentic)
        rows = {(row.id, row.hash): row for row in session.scalars(wanted)}
        results = {
            item.id: result_of(office, session, rows[item.id, item.hash])
            for item in request.items
            if (item.id, item.hash) in rows
        }
    unknown = tuple(dict.fromkeys(item.id for item in request.items if item.id not in results))
    return KnownReply(office.statement(), tuple(results.values()), unknown)

"""What the office tells people about their items."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.backend.tables import CaseRow, MessageRow
from shared.contract.codec import Json
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.messages import Message, MessageKind
from shared.domain.text import Text, text

if TYPE_CHECKING:
    from shared.backend.office import Office


def tell(
    office: Office,
    session: Session,
    subject: str,
    item: str,
    words: Text,
    kind: MessageKind = MessageKind.STATE,
    decision: Json = None,
    said: str = "",
) -> None:
    """Keep a message for a person; they see it in a live L2 session or on their own phone.

    `said` are a clerk's own words, shown as they stand.
    """
    now = office.now()
    id = uuid7(int(now.timestamp() * 1000), secrets.token_bytes(RANDOM_BYTES))
    message = Message(id, item, now, kind, text=words, words=said or None, decision=decision)
    session.add(MessageRow(subject=subject, item=item, body=json.dumps(message.to_json(), ensure_ascii=False)))


def tell_decided(office: Office, session: Session, case: CaseRow, said: str, decision: Json = None) -> None:
    """A person has decided a case: their reason in plain words, and the decision clause by clause where there is one
    (written reasons: 社会救助暂行办法 第13条). To be called in the transaction that writes the decision."""
    tell(office, session, case.subject, case.item, text("office.decided"), MessageKind.DECISION, decision, said)


def tell_asked(office: Office, session: Session, case: CaseRow, said: str) -> None:
    """A person asks for something that a case lacks: what, and why, in plain words. Told as long as the case waits and
    nothing has been sent in for it since."""
    tell(office, session, case.subject, case.item, text("office.asked"), MessageKind.QUESTION, said=said)


def messages_of(session: Session, subject: str, after: int = 0, most: int = 100) -> list[tuple[int, Message]]:
    """A person's messages behind a number, oldest first, each with its number."""
    rows = session.scalars(
        select(MessageRow)
        .where(MessageRow.subject == subject, MessageRow.number > after)
        .order_by(MessageRow.number)
        .limit(most)
    )
    return [(row.number, Message.from_json(json.loads(row.body))) for row in rows]

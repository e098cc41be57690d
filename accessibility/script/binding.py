"""What is said of binding a phone. The digits of the code are a secret: said only where nobody else hears them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accessibility.script.speakable import spell
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.app.ports import Delivery
from shared.app.session import Session
from shared.domain.text import Text, text


def told_of(session: Session) -> tuple[Text, bool]:
    """How it stands, and whether nothing is waited for any more."""
    if session.ports.owner is not None:
        return text("bind.phone.yours"), True
    if not session.bind_code:
        return text("bind.making"), False
    row = session.code_row()
    there = row is not None and row.state is Delivery.DELIVERED
    return (text("bind.ready"), True) if there else (text("bind.waiting"), False)


def lines_of(session: Session) -> tuple[Text, ...]:
    """What to do with the code, and what is bound already."""
    if session.ports.owner is not None:
        return (text("bind.phone.lose"),)
    found = [text("bind.scan"), text("bind.type"), text("bind.secret")] if session.bind_code else []
    return (*found, text("bind.phones", n=session.phones)) if session.phones else tuple(found)


def binding(say: Speaking, session: Session) -> Iterator[Utterance]:
    """The page in the order in which it is shown."""
    yield say.line(text("bind.title" if session.ports.owner is None else "bind.phone.title"))
    yield say.line(told_of(session)[0])
    yield from (say.line(line) for line in lines_of(session))
    if session.bind_code and say.in_full:
        yield replace(say.line(text("speech.code", number=spell(session.code_digits(), say.t.code))), private=True)
    if session.may_unbind():
        yield say.line(session.unbind_words())
    if session.may_stop():
        yield say.line("bind.lose")

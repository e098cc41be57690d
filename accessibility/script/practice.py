"""What practice says: that it is practice, on every page; what can be practised; how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accessibility.script.speakable import spell
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.app.invented import RECEIPT_NUMBER
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.kinds import Choice
from shared.domain.text import Text, text


def choices(session: Session) -> tuple[Choice, ...]:
    """What can be practised, or done after it."""
    if session.page.at is At.PRACTISED:
        return session.after_practice()
    return tuple(Choice(flow.id, Text(flow.title)) for flow in session.exercises())


def mark(say: Speaking, session: Session) -> Iterator[Utterance]:
    """Before everything else on each page."""
    if session.practising:
        yield say.line("practice.mark")


def example(say: Speaking, session: Session) -> Iterator[Utterance]:
    """What may be typed, so that nobody gives anything of their own away; nobody's, so it may be heard."""
    told = session.example()
    if told is not None:
        yield say.line(told, private=False)


def instead(say: Speaking, session: Session) -> Iterator[Utterance]:
    """On the page of identification: that one may practise first."""
    if session.page.at is At.IDENTIFY and session.may_practise_instead():
        yield say.line(text("speech.practice", practice=say.raw("practice.first")), private=False)


def practised(say: Speaking, session: Session) -> Iterator[Utterance]:
    """An invented receipt, said as what it is, and what can be done now."""
    yield say.line("practice.done")
    yield say.line("practice.done.help")
    yield say.line("practice.receipt")
    yield say.line("practice.receipt.more")
    yield say.line(text("speech.number", number=spell(RECEIPT_NUMBER, say.t.code)), private=False)
    yield from (replace(say.line(line), private=True) for line in session.lines.get(RECEIPT_NUMBER, ()))
    yield from say.numbered([say.raw(choice.title) for choice in choices(session)])

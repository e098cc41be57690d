"""What the page of messages says: what it is, why it came, what can be done; and what the first page says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accessibility.script.results import law_utterances
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.app.ports import AskStatus
from shared.app.session import Session
from shared.domain.kinds import Choice
from shared.domain.messages import Sort
from shared.domain.text import Text, text, verbatim
from shared.i18n.reasons import reasons


def message(say: Speaking, session: Session) -> Iterator[Utterance]:
    """The message on offer, or why there is none. All of it is the person's own."""
    yield from (replace(u, private=True) for u in _said(say, session))


def _said(say: Speaking, session: Session) -> Iterator[Utterance]:
    told = session.message()
    if told is None:
        name = {AskStatus.WAITING: "waiting", AskStatus.READY: "none"}.get(session.inbox_status, "away")
        yield say.line(f"message.{name}")
        yield say.line(f"message.{name}.help")
        yield from _switch(say, session)
        return
    more = len(session.unread()) - 1
    if more:
        yield say.line(text("message.left", n=more))
    yield say.line(told.title(session.service_of(told)))
    yield say.line(f"message.{told.sort.value}.why")
    if told.words and told.sort is not Sort.APPOINTMENT:
        yield say.line(text("message.words", words=verbatim(told.words)))
    yield from say.numbered([say.raw(choice.title) for choice in offered(session)])
    if reasons(told, say.t):
        yield say.line("message.because")
    for title, value, source in reasons(told, say.t):
        yield say.pair(say.raw(title), say.raw(value))
        yield say.line(source, private=True)
    if told.words and told.sort is Sort.APPOINTMENT:
        yield say.pair(say.raw("message.fact.time"), told.words)
    yield from _switch(say, session)


def _switch(say: Speaking, session: Session) -> Iterator[Utterance]:
    """How the switch stands, and what turns it; and the kinds that may come again."""
    if session.inbox_status is not AskStatus.READY:
        return
    if session.message() is None:
        for sort in Sort:
            if sort in session.inbox.never:
                yield say.line(text("message.again", what=Text(f"message_choice.sort.{sort.value}")))
    allowed = session.inbox.profile
    yield say.line("message.profile.on" if allowed else "message.profile.off")
    yield say.line("message_choice.wish.profile_off" if allowed else "message_choice.wish.profile_on")


def why(say: Speaking, session: Session) -> Iterator[Utterance]:
    """The law behind the message on offer."""
    told = session.message()
    if told is not None:
        yield from law_utterances(say, told.law)


def offered(session: Session) -> tuple[Choice, ...]:
    """What can be done about the message on offer, by verb."""
    told = session.message()
    if told is None:
        return ()
    found = [Choice("later", text("message.later")), Choice("never", text("message.never"))]
    if session.opens(told):
        found.insert(0, Choice("open", Text(f"message.{told.sort.value}.do")))
    return tuple(found)


def waiting(say: Speaking, session: Session) -> Iterator[Utterance]:
    """On the first page: the way to them, with their number for the person who is here."""
    yield from also(say, session) if session.unread() else (say.line("message.home"),)


def also(say: Speaking, session: Session) -> Iterator[Utterance]:
    """At the end of something else: that there are messages."""
    count = len(session.unread())
    if count:
        yield replace(say.line(text("message.home_n", n=count)), private=True)

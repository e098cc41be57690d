"""What is said of one's own matters: the list, and one item with what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from accessibility.script.results import decided_utterances, law_utterances, why_utterances
from accessibility.script.speakable import spell
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.app.following import action_title, due_of, state_of, title_of, verb_of
from shared.app.session import Session
from shared.domain.calendar import day_in_china
from shared.domain.kinds import Choice
from shared.domain.text import Text, text


def choices(session: Session) -> tuple[Choice, ...]:
    """What can be done with the item that is shown."""
    return tuple(Choice(verb_of(flow), action_title(flow)) for flow in session.actions(session.page.key))


def waiting(say: Speaking, session: Session) -> Iterator[Utterance]:
    """How much waits here, and how each of one's own stands."""
    here = session.ports.outbox.waiting()
    yield say.line(text("kiosk.waiting.title"))
    yield from say.optional("kiosk.waiting.help")
    yield say.line(text("kiosk.waiting.some", n=here.count) if here.count else text("kiosk.waiting.none"))
    cause = f"outbox.cause.{here.cause}"
    if here.count and here.cause and say.t.has(cause):
        yield say.line(Text(cause))
    if session.mine:
        yield say.line(text("kiosk.waiting.yours"))
    elif session.person is not None:
        yield say.line("kiosk.waiting.nothing")
    for row in session.mine:
        yield say.pair(say.raw(title_of(session, row)), say.raw(state_of(session, row)))
        yield replace(say.line(text("kiosk.receipt.when", day=day_in_china(row.created))), private=True)
    if session.proof is None:
        yield say.line(text("kiosk.waiting.who"))
        yield say.line("kiosk.waiting.card")
    if session.may_find():
        yield say.line("kiosk.waiting.number")
    if session.may_hold_up():
        yield say.line(text("kiosk.waiting.slip"))
    if session.may_bind():
        yield say.line(session.bind_words())


def why(say: Speaking, session: Session) -> Iterator[Utterance]:
    """What 为什么 opens on the page of an item: the law of its decision."""
    decision = session.decision(session.page.key)
    return (replace(u, private=True) for u in why_utterances(say, decision)) if decision is not None else iter(())


def item(say: Speaking, session: Session) -> Iterator[Utterance]:
    """Where it is and by when, what the office said and decided, and what can be done, numbered."""
    id = session.page.key
    row = session.receipt_row(id)
    if row is None:
        yield say.line(text("kiosk.receipt.gone"))
        return
    where, flow = session.where(id), session.ports.flows.get(row.flow)
    yield say.line(Text(f"item.where.{where.value}"))
    yield say.line(Text(f"item.where.{where.value}.more"))
    done, due = session.acted.get(id), due_of(flow, where)
    if done is not None:
        yield say.line(text("item.acted", what=done))
    if due is not None:
        days, law = due
        last = session.standing(id).get("due")
        if isinstance(last, date):
            yield say.line(text("item.due_on", day=last))
        yield say.line(text("item.due", n=days))
        yield from law_utterances(say, [law])
    yield from (replace(say.line(told), private=True) for told in session.words_of_office(id)[:2])
    yield say.pair(say.raw("item.number"), spell(row.number, say.t.code))
    yield say.pair(say.raw("item.submitted"), say.t.value(day_in_china(row.created)))
    decision = session.decision(id)
    if decision is not None:
        yield from (replace(say.line(line), private=True) for line in session.judged(id))
        yield from (replace(u, private=True) for u in decided_utterances(say, decision))
    if session.erased(id):
        yield say.line("item.erased")
    yield from say.numbered([say.raw(choice.title) for choice in choices(session)])
    if session.needs_card(id):
        yield say.line("item.card")
        yield say.line("kiosk.waiting.card")
    if session.has_slip(id):
        yield say.line("item.slip")

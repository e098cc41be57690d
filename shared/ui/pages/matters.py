"""My matters: what waits on this machine and what is one's own, and the page of one item."""

from __future__ import annotations

from datetime import date
from typing import Final

import flet as ft

from shared.app.following import action_title, due_of, state_of, title_of, verb_of
from shared.app.ports import Delivery, ReceiptRow
from shared.domain.calendar import day_in_china
from shared.domain.decisions import Row
from shared.domain.flow import Flow
from shared.domain.text import text, verbatim
from shared.flows.items import Where
from shared.ui.components.clauses import law_words
from shared.ui.components.listing import listing
from shared.ui.components.notice import Tone, notice
from shared.ui.components.waiting import Entry, waiting_list
from shared.ui.pages.around import grouped
from shared.ui.pages.asking import problem_box
from shared.ui.pages.base import Drawn, Scene, said
from shared.ui.pages.binding import bind_button
from shared.ui.pages.showing import decision_parts
from shared.ui.view import Act, column, heading, named, press, words

DONE: Final = (Where.DECIDED, Where.DONE, Where.UNDONE)


def tone_of(where: Where) -> Tone:
    """Green only for what has come to its end."""
    return Tone.DONE if where in DONE else Tone.WAITING


def waiting_page(scene: Scene) -> Drawn:
    """What waits on this machine: a count for everybody, a list for the person who is here."""
    ui, session = scene.ui, scene.session
    waiting = session.ports.outbox.waiting()
    told = ui.say("kiosk.waiting.none") if not waiting.count else ui.say("kiosk.waiting.some", n=waiting.count)
    cause = said(ui, f"outbox.cause.{waiting.cause}") if waiting.cause else ""
    count = ft.Semantics(identifier="outbox.count", container=True, content=words(ui, told, bold=True))
    parts: list[ft.Control] = [count]
    if waiting.count and cause:
        parts.append(notice(ui, cause, Tone.WAITING))
    if session.mine:
        parts.append(words(ui, ui.say("kiosk.waiting.yours"), bold=True))
        parts.append(waiting_list(ui, [_entry(scene, row) for row in session.mine]))
    elif session.person is not None:
        parts.append(words(ui, ui.say("kiosk.waiting.nothing"), ink=ui.palette.secondary))
    if session.person is None or session.proof is None:
        parts.append(words(ui, ui.say("kiosk.waiting.who"), ink=ui.palette.secondary))
        label = words(ui, ui.say("kiosk.waiting.card"), bold=True, centre=True)
        parts.append(press(ui, "act.identify", label, session.my_matters, tall=ui.size.option))
    if session.may_find():
        label = words(ui, ui.say("kiosk.waiting.number"), bold=True, centre=True)
        parts.append(press(ui, "act.number", label, _find(scene), tall=ui.size.option))
    if session.may_hold_up():
        parts.append(words(ui, ui.say("kiosk.waiting.slip"), ink=ui.palette.secondary))
    parts.extend(bind_button(scene))
    return Drawn(
        ui.say("kiosk.waiting.title"),
        ui.say("kiosk.waiting.help"),
        top=problem_box(scene, "slip"),
        main=tuple(parts),
    )


def _find(scene: Scene) -> Act:
    async def act() -> None:
        scene.session.find()

    return act


def _entry(scene: Scene, row: ReceiptRow) -> Entry:
    ui, session = scene.ui, scene.session
    done = row.state is Delivery.DELIVERED

    async def show() -> None:
        session.look(row.id)

    return Entry(
        row.id,
        ui.say(title_of(session, row)),
        ui.say(state_of(session, row)),
        ui.say("kiosk.receipt.when", day=day_in_china(row.created)),
        Tone.DONE if done else Tone.WAITING,
        show,
    )


def item_page(scene: Scene) -> Drawn:
    """One item: where it is and by when, what the office said and decided, and what can be done."""
    ui, session = scene.ui, scene.session
    id = session.page.key
    row = session.receipt_row(id)
    if row is None:
        return Drawn(ui.say("kiosk.receipt.gone"), next=session.home, next_label="nav.home")
    where, flow = session.where(id), session.ports.flows.get(row.flow)
    state = notice(ui, ui.say(f"item.where.{where.value}.more"), tone_of(where), more=_by_when(scene, flow, where))
    parts: list[ft.Control] = [named("item.state", state)]
    done = session.acted.get(id)
    if done is not None:
        parts.append(notice(ui, ui.say("item.acted", what=done)))
    parts.extend(words(ui, ui.say(told)) for told in session.words_of_office(id)[:2])
    parts.append(listing(ui, _rows(row)))
    decision = session.decision(id)
    if decision is not None:
        by, *rules = session.judged(id)
        parts.append(named("item.judged", heading(ui, ui.say(by), level=2)))
        parts.extend(words(ui, ui.say(line)) for line in rules)
        parts.extend(decision_parts(scene, decision, decided=True))
    if session.erased(id):
        parts.append(named("item.erased", words(ui, ui.say("item.erased"))))
    acts = {str(n): _act(scene, id, flow) for n, flow in enumerate(session.actions(id), 1)}
    parts.extend(_button(scene, id, flow) for flow in session.actions(id))
    if session.needs_card(id):
        parts.append(words(ui, ui.say("item.card"), ink=ui.palette.secondary))
        label = words(ui, ui.say("kiosk.waiting.card"), bold=True, centre=True)
        parts.append(press(ui, "act.identify", label, session.my_matters))
    if session.has_slip(id):
        label = words(ui, ui.say("item.slip"), bold=True, centre=True)
        parts.append(press(ui, "act.slip", label, _slip(scene, id)))
    return Drawn(
        ui.say(f"item.where.{where.value}"),
        main=(column(*parts),),
        where=ui.say(title_of(session, row)),
        next=session.home,
        next_label="nav.home",
        keys=acts,
    )


def _by_when(scene: Scene, flow: Flow | None, where: Where) -> str:
    """The time that the law gives the office."""
    due, last = due_of(flow, where), scene.session.standing(scene.session.page.key).get("due")
    if due is None:
        return ""
    law = law_words(scene.ui, due[1])
    told = f"{scene.ui.say('item.due', n=due[0])}\n{law}"
    return f"{scene.ui.say('item.due_on', day=last)}\n{told}" if isinstance(last, date) else told


def _rows(row: ReceiptRow) -> tuple[Row, ...]:
    return (
        Row(text("item.number"), verbatim(grouped(row.number))),
        Row(text("item.submitted"), day_in_china(row.created)),
    )


def _act(scene: Scene, id: str, flow: Flow) -> Act:
    async def act() -> None:
        await scene.session.act(id, verb_of(flow))

    return act


def _slip(scene: Scene, id: str) -> Act:
    async def act() -> None:
        scene.session.show_receipt(id)

    return act


def _button(scene: Scene, id: str, flow: Flow) -> ft.Control:
    ui = scene.ui
    label = words(ui, ui.say(action_title(flow)), bold=True, centre=True)
    return press(ui, f"item.{id}.{verb_of(flow)}", label, _act(scene, id, flow), tall=ui.size.option)


__all__ = ["item_page", "waiting_page"]

"""The pages around the flows: resuming, review, receipt, what waits, help, the end."""

from __future__ import annotations

from collections.abc import Mapping

import flet as ft

from accessibility.script.offered import holds_private
from accessibility.settings import choose
from shared.app.ports import Delivery, ReceiptRow
from shared.app.session import Session
from shared.domain.answers import Source
from shared.domain.calendar import day_in_china
from shared.domain.flow import Question
from shared.domain.journey import Counted, Reviewed
from shared.i18n.reasons import from_record
from shared.ui.components.notice import Tone, notice
from shared.ui.components.options import Item, option_list
from shared.ui.components.receipt import Shown, receipt
from shared.ui.components.review import Line, review_list
from shared.ui.pages.asking import problem_box
from shared.ui.pages.base import Drawn, Scene, numbered, said
from shared.ui.pages.messages import also
from shared.ui.pictures import picture
from shared.ui.theme import RADIUS, M, S
from shared.ui.view import Ui, column, headed, press, words


def resume_page(scene: Scene) -> Drawn:
    """A draft of the same person was found: go on with it, or begin anew."""
    ui, session = scene.ui, scene.session
    items = (
        Item("resume", ui.say("kiosk.resume.old"), "document"),
        Item("fresh", ui.say("kiosk.resume.new"), "none"),
    )

    async def choose(value: str) -> None:
        scene.keep(value)
        scene.redraw()

    async def go_on() -> None:
        if scene.raw:
            await session.resume(scene.raw == "resume")
        else:
            scene.choose_first()

    return Drawn(
        ui.say("kiosk.resume.title"),
        ui.say("kiosk.resume.help"),
        top=problem_box(scene, "resume"),
        main=(option_list(ui, items, frozenset({scene.raw}), choose),),
        next=go_on,
        keys=numbered(items, choose),
    )


def review_page(scene: Scene) -> Drawn:
    """Every answer, each to be changed; submitting is an action of its own."""
    ui, session = scene.ui, scene.session
    journey = session.journey
    lines = [_line(ui, session, item) for item in journey.lines] if journey is not None else []
    top: list[ft.Control] = [*problem_box(scene, "review")]
    if session.notice is not None:
        top.append(notice(ui, ui.say(session.notice)))
    return Drawn(
        ui.say("kiosk.review.title"),
        ui.say("kiosk.review.busy" if session.busy else "kiosk.review.help"),
        top=tuple(top),
        main=(
            review_list(ui, lines, session.edit),
            *_whole(scene),
            words(ui, ui.say(session.afterwards(session.page.flow).review), ink=ui.palette.secondary),
        ),
        next=None if session.busy else session.submit,
        next_label="kiosk.review.submit",
        next_id="review.submit",
    )


def _whole(scene: Scene) -> tuple[ft.Control, ...]:
    """Has private numbers read out whole, or by their tail again, where the voice reads any."""
    ui, now = scene.ui, scene.preferences
    if not (now.speaks and holds_private(scene.session)):
        return ()
    value = "tail" if now.in_full else "full"

    async def act() -> None:
        scene.prefer(choose(now, "private", value, scene.sizes), None)
        scene.tell()

    return (press(ui, f"pref.private.{value}", words(ui, ui.say(f"kiosk.review.{value}"), centre=True), act),)


def _line(ui: Ui, session: Session, item: Reviewed | Counted) -> Line:
    title = ui.say(item.placed.title)
    if isinstance(item, Counted):
        return Line(item.placed.key, title, ui.say(item.answer))
    step, value = item.placed.step, item.answer.value
    if isinstance(step, Question):
        answer = ui.say(session.read_back(step, value))
    else:
        given = isinstance(value, Mapping) and value.get("given") is True
        answer = ui.say("kiosk.consent.given" if given else "kiosk.consent.refused")
    note = ""
    if item.answer.source is Source.RECORD and item.answer.as_of is not None:
        fact = (session.record or {}).get(step.prefill or "") if isinstance(step, Question) else None
        note = ui.say(from_record(fact.source if fact is not None else "", item.answer.as_of, ui.words))
    return Line(item.placed.key, title, answer, note)


def receipt_page(scene: Scene) -> Drawn:
    """The slip, with its state in plain words; it changes by itself when the office has acknowledged."""
    ui, session = scene.ui, scene.session
    row = session.receipt_row()
    if row is None:
        return Drawn(ui.say("kiosk.receipt.gone"), next=session.home, next_label="nav.home", back=False)
    delivered, after = row.state is Delivery.DELIVERED, session.afterwards(row.flow)
    item = session.items.get(row.id)
    code = session.ports.sealer.slip_code(item, row.acknowledgement, secret=True) if item is not None else ""
    shown = Shown(
        grouped(row.number),
        ui.say(f"outbox.state.{row.state.value}"),
        _next_of(ui, row),
        Tone.DONE if delivered else Tone.WAITING,
        (
            *(ui.say(line) for line in session.lines.get(row.id, ())),
            ui.say("kiosk.receipt.when", day=day_in_china(row.created)),
            ui.say(after.receipt),
        ),
        code,
        ui.say("kiosk.receipt.code"),
    )

    async def look() -> None:
        session.look(row.id)

    follow = words(ui, ui.say(after.button), bold=True, centre=True)
    parts: list[ft.Control] = [receipt(ui, shown), press(ui, f"item.{row.id}.show", follow, look)]
    if scene.slip is not None:
        label = words(ui, ui.say(scene.slip_label or "kiosk.receipt.print"), bold=True, centre=True)
        parts.append(press(ui, "act.print", label, scene.slip, pair=ui.palette.chosen))
    if scene.printed:
        parts.append(notice(ui, scene.printed))
    parts.extend(also(scene))
    flow = session.ports.flows.get(row.flow)
    return Drawn(
        ui.say("kiosk.receipt.delivered" if delivered else "kiosk.receipt.saved"),
        main=tuple(parts),
        where=ui.say(flow.title) if flow is not None else "",
        next=session.home,
        next_label="nav.home",
        back=bool(session.before),
    )


def _next_of(ui: Ui, row: ReceiptRow) -> str:
    if row.state is Delivery.DELIVERED:
        return ui.say("kiosk.receipt.office")
    cause = said(ui, f"outbox.cause.{row.cause}") if row.cause else ""
    return cause or ui.say("kiosk.receipt.wait")


def grouped(number: str) -> str:
    """Digits in groups of four."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def help_page(scene: Scene) -> Drawn:
    """The ways to a person; none of them is on this screen."""
    ui = scene.ui
    return Drawn(ui.say("kiosk.help.title"), ui.say("kiosk.help.help"), main=(column(*_ways(scene), gap=S),))


HELP = (("window", "window"), ("phone", "phone"), ("visit", "visit"))


HOTLINE = "12333"


def _ways(scene: Scene) -> tuple[ft.Control, ...]:
    """Every way to a person; below the telephone's the button that calls."""
    found: list[ft.Control] = []
    for name, drawing in HELP:
        found.append(_way(scene.ui, name, drawing))
        found.extend(_call(scene) if name == "phone" else ())
    return tuple(found)


def _call(scene: Scene) -> tuple[ft.Control, ...]:
    """The hotline by one tap, where this is a telephone."""
    ui, call = scene.ui, scene.session.ports.call
    if call is None:
        return ()

    async def act() -> None:
        call(HOTLINE)

    label = words(ui, ui.say("phone.call"), bold=True, centre=True)
    return (press(ui, "act.call", label, act, pair=ui.palette.chosen, tall=ui.size.option),)


def _way(ui: Ui, name: str, drawing: str) -> ft.Control:
    drawn = picture(ui, drawing)
    told = column(
        words(ui, ui.say(f"kiosk.help.{name}"), bold=True),
        words(ui, ui.say(f"kiosk.help.{name}.more"), ink=ui.palette.secondary),
        gap=4,
    )
    parts = [drawn] if drawn is not None else []
    return ft.Container(
        content=headed(ui, told, *parts, gap=M),
        bgcolor=ui.palette.tile.ground,
        border=ft.Border.all(2, ui.palette.border),
        border_radius=RADIUS,
        padding=ft.Padding.all(S),
    )


def end_page(scene: Scene) -> Drawn:
    """Ending asks once."""
    ui, session = scene.ui, scene.session
    sure = press(
        ui,
        "act.end",
        words(ui, ui.say("kiosk.end.yes"), bold=True, centre=True, ink=ui.palette.primary.ink),
        session.end,
        pair=ui.palette.primary,
        tall=ui.size.option,
    )
    stay = press(
        ui,
        "act.stay",
        words(ui, ui.say("kiosk.end.no"), bold=True, centre=True),
        session.back,
        tall=ui.size.option,
    )
    keys = {"1": session.end, "2": session.back}
    return Drawn(ui.say("kiosk.end.title"), ui.say(session.at_end()), main=(sure, stay, *also(scene)), keys=keys)


def ended_page(scene: Scene) -> Drawn:
    """Goodbye: nothing of the person is left here."""
    ui = scene.ui
    return Drawn(
        ui.say("kiosk.ended.title"),
        ui.say("kiosk.ended.help"),
        next=scene.session.home,
        next_label="nav.home",
        back=False,
    )


def told_page(scene: Scene) -> Drawn:
    """Something that stops a service here, and the ways on."""
    ui, session = scene.ui, scene.session
    told = ui.say(session.notice) if session.notice is not None else ""
    return Drawn(
        ui.say("kiosk.told.title"),
        main=(notice(ui, told, Tone.WAITING), *_ways(scene)),
        next=session.home,
        next_label="nav.home",
    )

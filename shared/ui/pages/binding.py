"""The page that binds a phone: at a kiosk the code to be scanned, on the owner's phone the way to give it up."""

from __future__ import annotations

import flet as ft

from accessibility.script.binding import lines_of, told_of
from shared.ui.components.notice import Tone, notice
from shared.ui.components.qr import qr
from shared.ui.pages.around import grouped
from shared.ui.pages.asking import problem_box
from shared.ui.pages.base import Drawn, Scene
from shared.ui.theme import S
from shared.ui.view import column, named, press, words


def bind_page(scene: Scene) -> Drawn:
    """The code with what to do, or whose phone this is."""
    ui, session = scene.ui, scene.session
    told, done = told_of(session)
    parts: list[ft.Control] = [named("bind.state", notice(ui, ui.say(told), Tone.DONE if done else Tone.WAITING))]
    parts += [words(ui, ui.say(line)) for line in lines_of(session)]
    if session.bind_code:
        code = qr(ui, "bind.qr", session.code_link())
        digits = words(ui, grouped(session.code_digits()), centre=True)
        parts += [ft.Row([code], alignment=ft.MainAxisAlignment.CENTER), named("bind.code", digits)]
    if session.may_unbind():
        label = words(ui, ui.say(session.unbind_words()), bold=True, centre=True)
        parts.append(press(ui, "act.unbind", label, None if session.busy else session.unbind, tall=ui.size.option))
    if session.may_stop():
        label = words(ui, ui.say("bind.lose"), bold=True, centre=True)
        stop = None if session.busy else session.stop_phones
        parts.append(press(ui, "act.lost", label, stop, tall=ui.size.option))
    news = (notice(ui, ui.say(session.notice), Tone.DONE),) if session.notice is not None else ()
    return Drawn(
        ui.say("bind.title" if session.ports.owner is None else "bind.phone.title"),
        top=(*news, *problem_box(scene, "bind")),
        main=(column(*parts, gap=max(S, ui.size.apart)),),
        next=session.home,
        next_label="nav.home",
    )


def bind_button(scene: Scene) -> tuple[ft.Control, ...]:
    """The way to it from one's own matters."""
    ui, session = scene.ui, scene.session
    if not session.may_bind():
        return ()
    label = words(ui, ui.say(session.bind_words()), bold=True, centre=True)
    return (press(ui, "act.bind", label, session.bind_phone, tall=ui.size.option),)

"""The page on which a code that the person brings along is held up, and the code that they take along."""

from __future__ import annotations

import flet as ft

from shared.ui.components.notice import Tone, notice
from shared.ui.components.options import Item, option_list
from shared.ui.components.qr import qr
from shared.ui.pages.asking import problem_box
from shared.ui.pages.base import Drawn, Scene, numbered
from shared.ui.pictures import picture
from shared.ui.theme import XS, S
from shared.ui.view import column, press, words


def scan_page(scene: Scene) -> Drawn:
    """Hold the code up, or go on without one; a demo reader offers its papers."""
    ui, session = scene.ui, scene.session
    items = [Item(paper.id, ui.say(paper.label), "document") for paper in session.papers()]
    drawn = picture(ui, "code")
    main: list[ft.Control] = [notice(ui, ui.say("kiosk.scan.now"), Tone.WAITING)]
    if drawn is not None:
        main.append(ft.Container(content=drawn, alignment=ft.Alignment.CENTER))
    if items:
        main += [words(ui, ui.say("kiosk.scan.demo"), ink=ui.palette.secondary)]
        main += [option_list(ui, items, frozenset(), session.hold_up)]
    return Drawn(
        ui.say("kiosk.scan.title"),
        ui.say("kiosk.scan.help"),
        top=problem_box(scene, "scan"),
        main=tuple(main),
        next=session.leave_scan,
        keys=numbered(items, session.hold_up),
        next_label="kiosk.scan.without",
    )


def scan_button(scene: Scene) -> tuple[ft.Control, ...]:
    """The way to the scanner, where a code could answer what the office does not."""
    ui, session = scene.ui, scene.session
    if not session.may_scan():
        return ()
    label = words(ui, ui.say("kiosk.scan.have"), bold=True, centre=True)
    return (press(ui, "act.scan", label, session.scan, pair=ui.palette.chosen, tall=ui.size.option),)


def taken_along(scene: Scene) -> tuple[ft.Control, ...]:
    """The signed code of this page with what it is for, or a paper to take along; printed where there is a printer."""
    ui, code = scene.ui, scene.session.code_to_take()
    if not code and not scene.session.paper_to_take():
        return ()
    parts: list[ft.Control] = [words(ui, ui.say("kiosk.code.take"), centre=True)] if code else []
    if scene.slip is not None:
        label = words(ui, ui.say(scene.slip_label or "kiosk.code.print"), bold=True, centre=True)
        parts.append(press(ui, "act.print", label, scene.slip, pair=ui.palette.chosen))
    if scene.printed:
        parts.append(notice(ui, scene.printed))
    if not code:
        return tuple(parts)
    shown = ft.Row([qr(ui, "act.code", code)], alignment=ft.MainAxisAlignment.CENTER)
    return (column(shown, column(*parts, gap=XS), gap=S),)

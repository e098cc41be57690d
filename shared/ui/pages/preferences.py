"""设置, how one sees and hears: ready-made sets, one page per setting with what it looks and sounds like, the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import flet as ft

from accessibility.greeting import to_code
from accessibility.settings import (
    CLIPS,
    CODE,
    FACE,
    PRESETS,
    ROOMS,
    SETTINGS,
    Setting,
    choose,
    chosen,
    level,
    preset_of,
)
from shared.domain.quantities import yuan
from shared.domain.text import Text, text
from shared.ui.components.notice import notice
from shared.ui.components.options import Item, option, option_list, page_of
from shared.ui.components.qr import qr
from shared.ui.kinds.base import DIGITS
from shared.ui.measure import longest
from shared.ui.pages.base import Drawn, Scene, numbered
from shared.ui.theme import S
from shared.ui.view import BORDER, Act, Ui, box, column, fitting, lined, named, press, tears, words


def preferences_page(scene: Scene) -> Drawn:
    """The page that the session's key names."""
    key = scene.session.page.key
    if key in ROOMS:
        return _room(scene, key)
    if key in SETTINGS:
        return _setting(scene, SETTINGS[key])
    return _code(scene) if key == CODE else _first(scene)


def _first(scene: Scene) -> Drawn:
    """The ready-made sets; below them the ways to change one thing, and the code."""
    ui, now = scene.ui, scene.preferences
    sets = [
        Item(p.id, ui.say(p.title), f"preset_{p.id}", ui.say(f"pref.preset.{p.id}.help"), f"pref.preset.{p.id}")
        for p in PRESETS
    ]
    more = [
        Item(f"page.{room}", ui.say(f"pref.{room}"), f"room_{room}", id=f"act.pref.{room}") for room in (*ROOMS, CODE)
    ]
    return _page(scene, "pref.first", (*sets, *more), preset_of(now, scene.sizes), _choose_first(scene))


def _choose_first(scene: Scene) -> Callable[[str], None]:
    def act(value: str) -> None:
        if value.startswith("page."):
            scene.session.preferences(value.removeprefix("page."))
        else:
            _apply(scene, "preset", value, text("pref.chosen", what=Text(f"pref.preset.{value}")))

    return act


def _room(scene: Scene, room: str) -> Drawn:
    """The settings of the eye, or of the ear, each with what holds now."""
    ui = scene.ui
    items = [
        Item(
            id,
            ui.say(SETTINGS[id].title),
            SETTINGS[id].picture,
            _holds(ui, scene, SETTINGS[id]),
            f"act.pref.{id}",
        )
        for id in ROOMS[room]
    ]
    return _page(scene, f"pref.{room}", items, "", scene.session.preferences)


def _holds(ui: Ui, scene: Scene, setting: Setting) -> str:
    value = chosen(scene.preferences, setting)
    return next((ui.say(v.title) for v in setting.values if v.id == value), "")


def _setting(scene: Scene, setting: Setting) -> Drawn:
    """One setting: what can be chosen holds at once, so that it is seen and heard."""
    ui = scene.ui
    items = [Item(v.id, ui.say(v.title), v.picture, id=f"pref.{setting.id}.{v.id}") for v in setting.values]

    def act(value: str) -> None:
        if setting.fetches and scene.lacks(setting.fetches, value):
            ask_first(scene, setting, value)
            return
        title = next(v.title for v in setting.values if v.id == value)
        told = title if setting.steps else text("pref.chosen", what=title)
        _apply(scene, setting.id, value, text("pref.sample") if setting.heard else told)

    held = chosen(scene.preferences, setting)
    page = _page(scene, f"pref.{setting.id}", items, held, act)
    standing = level(scene.preferences, setting, scene.sizes)
    where: list[ft.Control] = [words(ui, ui.say(standing), ink=ui.palette.secondary)] if standing is not None else []
    if setting.worded and not ui.words.facts.reviewed:
        where.append(words(ui, ui.say("ui.unreviewed"), ink=ui.palette.secondary))
    trial = (*where, _pauses(scene) if setting.heard else _sample(scene))
    top = _fetching(scene, setting, act) if setting.fetches and scene.wanted else ()
    return Drawn(
        page.title,
        page.help,
        top,
        main=page.main,
        after=trial,
        where=ui.say("nav.settings"),
        keys=page.keys,
        next=page.next,
        next_label=DONE,
    )


DONE = "pref.done"


UNIT = {FACE: 1000, CLIPS: 1_000_000}
"""Bytes in which people are told what it weighs: KB of letters, MB of a voice."""


def ask_first(scene: Scene, setting: Setting, value: str) -> None:
    """What a value needs is not here yet: say what it weighs, and fetch it only if the person says so."""
    scene.wanted, scene.printed = value, ""
    scene.typing.speak(_weight(scene, setting, value))
    scene.redraw()


def _weight(scene: Scene, setting: Setting, value: str) -> Text:
    what = setting.fetches
    return text(f"pref.{what}.fetch", n=-(-scene.lacks(what, value) // UNIT[what]))


def _fetching(scene: Scene, setting: Setting, act: Callable[[str], None]) -> tuple[ft.Control, ...]:
    """What it weighs, and the button that fetches it: above what is chosen from, where it is seen at once."""
    ui, what, value, bring = scene.ui, setting.fetches, scene.wanted, scene.bring

    async def fetch() -> None:
        scene.printed = ui.say(f"pref.{what}.fetching")
        scene.redraw()
        if bring is not None and await bring(what, value):
            scene.wanted = scene.printed = ""
            if not scene.lacks(what, value):
                act(value)
        else:
            scene.printed = ui.say("pref.fetch.failed")
            scene.typing.speak(text("pref.fetch.failed"))
        scene.redraw()

    label = words(ui, ui.say("pref.fetch.go"), bold=True, centre=True)
    told = [notice(ui, scene.printed)] if scene.printed else []
    weight = notice(ui, ui.say(_weight(scene, setting, value)))
    return (weight, *told, press(ui, "act.fetch", label, fetch, tall=ui.size.option))


def _apply(scene: Scene, setting: str, value: str, told: Text) -> None:
    scene.prefer(choose(scene.preferences, setting, value, scene.sizes), told)


def _page(scene: Scene, title: str, items: Sequence[Item], held: str, choose: Callable[[str], None]) -> Drawn:
    """Numbered options; who is done goes back to where they came from."""
    ui = scene.ui

    async def act(value: str) -> None:
        choose(value)

    async def leave() -> None:
        scene.session.preferred()

    keys: Mapping[str, Act] = numbered(items[:DIGITS], act)
    shown = page_of(len(items), scene.first)
    start, view = shown.start, items[shown.start : shown.stop]
    if ui.size.landscape and not lined(ui):
        cells = [option(ui, n, item, item.value == held, act) for n, item in enumerate(view, start + 1)]
        for cell in cells:
            cell.expand = True
        pairs = [cells[i : i + 2] for i in range(0, len(cells), 2)]
        rows = [
            ft.Row(
                [*p, *([ft.Container(expand=True)] if len(p) == 1 else [])],
                spacing=S,
                vertical_alignment=ft.CrossAxisAlignment.STRETCH,
                intrinsic_height=True,
            )
            for p in pairs
        ]
        main: ft.Control = column(*rows)
    else:
        main = option_list(ui, view, frozenset({held}), act, first=start + 1)
    help = ui.say(f"{title}.help")
    return Drawn(
        ui.say(title),
        help,
        main=(main,),
        keys=keys,
        next=leave,
        next_label=DONE,
        where=ui.say("nav.settings"),
        total=len(items),
    )


def _sample(scene: Scene) -> ft.Control:
    """Words as they will stand on every page."""
    ui = scene.ui
    shown = text("pref.preview", day=scene.session.ports.clock.today(), amount=yuan(2340))
    return named("pref.preview", box(ui, ui.palette.chosen, words(ui, ui.say(shown)), edge=ui.palette.border))


def _pauses(scene: Scene) -> ft.Control:
    """Lets the voice rest and go on, to try it out."""
    ui = scene.ui

    async def pause() -> None:
        scene.pause(True)

    async def resume() -> None:
        scene.pause(False)

    ways = {ui.say(f"pref.speech.{verb}"): (verb, act) for verb, act in (("pause", pause), ("resume", resume))}
    below, room = tears(ui, *ways), ui.size.width - 2 * ui.size.edge - 2 * S - 2 * BORDER
    size = fitting(ui, max(ways, key=longest), room, ui.size.body)
    buttons: list[ft.Control] = [
        press(ui, f"pref.speech.{verb}", words(ui, said, size=size, centre=True), act, expand=None if below else 1)
        for said, (verb, act) in ways.items()
    ]
    return column(*buttons) if below else ft.Row(buttons)


def _code(scene: Scene) -> Drawn:
    """The code to take along: preferences only."""
    ui = scene.ui
    parts: list[ft.Control] = [ft.Row([qr(ui, "pref.qr", code_of(scene))], alignment=ft.MainAxisAlignment.CENTER)]
    if scene.session.ports.scanner is not None:
        parts.append(words(ui, ui.say("pref.code.scan"), centre=True))
    if scene.slip is not None:
        label = words(ui, ui.say(scene.slip_label or "pref.code.print"), bold=True, centre=True)
        parts.append(press(ui, "act.print", label, scene.slip, pair=ui.palette.chosen))
    if scene.printed:
        parts.append(notice(ui, scene.printed))

    async def leave() -> None:
        scene.session.preferred()

    return Drawn(
        ui.say("pref.code"),
        ui.say("pref.code.help"),
        main=tuple(parts),
        where=ui.say("nav.settings"),
        next=leave,
        next_label=DONE,
    )


def code_of(scene: Scene) -> str:
    """The code of the preferences that hold now."""
    return to_code(scene.preferences, scene.sizes.default)

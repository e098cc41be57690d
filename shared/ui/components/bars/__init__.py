"""The two bars: where one is and how it looks above, where one can go below. They never move and never scroll."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import flet as ft

from shared.ui.theme import LINE, RADIUS, XS, Pair, S
from shared.ui.view import Act, Ui, breadth, column, line_of, press, words


class Sound(StrEnum):
    """Whether pages are read aloud."""

    ON = "on"
    OFF = "off"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Ways:
    """What the bars can do; None is not to be had here and leaves its place empty."""

    home: Act | None
    smaller: Act | None
    larger: Act | None
    contrast: Act
    language: Act
    speech: Act | None
    back: Act | None
    repeat: Act | None
    help: Act | None
    next: Act | None
    end: Act | None
    outbox: Act | None
    voice: Act | None = None
    sign: Act | None = None
    settings: Act | None = None
    pull: Act | None = None
    """Takes out the card of the demo reader, which has no slot to pull it from."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of the bars that change from page to page."""

    where: str
    progress: str
    next: str
    waiting: str
    count: int = 0
    sound: Sound = Sound.ON
    next_id: str = "nav.next"
    demo: bool = False
    signing: bool = False


NAMES = ("home", "smaller", "larger", "contrast", "speech", "voice", "sign", "settings", "language")


def bar_a(ui: Ui, said: Said, ways: Ways) -> ft.Container:
    """Where I am, and the controls of size, contrast, language and voice."""
    place = words(
        ui,
        ("\n" if ui.size.landscape else " · ").join(
            part for part in (said.where, said.progress, _unreviewed(ui)) if part
        ),
        size=ui.size.bar,
        bold=True,
    )
    acts = (
        ways.home,
        ways.smaller,
        ways.larger,
        ways.contrast,
        ways.speech,
        ways.voice,
        ways.sign,
        ways.settings,
        ways.language,
    )
    tools = [
        Tool(name, _label(ui, name, said), act)
        for name, act in zip(NAMES, acts, strict=True)
        if act is not None or name not in ("voice", "sign")
    ]
    room = ui.size.width - 2 * S
    content: ft.Control
    if ui.size.slim:
        return _bar(ui, _slim(ui, said, ways, place, tools, room))
    where = _where(ui, said, ways, place)
    if ui.size.landscape and _width(ui, tools) < room * 0.72:
        content = ft.Row(
            [ft.Container(content=where, expand=True), ft.Row([_tool(ui, t, fill=False) for t in tools], spacing=XS)],
            spacing=S,
        )
    elif _width(ui, tools) <= room:
        content = column(where, _tools(ui, tools), gap=XS)
    else:
        half = (len(tools) + 1) // 2
        content = column(where, _tools(ui, tools[:half]), _tools(ui, tools[half:]), gap=XS)
    return _bar(ui, content)


def _bar(ui: Ui, content: ft.Control) -> ft.Container:
    return ft.Container(
        content=content,
        bgcolor=ui.palette.bar.ground,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS),
        border=ft.Border.only(bottom=ft.BorderSide(2, ui.palette.border)),
    )


IN_SETTINGS = ("contrast", "smaller", "larger")
"""Controls that 设置 holds too, the first to leave the bar of a slim screen."""


def _rows(ui: Ui, text: ft.Text, room: float) -> int:
    """About how many lines words take in so much room."""
    return math.ceil(breadth(text.value) * ui.size.bar * BOLDER / max(room, ui.size.bar))


def _slim(ui: Ui, said: Said, ways: Ways, place: ft.Text, tools: list[Tool], room: float) -> ft.Control:
    """The bar of a phone: home and 设置 at the ends of the first row, in the second what fits.

    Where I am stands between the ends, or above them where it would be a tower of words there.
    """
    ends = {tool.name: _tool(ui, tool, fill=False) for tool in tools if tool.name in ("home", "settings")}
    rest = [tool for tool in tools if tool.name not in ends]
    for name in IN_SETTINGS:
        if _width(ui, rest) > room:
            rest = [tool for tool in rest if tool.name != name]
    mark = [_mark(ui, ways)] if said.demo else []
    below = ways.pull is not None
    where = column(place, *(mark if not below else ()), gap=0)
    line = line_of(ui, ui.size.bar)
    between = room - _width(ui, [tool for tool in tools if tool.name in ends])
    if _rows(ui, place, between) * line > ui.size.target + XS + _rows(ui, place, room) * line:
        both = ft.Row(list(ends.values()), alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
        return column(where, both, _tools(ui, rest), *(mark if below else ()), gap=XS)
    first = ft.Row([ends["home"], ft.Container(content=where, expand=True), ends["settings"]], spacing=XS)
    return column(first, _tools(ui, rest), *(mark if below else ()), gap=XS)


def _unreviewed(ui: Ui) -> str:
    """That no speaker has checked the words of this language yet."""
    return "" if ui.words.facts.reviewed else ui.say("ui.unreviewed")


def _where(ui: Ui, said: Said, ways: Ways, place: ft.Control) -> ft.Control:
    """Where I am; beside it that this is a demonstration, and the demo card that can be taken out."""
    if not said.demo:
        return place
    return ft.Row([ft.Container(content=place, expand=True), _mark(ui, ways)], spacing=S)


def _mark(ui: Ui, ways: Ways) -> ft.Control:
    """The word that this is a demonstration, or the button that takes the demo card out."""
    accent = ui.palette.accent
    line = line_of(ui, ui.size.bar)
    mark: ft.Control = ft.Container(
        content=words(ui, ui.say("ui.demo"), size=ui.size.bar, bold=True, ink=accent.ink),
        bgcolor=accent.ground,
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(
            horizontal=S, vertical=0 if ui.size.slim else max(XS, (ui.size.target - line) / 2)
        ),
    )
    if ways.pull is not None:
        label = words(ui, ui.say("ui.pull"), size=ui.size.bar, bold=True, ink=accent.ink)
        mark = press(ui, "act.pull", label, ways.pull, pair=accent, inner=ui.size.bar * LINE, pad=S)
    return mark


@dataclass(frozen=True, slots=True)
class Tool:
    """A control of the upper bar."""

    name: str
    label: str
    act: Act | None


def _width(ui: Ui, tools: list[Tool]) -> float:
    return sum(breadth(tool.label) * ui.size.bar + 2 * S + XS for tool in tools)


def _tools(ui: Ui, tools: list[Tool]) -> ft.Row:
    return ft.Row([_tool(ui, tool, fill=True) for tool in tools], spacing=XS)


def _tool(ui: Ui, tool: Tool, *, fill: bool) -> ft.Control:
    """One control; where it does nothing on this page its place stays empty, so that the others never move."""
    share = round(breadth(tool.label) * 10) + 16 if fill else None
    text = words(ui, tool.label, size=ui.size.bar, centre=True, ink=ui.palette.chosen.ink)
    id = f"nav.{tool.name}"
    if tool.act is None:
        there = ft.Semantics(identifier=id, container=True, content=text) if tool.name == "speech" else None
        width = None if fill else breadth(tool.label) * ui.size.bar + 2 * S
        return ft.Container(content=there, expand=share, width=width)
    return press(
        ui,
        id,
        text,
        tool.act,
        pair=ui.palette.chosen,
        inner=ui.size.bar * LINE,
        pad=XS if fill else S - XS // 2,
        expand=share,
    )


def _label(ui: Ui, name: str, said: Said) -> str:
    if name == "speech":
        return ui.say(f"nav.speech.{said.sound.value}")
    if name == "sign" and said.signing:
        return ui.say("nav.sign.off")
    return ui.say(f"nav.{name}")


def bar_b(ui: Ui, said: Said, ways: Ways) -> ft.Container:
    """Back, repeat, help, next; below them what waits on this machine, and the end."""
    primary = ui.palette.primary
    labels = (ui.say("nav.back"), ui.say("nav.repeat"), ui.say("nav.help"), said.next)
    shares = _shares(ui, labels)
    back = _way(ui, "nav.back", labels[0], ways.back, shares[0])
    repeat = _way(ui, "nav.repeat", labels[1], ways.repeat, shares[1])
    help = _way(ui, "nav.help", labels[2], ways.help, shares[2])
    next = _way(ui, said.next_id, said.next, ways.next, shares[3], pair=primary)
    waiting, end = _waiting(ui, said, ways), _end(ui, ways)
    if ui.size.landscape:
        content: ft.Control = ft.Row([back, repeat, help, waiting, end, next], spacing=S)
    else:
        content = column(
            ft.Row([back, repeat, help, next], spacing=XS if ui.size.slim else S),
            ft.Row([waiting, end], spacing=S, alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
            gap=XS,
        )
    return ft.Container(
        content=content,
        bgcolor=ui.palette.bar.ground,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS),
        border=ft.Border.only(top=ft.BorderSide(2, ui.palette.border)),
    )


USUAL: Final = (2, 2, 2, 3)
"""How wide back, repeat, help and next are beside each other."""
BOLDER: Final = 1.06
"""Width of bold letters over that of regular ones."""


def _shares(ui: Ui, labels: Sequence[str]) -> Sequence[int]:
    """How wide each way is beside the others; where a word would be torn, each is as wide as its longest word asks."""
    if not ui.size.slim:
        return USUAL
    asked = [round(max(map(breadth, label.split())) * ui.size.bar * BOLDER) + 2 * XS for label in labels]
    room = ui.size.width - 2 * S - 3 * XS
    broken = any(
        label.isascii() and a > room * u / sum(USUAL) for label, a, u in zip(labels, asked, USUAL, strict=True)
    )
    return asked if broken else USUAL


def _way(ui: Ui, id: str, label: str, act: Act | None, share: int, *, pair: Pair | None = None) -> ft.Control:
    if act is None:
        return ft.Container(expand=share)
    colours = pair or ui.palette.chosen
    return press(
        ui,
        id,
        words(ui, label, size=ui.size.bar, bold=True, centre=True, ink=colours.ink),
        act,
        pair=colours,
        edge=ui.palette.primary.ground,
        inner=ui.size.bar * 1.5,
        tall=max(ui.size.target, ui.size.bar * 2.4),
        pad=XS,
        expand=share,
    )


def _waiting(ui: Ui, said: Said, ways: Ways) -> ft.Control:
    text = words(ui, said.waiting, size=ui.size.bar, ink=ui.palette.bar.ink)
    if ways.outbox is None:
        share = 3 if ui.size.landscape else True
        return ft.Semantics(identifier="outbox.state", container=True, content=text, expand=share)
    return press(
        ui,
        "outbox.state",
        text,
        ways.outbox,
        pair=ui.palette.waiting if said.count else ui.palette.bar,
        inner=ui.size.bar * 1.5,
        pad=XS,
        expand=3 if ui.size.landscape else None,
    )


def _end(ui: Ui, ways: Ways) -> ft.Control:
    if ways.end is None:
        return ft.Container(expand=2 if ui.size.landscape else None)
    return press(
        ui,
        "nav.end",
        words(ui, ui.say("nav.end"), size=ui.size.bar, bold=True, centre=True, ink=ui.palette.chosen.ink),
        ways.end,
        pair=ui.palette.chosen,
        inner=ui.size.bar * 1.5,
        pad=S,
        expand=2 if ui.size.landscape else None,
    )

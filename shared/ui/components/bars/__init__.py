"""The two bars: where one is and how it looks above, where one can go below. They never move and never scroll."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import flet as ft

from shared.ui.theme import LINE, RADIUS, XS, Pair, S
from shared.ui.view import Act, Ui, breadth, column, line_of, longest, press, words


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
    told = (said.where, said.progress, unreviewed(ui))
    place = words(
        ui,
        ("\n" if ui.size.landscape and not ui.words.facts.bilingual else " · ").join(part for part in told if part),
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
        return _bar(ui, _slim(ui, said, ways, tools, room))
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


def _slim(ui: Ui, said: Said, ways: Ways, tools: list[Tool], room: float) -> ft.Control:
    """The bar of a phone: where one is, the ways to other pages, and in the last row what is about hearing and seeing.

    How far one is stands on the page itself (`layout`). 再听一遍 stands here, so that the ways below have room. A demo
    card is taken out by 结束, since a button for it would leave nothing of the page.
    """
    named = {tool.name: tool for tool in (*tools, Tool("repeat", ui.say("nav.repeat"), ways.repeat))}
    ahead = [named[name] for name in ("home", "language", "settings")]
    about = ("speech", "repeat", "voice", "sign", *reversed(IN_SETTINGS))
    rest = [named[name] for name in about if name in named]
    for name in IN_SETTINGS:
        if sum(longest(tool.label) * ui.size.bar + 3 * XS for tool in rest) > room:
            rest = [tool for tool in rest if tool.name != name]
    told = " · ".join((said.where, ui.say("ui.demo")) if said.demo else (said.where,))
    place = words(ui, told, size=ui.size.bar, bold=True)
    return column(place, _tools(ui, ahead), _tools(ui, rest), gap=XS)


def unreviewed(ui: Ui) -> str:
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
        padding=ft.Padding.symmetric(horizontal=S, vertical=max(XS, (ui.size.target - line) / 2)),
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


BOLDER: Final = 1.06
"""Width of bold letters over that of regular ones."""
WHOLE: Final = 4
"""Chinese characters of a way that stay on one line."""


def bar_b(ui: Ui, said: Said, ways: Ways) -> ft.Container:
    """Back, repeat, help, next; below them what waits on this machine, and the end."""
    primary = ui.palette.primary
    back = _way(ui, "nav.back", ui.say("nav.back"), ways.back)
    repeat = _way(ui, "nav.repeat", ui.say("nav.repeat"), ways.repeat)
    help = _way(ui, "nav.help", ui.say("nav.help"), ways.help)
    next = _way(ui, said.next_id, said.next, ways.next, pair=primary, wide=True)
    waiting, end = _waiting(ui, said, ways), _end(ui, ways)
    if ui.size.landscape:
        content: ft.Control = ft.Row([back, repeat, help, waiting, end, next], spacing=S)
    else:
        gap = XS if ui.size.slim else S
        foot: list[ft.Control] = [waiting, end]
        if ui.size.slim:
            foot = [ft.Container(content=waiting, expand=True), end]
        content = column(
            ft.Row([back, help, next] if ui.size.slim else [back, repeat, help, next], spacing=gap),
            ft.Row(foot, spacing=gap, alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
            gap=XS,
        )
    return ft.Container(
        content=content,
        bgcolor=ui.palette.bar.ground,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS),
        border=ft.Border.only(top=ft.BorderSide(2, ui.palette.border)),
    )


def _way(ui: Ui, id: str, label: str, act: Act | None, *, pair: Pair | None = None, wide: bool = False) -> ft.Control:
    share = 3 if wide else 2
    if ui.size.slim:  # no word may be torn
        share = round(max(longest(label), min(breadth(label), WHOLE)) * ui.size.bar * BOLDER) + 2 * XS
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

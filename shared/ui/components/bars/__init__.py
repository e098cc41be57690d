"""The two bars: where one is and how it looks above, where one can go below. They never move and never scroll."""

from __future__ import annotations

import math

import flet as ft

from shared.ui.components.bars.place import place, place_words, room_for, unreviewed
from shared.ui.components.bars.said import Said, Sound, Ways
from shared.ui.components.bars.tools import Tool, beside, in_a_row, tools_of, width_of
from shared.ui.components.practice import practice_tag
from shared.ui.measure import breadth
from shared.ui.theme import RADIUS, XS, Pair, S
from shared.ui.view import Act, Ui, column, height, line_of, press, wide, words

__all__ = ["Said", "Sound", "Ways", "bar_a", "bar_b", "place", "place_words", "unreviewed"]

BUTTON = S - XS // 2
"""dp left and right of the words of a control that is as wide as they are."""

NARROWEST = 64.0
"""dp: the client's buttons are no narrower, as Material 3 has them."""


def bar_a(ui: Ui, said: Said, ways: Ways, placed: ft.Text) -> ft.Container:
    """Where I am (`place_words`), and the controls of size, contrast, language and voice."""
    tools = tools_of(ui, said, ways)
    room = ui.size.width - 2 * S
    content: ft.Control
    if ui.size.slim:
        return _bar(ui, _slim(ui, ways, tools, room, placed))
    where = _where(ui, said, ways, placed)
    if ui.size.landscape:  # one row, or little of the height is left for the page
        tools = in_a_row(ui, tools)
    if ui.size.landscape and beside(ui, tools):
        lines = ft.Container(width=0, height=2 * line_of(ui, ui.size.bar))  # of where one is, on any page
        row = ft.Row([lines, *(_tool(ui, tool, fill=False) for tool in tools)], spacing=XS)
        content = ft.Row([wide(where), row], spacing=S)
    elif width_of(tools) <= room:
        content = column(where, _tools(ui, tools), gap=XS)
    else:
        half = (len(tools) + 1) // 2
        content = column(where, _tools(ui, tools[:half]), _tools(ui, tools[half:]), gap=XS)
    return _bar(ui, content)


def _bar(ui: Ui, content: ft.Control) -> ft.Container:
    return ft.Container(
        content=content,
        bgcolor=ui.palette.bar.ground,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS / 2 if ui.size.slim else XS),
        border=ft.Border.only(bottom=ft.BorderSide(2, ui.palette.border)),
    )


IN_SETTINGS = ("contrast", "smaller", "larger")
"""Controls that 设置 holds too, the first to leave the bar of a slim screen."""


def _slim(ui: Ui, ways: Ways, tools: list[Tool], room: float, placed: ft.Text) -> ft.Control:
    """The bar of a phone: where one is, the ways to other pages, and in the last row what is about hearing and seeing.

    How far one is stands on the page itself (`layout`). 再听一遍 and, in the corner, 结束 stand here, so that the ways
    below have room. A demo card is taken out by 结束, since a button for it would leave nothing of the page.
    """
    named = {tool.name: tool for tool in (*tools, Tool("repeat", ui.say("nav.repeat"), ways.repeat, ui.size.bar))}
    ahead = [named[name] for name in ("home", "language", "settings")]
    about = ("speech", "repeat", "voice", "sign", *reversed(IN_SETTINGS))
    rest = [named[name] for name in about if name in named]
    for name in IN_SETTINGS:
        if _needed(ui, *(tool.label for tool in rest)) > room:
            rest = [tool for tool in rest if tool.name != name]
    where: ft.Control = placed
    if ways.end is not None:
        where = ft.Row([wide(placed), _end(ui, ways)], spacing=XS)
    return column(where, _whole(ui, _tools(ui, ahead)), _whole(ui, _tools(ui, rest)), gap=XS)


def _air(ui: Ui) -> float:
    """Above and below the words of a button: of several lines, on a slim screen, they leave little else of the page."""
    return XS * 3 / 4 if ui.size.slim else XS


def _whole(ui: Ui, row: ft.Row) -> ft.Row:
    """With shares of the row that are whole dp: at parts of one, the client finds some round corners to be of another
    kind, which it must first learn to draw."""
    shares = [float(part.expand or 0) for part in row.controls]
    room = round(ui.size.width - 2 * S - XS * (len(shares) - 1))
    ends = [round(room * sum(shares[: n + 1]) / sum(shares)) for n in range(len(shares))]
    for part, begin, end in zip(row.controls, [0, *ends], ends, strict=False):
        part.expand = end - begin
    return row


def _needed(ui: Ui, *labels: str) -> float:
    """Width in dp of buttons side by side of which no word is torn."""
    return sum(room_for(ui, label) for label in labels) + (len(labels) - 1) * XS


def _where(ui: Ui, said: Said, ways: Ways, placed: ft.Control) -> ft.Control:
    """Where I am; beside it that this is practice, or a demonstration, and the demo card that can be taken out."""
    if said.practice:
        return ft.Row([wide(placed), practice_tag(ui)], spacing=S)
    if not said.demo:
        return placed
    return ft.Row([wide(placed), _mark(ui, ways)], spacing=S)


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
        mark = press(
            ui, "act.pull", label, ways.pull, pair=accent, inner=height(ui, ui.say("ui.pull"), ui.size.bar), pad=S
        )
    return mark


def _tools(ui: Ui, tools: list[Tool]) -> ft.Row:
    return ft.Row([_tool(ui, tool, fill=True) for tool in tools], spacing=XS)


def _tool(ui: Ui, tool: Tool, *, fill: bool) -> ft.Control:
    """One control; where it does nothing on this page its place stays empty, so that the others never move."""
    share = None
    if fill:
        share = room_for(ui, tool.label) if ui.size.slim else round(breadth(tool.label) * 10) + 16
    text = words(ui, tool.label, size=tool.size, centre=True, ink=ui.palette.chosen.ink)
    id = f"nav.{tool.name}"
    width = None if fill else max(NARROWEST, math.ceil(breadth(tool.label) * tool.size) + 2 * BUTTON + 2)
    if tool.act is None:
        there = ft.Semantics(identifier=id, container=True, content=text) if tool.name == "speech" else None
        return ft.Container(content=there, expand=share, width=width)
    control = press(
        ui,
        id,
        text,
        tool.act,
        pair=ui.palette.chosen,
        inner=height(ui, tool.label, tool.size),
        air=_air(ui),
        pad=XS if fill else BUTTON,
        expand=share,
    )
    return control if fill else ft.Container(content=control, width=width)


def bar_b(ui: Ui, said: Said, ways: Ways) -> ft.Container:
    """Back, repeat, help, next; below them what waits on this machine, and the end."""
    repeat = _way(ui, "nav.repeat", ui.say("nav.repeat"), ways.repeat)
    back, help, next = _main_ways(ui, said, ways)
    if ui.size.slim:
        content: ft.Control = _slim_below(ui, said, ways)
    elif ui.size.landscape:
        content = ft.Row([back, repeat, help, _waiting(ui, said, ways), _end(ui, ways), next], spacing=S)
    else:
        foot = [_waiting(ui, said, ways), _end(ui, ways)]
        content = column(
            ft.Row([back, repeat, help, next], spacing=S),
            ft.Row(foot, spacing=S, alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
            gap=XS,
        )
    return ft.Container(
        content=content,
        bgcolor=ui.palette.bar.ground,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS / 2 if ui.size.slim else XS),
        border=ft.Border.only(top=ft.BorderSide(2, ui.palette.border)),
    )


def _main_ways(ui: Ui, said: Said, ways: Ways) -> tuple[ft.Control, ft.Control, ft.Control]:
    back = _way(ui, "nav.back", ui.say("nav.back"), ways.back)
    help = _way(ui, "nav.help", ui.say("nav.help"), ways.help)
    return back, help, _way(ui, said.next_id, said.next, ways.next, pair=ui.palette.primary, wide=True)


def _slim_below(ui: Ui, said: Said, ways: Ways) -> ft.Control:
    """The ways of a phone; the main one below the others where their words would be torn side by side.

    That nothing waits is told on the first page only.
    """
    back, help, next = _main_ways(ui, said, ways)
    alone = _needed(ui, ui.say("nav.back"), ui.say("nav.help"), said.next) > ui.size.width - 2 * S
    rows = [[back, help, ft.Container(expand=room_for(ui, ui.say("nav.next"))) if alone else next]]
    if alone and ways.next is not None:
        rows.append([next])
    if said.count or ways.home is None:
        rows.append([ft.Container(content=_waiting(ui, said, ways), expand=True)])
    return column(*(_whole(ui, ft.Row(row, spacing=XS)) for row in rows), gap=XS)


def _way(ui: Ui, id: str, label: str, act: Act | None, *, pair: Pair | None = None, wide: bool = False) -> ft.Control:
    share = 3 if wide else 2
    if ui.size.slim:  # no word may be torn
        share = room_for(ui, label)
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
        inner=height(ui, label, ui.size.bar),
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
        inner=height(ui, said.waiting, ui.size.bar),
        air=_air(ui),
        pad=XS if ui.size.slim or ui.size.landscape else XS * 1.5,
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
        inner=height(ui, ui.say("nav.end"), ui.size.bar),
        pad=XS if ui.size.slim else S,
        expand=2 if ui.size.landscape else None,
    )

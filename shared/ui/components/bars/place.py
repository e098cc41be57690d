"""Where one is and how far: all that changes in the upper bar from page to page."""

from __future__ import annotations

import math

import flet as ft

from shared.ui.components.bars.said import Said, Ways
from shared.ui.components.bars.tools import beside, in_a_row, tools_of
from shared.ui.components.practice import tag_width
from shared.ui.measure import breadth, least
from shared.ui.theme import XS, S
from shared.ui.view import Ui, crowded, on_a_line, words


def place(ui: Ui, said: Said, ways: Ways) -> str:
    """Where I am and how far, as the upper bar says it: all that changes in it from page to page."""
    if ui.size.slim:
        return _slim_place(ui, said, ways)
    told = [part for part in (said.where, said.progress, "" if crowded(ui) else unreviewed(ui)) if part]
    return _told(ui, said, ways, told)


def place_words(ui: Ui, said: Said, ways: Ways) -> ft.Text:
    """The same to be drawn."""
    return words(ui, place(ui, said, ways), size=ui.size.bar, bold=True)


def _slim_place(ui: Ui, said: Said, ways: Ways) -> str:
    """Of two languages beside each other where there is room, with the word that this is a demonstration."""
    told = " · ".join((said.where, ui.say("ui.demo")) if said.demo else (said.where,))
    whole = on_a_line(ui, told)
    beside = room_for(ui, ui.say("nav.end")) + 2 * XS if ways.end is not None else 0
    return whole if breadth(whole) * ui.size.bar < ui.size.width - 2 * S - beside else told


def _told(ui: Ui, said: Said, ways: Ways, parts: list[str]) -> str:
    """Where I am and how far, on one line where there is room for it, if need be without how many are left, so that
    what stands below does not move; else a line each."""
    whole = " · ".join(parts)
    fewer = " · ".join(said.short if part == said.progress else part for part in parts) if said.short else whole
    if ui.words.facts.bilingual:  # a line of the page is worth more than how many are left
        room = ui.size.width - 3 * S - tag_width(ui)
        return fewer if said.practice and breadth(whole) * ui.size.bar > room else whole
    if ui.size.landscape and beside(ui, in_a_row(ui, tools_of(ui, said, ways))):
        return "\n".join(parts)
    mark = breadth(ui.say("ui.pull")) * ui.size.bar + 3 * S if said.demo else 0.0
    room = (ui.size.width - 2 * S - mark) / ui.size.bar
    return next((told for told in (whole, fewer) if breadth(told) <= room), "\n".join(parts))


def unreviewed(ui: Ui) -> str:
    """That no speaker has checked the words of this language yet."""
    return "" if ui.words.facts.reviewed else ui.say("ui.unreviewed")


def room_for(ui: Ui, label: str) -> int:
    """Width in dp that a button of a slim bar needs."""
    return math.ceil(least(label) * ui.size.bar) + 2 * XS + 2

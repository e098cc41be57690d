"""Examples of the bars."""

from __future__ import annotations

from dataclasses import replace

from shared.ui.components.bars import Said, Ways, bar_a, bar_b, place_words
from shared.ui.components.example import Example, nothing
from shared.ui.view import Ui

ALL = replace(Ways(*(nothing for _ in range(12))), settings=nothing)
FIRST = Ways(None, nothing, nothing, nothing, nothing, None, None, nothing, nothing, None, None, nothing)


def _said(ui: Ui) -> Said:
    return Said(
        ui.say("ui.example.yes"), ui.say("ui.progress", n=3, left=5), ui.say("nav.next"), ui.say("ui.example.no")
    )


ABOVE = ("nav.home", "nav.smaller", "nav.larger", "nav.contrast", "nav.speech", "nav.settings", "nav.language")
BELOW = ("nav.back", "nav.repeat", "nav.help", "nav.next", "nav.end", "outbox.state")
EXAMPLES = (
    Example("above", lambda ui: bar_a(ui, _said(ui), ALL, place_words(ui, _said(ui), ALL)), ABOVE),
    Example("below", lambda ui: bar_b(ui, _said(ui), ALL), BELOW),
    Example("below_first", lambda ui: bar_b(ui, _said(ui), FIRST), ("nav.repeat", "nav.help")),
)

"""Examples of the input method."""

from __future__ import annotations

import flet as ft

from accessibility.input import LETTERS, STROKES, Composition, Way
from shared.ui.components.example import Example
from shared.ui.components.input import Target, Typing, input_pane
from shared.ui.view import Ui

WAYS = tuple(f"act.way.{way.value}" for way in Way)
CANDIDATES = tuple(f"act.candidate.{n}" for n in range(1, 7))


def _pane(ui: Ui, now: Composition, *, name: bool = False) -> ft.Control:
    target = Target(lambda: "", lambda _: None, name)
    return input_pane(ui, Typing(now=now), target, lambda _: None, lambda: None)


EXAMPLES = (
    Example(
        "empty", lambda ui: _pane(ui, Composition()), (*CANDIDATES, *(f"key.{c}" for c in LETTERS), "key.back", *WAYS)
    ),
    Example("words", lambda ui: _pane(ui, Composition(pressed="zhongguoren")), CANDIDATES, chinese=True),
    Example("name", lambda ui: _pane(ui, Composition(pressed="yan", first=6), name=True), CANDIDATES, chinese=True),
    Example("nothing", lambda ui: _pane(ui, Composition(pressed="vvv")), CANDIDATES),
    Example(
        "strokes",
        lambda ui: _pane(ui, Composition(Way.STROKES, "hs")),
        (*CANDIDATES, *(f"key.{c}" for c in STROKES), *WAYS),
        chinese=True,
    ),
    Example("letters", lambda ui: _pane(ui, Composition(Way.LETTERS)), ("key.A", "key.space", "act.capital", *WAYS)),
    Example("signs", lambda ui: _pane(ui, Composition(Way.SIGNS)), ("key.1", "key.，", "key.·", *WAYS)),
)

"""What may be chosen for the keys pressed so far: numbered, a page of six, each told so that the ear can part them.

The controls stay the same from key to key and only change their words: one small update each, and the focus stays.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import flet as ft

from accessibility.input import IN_VIEW, Candidate, told
from shared.domain.text import Text, text
from shared.ui.breaks import rewrite
from shared.ui.components.letters import room
from shared.ui.theme import XS
from shared.ui.view import Act, Ui, column, drawn, press, words

Choose = Callable[[int], Awaitable[None]]


class Bar:
    """The line of what is composed, the ways to page and to listen, and the candidates in view."""

    def __init__(self, ui: Ui, choose: Choose, page: Callable[[int], Awaitable[None]], listen: Act) -> None:
        self._ui = ui
        self._line = words(ui, "")
        self._slots = [_Slot(ui, n, choose) for n in range(1, IN_VIEW + 1)]

        async def earlier() -> None:
            await page(-1)

        async def later() -> None:
            await page(1)

        self._earlier = _small(ui, "act.candidates.earlier", "input.earlier", earlier)
        self._later = _small(ui, "act.candidates.later", "input.later", later)
        ways = [self._earlier, self._later, _small(ui, "act.candidates.say", "input.say", listen)]
        across = _across(ui)
        rows = [self._slots[n : n + across] for n in range(0, IN_VIEW, across)]
        grid = [ft.Row([slot.control for slot in row], spacing=XS) for row in rows]
        if room(ui) < ui.size.body * 13 + 8 * XS:
            head = [self._line, ft.Row([ft.Container(content=way, expand=1) for way in ways], spacing=XS)]
        else:
            head = [ft.Row([ft.Container(content=self._line, expand=True), *ways], spacing=XS)]
        self.control = column(*head, *grid, gap=XS)

    def show(self, line: str, candidates: Sequence[Candidate], first: int) -> None:
        """Show these from number `first` on; nothing is sent until the page updates."""
        rewrite(self._line, drawn(self._ui, line))
        view = candidates[first : first + IN_VIEW]
        for at, slot in enumerate(self._slots):
            slot.show(view[at] if at < len(view) else None, view)
        _enable(self._earlier, first > 0)
        _enable(self._later, first + IN_VIEW < len(candidates))


class _Slot:
    """A place for a candidate: a real button that is there from the beginning, so that no key moves."""

    def __init__(self, ui: Ui, n: int, choose: Choose) -> None:
        self._ui, self._n = ui, n
        self._words = words(ui, " ", size=ui.size.body * 1.15, bold=True)

        async def act() -> None:
            await choose(n)

        seen = ft.Row(
            [words(ui, str(n), ink=ui.palette.secondary), ft.Container(content=self._words, expand=True)], spacing=XS
        )
        content = ft.Semantics(content=seen, exclude_semantics=True)  # the label says both, and what tells it apart
        self.control = press(
            ui, f"act.candidate.{n}", content, act, pair=ui.palette.chosen, pad=XS, expand=1, label=str(n)
        )
        _enable(self.control, False)

    def show(self, one: Candidate | None, among: Sequence[Candidate]) -> None:
        self._words.value = one.text if one is not None else " "
        self.control.label = (
            drawn(self._ui, self._ui.say(named(self._n, one, among))) if one is not None else str(self._n)
        )
        _enable(self.control, one is not None)


def named(n: int, one: Candidate, among: Sequence[Candidate]) -> Text:
    """1，雨，下雨的雨."""
    return text("input.candidate", n=n, told=told(one, among))


def _across(ui: Ui) -> int:
    """Three a row where two characters and a number fit so often, else two."""
    return 3 if (room(ui) - 2 * XS) / 3 >= ui.size.body * 3.5 + 3 * XS else 2


def _small(ui: Ui, id: str, label: str, act: Act) -> ft.Semantics:
    return press(ui, id, words(ui, ui.say(label), centre=True), act, pair=ui.palette.chosen, pad=XS)


def _enable(control: ft.Semantics, can: bool) -> None:
    button = control.content
    if isinstance(button, ft.Button):
        button.disabled = not can

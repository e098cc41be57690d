"""Working with one switch or two: the light goes from thing to thing, a line below the page tells where it is, and the
last selection can be taken back.

With one switch the light goes on by itself, never while the voice still speaks; with two the first moves it on.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Final

import flet as ft

from accessibility.keypad import Place, Thing, short_words
from accessibility.preferences import Preferences, Scan
from accessibility.requirements import SECOND_PRESS_SECONDS
from accessibility.settings import choose
from accessibility.switch import KEEP, UNDO, Scanning, advance, lit, press, stops
from shared.app.pages import At, Page
from shared.domain.text import text
from shared.ui.light import Light
from shared.ui.line import Line
from shared.ui.stage import Stage, things_of
from shared.ui.things import Held
from shared.ui.view import Ui, words
from shared.ui.view import press as button
from shared.ui.walking import Walking

MOVES: Final = (" ", "Space")
"""With two switches, the one that moves on; with one, this and the other select alike."""
SWITCHES: Final = (" ", "Space", "Enter")
"""What switch interfaces send as keyboards: the space bar for the first switch, Enter for the second."""
AT_AN_END: Final = (At.RECEIPT, At.ENDED)
"""Pages that nothing leads back from."""


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before a selection."""

    page: Page
    raw: str
    preferences: Preferences


class Switching:
    """The light of one screen."""

    def __init__(self, stage: Stage, light: Light, line: Line, walking: Walking) -> None:
        self._stage, self._light, self._line, self._walking = stage, light, line, walking
        self._knocked = False
        self._moved = float("-inf")
        """Seconds of the last press of the moving switch that counted: a tremor of the hand moves on once."""
        self._now = Scanning()
        self._before: Before | None = None
        self._page: Page | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def on(self) -> bool:
        """Whether this person works with switches."""
        return self._stage.manners.now.scan is not Scan.OFF

    # beginning and end

    def settle(self) -> None:
        """Begin or stop, as the preferences say now."""
        if self._stage.manners.now.scan is Scan.ONE and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())
        elif self._stage.manners.now.scan is not Scan.ONE:
            self.stop()
        if not self.on and self._page is not None:
            self._now, self._before, self._page = Scanning(), None, None
            self._line.hide()
            self._light.off()

    def stop(self) -> None:
        """No light goes on by itself any more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def forget(self) -> None:
        """Nothing of the person stays."""
        self._before, self._knocked = None, False

    async def _run(self) -> None:
        while True:
            await self._stage.around.sleep(self._stage.manners.now.pace)
            self.tick()

    # the light

    def tick(self) -> None:
        """The light goes on, unless something is being said, or the warning of the idle watch is shown."""
        stage = self._stage
        if stage.warned or stage.around.guide.speaking:
            return
        self._go(held := self._held(), self._stops(held))

    def _go(self, held: tuple[Held, ...], of: tuple[tuple[Thing, ...], ...]) -> None:
        before, self._now = self._now, advance(self._now, of)
        if self._now != before:
            self._show(held, say=True)

    def drawn(self) -> None:
        """The page was drawn anew: another begins from its first thing."""
        if self._knocked and self._stage.session.page.at is not At.HOME:
            self._knocked = False
            self._line.hide()
        if not self.on:
            return
        if self._stage.session.page != self._page:
            self._page, self._now = self._stage.session.page, self._now.afresh()
        self._draw_line()
        self._show(self._held(), say=False)

    def _held(self) -> tuple[Held, ...]:
        return things_of(self._stage)

    def _stops(self, held: tuple[Held, ...]) -> tuple[tuple[Thing, ...], ...]:
        return stops([h.thing for h in held], self._now.asking)

    # the switches

    async def pressed(self, key: str) -> None:
        """A switch was pressed."""
        stage, seconds = self._stage, self._stage.session.ports.clock.monotonic()
        held = self._held()
        of = self._stops(held)
        if stage.manners.now.scan is Scan.TWO and key in MOVES:
            if seconds - self._moved >= SECOND_PRESS_SECONDS:
                self._moved = seconds
                self._now = replace(self._now, fresh=self._now.fresh or self._now.at < 0)
                self._go(held, of)
            return
        asked = self._now.asking
        self._now, id = press(self._now, of, seconds)
        chosen = next((h for h in held if h.thing.id == id), None)
        if chosen is not None:
            await self._select(chosen)
            return
        if self._now.asking != asked:
            self._draw_line()
            stage.send(self._line.control)
        self._show(self._held(), say=True)

    @property
    def knocked(self) -> bool:
        """Whether a switch was pressed once by somebody who has not set anything."""
        return self._knocked

    async def knock(self, *, other: bool = False) -> None:
        """The switch of somebody who has not set anything, on the first page: asks for one press more, then begins;
        with two where the second press came from the `other` switch."""
        stage, seconds = self._stage, self._stage.session.ports.clock.monotonic()
        if self._knocked and (other or seconds - self._now.pressed >= SECOND_PRESS_SECONDS):
            self._knocked = False
            begun = choose(stage.manners.now, "preset", "switch", stage.manners.sizes)
            told = text("pref.scan.two") if other else text("pref.preset.switch")
            stage.manners.prefer(replace(begun, scan=Scan.TWO) if other else begun, text("pref.chosen", what=told))
            return
        if not self._knocked:
            self._knocked, self._now = True, replace(self._now, pressed=seconds)
            self._line.put(stage.ui, text("switch.knock"))
            stage.redraw()
            stage.around.guide.tell(text("switch.knock"), stage.manners.now.lang)

    async def _select(self, chosen: Held) -> None:
        stage = self._stage
        if chosen.thing.id == UNDO:
            await self._undo()
            return
        news = stage.worth_saying()
        scene = stage.scene
        self._before = Before(stage.session.page, scene.raw if scene is not None else "", stage.manners.now)
        if chosen.act is not None:
            await chosen.act()
        if stage.worth_saying() == news:
            self._walking.changed(chosen.thing)
        stage.redraw()

    async def _undo(self) -> None:
        """As before the last selection: the entry, the preferences, or the page."""
        stage, before, self._before = self._stage, self._before, None
        if before is None:
            return
        if before.preferences != stage.manners.now:
            stage.manners.put(before.preferences)
        elif before.page != stage.session.page:
            await stage.session.back()
        elif stage.scene is not None:
            stage.scene.keep(before.raw)
            stage.redraw()
        stage.around.guide.tell(text("switch.undone"), stage.manners.now.lang)

    def _can_undo(self) -> bool:
        before, stage = self._before, self._stage
        if before is None or stage.scene is None:
            return False
        if before.page != stage.session.page:
            back = stage.drawn is not None and stage.drawn.back
            return back and stage.session.page.at not in AT_AN_END
        return before.raw != stage.scene.raw or before.preferences != stage.manners.now

    # what is shown and said

    def _show(self, held: tuple[Held, ...], *, say: bool) -> None:
        stage, here = self._stage, lit(self._now, self._stops(held))
        ids = {thing.id for thing in here}
        self._light.on(stage.ui.palette, [h for h in held if h.thing.id in ids], send=say)
        if not say:
            return
        told = short_words(here) if here else text("switch.rests")
        self._line.tell(stage.ui, text("switch.lit", what=told) if here else told)
        stage.around.guide.tell(told, stage.manners.now.lang)
        if here and here[0].place in (Place.PAGE, Place.PAD):
            stage.session.spawn(stage.reach("" if here[0] == held[0].thing else here[0].id))

    def _draw_line(self) -> None:
        ui, here = self._stage.ui, lit(self._now, self._stops(self._held()))
        told = text("switch.lit", what=short_words(here)) if here else text("switch.rests")
        if self._now.asking:
            self._line.put(ui, told, self._button(ui, KEEP, "switch.keep"))
        elif self._can_undo():
            self._line.put(ui, told, self._button(ui, UNDO, "switch.undo"))
        else:
            self._line.put(ui, told)

    def _button(self, ui: Ui, id: str, label: str) -> ft.Control:
        async def act() -> None:
            if id == UNDO:
                await self._undo()
            else:
                self._now = self._now.afresh()
                self._stage.redraw()

        said = words(ui, ui.say(label), size=ui.size.bar, bold=True, centre=True)
        return button(ui, id, said, act, pair=ui.palette.chosen, inner=ui.size.bar * 1.5)

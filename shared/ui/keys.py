"""What the keys of a keyboard, of an audio keypad and of switches do on a screen.

| key | does |
|---|---|
| arrows · Enter or Space | go from thing to thing, each is said · select it |
| Escape (and Backspace, where nothing is typed) · F2 · F1 | back · repeat · help |
| digits, X, point · Page Up, Page Down | choose or type · earlier or further options |
| F4 · F8 | let the voice rest and go on · the screen dark and light again |
| Space, Enter with switches | one switch: both select · two: Space moves on, Enter selects |
| on the first page | Space twice begins with one switch, Space and then Enter with two |

An audio keypad of eight keys is arrows, Enter, Escape, F2, F1. The client tells of a key once however long it is held;
what has the focus it would press again and again, which `held` tells.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import flet as ft

from accessibility.keypad import Place
from accessibility.preferences import Preferences
from shared.app.pages import At
from shared.ui.focus import give_focus
from shared.ui.light import Light
from shared.ui.line import Line
from shared.ui.stage import Stage, things_of
from shared.ui.switching import MOVES, SWITCHES, Switching
from shared.ui.theme import L
from shared.ui.view import Ui, column, press, words
from shared.ui.walking import ARROWS, Walking

TAB: Final = ("Tab", "F24")
"""The Tab key, and what a browser's page of ours calls it (`tabs.js`), which moves the focus itself."""
SELECTS: Final = ("Enter", " ", "Space")
PAGES: Final = {"Page Down": 1, "Page Up": -1}


class Keys:
    """The keys of one screen, and the screen's darkness, which only keys and a touch anywhere end."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.light = Light(stage.send)
        self.line = Line(stage.send)
        self.walking = Walking(stage, self.light, self.line)
        self.switching = Switching(stage, self.light, self.line, self.walking)
        self._held = False
        self._tabbed = False
        """Whether somebody goes by Tab, for whom the space bar presses what has the focus."""
        self._body: ft.Control = ft.Container()
        self._root = ft.KeyboardListener(
            content=ft.Container(expand=True),
            expand=True,
            autofocus=True,
            include_semantics=False,
            on_key_repeat=self._repeats,
            on_key_up=self._let_go,
        )

    # around the page

    def around(self, body: ft.Control) -> ft.Control:
        """The page, within what hears keys being held."""
        self._body = body
        self._root.content = body
        return ft.Container(content=self._root, expand=True)  # a listener has no size of its own

    def held(self) -> bool:
        """Whether a key is being held down."""
        return self._held

    def _repeats(self, _: ft.KeyRepeatEvent) -> None:
        self._held = True

    def _let_go(self, _: ft.KeyUpEvent) -> None:
        self._held = False

    def working(self) -> bool:
        """Whether somebody works with the arrows or with switches."""
        return self.walking.on or self.switching.on

    def settle(self, before: Preferences) -> None:
        """Other preferences hold: dark or light, by switches or not."""
        now = self._stage.manners.now
        if now.dark != before.dark:
            self._darken()
        if now.scan is not before.scan and self.switching.on:
            self.walking.leave()
            self._take_focus()
        if now.keys and not before.keys:
            self.walking.start()
            self._take_focus()
        self.switching.settle()

    def drawn(self) -> None:
        """The page was drawn anew, and is not sent yet."""
        if self._stage.manners.now.dark:
            self._root.content = _dark(self._stage.ui, self._lighten)
        if self.walking.on or self.switching.on:
            for held in things_of(self._stage):
                if held.thing.place in (Place.PAGE, Place.PAD):
                    held.node.key = ft.ScrollKey(held.thing.id)  # type: ignore[call-arg]
        self.walking.drawn()
        self.switching.drawn()

    def fresh(self) -> None:
        """As for the next person."""
        self._tabbed = False
        self.walking.leave()
        self.switching.forget()
        self.switching.settle()
        self.line.hide()
        self._root.content = self._body

    def leave(self) -> None:
        """A finger works the screen now."""
        self.walking.leave()

    def stop(self) -> None:
        """The screen is gone."""
        self.switching.stop()

    def _take_focus(self) -> None:
        """So that no key presses what the client has in focus, beside what it does here."""
        self._stage.session.spawn(give_focus(self._root))

    # dark and light

    def _darken(self) -> None:
        dark = self._stage.manners.now.dark
        self._root.content = _dark(self._stage.ui, self._lighten) if dark else self._body

    async def _lighten(self) -> None:
        manners = self._stage.manners
        manners.put(replace(manners.now, dark=False))

    async def _turn_dark(self) -> None:
        manners = self._stage.manners
        manners.put(replace(manners.now, dark=not manners.now.dark))
        manners.tell("pref.screen.dark" if manners.now.dark else "pref.screen.on")

    # keys

    async def press(self, event: ft.KeyboardEvent) -> None:
        """One press of a key."""
        stage = self._stage
        name = event.key.removeprefix("Numpad ").removeprefix("Digit ")
        if stage.around.typed(event.key, event.shift):
            stage.touched()
        elif stage.warned:
            stage.touched()  # whatever it is, it says that somebody is there, and does nothing else
        elif name in TAB:
            self._tabbed = True
            self.walking.leave()
            stage.touched("key.Tab")
        else:
            act = self._act(name)
            if act is not None:
                stage.touched("key.F4" if name == "F4" else "key")
                await act()

    def _act(self, name: str) -> Callable[[], Awaitable[None]] | None:
        stage, ways = self._stage, self._stage.ways
        page = stage.drawn.keys if stage.drawn is not None else {}
        always: dict[str, Callable[[], Awaitable[None]] | None] = {
            "Escape": ways.back,
            "F1": ways.help,
            "F2": ways.repeat,
            "F4": stage.manners.rest,
            "F8": self._turn_dark,
        }
        if name in always:
            return always[name]
        if self.switching.on and name in SWITCHES:
            return lambda: self.switching.pressed(name)
        if name in ARROWS:
            return lambda: self._walk(name)
        if name in SELECTS and self.walking.on:
            return self.walking.select if self.walking.at else None
        if name in MOVES and stage.session.page.at is At.HOME and not self._tabbed:
            return self.switching.knock
        if name in SWITCHES and self.switching.knocked and not self._tabbed:
            return lambda: self.switching.knock(other=True)
        if name in page:
            return lambda: self._type(page[name])
        if name == "Backspace" and self.walking.on:
            return ways.back
        if name in PAGES:
            return lambda: self._turn(PAGES[name])
        return None

    async def _walk(self, name: str) -> None:
        if self.switching.on:
            return
        if not self.walking.on:
            self._take_focus()
        await self.walking.go(ARROWS[name])

    async def _type(self, act: Callable[[], Awaitable[None]]) -> None:
        """What a digit does, and for who goes by ear what came of it."""
        stage, news = self._stage, self._stage.worth_saying()
        await act()
        now = stage.manners.now
        if stage.worth_saying() == news and (now.by_ear or now.keys or now.dark or self.walking.on):
            self.walking.typed()

    async def _turn(self, by: int) -> None:
        if self._stage.turn_to(by):
            self.walking.turned()


def _dark(ui: Ui, lighten: Callable[[], Awaitable[None]]) -> ft.Control:
    """What a dark screen shows: nothing of the page, and how it is lit again. A touch anywhere does."""
    pair = replace(ui.palette.page, ground="#000000", ink="#FFFFFF")
    told = column(
        words(ui, ui.say("dark.title"), size=ui.size.question, bold=True, centre=True, ink=pair.ink),
        words(ui, ui.say("dark.help"), centre=True, ink=pair.ink),
        gap=L,
    )
    whole = press(ui, "act.light", told, lighten, pair=pair, edge=pair.ground, tall=ui.size.height)
    return ft.Semantics(identifier="page.dark", container=True, content=ft.Column([whole], expand=True, spacing=0))

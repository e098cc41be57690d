"""What a page is made of before it is laid out, and what pages may look at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import flet as ft

from accessibility.preferences import Preferences
from accessibility.settings import Sizes
from shared.app.pages import KEYPAD
from shared.app.session import Session
from shared.domain.answers import Source
from shared.domain.kinds.base import Choice
from shared.domain.text import Text, text
from shared.ui.components.input import Typing
from shared.ui.components.options import Choose, Item
from shared.ui.view import Act, Ui


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page: its head, what is on it, and what going on means."""

    title: str
    help: str = ""
    top: tuple[ft.Control, ...] = ()
    main: tuple[ft.Control, ...] = ()
    side: tuple[ft.Control, ...] = ()
    after: tuple[ft.Control, ...] = ()
    beside: ft.Control | None = None
    """Stands right of the help: 为什么."""
    mark: ft.Control | None = None
    """Stands above everything: that this is practice."""
    container: str = ""
    """The identifier around head and content: `q.<kind>.<question>`, `consent.<id>`."""
    where: str = ""
    progress: str = ""
    next: Act | None = None
    next_label: str = "nav.next"
    next_id: str = "nav.next"
    back: bool = True
    keys: Mapping[str, Act] = field(default_factory=dict)
    """What keys of a keyboard or keypad do here, by their name."""
    total: int = 0
    """How many options there are in all, where only some are in view."""


NO_SIZES: Final = Sizes((18,), 18, 18)


@dataclass(slots=True)
class Scene:
    """What a page is drawn from: the session, the person's unfinished entry, and what is open on the page."""

    ui: Ui
    session: Session
    redraw: Callable[[], None]
    update: Callable[[ft.Control], None]
    raw: str = ""
    first: int = 0
    why: bool = False
    shown: bool = False
    slip: Act | None = None
    """Prints the slip, where there is a printer."""
    slip_label: str = ""
    """What that is called, where it is no paper."""
    hint: str = ""
    """What is still to be done on this page before going on."""
    printed: str = ""
    """What became of printing, in words."""
    tell: Callable[..., None] = lambda **_: None
    """Says the page anew, after something on it changed without its being drawn; with `why`, what 为什么 opened."""
    preferences: Preferences = field(default_factory=Preferences)
    sizes: Sizes = NO_SIZES
    """The text sizes of this screen."""
    prefer: Callable[[Preferences, Text | None], None] = lambda _wanted, _said: None
    """Takes other preferences, and says a sentence, where there is one, in the new way."""
    pause: Callable[[bool], None] = lambda _: None
    """Lets the voice rest (True) and go on from the same sentence (False)."""

    lacks: Callable[[str, str], int] = lambda _what, _value: 0
    """Bytes of that which are to be fetched before a value of a setting can be chosen (`Setting.fetches`)."""
    bring: Callable[[str, str], Awaitable[bool]] | None = None
    """Fetches them; False where they cannot be had."""
    wanted: str = ""
    """The value that was chosen and needs something to be fetched first."""
    typing: Typing = field(default_factory=Typing)
    """What is being typed with the keys on the screen."""
    source: Source = Source.TYPED
    """How the entry came."""

    def keep(self, raw: str, source: Source = Source.TYPED) -> None:
        """Keep an unfinished entry."""
        self.raw, self.source = raw, source
        self.hint = ""

    def look(self, index: int) -> None:
        """Bring the option of that index into view."""
        self.first = index

    def choose_first(self) -> None:
        """Say that something has to be chosen."""
        self.hint = self.ui.say("ui.choose_first")
        self.redraw()

    def reveal(self, shown: bool) -> None:
        """Show or hide a private entry."""
        self.shown = shown

    def toggle_why(self) -> Act:
        """The action that opens or closes 为什么."""

        async def act() -> None:
            self.why = not self.why
            self.redraw()
            if self.why:
                self.tell(why=True)

        return act


def numbered(items: Sequence[Item], choose: Choose) -> dict[str, Act]:
    """What the digits do on a page whose options bear numbers."""
    return {str(n): partial(choose, item.value) for n, item in enumerate(items, 1)}


def said(ui: Ui, id: str) -> str:
    """The words of an id that need not exist; empty where they do not."""
    return ui.say(id) if ui.words.has(id) else ""


def card_choices(session: Session) -> tuple[Choice, ...]:
    """The cards in the reader, and the keypad."""
    cards = tuple(Choice(card.id, card.label, "card") for card in session.cards)
    keypad = Choice(KEYPAD, text("kiosk.identify.keypad"), "keypad")
    return (*cards, keypad)

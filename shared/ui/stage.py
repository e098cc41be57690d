"""What keys and switches need of the screen that they work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

import flet as ft

from accessibility.keypad import Place
from shared.app.session import Session
from shared.ui.components.bars import Ways
from shared.ui.manners import Manners
from shared.ui.pages import Drawn, Scene
from shared.ui.surroundings import Surroundings
from shared.ui.things import Held, found
from shared.ui.view import Act, Ui


class Stage(Protocol):
    """Met by the screen."""

    session: Session
    around: Surroundings
    manners: Manners
    warned: bool

    @property
    def ui(self) -> Ui:
        """The theme, the sizes and the words that the page is drawn in."""
        ...

    @property
    def scene(self) -> Scene | None:
        """What the page is drawn from."""
        ...

    @property
    def drawn(self) -> Drawn | None:
        """The page as it is drawn."""
        ...

    @property
    def ways(self) -> Ways:
        """What the bars do, whatever the page."""
        ...

    @property
    def parts(self) -> Sequence[tuple[Place, ft.Control]]:
        """The page, then the lower bar, then the upper."""
        ...

    @property
    def secret(self) -> bool:
        """Whether what is typed on this page is not for the room."""
        ...

    def worth_saying(self) -> tuple[object, ...]:
        """What is said by itself when it changes."""
        ...

    def touched(self, id: str = "") -> None:
        """Something was done."""
        ...

    def redraw(self) -> None:
        """Draw the page again."""
        ...

    def send(self, control: ft.Control) -> None:
        """Send one control; nothing where it is not shown."""
        ...

    def may_turn(self, by: int) -> bool:
        """Whether there are further (+1) or earlier (-1) options."""
        ...

    def turn_to(self, by: int) -> bool:
        """Further (+1) or earlier (-1) options; False where there are none."""
        ...

    async def scroll(self, by: int) -> bool:
        """A view of the page further (+1) or back (-1); False where there is none."""
        ...

    async def reach(self, id: str) -> None:
        """Bring what stands under that identifier into view; "" is the beginning of the page."""
        ...


MORE: Final = {"page.down": 1, "page.up": -1}


def things_of(stage: Stage) -> tuple[Held, ...]:
    """The things of the page that is shown; going on first of its bar.

    The ways to further options turn those, and never only scroll.
    """
    held = found(stage.ui, stage.parts, secret=stage.secret)
    onward = stage.drawn.next_id if stage.drawn is not None else ""
    held = tuple(sorted(held, key=lambda h: (tuple(Place).index(h.thing.place.whole), h.thing.id != onward)))
    return tuple(
        replace(h, act=_turner(stage, MORE[h.thing.id])) if h.thing.id in MORE else h
        for h in held
        if h.thing.id not in MORE or stage.may_turn(MORE[h.thing.id])
    )


def _turner(stage: Stage, by: int) -> Act:
    async def act() -> None:
        stage.turn_to(by)

    return act

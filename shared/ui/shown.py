"""What a screen shows now, for those who work on it without touching: keys, switches."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import flet as ft

from accessibility.keypad import Place
from shared.app.pages import At
from shared.app.ports import Delivery
from shared.app.session import Session
from shared.domain.flow import Kind
from shared.domain.kinds import KINDS, is_private
from shared.ui.components.bars import Ways
from shared.ui.components.options import IN_VIEW, page_of
from shared.ui.frame import Frame
from shared.ui.manners import Manners
from shared.ui.pages import Drawn, Scene
from shared.ui.scroller import Scroller
from shared.ui.surroundings import Surroundings
from shared.ui.view import Ui

log = logging.getLogger(__name__)


class Shown:
    """The base of the screen: its parts, and what is on them."""

    session: Session
    around: Surroundings
    manners: Manners
    warned: bool
    _ui: Ui
    _scene: Scene | None
    _drawn: Drawn | None
    _frame: Frame
    _scroller: Scroller
    _content: ft.Control
    _line: ft.Control

    def redraw(self) -> None:
        """Draw the page again after something on it changed."""
        raise NotImplementedError

    def _update(self, control: ft.Control) -> None:
        if not self.manners.now.dark:
            control.update()

    @property
    def ui(self) -> Ui:
        """The theme, the sizes and the words that the page is drawn in."""
        return self._ui

    @property
    def scene(self) -> Scene | None:
        """What the page is drawn from."""
        return self._scene

    @property
    def drawn(self) -> Drawn | None:
        """The page as it is drawn."""
        return self._drawn

    @property
    def ways(self) -> Ways:
        """What the bars do, whatever the page."""
        return self._frame.ways

    @property
    def parts(self) -> Sequence[tuple[Place, ft.Control]]:
        """The page, the line of the switches, then the lower bar, then the upper."""
        paged = self._drawn is not None and self._drawn.total > IN_VIEW and not self.warned
        more = [(Place.PAGE, self._scroller.buttons)] if paged else []
        line, frame = self._line, self._frame
        return (
            (Place.PAGE, self._content),
            *more,
            (Place.BELOW, frame.below),
            (Place.BELOW, line),
            (Place.ABOVE, frame.above),
        )

    @property
    def secret(self) -> bool:
        """Whether what is typed on this page is not for the room."""
        question, scene = self.session.question(), self._scene
        if question is None or scene is None:
            return False
        if KINDS[question.kind].letters and scene.typing.part in ("", *KINDS[question.kind].parts[:1]):
            return False  # words are written in the open: nobody finds a character whose sound is kept back
        told = scene.shown or self.manners.now.in_full
        return question.kind is Kind.PIN or (is_private(question) and not told)

    def send(self, control: ft.Control) -> None:
        """Send one control; nothing where it is not shown."""
        try:
            self._update(control)
        except RuntimeError as error:
            log.info("not shown: %s", type(error).__name__)

    def may_turn(self, by: int) -> bool:
        """Whether there are further (+1) or earlier (-1) options."""
        scene, total = self._scene, self._drawn.total if self._drawn is not None else 0
        if scene is None:
            return False
        view = page_of(total, scene.first)
        return view.stop < total if by > 0 else view.start > 0

    def turn_to(self, by: int) -> bool:
        """Further or earlier options; False where there are none."""
        return self.may_turn(by) and self._more(by)

    async def reach(self, id: str) -> None:
        """Bring what stands under that identifier into view; "" is the beginning of the page."""
        if not self.manners.now.dark:
            await self._scroller.reach(id)

    async def scroll(self, by: int) -> bool:
        """A view further (+1) or back (-1); False where there is none."""
        return await self._scroller.turn(by)

    def worth_saying(self) -> tuple[object, ...]:
        """What is worth saying when it changes: the page, what is wrong on it, and that a claim has arrived."""
        session = self.session
        row = session.receipt_row() if session.page.at is At.RECEIPT else None
        arrived = row is not None and row.state is Delivery.DELIVERED
        return self.warned, session.page, session.problem, sum(session.failures.values()), arrived

    def _more(self, by: int) -> bool:
        scene = self._scene
        if scene is None:
            return False
        total = self._drawn.total if self._drawn is not None else 0
        view = page_of(total, scene.first)
        scene.first = view.stop if by > 0 else max(0, view.start - 1)
        self.redraw()
        return True

"""The space between the bars. What does not fit is reached by two buttons with words, never by a guessed gesture.

On a kiosk nothing is cut where a view ends: it ends after the last block that fits, and the next begins with the one
after it. A phone, where the finger moves the page, goes on by most of a view.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial

import flet as ft

from shared.ui import turns
from shared.ui.blocks import EXACT, SHARE, Block, Parts, gap_beside, leaves, parted, placed, put_gap, seamed
from shared.ui.seams import Seams, pieces
from shared.ui.theme import XS, S
from shared.ui.view import Ui

log = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds that a client may take to scroll; a page that was replaced meanwhile never answers."""
SLACK = 4.0
"""dp that count as nothing left to see."""


class Scroller:
    """Holds the content of a page, measures it, and shows the buttons where they are needed."""

    def __init__(
        self,
        more: Callable[[int], bool],
        first: tuple[float, float] = (0.0, 0.0),
        measured: Callable[[float, float], None] = lambda _height, _content: None,
    ) -> None:
        """`first`: dp that the view and the first content will probably be high; `measured` is told what they are."""
        self._more, self._tell = more, measured
        """Asks for further (+1) or earlier (-1) options, False where there are none; is told what was measured."""
        self._slack = ft.Container(height=0.0)
        """Below the content, so that the last view can begin with a whole block too."""
        self._inner, self._column = self._make()
        self.buttons = self._turning()
        self._bars: dict[tuple[object, str], float] = {}
        """dp that they take in these sizes and this language, where the client told so; else what is worked out."""
        self._view = ft.Container(content=self._column, expand=True, padding=ft.Padding.only(bottom=0.0))
        """Always with padding: where one comes and goes the client makes what scrolls anew, at an older place."""
        self._both = ft.Column(spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
        self._both.controls = [self._view, self.buttons]
        self.control = ft.Container(content=self._both, expand=True, on_size_change=self._measured)
        self._offset, self._moved = 0.0, False
        """Where the view begins, and whether that was ever elsewhere: on its way back it may not have arrived."""
        self._told: tuple[float | None, float] = (None, 0.0)
        """For which place the client was last made to tell this content, and down to where it could be seen then."""
        self._height, self._content = first
        self._ui: Ui | None = None
        self._state = (False, False)
        self._earlier = self._later = self._restart = False
        self._heights: list[float | None] = []
        """Of the blocks of a content that does not fit, as far as the client has told of them."""
        self._asked: list[ft.LayoutControl] = []
        self._pieces: dict[int, float | None] = {}
        """Of what stands within the blocks, where a view ends within one; by their ids."""
        self._parts: Parts | None = None
        self._gap: tuple[int, int, float] | None = None
        """Of how many blocks which one has so much more space above it, as the same page will again."""
        self._empty = 0.0

    def put(self, ui: Ui, content: ft.Control, *, anew: bool, earlier: bool, later: bool) -> None:
        """Show this content; `anew` starts at its top. `earlier` and `later`: there are options before or after."""
        if self._ui is not ui:
            self._restart |= not self._offset  # the client mistakes where what is shorter stands
            self._ui, self._state = ui, (False, False)
            self._parts = self._gap = None  # another look parts elsewhere, or not at all
            self.buttons.visible = False
            if (ui.size, ui.lang) not in self._bars:  # the client tells of these if they are as high as those before
                self.buttons = self._both.controls[1] = self._turning()
        self._earlier, self._later = earlier, later
        if (anew or self._restart) and self._moved:
            self._offset, self._moved = 0.0, False
            self._inner, self._column = self._make()
            self._view.content = self._column
        self._restart = False
        self._inner.content = content
        self._inner.padding = ft.Padding.symmetric(horizontal=ui.size.edge, vertical=S)
        self._heights, self._asked = [], []  # nothing of what was shown before stays, which may be somebody's own
        self._pieces = {}
        self._parts = None if anew else self._parts
        if anew:
            self._gap = None
        elif self._gap is not None and self._gap[0] == len(list(leaves(content))):
            put_gap(content, *self._gap[1:])
        if not self._fits:  # probably not now either
            self._ask()
        self._settle()
        self._told = (None, self._end)

    def _turning(self) -> ft.Container:
        return ft.Container(visible=False, on_size_change=self._buttons_measured)

    def _make(self) -> tuple[ft.Container, ft.Column]:
        """What is measured, within what scrolls. A new pair begins at its top."""
        inner = ft.Container(on_size_change=self._content_measured, padding=0)
        scrolling = ft.Column(
            [inner, self._slack],
            spacing=0,
            scroll=ft.ScrollMode.HIDDEN,
            expand=True,
            on_scroll=self._scrolled,
            scroll_interval=50,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
        return inner, scrolling

    @property
    def _room(self) -> float:
        """Height of the view, with the buttons where they are shown."""
        bar = self._bar_height() if self.buttons.visible else 0.0
        return max(0.0, self._height - bar)

    def _bar_height(self) -> float:
        ui = self._ui
        return 0.0 if ui is None else self._bars.get((ui.size, ui.lang)) or turns.high(ui)

    @property
    def _fits(self) -> bool:
        more = self._earlier or self._later
        return self._content <= self._height - (self._bar_height() if more else 0.0) + SLACK

    def _ask(self) -> None:
        """Have the client tell how high each block is, of content whose blocks are others than those asked for."""
        content = self._inner.content
        if content is None or self._ui is None or self._ui.size.slim:
            return
        blocks = list(leaves(content))
        if self._heights and list(map(id, blocks)) == list(map(id, self._asked)):
            return
        self._asked, self._heights, self._pieces = blocks, [None] * len(blocks), {}
        for n, block in enumerate(blocks):
            block.on_size_change = partial(self._block_measured, self._heights, n)

    def _ask_within(self) -> bool:
        """The same of what stands within the blocks; False where they are all of one piece."""
        inside = [piece for block in self._asked for piece in pieces(block)]
        self._pieces = dict.fromkeys(map(id, inside))
        for piece in inside:
            piece.on_size_change = partial(self._piece_measured, self._pieces, id(piece))
        if inside:
            self._inner.update()
        return bool(inside)

    def _piece_measured(
        self, known: dict[int, float | None], piece: int, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]
    ) -> None:
        known[piece] = event.height
        if known is self._pieces and None not in known.values() and self._part():
            self._show()

    def _spaced(self, content: ft.Control, gap: tuple[int, float]) -> bool:
        """Put that space in; the client then tells of the content's height anew."""
        self._gap = (len(self._asked), *gap) if put_gap(content, *gap) else None
        if self._gap is None:
            return False
        self._inner.update()
        return True

    def _block_measured(
        self, heights: list[float | None], n: int, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]
    ) -> None:
        heights[n] = event.height
        if heights is self._heights and self._part():
            self._show()

    def _part(self) -> bool:
        """Find where the content may be parted, once every block is known; nothing is guessed where the sum is not
        what the client measured."""
        content, known = self._inner.content, [height for height in self._heights if height is not None]
        if content is None or not known or len(known) < len(self._heights):
            return False
        blocks = placed(content, known, float(S))
        if not self._as_measured(blocks):
            before, self._parts = self._parts, None  # of other content than this
            return before is not None
        room = self._height - self._bar_height()
        gap = None if self._fits else gap_beside(content, blocks, room)
        if gap is not None and self._spaced(content, gap):
            blocks = placed(content, known, float(S))
            if not self._as_measured(blocks):
                return False  # the client measures it next
        within = {piece: high for piece, high in self._pieces.items() if high is not None}
        self._parts = parted(seamed(content, blocks, Seams(within, room)) if within else blocks, room)
        if self._parts.tears and not self._pieces and not self._fits and not self._ask_within():
            self._parts = parted(seamed(content, blocks, Seams({}, room)), room)
        return True

    def _as_measured(self, blocks: Sequence[Block]) -> bool:
        """Whether the blocks end where the client measured that the content does; a row may be lower than a field in
        it, whose label rises."""
        over = max((block.bottom for block in blocks), default=0.0) + S - self._content
        return bool(blocks) and -EXACT <= over <= S

    def _show(self, *, tell: bool = True) -> None:
        """Send what `_settle` changes; have told anew what can be seen further down than before."""
        if self._settle():
            _send(self.control)
        if tell and self._told[1] + EXACT < min(self._end, self._content):
            self._tell_anew()
        self._told = (self._told[0], min(self._told[1], self._end))

    @property
    def _end(self) -> float:
        """Down to where the content can be seen."""
        return self._offset + self._room - self._empty

    def _hidden(self) -> float:
        """dp at the view's end that stay empty, so that no block is cut there."""
        parts = self._parts
        if parts is None or self._fits:
            return 0.0
        return max(0.0, parts.room - (parts.until(self._offset) - self._offset))

    def _settle(self) -> bool:
        """Whether something changed: the buttons, or how much of the view is used."""
        if self._ui is None:
            return False
        hidden, slack = self._hidden(), 0.0 if self._parts is None or self._fits else self._parts.slack
        emptied = hidden != self._empty or slack != self._slack.height
        self._slack.height = slack
        self._empty, self._view.padding = hidden, ft.Padding.only(bottom=hidden)
        fits = self._fits
        room = self._height if fits else self._height - self._bar_height()
        up = self._earlier or (not fits and self._offset > SLACK)
        end = self._content - (SLACK if self._parts is None else S)
        down = self._later or (not fits and self._offset + room - hidden < end)
        if (up, down) == self._state and self.buttons.visible == (up or down):
            return emptied
        self._state = (up, down)
        self.buttons.visible = up or down
        self.buttons.content = turns.both(self._ui, self._go_up if up else None, self._go_down if down else None)
        self.buttons.padding = ft.Padding.symmetric(horizontal=self._ui.size.edge, vertical=XS)
        return True

    async def turn(self, by: int) -> bool:
        """A view further (+1) or back (-1), for who says so; False where there is none."""
        up, down = self._state
        if by > 0 and down:
            await self._go_down()
        elif by < 0 and up:
            await self._go_up()
        else:
            return False
        return True

    async def _go_up(self) -> None:
        if self._offset > SLACK:
            parts = self._parts
            await self._to(max(0.0, self._offset - self._room * SHARE) if parts is None else parts.before(self._offset))
        elif self._earlier:
            self._to_others(-1)

    async def _go_down(self) -> None:
        parts = self._parts
        rest = self._content - self._room - self._offset
        further = self._offset + min(rest, self._room * SHARE) if parts is None else parts.next(self._offset)
        if further > self._offset + SLACK:
            await self._to(further)
        elif self._later:
            self._to_others(+1)

    async def reach(self, key: str) -> None:
        """Bring what bears that key for scrolling into view, or the beginning (""); what fits does not move."""
        if self._content <= self._room + SLACK:
            return
        if not key:
            await self._to(0.0)
            return
        self._moved = True
        try:
            async with asyncio.timeout(PATIENCE):
                await self._column.scroll_to(scroll_key=key, duration=0)
        except (RuntimeError, TimeoutError) as error:
            log.info("not scrolled: %s", type(error).__name__)

    def _to_others(self, by: int) -> None:
        """Earlier or further options, from their top: the client mistakes where shorter content stands."""
        self._restart = True
        self._more(by)

    async def _to(self, offset: float) -> None:
        before, self._offset, self._moved = self._offset, offset, True
        self._show(tell=False)  # first, so that the view is no higher than what it will show
        try:
            async with asyncio.timeout(PATIENCE):
                await self._column.scroll_to(offset=offset, duration=0)
        except (RuntimeError, TimeoutError) as error:
            log.info("not scrolled: %s", type(error).__name__)
            self._offset = before
            self._show(tell=False)
        self._tell_anew()

    def _scrolled(self, event: ft.OnScrollEvent) -> None:
        if event.event_type is not ft.ScrollType.END:
            return
        self._offset, self._moved = event.pixels, True
        self._show()
        self._tell_anew()

    def _tell_anew(self) -> None:
        """Have the client tell assistive technology where everything stands now: of what was cut it goes on telling no
        more than could be seen before, 1 dp of an option that is whole in view, until the page's node changes."""
        content = self._inner.content
        if isinstance(content, ft.Semantics) and (self._offset, self._end) != self._told:
            self._told = (self._offset, self._end)
            content.button = None if content.button is False else False  # which is the same to everybody
            _send(content)

    def _content_measured(self, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
        self._content = event.height
        self._sized()

    def _buttons_measured(self, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
        ui = self._ui
        if ui is not None and event.height and event.height != self._bar_height():
            self._bars[ui.size, ui.lang] = event.height
            self._part()
            self._show()

    def _measured(self, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
        self._height = event.height
        self._sized()

    def _sized(self) -> None:
        """The room, or what is in it, has another height."""
        if not self._fits:
            asked = self._heights
            self._ask()
            if self._heights is not asked:
                self._inner.update()
        self._part()
        self._show()
        self._tell(self._height, self._content)


def _send(control: ft.Control) -> None:
    """Send what changed; nothing where the screen is dark, or gone."""
    try:
        control.update()
    except RuntimeError as error:
        log.info("not shown: %s", type(error).__name__)

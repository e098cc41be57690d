"""Where a long page may be parted: between its blocks; one that no view shows whole, between its lines (`seams`).

Heights come from the client, which alone knows how words wrap; everything here is arithmetic over them, in dp.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import flet as ft

from shared.ui.seams import SMALL, Seams, Span, bare

EXACT: Final = 2.0
"""dp by which the sum of the blocks may differ from the measured content, for rounding."""
AIR: Final = 4.0
"""dp above and below the blocks in view: half of the least gap between two of them, room for a focus ring."""


SHARE: Final = 0.8
"""Part of the room that a step moves within a block that is higher, so that a line of before stays in sight."""

MOST: Final = 200
"""Views of a page."""

LEAST: Final = 0.4
"""Part of the room that is used at least."""

TOPS: Final = (ft.CrossAxisAlignment.START, ft.CrossAxisAlignment.STRETCH)
"""How columns side by side begin at one top."""


@ft.control("Container")  # type: ignore[arg-type]
class Gap(ft.Container):
    """More space between two blocks, which is no block itself."""


@dataclass(frozen=True, slots=True)
class Block:
    """What is shown whole: its place in the content from top to bottom. A heading `leads` what comes after it, and is
    not left behind at the end of a view."""

    top: float
    bottom: float
    leads: bool = False
    asks: bool = False
    """Is a heading, also where what it led was put below the keys."""
    wrong: bool = False
    """Tells of a mistake, which stays with the heading."""
    spans: tuple[Span, ...] = ()
    """What of it is not to be cut where no view has room for it; none: nothing is known, all of it."""

    lines: tuple[Span, ...] = ()
    """The same without the frames around it and the signs in it, for a view that else would cut words."""

    def cut(self, y: float) -> bool:
        """Whether a view that ends there would cut words or a picture of it."""
        return any(top < y < bottom for top, bottom in self.lines or ((self.top, self.bottom),))

    def broken(self, y: float) -> bool:
        """The same, or a small frame."""
        return any(top < y < bottom for top, bottom in self.spans or ((self.top, self.bottom),))


def leaves(control: ft.Control) -> Iterator[ft.LayoutControl]:
    """The blocks of a page's content that a client can measure, in the order of reading."""
    within = _within(control)
    if within is None:
        measurable = bare(control)
        if isinstance(measurable, ft.LayoutControl):
            yield measurable
        return
    for part in within:
        yield from leaves(part)


def _arranging(control: ft.Control) -> ft.Control:
    """The same without what only gives it its share of a row."""
    control = bare(control)
    while isinstance(control, ft.Container) and _plain(control) and isinstance(control.content, ft.Control):
        control = bare(control.content)
    return control


def _plain(container: ft.Container) -> bool:
    """Whether nothing of it is seen and it is as high as what is in it."""
    drawn = (container.bgcolor, container.border, container.padding, container.margin, container.height)
    return all(one is None for one in drawn)


def _within(control: ft.Control) -> Sequence[ft.Control] | None:
    """What a control only arranges, one below the other or side by side from one top; None for a block."""
    match _arranging(control):
        case Gap():
            return ()
        case ft.Column(controls=parts):
            return [part for part in parts if part.visible is not False]
        case ft.Row(controls=parts, wrap=False, vertical_alignment=at) if at in TOPS and all(
            _within(part) is not None for part in parts
        ):
            return parts
        case _:
            return None


def _leads(control: ft.Control) -> bool:
    """Whether it is a heading, or begins with one, or the mark of practice above it."""
    match control:
        case ft.Semantics(header=True) | ft.Semantics(identifier="practice.mark"):
            return True
        case ft.Row(controls=[ft.Semantics(header=True), *_]):
            return True
        case _:
            return False


def wrong(control: ft.Control) -> bool:
    """Whether it tells of a mistake."""
    return isinstance(control, ft.Semantics) and (control.identifier or "").startswith("error.")


def placed(control: ft.Control, heights: Sequence[float], top: float = 0.0) -> tuple[Block, ...]:
    """Where the blocks stand, from their heights in the same order; the content begins at `top`. None stand anywhere
    where there are not as many heights as blocks."""
    return tuple(_place(control, iter(heights), top)[0]) if _count(control) == len(heights) else ()


def seamed(control: ft.Control, blocks: Sequence[Block], seams: Seams) -> tuple[Block, ...]:
    """The same blocks with what of each is not to be cut."""
    within = zip(leaves(control), blocks, strict=True)
    return tuple(_seamed(part, block, seams) for part, block in within)


def _seamed(part: ft.Control, block: Block, seams: Seams) -> Block:
    if block.asks and block.bottom - block.top + 2 * AIR <= seams.room:  # a question is never parted
        return replace(block, spans=((block.top, block.bottom),), lines=((block.top, block.bottom),))
    spans, lines = (seams.spans(part, block.top, block.bottom, small=small) for small in (SMALL, 0.0))
    return replace(block, spans=spans, lines=lines)


def _count(control: ft.Control) -> int:
    """How many blocks there are, also such as no client can measure."""
    within = _within(control)
    return 1 if within is None else sum(map(_count, within))


def _place(control: ft.Control, heights: Iterator[float], top: float) -> tuple[list[Block], float]:
    """The blocks and where they end."""
    within = _within(control)
    if within is None:
        bottom = top + next(heights)
        return [Block(top, bottom, _leads(control), _leads(control), wrong(control))], bottom
    found, at, end = list[Block](), top, top
    arranging = _arranging(control)
    if isinstance(arranging, Gap):
        return found, top + float(arranging.height or 0)
    for n, part in enumerate(within):
        if isinstance(part, Gap) and found:
            found[-1] = replace(found[-1], leads=False)  # what it led was put below the keys
        if isinstance(arranging, ft.Column) and n:
            at = end + float(arranging.spacing or 0)
        blocks, bottom = _place(part, heights, at)
        found += blocks
        end = max(end, bottom)
    return found, end


def _seats(control: ft.Control, seat: tuple[ft.Column, int] | None = None) -> Iterator[tuple[ft.Column, int] | None]:
    """In which column each block stands, and as which part of it."""
    within = _within(control)
    if within is None:
        yield seat
        return
    arranging = _arranging(control)
    for n, part in enumerate(within):
        yield from _seats(part, (arranging, n) if isinstance(arranging, ft.Column) else None)


def put_gap(control: ft.Control, at: int, height: float) -> bool:
    """Put so much more space above that block; False where it stands in no column."""
    seat = list(_seats(control))[at]
    if seat is None:
        return False
    column, among = seat
    place = [n for n, part in enumerate(column.controls) if part.visible is not False][among]
    column.controls.insert(place, Gap(height=max(0.0, height - float(column.spacing or 0))))
    return True


def gap_beside(control: ft.Control, blocks: Sequence[Block], room: float) -> tuple[int, float] | None:
    """Above which block more space is wanted, and how much: of words beside keys, those that a view would cut begin
    below the keys that it shows whole. None where nothing is cut, and where what is cut is the question itself."""
    row = _arranging(control)
    if not isinstance(row, ft.Row) or _within(row) is None or len(row.controls) < 2:
        return None
    first = _count(row.controls[0])
    words, keys = blocks[:first], blocks[first:]
    end = max((b.bottom for b in keys if b.bottom <= room - AIR), default=0.0)
    whole = all(b.bottom <= end for b in keys)
    limit = room - AIR if whole else end + EXACT
    at = next((n for n, b in enumerate(words) if b.bottom > limit), 0)
    below = next((n for n, b in enumerate(blocks) if n >= first and b.top >= end), 0)
    if below and words and not at and not whole and end < words[0].bottom <= room - AIR:  # keys below half a question
        at, end = below, words[0].bottom
    elif not at or words[at].asks or words[at].wrong:  # what is asked stays in the first view
        return None
    wanted = end + 2 * AIR - blocks[at].top
    return (at, wanted) if wanted > EXACT else None


@dataclass(frozen=True, slots=True)
class Parts:
    """The views of a content that is longer than the room for it."""

    blocks: tuple[Block, ...]
    room: float
    starts: tuple[float, ...] = (0.0,)

    @property
    def end(self) -> float:
        """Where the last block ends."""
        return max((block.bottom for block in self.blocks), default=0.0)

    def shown(self, at: float) -> float:
        """Down to where a view that begins there shows whole blocks, the last of them no heading. Where not even one
        fits, where nothing but a heading would be seen, or where the view would stay too empty for anybody to see what
        matters (columns side by side seldom end together), down to where a line ends; all of the room at last."""
        limit, least = at + self.room - AIR, at + self.room * (SHARE if self._abreast(at) else LEAST)
        whole = [b.bottom for b in self.blocks if at + EXACT < b.bottom <= limit and not self._torn(b.bottom)]
        ends = [end for end in whole if not self._left_behind(end)]
        full = [end for end in ends if end >= least]
        if full or not all(block.spans for block in self._torn(limit)):
            return max(full, default=limit)
        seams = self._seams(at + self.room * LEAST, limit)
        found = max(self._unbroken(seams) or ends or seams or whole, default=limit)
        wrong = [b for b in self.blocks if b.wrong and found <= b.top + EXACT and at < b.top < limit]
        return self._opened(wrong[0], limit) if wrong else found

    def _opened(self, wrong: Block, limit: float) -> float:
        """Above the first words of a mistake: its frame is in view, which says that there is one."""
        y = min((top for top, _ in wrong.lines), default=limit) - AIR
        return y if wrong.top + EXACT < y <= limit and not self._cut(y) else limit

    def _seams(self, least: float, limit: float) -> list[float]:
        """Where a view may end between two lines, two pictures or two buttons."""
        ends = {bottom for block in self.blocks for _, bottom in (*block.spans, *block.lines)}
        edges = [self._below(bottom) for bottom in ends if least - AIR <= bottom <= limit]
        return [y for y in edges if least <= y <= limit and not self._cut(y) and not self._left_behind(y)]

    def _unbroken(self, ends: Sequence[float]) -> list[float]:
        """Those of them that lead through no small frame either."""
        return [y for y in ends if not any(block.broken(y) for block in self.blocks)]

    def _below(self, y: float) -> float:
        """A little below where something ends, nearer to it than to what comes next."""
        following = (top for block in self.blocks for top, _ in block.lines if top >= y - EXACT)
        return y + min(AIR, max(0.0, min(following, default=y + 2 * AIR) - y) / 2)

    def until(self, at: float) -> float:
        """Where the view ends, with a little air after its last block but nothing of the next."""
        shown = self.shown(at)
        if self._torn(shown):
            return shown
        following = min((b.top for b in self.blocks if b.top >= shown - EXACT), default=shown + 2 * AIR)
        return shown + min(AIR, max(0.0, following - shown) / 2)

    def _begin(self, block: Block) -> float:
        """Where a view begins whose first block it is."""
        before = max((b.bottom for b in self.blocks if b.bottom <= block.top + EXACT), default=block.top - 2 * AIR)
        return block.top - min(AIR, max(0.0, block.top - before) / 2)

    @property
    def slack(self) -> float:
        """What the last view leaves empty below the content, which must be there to scroll so far."""
        return max(0.0, self.starts[-1] + self.room - self.end)

    def next(self, at: float) -> float:
        """Where the next view begins."""
        return min((start for start in self.starts if start > at + EXACT), default=at)

    def after(self, at: float) -> float:
        """Where the view after one that begins anywhere begins; a block that is higher than the room goes on."""
        shown = self.shown(at)
        torn = self._torn(shown)
        if not torn:
            return min((self._begin(b) for b in self.blocks if b.top >= shown - EXACT), default=at)
        whole = [b for b in torn if b.bottom - b.top + 2 * AIR <= self.room and self._begin(b) > at + EXACT]
        if whole:
            begin = min(self._begin(b) for b in whole)
            if self._cut(begin):
                seams = self._seams(at + EXACT, begin)
                begin = max(self._unbroken(seams) or seams, default=begin if self._cut(shown) else shown)
            return begin if self.shown(begin) > shown + EXACT else shown
        if not self._cut(shown):
            return shown
        end = max(b.bottom for b in torn)
        return min(at + self.room * SHARE, max(end + AIR - self.room, at + 4 * EXACT))

    def before(self, at: float) -> float:
        """Where the view before begins."""
        return max((start for start in self.starts if start < at - EXACT), default=0.0)

    def _left_behind(self, y: float) -> bool:
        """Whether a heading would be the last that a view shows of its column."""
        return any(
            b.leads and b.bottom <= y + EXACT and c.top >= max(b.bottom, y) - EXACT
            for b, c in zip(self.blocks, (*self.blocks[1:], Block(y, y)), strict=True)
        )

    def _abreast(self, at: float) -> bool:
        """Whether some blocks stand side by side in a view that begins there."""
        order = sorted((b for b in self.blocks if at < b.bottom and b.top < at + self.room), key=lambda b: b.top)
        return any(b.bottom > c.top + EXACT for b, c in pairwise(order))

    @property
    def tears(self) -> bool:
        """Whether a view begins or ends within a block."""
        return any(self._torn(at) or self._torn(self.shown(at)) for at in self.starts)

    def _cut(self, y: float) -> bool:
        """Whether something would be cut there."""
        return any(block.cut(y) for block in self.blocks)

    def _torn(self, y: float) -> list[Block]:
        """The blocks through which a view would end there."""
        return [b for b in self.blocks if b.top + EXACT < y < b.bottom - EXACT]


def parted(blocks: tuple[Block, ...], room: float) -> Parts:
    """The views one after the other; the last one begins as early as all that is left fits, so that it is full."""
    parts = Parts(blocks, room)
    starts = [0.0]
    while parts.shown(starts[-1]) < parts.end - EXACT and len(starts) < MOST:
        starts.append(parts.after(starts[-1]))
    if len(starts) > 1:
        fitting = [parts._begin(b) for b in blocks if parts.end - b.top + 2 * AIR <= room]
        earlier = [top for top in fitting if starts[-2] + EXACT < top < starts[-1] and not parts._torn(top)]
        starts[-1] = min(earlier, default=starts[-1])
    return replace(parts, starts=tuple(starts))

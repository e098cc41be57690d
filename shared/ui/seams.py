"""Where a block that is higher than its view may be parted: between two lines of words, below a picture, beside a
button. How high its pieces are comes from the client; where they stand in it is arithmetic over that, in dp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

import flet as ft

from shared.ui.breaks import written

LEAD: Final = 0.1
"""Of its size, what a line of words leaves free above and below them at least."""
HIGH: Final = re.compile(r"[\u0600-\u06ff]")
HIGHER: Final = 13 / 12
"""How much higher than others lines in Arabic letters are, if there is a space in them: a face of their own has them,
which stands lower."""
SMALL: Final = 0.6
"""Of a view, what a button or a box is high at most that is not parted, unless nothing else can be."""
Span = tuple[float, float]
"""Upper and lower end of what is not to be cut."""


def bare(control: ft.Control) -> ft.Control:
    """What is drawn, without what is only told about it."""
    while isinstance(control, ft.Semantics | ft.MergeSemantics) and isinstance(control.content, ft.Control):
        control = control.content
    return control


def _parts(control: ft.Control) -> tuple[ft.Control, ...]:
    """What stands in it one below the other, side by side, or in its middle."""
    match control:
        case ft.Column(controls=parts) | ft.Row(controls=parts, wrap=False):
            return tuple(bare(part) for part in parts if part.visible is not False)
        case ft.Container(content=ft.Control() as part) | ft.Button(content=ft.Control() as part):
            return (bare(part),)
        case _:
            return ()


def pieces(block: ft.Control) -> Iterator[ft.LayoutControl]:
    """What stands within a block that a client can measure."""
    for part in _parts(bare(block)):
        if isinstance(part, ft.LayoutControl):
            yield part
        yield from pieces(part)


@dataclass(frozen=True, slots=True)
class Seams:
    """`known` has the heights of pieces by their ids; `room` is how high a view is. All in dp."""

    known: Mapping[int, float]
    room: float

    def spans(self, block: ft.Control, top: float, bottom: float, *, small: float = SMALL) -> tuple[Span, ...]:
        """What is not to be cut of a block that stands there; all of it, where it has a piece that is not known."""
        try:
            return tuple(self._of(bare(block), top, bottom - top, small))
        except KeyError:
            return ((top, bottom),)

    def _of(self, control: ft.Control, top: float, high: float, small: float) -> Iterator[Span]:
        parts = _parts(control)
        if isinstance(control, ft.Text):
            yield from _lines(control, top, high)
        elif parts and not (_framed(control) and high <= self.room * small):
            for part, at in self._placed(control, parts, top, high):
                sign = isinstance(control, ft.Row) and isinstance(part, ft.Icon)
                if small or not sign:  # at last, rather a sign is cut than the words beside it
                    yield from self._of(part, at, self.known[id(part)], small)
        elif parts or not isinstance(control, ft.Container) or _framed(control):
            yield top, top + high

    def _placed(
        self, control: ft.Control, parts: tuple[ft.Control, ...], top: float, high: float
    ) -> Iterator[tuple[ft.Control, float]]:
        """Where each part begins."""
        at_top = isinstance(control, ft.Row) and control.vertical_alignment is ft.CrossAxisAlignment.START
        for part in parts:
            own = self.known[id(part)]
            if isinstance(control, ft.Column):
                yield part, top
                top += own + float(control.spacing or 0)
            else:
                yield part, top if at_top else top + (high - own) / 2


def _framed(control: ft.Control) -> bool:
    """Whether it is seen apart from what is in it."""
    seen = isinstance(control, ft.Container) and (control.bgcolor is not None or control.border is not None)
    return seen or isinstance(control, ft.Button)


def _lines(text: ft.Text, top: float, high: float) -> Iterator[Span]:
    size = float(text.size or 0)
    style = text.style if isinstance(text.style, ft.TextStyle) else None
    line = size * float((style.height if style is not None else None) or 0)
    lower, higher, first = _counted(written(text), high / line) if line else (1, 0, 1)
    each = high / (lower + higher * HIGHER)
    ways = [[each] * lower + [each * HIGHER] * higher]
    if higher and lower > first:  # or the last line is the low one: a word alone
        ways.append([each] * (lower - 1) + [each * HIGHER] * higher + [each])
    for tops in zip(*(pairwise(accumulate(way, initial=top)) for way in ways), strict=True):
        yield min(upper for upper, _ in tops) + LEAD * size, max(under for _, under in tops) - LEAD * size


def _counted(what: str, lines: float) -> tuple[int, int, int]:
    """How many low lines there are, as of Chinese, which comes first, and how many of a script whose lines are higher,
    but for a last one without a space, where all are as high as so many of the low; how many are Chinese at least."""
    after = next((n for n, part in enumerate(what.split("\n")) if HIGH.search(part)), -1)
    if after < 0:
        return max(1, round(lines)), 0, 1
    most = ceil(lines) + 1
    pairs = [(low, high) for low in range(after, most) for high in range(1, most)]
    low, high = min(pairs, key=lambda pair: abs(pair[0] + pair[1] * HIGHER - lines), default=(after, 1))
    return low, high, after

"""Fields that show what is being entered. A key changes the same control, so that it costs one small update."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import flet as ft

from shared.domain.flow import Kind
from shared.ui.components.keypad import CLEAR, word_size
from shared.ui.measure import breadth
from shared.ui.theme import RADIUS, XS, L, S
from shared.ui.view import Ui, drawn, fitting, row, wide, words

WIDTHS: Final = {"year": 4, "month": 2, "day": 2}
"""Digits of each part of a date."""
DOT: Final = "•"
SHOWN: Final = 4
THICK: Final = 4
"""dp of the frame around what is being entered."""


class Field(Protocol):
    """What is shown of an entry."""

    @property
    def control(self) -> ft.Control:
        """The control to put on the page."""
        ...

    def show(self, raw: str, *, masked: bool) -> None:
        """Show an entry; nothing is sent until the page updates."""
        ...


class OneField:
    """Grouped digits, with the unit behind them; private ones as dots but for the last four. It is as high from the
    first key on as the whole entry will be, so that no key moves under the finger; `whole` is how many characters that
    has, where its kind does not say."""

    def __init__(self, ui: Ui, id: str, kind: Kind, unit: str = "", *, masked: bool = False, whole: int = 0) -> None:
        self._ui, self._kind, self._unit, self._fours = ui, kind, unit, kind not in GROUPS and whole > LONG
        longest = self._whole("9" * (whole or USUAL.get(kind, 0)), masked=masked)
        size, lines = _fitting(ui, longest, min(ui.size.body, MASKED) if masked else ui.size.body)
        self._text = words(ui, "", size=size, bold=True, expand=lines > 1)
        shown: ft.Control = self._text
        if lines > 1:
            held = words(ui, "", size=size)
            held.value = "\n".join(" " * lines)
            shown = ft.Row([self._text, held], spacing=0, vertical_alignment=ft.CrossAxisAlignment.START)
        self.control: ft.Control = ft.Semantics(identifier=id, container=True, content=_frame(ui, shown))

    def show(self, raw: str, *, masked: bool) -> None:
        """Show an entry."""
        whole = self._whole(raw, masked=masked)
        _tell(self._ui, self._text, drawn(self._ui, whole) if whole else "")

    def _whole(self, raw: str, *, masked: bool) -> str:
        shown = display(self._kind, raw, masked=masked)
        if self._fours:
            shown = " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))
        return f"{self._ui.in_order(shown)} {self._unit}" if shown and self._unit else shown or self._unit


class DateField:
    """Year, month and day side by side, each under its word, or before it on a lying screen where that is a character;
    the one that comes next has the thick border."""

    def __init__(self, ui: Ui, id: str, parts: Sequence[str]) -> None:
        self._ui, self._parts = ui, tuple(parts)
        named = [ui.say(f"ui.date.{part}") for part in parts]
        before = ui.size.landscape and all(len(drawn(ui, name)) == 1 for name in named)
        size = ui.size.body * (1 if before else LARGE)
        self._texts = [words(ui, "", size=size, bold=True, centre=True) for _ in parts]
        over = min(_over(ui, name, part, self._parts) for part, name in zip(self._parts, named, strict=True))
        labels = [words(ui, name, size=over, ink=ui.palette.secondary, centre=True) for name in named]
        self._frames = [
            _frame(ui, row(wide(text), label, gap=0) if before else text, centre=True)
            for text, label in zip(self._texts, labels, strict=True)
        ]
        cells = [
            ft.Column(
                [
                    *([] if before else [label]),
                    ft.Semantics(identifier=f"{id}.{part}", container=True, content=frame),
                ],
                spacing=0,
                tight=True,
                expand=WIDTHS[part] + 1,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            )
            for part, label, frame in zip(self._parts, labels, self._frames, strict=True)
        ]
        self.control: ft.Control = ft.Row(list(cells), spacing=XS)

    def show(self, raw: str, *, masked: bool) -> None:
        """Show the digits entered so far, part by part."""
        start = 0
        for part, text, frame in zip(self._parts, self._texts, self._frames, strict=True):
            width = WIDTHS[part]
            digits = raw[start : start + width]
            _tell(self._ui, text, digits)
            current = start <= len(raw) < start + width
            frame.border = _border(self._ui, thick=current)
            start += width


def _over(ui: Ui, name: str, part: str, parts: Sequence[str]) -> float:
    """The size at which the word over a part of a date is not torn: a part is as wide as its digits and one more."""
    whole = _room(ui) + 2 * S + 2 * THICK - (len(parts) - 1) * XS
    room = whole * (WIDTHS[part] + 1) / sum(WIDTHS[each] + 1 for each in parts)
    return fitting(ui, name, room * SURE, ui.size.body)


def _tell(ui: Ui, text: ft.Text, entered: str) -> None:
    """Show what was entered, and call an empty field empty: the client never again tells a screen reader of a text that
    once had nothing to tell."""
    text.value = entered or " "
    text.semantics_label = None if entered else drawn(ui, ui.say("keypad.empty"))


def _border(ui: Ui, *, thick: bool) -> ft.Border:
    return ft.Border.all(THICK if thick else 2, ui.palette.primary.ground if thick else ui.palette.border)


def _frame(ui: Ui, inner: ft.Control, *, centre: bool = False) -> ft.Container:
    return ft.Container(
        content=inner,
        bgcolor=ui.palette.chosen.ground,
        border=_border(ui, thick=not centre),
        border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=XS if centre else S, vertical=XS),
    )


def grow(kind: Kind, raw: str, key: str, most: int = 0) -> str:
    """The entry after a key, of no more characters than `most`, or than its kind has.

    A month typed as 3 becomes 03, since no month begins with a 3; likewise a day.
    """
    if key == "clear":
        return ""
    if key == "back":
        return raw[:-1]
    if kind in (Kind.DATE, Kind.MONTH):
        if len(raw) >= (8 if kind is Kind.DATE else 6):
            return raw
        if (len(raw) == 4 and key in "23456789") or (len(raw) == 6 and key in "456789"):
            return f"{raw}0{key}"
    return raw + key if len(raw) < (most or LENGTHS.get(kind, 40)) else raw


LARGE: Final = 1.25
"""An entry over the text size."""
MASKED: Final = 36
"""dp that dots need at most, however large the text: twice the least size."""
LONG: Final = 8
"""Characters of a number that are read without groups of four."""
SURE: Final = 0.98
"""Of the room that is counted on: what words measure is rounded."""
USUAL: Final = {
    Kind.ID_NUMBER: 18,
    Kind.PIN: 6,
    Kind.PHONE: 11,
    Kind.MONEY: 7,
    Kind.NUMBER: 6,
    Kind.CARD: 19,
    Kind.BANK_ACCOUNT: 19,
    Kind.PERSON: 18,
}
"""Characters of a whole entry, as most are."""


def _room(ui: Ui) -> float:
    """dp for an entry within its frame: on a wide screen less what takes it away beside it, or beside the question."""
    size = ui.size
    whole = (size.width - L) / 2 if size.landscape else size.width
    clear = ui.say(f"ui.key.{CLEAR}")
    beside = 0 if size.narrow and not size.landscape else breadth(clear) * word_size(ui, clear) + 2 * XS + S
    return whole - 2 * size.edge - beside - 2 * S - 2 * THICK


def _fitting(ui: Ui, longest: str, least: float) -> tuple[float, int]:
    """The size for an entry, as large as it needs no more lines for it than it must, and how many lines those are.

    On a lying screen it stands on one line where a type of this screen allows it: a second one would push the last row
    of keys out of view.
    """
    room = _room(ui)
    sizes = [ui.size.body * (1 if ui.size.low else LARGE), ui.size.body, least]
    one = int(min(sizes[0], room * SURE / breadth(longest))) if longest else 0
    if ui.size.landscape and one >= ui.size.steps[0]:
        sizes.append(one)
    size = min(sizes, key=lambda size: (*_lines(longest, room / size), -size))
    lines, torn = _lines(longest, room / size)
    return size, lines + torn


def _lines(what: str, room: float) -> tuple[int, bool]:
    """On how many lines words come to stand, and whether one of them is torn; `room` in sizes of their type."""
    lines, free, torn = 1, room, False
    for piece in what.split(" "):
        wide = breadth(piece)
        if wide > free and free < room:
            lines, free = lines + 1, room
        while wide > free:
            lines, wide, torn = lines + 1, wide - free, True
        free -= wide + breadth(" ")
    return lines, torn


LENGTHS: Final = {
    Kind.ID_NUMBER: 18,
    Kind.PIN: 6,
    Kind.PHONE: 12,
    Kind.MONEY: 12,
    Kind.NUMBER: 6,
    Kind.CARD: 20,
    Kind.BANK_ACCOUNT: 30,
    Kind.PERSON: 18,
}
"""Characters that are taken; what is longer is never right and only hides a slip of the finger."""
GROUPS: Final = {
    Kind.ID_NUMBER: (6, 8, 4),
    Kind.PERSON: (6, 8, 4),
    Kind.PHONE: (3, 4, 4),
    Kind.BANK_ACCOUNT: (4,) * 8,
    Kind.CARD: (4,) * 5,
}


def display(kind: Kind, raw: str, *, masked: bool) -> str:
    """How an entry is shown: a PIN as dots, private numbers as dots but for the last four, all in groups."""
    if kind is Kind.PIN:
        return DOT * len(raw)
    if kind is Kind.MONEY:
        whole, point, part = raw.partition(".")
        return (f"{int(whole):,}" if whole.isdecimal() else whole) + point + part
    if masked:
        raw = DOT * max(0, len(raw) - SHOWN) + raw[-SHOWN:]
    groups, start = [], 0
    for width in GROUPS.get(kind, ()):
        groups.append(raw[start : start + width])
        start += width
    return " ".join(part for part in (*groups, raw[start:]) if part)


def beside(field: ft.Control, button: ft.Control) -> ft.Row:
    """A field with an action right of it."""
    return ft.Row([ft.Container(content=field, expand=True), button], spacing=S)

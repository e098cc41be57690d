"""What every view is given (theme, sizes, words of the moment), and the few primitives that views are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, Final

import flet as ft

from shared.domain.text import Text, TextArg, text
from shared.i18n import Direction, Translator
from shared.i18n.bidi import left_to_right
from shared.i18n.bilingual import apart, lines
from shared.i18n.locales import LOCALES
from shared.ui.breaks import rewrite
from shared.ui.measure import breadth, longest
from shared.ui.theme import FALLBACK, FAMILY, FOCUS, LINE, RADIUS, XS, Metrics, Pair, Palette, S

Act = Callable[[], Awaitable[None]]
"""What a control does."""


@dataclass(frozen=True, slots=True)
class Ui:
    """The theme, the sizes and the language that a page is drawn in."""

    palette: Palette
    size: Metrics
    words: Translator
    lang: str = "zh"
    touched: Callable[[str], None] = lambda _: None
    """Told the identifier of every control touched, before it acts: for the idle watch, the voice, the focus."""
    held: Callable[[], bool] = lambda: False
    """Whether a key is being held down, which presses again and again what has the focus."""
    made: Callable[[str, ft.Button], None] = lambda _id, _button: None
    """Told of every button that is drawn, so that the one that had the focus can have it again."""
    lettered: Callable[[str], None] = lambda _: None
    """Told of all words that are drawn, so that a face that they need can be fetched."""

    @property
    def rtl(self) -> bool:
        """Whether lines and everything side by side run from right to left."""
        return LOCALES[self.lang].direction is Direction.RIGHT_TO_LEFT

    def in_order(self, what: str) -> str:
        """Words that stand alone: a number, an id or a Chinese name keeps its order where lines run the other way."""
        return left_to_right(what) if self.rtl else what

    def say(self, what: Text | str, /, **args: TextArg) -> str:
        """The words of a text, or of a message id with arguments."""
        return self.words.say(text(what, **args) if isinstance(what, str) else what)


STRAIGHT: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
"""The face draws curly quotation marks as wide as a Chinese character, which tears other scripts apart."""


def line_of(ui: Ui, size: float) -> float:
    """Height of a line of that size: 1.5 for text, a little less for large words that stand alone; more on request."""
    return size * (LINE if size <= ui.size.body else 1.35) * ui.size.air


def drawn(ui: Ui, what: str) -> str:
    """Words as they stand on the screen: Chinese first where there are two languages."""
    ui.lettered(what)
    first, own = apart(what)
    own = own if ui.lang == "zh" else own.translate(STRAIGHT)
    two = ui.words.facts.bilingual and first.translate(STRAIGHT) != own
    return "\n".join(map(ui.in_order, (first, own) if two else (own,)))


SURE: Final = 0.95
"""Of the width of a page, what a line certainly has room for."""


def words(
    ui: Ui, what: str, *, size: float = 0, bold: bool = False, ink: str = "", centre: bool = False, expand: bool = False
) -> ft.Text:
    """Text in our family, at a line of 1.5; it wraps and is never cut. Of two languages each has lines of its own."""
    made = ft.Text(
        size=size or ui.size.body,
        weight=ft.FontWeight.W_700 if bold else ft.FontWeight.W_400,
        color=ink or ui.palette.page.ink,
        font_family=FAMILY,
        font_family_fallback=list(FALLBACK),
        style=ft.TextStyle(height=line_of(ui, size or ui.size.body) / (size or ui.size.body)),
        text_align=ft.TextAlign.CENTER if centre else ft.TextAlign.START,
        expand=expand,
    )
    rewrite(made, drawn(ui, what), (ui.size.width - 2 * ui.size.edge) * SURE)
    return made


def fitting(ui: Ui, what: str, room: float, size: float, *, whole: bool = False) -> float:
    """The size at which no word is torn in so much room, or with `whole` no line broken: that size or a smaller one,
    never below the smallest step."""
    widest = breadth(what) if whole else longest(what)
    return max(ui.size.steps[0], min(size, room / widest)) if widest else size


def height(ui: Ui, what: str, size: float) -> float:
    """dp that words take which break nowhere: a line, or two where two languages stand together."""
    return line_of(ui, size) * (drawn(ui, what).count("\n") + 1)


def named(id: str, content: ft.Control, *, label: str | None = None, expand: bool | int | None = None) -> ft.Semantics:
    """A control under its stable identifier."""
    return ft.Semantics(identifier=id, content=content, label=label, expand=expand)


def crowded(ui: Ui) -> bool:
    """Whether the screen lies and shows two languages, so that between its bars there is room for a few lines."""
    return ui.size.landscape and ui.words.facts.bilingual


LYING: Final = 26
"""Text sizes that a lying screen is high at least where two languages stand side by side with something else."""


def lined(ui: Ui) -> bool:
    """Whether a lying screen holds so few lines of two languages that no view would show whole what stands side by
    side: it stands one below the other, but for words beside keys."""
    return crowded(ui) and ui.size.height < ui.size.body * LYING


def on_a_line(ui: Ui, what: str) -> str:
    """Two languages side by side, for one line."""
    return " · ".join(map(ui.in_order, lines(what)))


TWICE: Final = 0.85
"""Of the size of a heading that stands there in two languages."""


def heading(ui: Ui, what: str, *, level: int = 1, size: float = 0) -> ft.Semantics:
    """A real heading of that level."""
    wished = size or (ui.size.question if level == 1 else ui.size.body * 1.15)
    if ui.words.facts.bilingual:  # twice as many lines
        wished = max(ui.size.body, wished * TWICE)
    room = (ui.size.width - 2 * ui.size.edge) * SURE
    return ft.Semantics(
        header=True,
        heading_level=level,
        content=words(ui, what, size=fitting(ui, what, room, wished), bold=True),
    )


def column(*controls: ft.Control, gap: float = S, expand: bool | int | None = None) -> ft.Column:
    """One below the other, as wide as there is room."""
    return ft.Column(
        list(controls), spacing=gap, expand=expand, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True
    )


def row(*controls: ft.Control, gap: float = S, wrap: bool = False, expand: bool | int | None = None) -> ft.Row:
    """Side by side, centred on one line."""
    return ft.Row(
        list(controls),
        spacing=gap,
        run_spacing=gap,
        wrap=wrap,
        expand=expand,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def headed(ui: Ui, said: ft.Control, *signs: ft.Control, gap: float = S) -> ft.Control:
    """Words after a number, a sign or a picture; below them where a line beside them would tear words apart."""
    if not signs:
        return said
    if ui.size.tight:
        return column(ft.Row(list(signs), spacing=gap), said, gap=XS)
    return row(*signs, wide(said), gap=gap)


def wide(said: ft.Control) -> ft.Control:
    """As wide as a row has room: told of itself, for a box around it would be one thing more to draw at every touch."""
    said.expand = True
    return said


def with_act(ui: Ui, said: ft.Control, act: ft.Control) -> ft.Control:
    """Words and what can be done with them at the end of the line; on a narrow screen below them."""
    if ui.size.narrow or lined(ui):
        return column(said, ft.Row([act]), gap=XS)
    return row(wide(said), act)


def left_to_right_row(ui: Ui, *controls: ft.Control, gap: float = S) -> ft.Row:
    """Side by side from left to right in every language: the keys of a keypad, the letters of the alphabet."""
    return ft.Row(list(reversed(controls)) if ui.rtl else list(controls), spacing=gap)


def abreast(ui: Ui, *controls: ft.Control) -> ft.Control:
    """Alike in width and height side by side; on a narrow screen one below the other."""
    if ui.size.narrow:
        return column(*controls)
    shares: list[ft.Control] = [ft.Container(content=control, expand=1) for control in controls]
    return ft.Row(shares, spacing=S, vertical_alignment=ft.CrossAxisAlignment.STRETCH, intrinsic_height=True)


BORDER: Final = 2
"""dp of the border of a button."""


def tears(ui: Ui, *said: str) -> bool:
    """Whether a word would be torn on one of so many buttons that share a row of the page."""
    room = (ui.size.width - 2 * ui.size.edge - S * (len(said) - 1)) / len(said) - 2 * S - 2 * BORDER
    return max(map(longest, said)) * ui.size.body > room


def box(ui: Ui, pair: Pair, *controls: ft.Control, edge: str = "", gap: float = S) -> ft.Container:
    """A framed ground for something that belongs together; its paragraphs stand apart however large they are."""
    return ft.Container(
        content=column(*controls, gap=max(gap, ui.size.apart)),
        bgcolor=pair.ground,
        border=ft.Border.all(2, edge or pair.ink),
        border_radius=RADIUS,
        padding=ft.Padding.all(S),
    )


def button_style(ui: Ui, pair: Pair, *, edge: str, width: float, pad: float, rise: float) -> ft.ButtonStyle:
    """Colours, a border, and a focus ring of at least 4 dp, three of them on the ground, in a colour of its own."""
    primary = pair == ui.palette.primary
    ring = ui.palette.focus_on_primary if primary else ui.palette.focus
    return ft.ButtonStyle(
        color=pair.ink,
        bgcolor=pair.ground,
        overlay_color=ft.Colors.TRANSPARENT,  # no ripple: nothing moves that says nothing
        padding=ft.Padding.symmetric(horizontal=pad, vertical=rise),
        shape=ft.RoundedRectangleBorder(radius=RADIUS),
        side={
            ft.ControlState.FOCUSED: ft.BorderSide(max(FOCUS, width + 3), ring),
            ft.ControlState.DEFAULT: ft.BorderSide(width, edge),
        },
        visual_density=ft.VisualDensity.STANDARD,
        animation_duration=0,
    )


@ft.control("FilledButton")  # type: ignore[arg-type]
class Pressed(ft.FilledButton):
    """A button that is sent anew only when its look changed.

    Flet makes the style that it sends anew whenever a page is compared with what was sent before: every button that
    stands on the screen would be sent, and built again by the client, at every touch.
    """

    _sent: ClassVar[object] = None
    """Of the class none; of a button what its style was made of."""

    def before_update(self) -> None:
        """Make what is sent, unless it is made already."""
        now = (self.style, self.color, self.bgcolor, self.elevation)
        if now != self._sent:
            super().before_update()  # type: ignore[no-untyped-call]
            object.__setattr__(self, "_sent", now)


def press(
    ui: Ui,
    id: str,
    content: ft.Control,
    act: Act | None,
    *,
    pair: Pair | None = None,
    edge: str = "",
    width: float = BORDER,
    inner: float = 0,
    tall: float = 0,
    pad: float = S,
    expand: bool | int | None = None,
    air: float = XS,
    label: str | None = None,
    selected: bool | None = None,
    checked: bool | None = None,
) -> ft.Semantics:
    """A real button under its identifier. `inner` is the height of its content on one line, `tall` the least height,
    `air` what is free above and below it at least.

    `label` only where the content says nothing; words are read as they stand. `selected` tells the one of several that
    is chosen; `checked` makes it a checkbox, of which any number may be.
    """
    line = inner or ui.size.body * LINE
    rise = max(air, (max(tall, ui.size.target) - line) / 2)

    async def clicked(_: ft.Event[ft.Button]) -> None:
        if ui.held():  # a key that is held down is one press
            return
        ui.touched(id)
        if act is not None:
            await act()

    button = Pressed(
        content=content,
        elevation=0,  # the button's own goes before its style's
        on_click=clicked,
        style=button_style(
            ui, pair or ui.palette.tile, edge=edge or ui.palette.border, width=width, pad=pad, rise=rise
        ),
        disabled=act is None,
        data=act,  # for who does it without touching: kept here, never sent
    )
    ui.made(id, button)
    return ft.Semantics(identifier=id, content=button, label=label, selected=selected, checked=checked, expand=expand)


def in_one(control: ft.Semantics) -> ft.Control:
    """A control that is chosen or not, told in one piece: the state of a node around a button is not heard with it."""
    return ft.MergeSemantics(content=control, expand=control.expand)

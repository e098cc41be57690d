"""Design tokens: colours with measured contrast, sizes computed from the body text, spaces in steps of 8 dp.

Every colour and size on a page comes from here, so that an audit of this module is an audit of the look.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.i18n.faces import FACES, TEXT

FAMILY: Final = TEXT.family
RARE: Final = "NuanchuangRare"
"""The complete face: loaded after the first page, asked only for characters that the text face lacks."""
RARE_SOURCE: Final = "/fonts/NuanchuangRare-Regular.otf"
FALLBACK: Final = (*(face.family for face in FACES if face is not TEXT), RARE)
"""The families asked in turn for what the text face lacks: other scripts, then rare characters."""

STEPS: Final = (18, 24, 30, 36, 48)
"""Sizes of the body text in dp (ACCESSIBILITY, See; 工信厅信管函〔2021〕67号 附件: at least 18 in the elder layout)."""
CAPITAL_MM: Final = 7.3
"""Height of capitals on a kiosk, seen from 600 mm."""
CAPITAL: Final = 0.733
"""Height of capitals over the size, for this face."""
TARGET: Final = 60
"""Least side of a target in dp (elder layout)."""
TARGET_MM: Final = 14.0
"""Least side of a target on a kiosk in mm (GB/T 37668-2019; 49 CFR 27.71)."""
LINE: Final = 1.5
PARAGRAPH: Final = 1.3
"""From the last line of a paragraph to the first of the next one, over the line."""
QUESTION: Final = 1.5
"""Question over body (LOOK)."""
XS, S, M, L, XL = 8, 16, 24, 40, 64
RADIUS: Final = 12
SLIM: Final = 480
"""dp of width below which a screen is a phone's held upright."""
FOCUS: Final = 4
"""Width of the focus ring in dp; at least 3 is asked."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A ground and what stands on it."""

    ground: str
    ink: str


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme: pairs with at least 7:1, lines and the focus ring with at least 3:1."""

    name: str
    page: Pair
    primary: Pair
    tile: Pair
    chosen: Pair
    bar: Pair
    accent: Pair
    error: Pair
    sent: Pair
    waiting: Pair
    secondary: str
    border: str
    focus: str
    focus_on_primary: str


DAY: Final = Palette(
    name="day",
    page=Pair("#FFFCF5", "#1B1B1B"),
    primary=Pair("#0A4D46", "#FFFFFF"),
    tile=Pair("#E6F0EC", "#1B1B1B"),
    chosen=Pair("#FFFFFF", "#1B1B1B"),
    bar=Pair("#F3EFE3", "#1B1B1B"),
    accent=Pair("#FFC94D", "#1B1B1B"),
    error=Pair("#FCE9E6", "#5C0F0F"),
    sent=Pair("#E3F3E6", "#0B4A23"),
    waiting=Pair("#FFF1CF", "#4F3600"),
    secondary="#4A4A45",
    border="#5B7D76",
    focus="#1446C8",
    focus_on_primary="#FFC94D",
)
WHITE_ON_BLACK: Final = Palette(
    name="white_on_black",
    page=Pair("#000000", "#FFFFFF"),
    primary=Pair("#FFD23F", "#000000"),
    tile=Pair("#1F1F1F", "#FFFFFF"),
    chosen=Pair("#000000", "#FFFFFF"),
    bar=Pair("#1F1F1F", "#FFFFFF"),
    accent=Pair("#FFD23F", "#000000"),
    error=Pair("#5C0F0F", "#FFFFFF"),
    sent=Pair("#0B3D1E", "#FFFFFF"),
    waiting=Pair("#4F3600", "#FFFFFF"),
    secondary="#FFFFFF",
    border="#9A9A9A",
    focus="#FFD23F",
    focus_on_primary="#1446C8",
)
BLACK_ON_YELLOW: Final = Palette(
    name="black_on_yellow",
    page=Pair("#FFE34D", "#000000"),
    primary=Pair("#1A1A00", "#FFE34D"),
    tile=Pair("#FFE34D", "#000000"),
    chosen=Pair("#FFF3B0", "#000000"),
    bar=Pair("#FFE34D", "#000000"),
    accent=Pair("#1A1A00", "#FFE34D"),
    error=Pair("#FFE34D", "#7A0010"),
    sent=Pair("#FFE34D", "#000000"),
    waiting=Pair("#FFE34D", "#000000"),
    secondary="#000000",
    border="#5A5000",
    focus="#000000",
    focus_on_primary="#FFFFFF",
)
PALETTES: Final[Mapping[str, Palette]] = {p.name: p for p in (DAY, WHITE_ON_BLACK, BLACK_ON_YELLOW)}


def next_palette(name: str) -> str:
    """The theme after this one, round and round."""
    names = list(PALETTES)
    return names[(names.index(name) + 1) % len(names)]


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    weighed = ((0.2126, colour[1:3]), (0.7152, colour[3:5]), (0.0722, colour[5:7]))
    return sum(weight * linear(int(part, 16) / 255) for weight, part in weighed)


def linear(part: float) -> float:
    """A part of a colour, 0 to 1, without its gamma (WCAG 2.2)."""
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pixels_per_mm(width: float, height: float, inches: float) -> float:
    """dp per mm of a screen of that diagonal."""
    return math.hypot(width, height) / (inches * 25.4)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in dp for one screen at one text size."""

    width: float
    height: float
    body: int
    steps: tuple[int, ...]
    target: int
    air: float = 1.0
    """Times the usual height of lines and space between things."""

    @property
    def landscape(self) -> bool:
        """Whether two columns fit better than one."""
        return self.width > self.height * 1.2

    @property
    def low(self) -> bool:
        """Whether it lies and holds so few lines between its bars that what is chosen from must come first."""
        return self.landscape and self.height < self.body * 18

    @property
    def narrow(self) -> bool:
        """Whether a line holds so few characters that things side by side would tear words apart."""
        return self.width < self.body * 18

    @property
    def tight(self) -> bool:
        """Whether even a picture or a sign beside words leaves them too few characters a line."""
        return self.width < self.body * 12

    @property
    def slim(self) -> bool:
        """Whether the bars have no room for every control and leave to 设置 what stands there too."""
        return self.width < SLIM

    @property
    def question(self) -> int:
        """Size of the heading: 1.5 × body, less where three lines of it would fill a narrow or a lying screen."""
        side = self.height if self.landscape else self.width
        return round(min(self.body * QUESTION, max(self.body, side / 14)))

    @property
    def bar(self) -> int:
        """Size of the bars' words: the body's, as long as four buttons fit side by side.

        On a lying screen, as long as each bar stays one row: otherwise little of its height is left for the page.
        """
        return max(self.steps[0], min(self.body, int(self.width / (45 if self.landscape else 27))))

    @property
    def picture(self) -> int:
        """Side of a picture beside words."""
        return max(XL, round(self.body * 1.8))

    @property
    def key(self) -> float:
        """Height of a key of the keypad: as large as four rows of them may be, on a lying screen below their entry and
        above the buttons that turn the words beside them."""
        if self.landscape:
            return max(self.target, self.height * 0.092)
        return max(self.target, self.body * 2, self.height * 0.062)

    @property
    def edge(self) -> int:
        """Space between content and the edge of the screen."""
        return S if self.slim else M if self.width < 900 else L

    @property
    def apart(self) -> int:
        """Space between two paragraphs: 1.3 times a line from one to the other (工信厅信管函〔2021〕67号 附件)."""
        return max(XS, math.ceil(self.body * LINE * self.air * (PARAGRAPH - 1)))

    @property
    def option(self) -> int:
        """Height of an option: at least 96 dp."""
        return max(96, self.target, round(self.body * 2.2))


def metrics(
    width: float, height: float, body: int = 0, inches: float | None = None, air: float = 1.0, scale: float = 1.0
) -> Metrics:
    """The sizes for a screen; `body` 0 takes the default. `inches` makes it a kiosk, seen from 600 mm.

    `scale`: how much larger than usual the owner has set text on the whole of their machine, and so the default here.
    """
    if not inches:
        default = max(step for step in STEPS if step <= max(STEPS[0], min(width, height) / 30))
        return Metrics(width, height, _nearest(STEPS, body or round(default * max(scale, 1.0))), STEPS, TARGET, air)
    per_mm = pixels_per_mm(width, height, inches)
    steps = kiosk_steps(round(CAPITAL_MM * per_mm / CAPITAL))
    return Metrics(width, height, _nearest(steps, body), steps, max(TARGET, math.ceil(TARGET_MM * per_mm)), air)


def kiosk_steps(least: int) -> tuple[int, ...]:
    """The sizes from the least legible one on, up to about 200 % of it or 48 dp; at least two."""
    least = max(least, STEPS[0])
    larger = tuple(step for step in STEPS if step > least * 1.1)
    return (least, *(larger or (round(least * 1.5),)))


def _nearest(steps: tuple[int, ...], body: int) -> int:
    return min(steps, key=lambda step: abs(step - body))

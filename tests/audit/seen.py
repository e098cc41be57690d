"""What one page is in one look, as the rules see it: what is told, what is drawn, sampled pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.audit.looks import SCREENS, Look, ScreenKind

SLACK: Final = 1.5
"""dp that rounding may cost."""
BAR: Final = "nav."
PRESSED: Final = ("button", "checkbox")
OTHERS_IN_BARS: Final = ("page.up", "page.down", "review.submit", "outbox.state", "act.pull")


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` is family and name; `clause` the source; `says` what must hold."""

    id: str
    clause: str
    says: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A rule broken on a page in a look, by a thing, in words. `look` is empty for what has no look (words, code)."""

    rule: str
    page: str
    thing: str
    words: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in dp of the viewport."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.top + self.height

    def over(self, other: Box) -> bool:
        """Whether it covers a part of the other."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > SLACK and tall > SLACK

    def __str__(self) -> str:
        return f"left {self.left:.0f}, top {self.top:.0f}, {self.width:.0f} × {self.height:.0f}"


@dataclass(frozen=True, slots=True)
class Thing:
    """A node of the semantics tree. `inside` is the place of its parent in the list; `owner` the nearest identifier.

    `box` is what can be seen of it, `whole` all of it; `cut` says that something scrolls out of view.
    """

    id: str
    owner: str
    role: str
    inside: int
    name: str
    text: str
    level: int
    focusable: bool
    disabled: bool
    box: Box
    whole: Box
    cut: bool
    chosen: bool = False
    """Told as chosen or checked, apart from its words."""
    stated: bool = False
    """Told whether it is chosen or not."""

    @property
    def shown(self) -> bool:
        """Whether anything of it is in view."""
        return self.box.width > SLACK and self.box.height > SLACK

    @property
    def said(self) -> str:
        """Its accessible name."""
        return self.name or self.text

    @property
    def pressed(self) -> bool:
        """Whether it is drawn as a button; one of which several may be chosen is told as a checkbox."""
        return self.role in PRESSED

    @property
    def fixed(self) -> bool:
        """Whether it belongs to a bar, which never scrolls."""
        return self.owner.startswith(BAR) or self.owner in OTHERS_IN_BARS


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is drawn: type size and line in dp, the families asked for, its control's identifier.

    `pad` is the space that its button keeps free on either side.
    """

    value: str
    size: float
    bold: bool
    line: float
    families: tuple[str, ...]
    owner: str = ""
    button: bool = False
    pad: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Something drawn within a box, apart from the rest of it: its place, and its best contrast with the ground."""

    left: float
    width: float
    height: float
    best: float


@dataclass(frozen=True, slots=True)
class Sample:
    """The pixels of a box: ground, the parts on it, colours across its left side, which edges ink touches."""

    ground: str
    parts: tuple[Part, ...]
    across: tuple[str, ...]
    touches: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the Tab key came to. `ring`: for each side how many dp changed, and how many of them by 3:1 or more."""

    owner: str
    box: Box
    ring: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One page in one look."""

    page: str
    look: Look
    lang: str
    rtl: bool
    wide: float
    things: tuple[Thing, ...]
    words: tuple[Words, ...] = ()
    samples: Mapping[int, Sample] = field(default_factory=dict)
    """By the place of the thing in `things`."""
    sides: tuple[str, ...] = ()
    """Colours in the outermost columns of the picture."""
    grounds: tuple[str, ...] = ()
    """Colours that may stand there."""
    stops: tuple[Stop, ...] = ()
    ends: tuple[float, float] | None = None
    """Where a kiosk's view begins and ends, of a page that it does not show at once; dp."""
    changes: tuple[int, int] = (0, 0)
    """How often the colour changes along the upper and the lower end of a view that does not begin or end the page."""
    boxes_asked: tuple[str, ...] = ()
    """Requests for faces of the system's, for characters without a glyph."""

    @property
    def screen(self) -> ScreenKind:
        """The screen it is seen on."""
        return SCREENS[self.look.screen]

    @property
    def controls(self) -> Iterator[Thing]:
        """What can be acted on and is in view."""
        return (thing for thing in self.things if thing.focusable and thing.shown)

    def finding(self, rule: Rule, thing: str, words: str) -> Finding:
        """That rule is broken by that thing."""
        return Finding(rule.id, self.page, thing, words, str(self.look))

    @property
    def turns(self) -> frozenset[str]:
        """The ways to turn a long page that are in view: `page.up`, `page.down`."""
        return frozenset(t.owner for t in self.things if t.owner in ("page.up", "page.down") and t.shown)

    def view(self) -> tuple[float, float]:
        """Upper and lower end of the space between the bars."""
        bars = [thing.box for thing in self.things if thing.fixed and thing.shown]
        ends = [t.box.top for t in self.things if t.owner in ("page.up", "page.down") and t.shown]
        half = self.screen.height / 2
        above = [box.bottom for box in bars if box.bottom < half]
        below = [box.top for box in bars if box.top >= half]
        return max(above, default=0.0), min([*below, *ends], default=float(self.screen.height))

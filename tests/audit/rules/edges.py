"""Everything is within the sides of the screen; the bars are always there; what is below the fold can be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from shared.i18n.locales import LOCALES
from tests.audit.seen import SLACK, Finding, Rule, Seen

SIDEWAYS: Final = Rule("edge.sideways", "WCAG 2.2 SC 1.4.10", "nothing scrolls sideways or stands outside the sides")
INK: Final = Rule("edge.ink", "WCAG 2.2 SC 1.4.10, 1.4.4", "nothing is drawn over the sides of the screen")
BARS: Final = Rule(
    "edge.bars", "WCAG 2.2 SC 3.2.3; LOOK, Page anatomy", "the bars are whole, and leave room for the page"
)
REACH: Final = Rule(
    "fold.reach", "LOOK: never a scroll that must be discovered", "what is below the view has page.down"
)
FIRST: Final = Rule(
    "fold.first", "LOOK: nothing important below the fold", "a new page shows its question and its error"
)
CUT: Final = Rule("fold.cut", "WCAG 2.2 SC 1.4.4", "a kiosk's view ends between lines and pictures")
EVEN: Final = Rule("bar.even", "LOOK, Page anatomy", "what stands in one row of the upper bar is equally high")
RULES: Final = (SIDEWAYS, INK, BARS, EVEN, REACH, FIRST, CUT)
TOOLS: Final = tuple(
    f"nav.{name}"
    for name in ("home", "smaller", "larger", "contrast", "speech", "voice", "sign", "settings", "language")
)
"""Of the upper bar. Where one is higher than those beside it, a short label was broken into two lines."""
ROOM: Final = 0.25
"""Least part of the height that the bars leave for the page."""
ALWAYS: Final = {"nav.help": "help", "nav.settings": "preferences"}
"""What stands in the bars of every page but its own."""
LINE: Final = 12.0
"""dp by which a control is higher at least whose words take a line more; an alphabet's lines differ by less."""
FRAMES: Final = 30
"""How often a row of dots may change that leads through the frames of three keys and a notice beside them, near round
corners; through words it does more often."""
BLUR: Final = 6.0
"""How far a colour may be from the line between two others and still be a mixture of them."""


def find(seen: Seen) -> Iterator[Finding]:
    """Sides, bars and fold."""
    screen = seen.screen
    if seen.wide > screen.width + SLACK:
        yield seen.finding(SIDEWAYS, seen.page, f"{seen.wide:.0f} dp wide on {screen.width}")
    for thing in seen.things:
        box = thing.box
        if thing.shown and (box.left < -SLACK or box.right > screen.width + SLACK):
            yield seen.finding(SIDEWAYS, thing.owner, str(box))
        if thing.fixed and thing.focusable and (thing.cut or box.top < -SLACK or box.bottom > screen.height + SLACK):
            yield seen.finding(BARS, thing.owner, f"{box} on {screen.width} × {screen.height}")
    strange = sorted(c for c in set(seen.sides) if not _ground(c, seen.grounds)) if seen.grounds else []
    if strange:
        yield seen.finding(INK, seen.page, f"at the sides: {', '.join(strange[:6])}")
    ids = {thing.id for thing in seen.things}
    for id, page in ALWAYS.items():
        if id not in ids and not seen.page.startswith(page):
            yield seen.finding(BARS, id, "is missing")
    top, bottom = seen.view()
    if bottom - top < screen.height * ROOM:
        yield seen.finding(BARS, seen.page, f"{bottom - top:.0f} of {screen.height} dp are left for the page")
    for changes, end in zip(seen.changes, ("upper", "lower"), strict=True):
        if changes > FRAMES:
            yield seen.finding(CUT, seen.page, f"{changes} changes of colour along the {end} end of the view")
    yield from _uneven(seen)
    yield from _fold(seen)


def _uneven(seen: Seen) -> Iterator[Finding]:
    """On a kiosk; a phone is too narrow for 语言 Language in one line."""
    tools = [thing for thing in seen.controls if thing.owner in TOOLS and not seen.screen.phone]
    for thing in tools:
        middle = (thing.box.top + thing.box.bottom) / 2
        row = [other.box.height for other in tools if other.box.top < middle < other.box.bottom]
        if thing.box.height > min(row) + LINE:
            yield seen.finding(EVEN, thing.owner, f"{thing.box}; others are {min(row):.0f} dp high")


def _ground(colour: str, grounds: Sequence[str]) -> bool:
    """Whether a colour is one of the grounds, or what smoothing makes of a line between two of them."""
    at = _rgb(colour)
    for one in grounds:
        for other in grounds:
            a, b = _rgb(one), _rgb(other)
            length = math.dist(a, b)
            part = sum((p - x) * (y - x) for p, x, y in zip(at, a, b, strict=True)) / length**2 if length else 0.0
            near = [x + (y - x) * min(1.0, max(0.0, part)) for x, y in zip(a, b, strict=True)]
            if math.dist(at, near) <= BLUR:
                return True
    return False


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _fold(seen: Seen) -> Iterator[Finding]:
    turns = seen.turns
    pages = [
        thing for thing in seen.things if thing.id.startswith("page.") and thing.id not in ("page.up", "page.down")
    ]
    hidden = [
        thing
        for thing in seen.things
        if thing.said and not thing.fixed and thing.role != "group" and (thing.cut or not thing.shown)
    ]
    if (hidden or any(page.cut for page in pages)) and not turns:
        yield seen.finding(REACH, (hidden or pages)[0].owner, "out of view, and nothing turns the page")
    if "page.up" in turns or (seen.screen.phone and turns):
        return  # turned already: what came first has been seen; a phone has no room for a promise
    for thing in seen.things:
        head = thing.level == 1 or thing.owner.startswith("error.")
        if head and thing.said and (not thing.shown or (thing.level == 1 and thing.cut)):
            if thing.level != 1 and _full(seen):
                continue
            yield seen.finding(FIRST, thing.owner, f"{thing.said[:20]}: {thing.whole}")


def _full(seen: Seen) -> bool:
    """Whether the question leaves no room in its view for the first words of what is wrong, in each language."""
    top, bottom = seen.view()
    question = max((t.whole.bottom for t in seen.things if t.level == 1 and t.shown), default=top)
    languages = 2 if LOCALES[seen.look.lang].bilingual else 1
    return bottom - question < seen.look.size * (1 + 1.5 * languages)

"""The order of the tree is the order of reading; the Tab key follows it, and where it stands is always seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from accessibility import requirements as asked
from tests.audit.seen import SLACK, Finding, Rule, Seen, Thing

READING: Final = Rule("order.reading", "WCAG 2.2 SC 1.3.2, 2.4.3", "the order of the tree is the order of reading")
TAB: Final = Rule("order.tab", "WCAG 2.2 SC 2.1.1, 2.4.3", "the Tab key reaches every control in that order")
RING: Final = Rule("focus.ring", "WCAG 2.2 SC 2.4.7, 2.4.13", "the focus is a ring of 3 dp that changes by 3:1")
RULES: Final = (READING, TAB, RING)
TURNS: Final = ("page.up", "page.down")
"""They come and go while the focus turns a long page."""
STRONG: Final = 2
"""dp of the ring that must change by 3:1: WCAG 2.2 SC 2.4.13 asks for a perimeter of 2 CSS px."""


def find(seen: Seen) -> Iterator[Finding]:
    """Reading order, Tab order, focus."""
    things = [thing for thing in seen.controls if thing.owner not in TURNS and not thing.cut]
    for before, after in pairwise(things):
        if not follows(seen, before, after):
            yield seen.finding(READING, after.owner, f"{after.box} comes after {before.owner}: {before.box}")
    yield from _tab(seen)
    yield from _rings(seen)


def follows(seen: Seen, before: Thing, after: Thing) -> bool:
    """Whether it stands where one reads next: further along the line, further down, or in a further column."""
    one, other = before.box, after.box
    along = other.right <= one.left + SLACK if seen.rtl else other.left >= one.right - SLACK
    if along:
        return other.bottom > one.top or not after.fixed
    if other.top >= one.bottom - SLACK:
        return True
    return before.fixed != after.fixed and other.top > one.top


def _rings(seen: Seen) -> Iterator[Finding]:
    for stop in seen.stops:
        for wide, strong in stop.ring:
            if wide < asked.FOCUS_WIDTH or strong < STRONG:
                yield seen.finding(RING, stop.owner, f"{wide} dp change, {strong} of them by 3:1")
                break


def _tab(seen: Seen) -> Iterator[Finding]:
    if not seen.stops:
        return
    reached = list(dict.fromkeys(stop.owner for stop in seen.stops))
    controls = (thing for thing in seen.controls if not thing.disabled and thing.owner not in TURNS)
    wanted = list(dict.fromkeys(thing.owner for thing in controls))
    for owner in wanted:
        if owner not in reached:
            yield seen.finding(TAB, owner, "is never reached")
    turned = [owner for owner in reached if owner in wanted]
    expected = [owner for owner in wanted if owner in turned]
    if turned and turned != expected[expected.index(turned[0]) :] + expected[: expected.index(turned[0])]:
        wrong = next(a for a, b in zip(turned, expected, strict=True) if a != b)
        yield seen.finding(TAB, wrong, f"reached in the order {' '.join(turned)}")

"""Targets are large enough for a thumb that trembles, and far enough apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from accessibility import requirements as asked
from accessibility.preferences import least_target
from tests.audit.seen import SLACK, Box, Finding, Rule, Seen, Thing

SIZE: Final = Rule(
    "target.size",
    "工信厅信管函〔2021〕67号; GB/T 37668-2019; WCAG 2.2 SC 2.5.5",
    "a target is 60 × 60 dp, 14 mm on a kiosk",
)
APART: Final = Rule("target.apart", "WCAG 2.2 SC 2.5.8", "targets stand 8 dp apart")
OVER: Final = Rule("target.over", "WCAG 2.2 SC 2.5.8", "no target lies over another")
RULES: Final = (SIZE, APART, OVER)


def find(seen: Seen) -> Iterator[Finding]:
    """Size, space, overlap."""
    things = list(seen.controls)
    least = least_side(seen)
    for thing in things:
        side = min(thing.whole.width, thing.whole.height)
        if side < least - SLACK and not thing.cut:
            yield seen.finding(SIZE, thing.owner, f"{thing.whole}, {least} asked")
    for at, one in enumerate(things):
        for other in things[at + 1 :]:
            if _nested(seen, one, other) or one.cut or other.cut:
                continue
            if one.box.over(other.box):
                yield seen.finding(OVER, one.owner, f"{one.box} over {other.owner}: {other.box}")
            elif (gap := space(one.box, other.box)) < asked.TARGETS_APART - SLACK:
                yield seen.finding(APART, one.owner, f"{gap:.1f} dp from {other.owner}")


def least_side(seen: Seen) -> int:
    """What is asked of a target on that screen, in dp."""
    screen = seen.screen
    if screen.inches:
        return least_target(screen.width, screen.height, screen.inches)
    return asked.TARGET_OTHER if screen.phone else asked.TARGET_ELDER


def space(one: Box, other: Box) -> float:
    """dp between two boxes that stand side by side or one above the other; infinite where they do neither."""
    wide = max(one.left, other.left) - min(one.right, other.right)
    tall = max(one.top, other.top) - min(one.bottom, other.bottom)
    if wide >= 0 and tall >= 0:
        return math.hypot(wide, tall)
    return max(wide, tall)


def _nested(seen: Seen, one: Thing, other: Thing) -> bool:
    """Whether one is a part of the other."""
    place = seen.things.index(one)
    at = other.inside
    while at >= 0:
        if at == place:
            return True
        at = seen.things[at].inside
    return False

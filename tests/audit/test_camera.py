"""What of a page is sampled by itself, without a browser."""

from __future__ import annotations

from dataclasses import replace

from tests.audit.camera import covered
from tests.audit.seen import Box, Seen
from tests.audit.synthetic import THINGS, but, thing

STALE = Box(40, 302, 1000, 60)
"""What could be seen of an option before the page was turned."""
UP = thing("page.up", Box(40, 1700, 1000, 60), text="看上面")


def told(*, cut: bool, turned: bool, stale: bool = False) -> Seen:
    things = tuple(replace(t, box=STALE, whole=STALE, cut=cut, stale=stale) if t.id == "opt.yes" else t for t in THINGS)
    return but(things=(*things, *((UP,) if turned else ())), samples={}, stops=())


def heights(seen: Seen) -> set[float]:
    return {box.height for box in covered(seen) if box.top == STALE.top}


def test_of_what_was_cut_before_the_page_was_turned_the_whole_is_left_out() -> None:
    assert heights(told(cut=True, turned=True)) == {96}


def test_what_is_told_as_before_the_page_was_turned_reaches_to_the_next_thing() -> None:
    below = min(t.box.top for t in THINGS if t.said and t.role != "group" and t.box.top >= STALE.bottom)
    assert heights(told(cut=True, turned=True, stale=True)) == {max(96, below - STALE.top)}


def test_what_is_told_with_no_more_than_a_dot_is_left_out_too_where_it_is_told_as_before() -> None:
    """An option was told 1 dp high after the turn that brought all of it into view."""
    dot = replace(STALE, height=1)
    for stale in (True, False):
        seen = told(cut=True, turned=True, stale=stale)
        things = tuple(replace(t, box=dot, whole=dot) if t.id == "opt.yes" else t for t in seen.things)
        assert bool(heights(replace(seen, things=things))) is stale


def test_a_control_that_does_nothing_now_is_left_out_like_any_other() -> None:
    """An empty place for a character is told as a group; after a turn 54 of its 90 dp were told."""
    seen = told(cut=True, turned=True, stale=True)
    dead = [replace(t, id="act.candidate.6", role="group", focusable=False) for t in seen.things if t.id == "opt.yes"]
    others = [t for t in seen.things if t.id != "opt.yes"]
    assert heights(replace(seen, things=(*others, *dead))) == heights(seen)


def test_elsewhere_things_are_as_high_as_they_are_told() -> None:
    assert heights(told(cut=True, turned=False)) == heights(told(cut=False, turned=True)) == {60}

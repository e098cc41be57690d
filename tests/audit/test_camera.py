"""What of a page is sampled by itself, without a browser."""

from __future__ import annotations

from dataclasses import replace

from tests.audit.camera import covered
from tests.audit.seen import Box, Seen, Thing
from tests.audit.synthetic import THINGS, but

CUT = Box(40, 302, 1000, 60)
"""What is seen of an option at the edge of a view."""


def told(**how: object) -> Seen:
    option = next(t for t in THINGS if t.id == "opt.yes")
    made: Thing = replace(option, box=CUT, whole=CUT, **how)  # type: ignore[arg-type]
    return but(things=(*(t for t in THINGS if t.id != "opt.yes"), made), samples={}, stops=())


def left_out(seen: Seen) -> bool:
    return CUT in list(covered(seen))


def test_a_control_is_left_out_of_the_page_around_it_whether_it_is_cut_or_not() -> None:
    assert left_out(told(cut=True)) and left_out(told(cut=False))


def test_so_is_one_that_does_nothing_now_where_it_is_cut_and_cannot_be_sampled() -> None:
    """An empty place for a character is told as a group."""
    assert left_out(told(cut=True, id="act.candidate.6", role="group", focusable=False))
    assert not left_out(told(cut=False, id="act.candidate.6", role="group", focusable=False))
    assert not left_out(told(cut=True, id="q.text.who", role="group", focusable=False))


def test_what_is_out_of_view_covers_nothing() -> None:
    gone = replace(CUT, height=0)
    seen = told(cut=True)
    things = tuple(replace(t, box=gone) if t.id == "opt.yes" else t for t in seen.things)
    assert gone not in list(covered(replace(seen, things=things)))

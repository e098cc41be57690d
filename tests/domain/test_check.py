"""A declaration that a journey could not rely on is told to its author."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from shared.domain.check import problems_of
from shared.domain.conditions import is_
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Kind, Option, Question, Show, Step
from tests.domain.strategies import OPTIONS, flow_of, flows, shown

A = Question("a", Kind.CHOICE, "t.a", options=OPTIONS)
B = Question("b", Kind.YES_NO, "t.b", when=is_("a", "x"))


@given(flows())
def test_flows_that_look_backwards_are_fine(flow: Flow) -> None:
    assert problems_of(flow) == ()


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((B, A), "looks at 'a'"),
        ((A, A), "stands twice"),
        ((replace(A, id="A"),), "lower-case"),
        ((replace(A, id="a.b"),), "lower-case"),
        ((Question("c", Kind.CHOICE, "t.c"),), "nothing to choose from"),
        ((Question("d", Kind.DATE, "t.d", options=OPTIONS),), "options on a kind"),
        ((replace(A, options=(*OPTIONS, OPTIONS[0])),), "repeat"),
        ((replace(A, options=(Option("unsure", "t.u"),)),), "reserved"),
        ((replace(A, options=(Option("none", "t.n"),)),), "reserved"),
        ((Question("p", Kind.PIN, "t.p"),), "identification"),
        ((Consent("c", "t.c", ""),), "scope"),
        ((A, Exit(is_("z", "x"), "t.exit")), "looks at 'z'"),
        ((Show("s", shown, when=is_("s", "x")),), "looks at 's'"),
        ((A, Ask("q", "q", "t.q", given=("nothing",))), "no question"),
        ((A, Group("g", "t.g", (A,))), "stands twice"),
        ((Group("g", "t.g", (A,), min=3, max=2),), "do not fit"),
        ((Group("g", "t.g", (B, A)),), "looks at 'a'"),
    ],
)
def test_each_slip_is_named(steps: tuple[Step, ...], words: str) -> None:
    found = problems_of(flow_of(*steps))
    assert any(words in problem for problem in found), found


def test_a_service_has_words_and_a_plain_id() -> None:
    assert problems_of(replace(flow_of(A), says=()))
    assert problems_of(replace(flow_of(A), id="Trial"))

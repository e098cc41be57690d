"""A person without a plan: makes any move that a page offers, so that properties hold on every way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

from shared.domain.answers import Problem
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Kind, Level, Question, Show
from shared.domain.journey import REVIEW, Journey, Placed
from shared.domain.values import UNKNOWN, Value
from tests.domain.strategies import DOMAIN, TODAY

STATUSES = ("ready", "last_known", "queued", "not_to_be_had")


def values_of(question: Question) -> tuple[Value, ...]:
    """What can be answered to a question of the trial flows."""
    found: list[Value] = list(DOMAIN) if question.kind is Kind.CHOICE else [True, False]
    if question.unsure:
        found.append(UNKNOWN)
    if question.optional:
        found.append("none")
    return tuple(found)


@dataclass
class Walk:
    """A journey with what was done on it."""

    draw: st.DrawFn
    journey: Journey
    moves: list[str] = field(default_factory=list)

    @classmethod
    def through(cls, draw: st.DrawFn, flow: Flow, level: Level = Level.L1) -> Walk:
        return cls(draw, Journey.start(flow, TODAY, level))

    def forward(self) -> None:
        """Answer the page one is on."""
        place = self.journey.current
        if place is not None and not isinstance(place.step, Exit):
            self._take(self._answered(place), f"forward {place.key}")

    def to_the_end(self) -> None:
        """Only forward, until review or exit; AssertionError where that takes too long."""
        for _ in range(200):
            if self.journey.at == REVIEW or self.journey.ended is not None:
                return
            self.forward()
        raise AssertionError(f"no end in sight: {self.moves[-5:]}")

    def anywhere(self) -> None:
        """Back, edit, add, remove or forward."""
        move = self.draw(st.sampled_from(("forward", "forward", "forward", "back", "edit", "add", "remove")))
        groups = [p for p in self.journey.placed() if isinstance(p.step, Group)]
        match move:
            case "back":
                self._take(self.journey.back(), "back")
            case "edit" if self.journey.at == REVIEW and self.journey.review:
                line = self.draw(st.sampled_from(self.journey.review))
                self._take(self.journey.edit(line.placed.key), f"edit {line.placed.key}")
            case "add" if groups:
                self._take(self.journey.add(self.draw(st.sampled_from(groups)).key), "add")
            case "remove" if groups:
                group = self.draw(st.sampled_from(groups)).key
                self._take(self.journey.remove(group, self.draw(st.integers(1, 3))), "remove")
            case _:
                self.forward()

    def _answered(self, place: Placed) -> Journey | Problem:
        match place.step:
            case Question():
                return self.journey.answer(self.draw(st.sampled_from(values_of(place.step))))
            case Consent():
                given = self.draw(st.booleans()) or not place.step.refusable
                value: Mapping[str, Value] = {"given": given, "words": "shown"}
                return self.journey.answer(value)
            case Ask():
                return self.journey.freeze({"status": self.draw(st.sampled_from(STATUSES))}, TODAY)
            case Show() | Group():
                return self.journey.go_on()
            case Exit():
                return self.journey

    def _take(self, moved: Journey | Problem, move: str) -> None:
        if isinstance(moved, Journey):
            self.journey = moved
            self.moves.append(move)


@st.composite
def walked(draw: st.DrawFn, flow: Flow, moves: int = 25) -> Journey:
    """A journey after any moves."""
    walk = Walk.through(draw, flow)
    for _ in range(draw(st.integers(0, moves))):
        walk.anywhere()
    return walk.journey


@st.composite
def finished(draw: st.DrawFn, flow: Flow) -> Journey:
    """A journey at its review or an exit, after detours."""
    walk = Walk.through(draw, flow)
    for _ in range(draw(st.integers(0, 12))):
        walk.anywhere()
    walk.to_the_end()
    return walk.journey

"""Which steps of a flow arise for given answers, and in which order: one pass, since conditions look only backwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared.domain.answers import Answer
from shared.domain.conditions import Lookup, Missing, evaluate
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Level, Question, Step, step_id
from shared.domain.text import Text, text, verbatim
from shared.domain.values import Value


@dataclass(frozen=True, slots=True)
class Placed:
    """A step at its place in this journey. `key` is its id, `group[n].question` within a group."""

    key: str
    step: Step
    group: str = ""
    n: int = 0

    @property
    def prefix(self) -> str:
        """Where siblings are looked up: `group[n]`, or nothing."""
        return f"{self.group}[{self.n}]" if self.group else ""

    @property
    def title(self) -> Text:
        """What the review calls it; within a group by the number of its repetition."""
        step = self.step
        own = Text(step.title) if isinstance(step, Question | Consent | Group) else verbatim(self.key)
        return text("kiosk.group.title", n=self.n, title=own) if self.n else own


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A line of the review: its question or consent, the answer, and the key under which it can be edited."""

    placed: Placed
    answer: Answer


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of the review: how often a group was filled in, none included, and the group's page to change it."""

    placed: Placed
    count: int

    @property
    def answer(self) -> Text:
        """What the review says of it."""
        return text("kiosk.group.count", n=self.count) if self.count else text("kiosk.group.none")


@dataclass(frozen=True, slots=True)
class Placing:
    """What decides where steps stand: the flow, the level, the answers, and how often groups repeat."""

    flow: Flow
    level: Level
    answers: Mapping[str, Answer]
    counts: Mapping[str, int]

    def steps(self) -> tuple[Placed, ...]:
        """The steps that arise now, in order; nothing follows an exit that is taken.

        `check.problems_of` proves of every flow that its conditions look only backwards.
        """
        found: list[Placed] = []
        keys: set[str] = set()
        for place in self._candidates(keys):
            if isinstance(place.step, Question | Ask) and place.step.assurance > self.level:
                continue
            truth = evaluate(place.step.when, self._lookup(place, keys))
            if isinstance(place.step, Exit):
                if truth is True:
                    found.append(place)
                    break
            elif truth is not False:
                found.append(place)
                keys.add(place.key)
        return tuple(found)

    def count(self, group: str) -> int:
        """How many repetitions of a group there are."""
        step = self.flow.step(group)
        least = step.min if isinstance(step, Group) else 0
        return max(self.counts.get(group, least), least)

    def _candidates(self, keys: set[str]) -> Iterator[Placed]:
        for step in self.flow.steps:
            if isinstance(step, Group):
                if evaluate(step.when, self._lookup(Placed(step.id, step), keys)) is False:
                    continue
                for n in range(1, self.count(step.id) + 1):
                    for inner in step.steps:
                        yield Placed(f"{step.id}[{n}].{inner.id}", inner, step.id, n)
            yield Placed(step_id(step), step)

    def _lookup(self, place: Placed, keys: set[str]) -> Lookup:
        def lookup(key: str) -> Value | Missing:
            head, _, member = key.partition(".")
            for name in (f"{place.prefix}.{head}", head) if place.prefix else (head,):
                if name not in keys:
                    continue
                answer = self.answers.get(name)
                if answer is None:
                    return Missing.OPEN
                if not member:
                    return answer.value
                if isinstance(answer.value, Mapping):
                    return answer.value.get(member, Missing.NOT_ASKED)
            return Missing.NOT_ASKED

        return lookup

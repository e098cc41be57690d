"""One person's way through a flow, as an immutable value.

`answer()` gives a new Journey or a Problem; nothing is asked that does not arise, nothing answered is lost by going
back, and an answer whose question no longer arises is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from shared.domain import kinds
from shared.domain.answers import Answer, Answers, By, Problem, Record, Source
from shared.domain.decisions import Result
from shared.domain.flow import Ask, Consent, Exit, Facts, Flow, Group, Kind, Level, Question, Show, step_id
from shared.domain.placing import Counted, Placed, Placing, Reviewed
from shared.domain.text import text
from shared.domain.values import Value

REVIEW: Final = "review"
"""The place after the last step."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Answers given so far and the page one is on. `as_of` is the day on which rules look at them."""

    flow: Flow
    as_of: date
    level: Level = Level.L1
    record: Record | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    at: str = ""
    editing: bool = False
    _memo: list[tuple[Placed, ...]] = field(default_factory=list, init=False, compare=False, repr=False)

    @classmethod
    def start(
        cls,
        flow: Flow,
        as_of: date,
        level: Level = Level.L1,
        record: Record | None = None,
        consents: Mapping[str, Answer] | None = None,
    ) -> Journey:
        """At the first step. Consents already given or refused in this session come along and are not asked again."""
        asked = {step.id for step in flow.steps if isinstance(step, Consent)}
        known = {key: answer for key, answer in (consents or {}).items() if key in asked}
        journey = cls(flow, as_of, level, record, known)
        return replace(journey, at=journey._first_open())

    # what there is

    def placed(self) -> tuple[Placed, ...]:
        """The steps that arise now, in order; nothing follows an exit that is taken."""
        if not self._memo:
            self._memo.append(self._placing().steps())
        return self._memo[0]

    def _placing(self) -> Placing:
        return Placing(self.flow, self.level, self.answers, self.counts)

    def count(self, group: str) -> int:
        """How many repetitions of a group there are."""
        return self._placing().count(group)

    def place(self, key: str) -> Placed | None:
        """The step of that key where it arises now."""
        return next((place for place in self.placed() if place.key == key), None)

    def done(self, place: Placed) -> bool:
        """Whether that step needs nothing more."""
        match place.step:
            case Question() | Consent() | Ask():
                return place.key in self.answers
            case Show() | Group():
                return place.key in self.seen
            case Exit():
                return False

    @property
    def pending(self) -> Placed | None:
        """The first step that still needs something; None when the journey can be reviewed."""
        return next((place for place in self.placed() if not self.done(place)), None)

    @property
    def current(self) -> Placed | None:
        """The step of the page one is on; None at the review."""
        return None if self.at == REVIEW else self.place(self.at)

    @property
    def ended(self) -> Exit | None:
        """The exit that was taken, where one was."""
        current = self.current
        return current.step if current is not None and isinstance(current.step, Exit) else None

    @property
    def left(self) -> int:
        """About how many questions there still are, this page included."""
        keys = [place.key for place in self.placed()]
        start = keys.index(self.at) if self.at in keys else len(keys)
        return len(keys) - start

    @property
    def number(self) -> int:
        """The number of this page, from 1."""
        keys = [place.key for place in self.placed()]
        return keys.index(self.at) + 1 if self.at in keys else len(keys) + 1

    @property
    def review(self) -> tuple[Reviewed, ...]:
        """Questions and consents with their answers, in order; a notice that was read is no answer."""
        return tuple(
            Reviewed(place, self.answers[place.key])
            for place in self.placed()
            if place.key in self.answers
            and (
                isinstance(place.step, Consent)
                or (isinstance(place.step, Question) and place.step.kind is not Kind.NOTICE)
            )
        )

    @property
    def lines(self) -> tuple[Reviewed | Counted, ...]:
        """The review whole: each answer, and after those of a group how many of them there are."""
        answered = {line.placed.key: line for line in self.review}
        found = list[Reviewed | Counted]()
        for place in self.placed():
            if place.key in answered:
                found.append(answered[place.key])
            elif isinstance(place.step, Group):
                found.append(Counted(place, self.count(place.key)))
        return tuple(found)

    # what rules see

    def values(self, prefix: str = "") -> Answers:
        """The answers that apply now."""
        known = {p.key: self.answers[p.key].value for p in self.placed() if p.key in self.answers}
        return Answers(known, self.as_of, prefix)

    def facts(self) -> Facts:
        """The facts that follow from answers and record, on the day of this journey."""
        return self.flow.facts(self.values(), self.record, self.as_of)

    def result(self, key: str) -> Result | None:
        """What the `Show` of that key shows now."""
        place = self.place(key)
        return place.step.compute(self.facts()) if place is not None and isinstance(place.step, Show) else None

    def prefilled(self, place: Placed) -> Answer | None:
        """What the record already says for a question, to be confirmed by the person."""
        if not isinstance(place.step, Question) or place.step.prefill is None or self.record is None:
            return None
        fact = self.record.get(place.step.prefill)
        return None if fact is None else Answer(fact.value, Source.RECORD, fact.as_of)

    def with_record(self, record: Record) -> Journey:
        """The record arrived meanwhile; answers given stay; before the review, computed pages are looked at again."""
        if self.at == REVIEW:
            return replace(self, record=record)
        groups = frozenset(key for key in self.seen if isinstance(self.flow.step(key), Group))
        return replace(self, record=record, seen=groups)

    # what can be done

    def answer(
        self,
        value: Value,
        source: Source = Source.TYPED,
        by: By = By.CITIZEN,
        *,
        key: str | None = None,
        as_of: date | None = None,
        rows: kinds.Rows | None = None,
    ) -> Journey | Problem:
        """Answer the current question or consent (or that of `key`) and go to the next page.

        `rows` are the dataset's rows where the question takes its choices from one.
        """
        place = self.place(key if key is not None else self.at)
        if place is None or not isinstance(place.step, Question | Consent):
            return Problem(text("problem.not_asked"))
        if isinstance(place.step, Question):
            problem = kinds.validate(place.step, value, self.values(place.prefix), rows)
            if problem is not None:
                return problem
        elif not isinstance(value, Mapping) or not isinstance(value.get("given"), bool):
            return Problem(text("problem.not_a_choice"))
        elif not value["given"] and not place.step.refusable:
            return Problem(text("problem.consent_needed"))
        return self._take(place, Answer(value, source, as_of, by))

    def freeze(self, value: Mapping[str, Value], as_of: date | None) -> Journey:
        """Leave the page of an `Ask` with what it brought; later news appears at the review."""
        place = self.current
        if place is None or not isinstance(place.step, Ask):
            return self
        return self._take(place, Answer(dict(value), Source.RECORD, as_of))

    def go_on(self) -> Journey | Problem:
        """Leave a page that asks nothing (`Show`, or a group's own page)."""
        place = self.current
        if place is None:
            return self
        if isinstance(place.step, Group) and self.count(place.key) < place.step.min:
            return Problem(text("problem.group_too_few", n=place.step.min))
        if not isinstance(place.step, Show | Group):
            return Problem(text("problem.not_asked")) if not self.done(place) else self._forward(place.key)
        return replace(self, seen=self.seen | {place.key})._forward(place.key)

    def add(self, group: str) -> Journey | Problem:
        """Begin one more repetition of a group; its first question comes next."""
        step = self.flow.step(group)
        if not isinstance(step, Group):
            return Problem(text("problem.not_asked"))
        n = self.count(group) + 1
        if n > step.max:
            return Problem(text("problem.group_too_many", n=step.max))
        more = replace(self, counts={**self.counts, group: n}, seen=self.seen - {group})._unsee(group)
        first = next((place for place in more.placed() if place.group == group and place.n == n), None)
        return replace(more, at=first.key if first is not None else group)

    def remove(self, group: str, n: int) -> Journey | Problem:
        """Take one repetition out; those behind it move up."""
        step = self.flow.step(group)
        count = self.count(group)
        if not isinstance(step, Group) or not 1 <= n <= count:
            return Problem(text("problem.not_asked"))
        if count <= step.min:
            return Problem(text("problem.group_too_few", n=step.min))
        moved: dict[str, Answer] = {}
        for key, answer in self.answers.items():
            at = _repetition(key, group)
            if at is None or at < n:
                moved[key] = answer
            elif at > n:
                moved[key.replace(f"{group}[{at}]", f"{group}[{at - 1}]", 1)] = answer
        less = replace(
            self, answers=moved, counts={**self.counts, group: count - 1}, seen=self.seen - {group}, at=group
        )
        return less._unsee(group).pruned()

    def back(self) -> Journey:
        """One page back; at the first page nothing changes. Nothing is lost."""
        keys = [place.key for place in self.placed()]
        at = keys.index(self.at) if self.at in keys else len(keys)
        if at == 0:
            return self
        return replace(self, at=keys[at - 1], editing=False)

    def edit(self, key: str) -> Journey:
        """From the review to one answer; answering it leads back to the review, by way of what newly arises."""
        return self if self.place(key) is None else replace(self, at=key, editing=True)

    def _take(self, place: Placed, answer: Answer) -> Journey:
        old = self.answers.get(place.key)
        changed = old is None or old.value != answer.value
        taken = replace(self, answers={**self.answers, place.key: answer})
        if changed:
            taken = taken._unsee(place.group or place.key)._without_misfits(place.key).pruned()
        return taken._forward(place.key)

    def _forward(self, key: str) -> Journey:
        if self.editing:
            return replace(self, at=self._first_open(), editing=self.pending is not None)
        keys = [place.key for place in self.placed()]
        at = keys.index(key) if key in keys else -1
        return replace(self, at=keys[at + 1] if at + 1 < len(keys) else REVIEW)._or_pending()

    def _or_pending(self) -> Journey:
        """The review is reached only when nothing is open."""
        return replace(self, at=self._first_open()) if self.at == REVIEW else self

    def _first_open(self) -> str:
        pending = self.pending
        return REVIEW if pending is None else pending.key

    def _unsee(self, key: str) -> Journey:
        """A changed answer makes the computed pages behind it unseen."""
        ids = [step_id(step) for step in self.flow.steps]
        start = ids.index(key) if key in ids else -1
        later = {step_id(step) for step in self.flow.steps[start + 1 :] if isinstance(step, Show)}
        return replace(self, seen=self.seen - later)

    def _without_misfits(self, key: str) -> Journey:
        """A changed answer takes along those chosen from rows that it narrows, and those whose own check now fails."""
        dropped = {key}
        for place in self.placed():
            if place.key == key or place.key not in self.answers or not isinstance(place.step, Question):
                continue
            source, value = place.step.choices_from, self.answers[place.key].value
            names = (
                {f"{place.prefix}.{name}" for name in source.asked} if source is not None and place.prefix else set()
            )
            narrowed = source is not None and bool({*source.asked, *names} & dropped)
            if narrowed or kinds.misfit(place.step, value, self.values(place.prefix)):
                dropped.add(place.key)
        kept = {name: answer for name, answer in self.answers.items() if name == key or name not in dropped}
        return replace(self, answers=kept)

    def pruned(self) -> Journey:
        """Without the answers whose question no longer arises, until nothing more falls away."""
        journey = self
        while True:
            arising = {place.key for place in journey.placed()}
            kept = {key: answer for key, answer in journey.answers.items() if key in arising}
            if len(kept) == len(journey.answers):
                return replace(journey, seen=frozenset(key for key in journey.seen if key in arising))
            journey = replace(journey, answers=kept)


def _repetition(key: str, group: str) -> int | None:
    head, _, rest = key.partition("[")
    number, bracket, _ = rest.partition("]")
    return int(number) if head == group and bracket and number.isdecimal() else None


__all__ = ["REVIEW", "Counted", "Journey", "Placed", "Reviewed"]

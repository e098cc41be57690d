"""Proves of a declaration what the journey relies on: conditions look backwards, ids are unique, words are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.domain.conditions import keys_of
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Kind, Question, Show, Step, step_id
from shared.domain.kinds import KINDS

_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_CHOOSING = (Kind.CHOICE, Kind.SEVERAL, Kind.REGION, Kind.SLOT)


def problems_of(flow: Flow) -> tuple[str, ...]:
    """What is wrong with a declaration, for its author; empty when it can be walked."""
    return tuple(_problems(flow))


def _problems(flow: Flow) -> Iterator[str]:
    if not _ID.fullmatch(flow.id):
        yield f"{flow.id}: the flow's id is not lower-case letters, digits and _"
    if not flow.says:
        yield f"{flow.id}: says nothing that people say for it"
    before: set[str] = set()
    for step in flow.steps:
        yield from _step(flow.id, step, before)
        if isinstance(step, Group):
            inner: set[str] = set()
            for question in step.steps:
                yield from _step(f"{flow.id}.{step.id}", question, before | inner)
                inner.add(question.id)
            if inner & before:
                yield f"{flow.id}.{step.id}: a member carries the id of an outer step: {sorted(inner & before)}"
            if not 0 <= step.min <= step.max:
                yield f"{flow.id}.{step.id}: min and max do not fit"
        before.add(step_id(step))
    for key in flow.slip:
        asked = flow.step(key)
        if not isinstance(asked, Question) or asked.private:
            yield f"{flow.id}: {key!r} on the slip is no question, or a private one"
    for step in flow.steps:
        if isinstance(step, Ask):
            for key in step.given:
                if not isinstance(flow.step(key), Question):
                    yield f"{flow.id}.{step.id}: gives {key!r}, which is no question"


def _step(where: str, step: Step, before: set[str]) -> Iterator[str]:
    name = step_id(step)
    if not isinstance(step, Exit) and not _ID.fullmatch(name):
        yield f"{where}.{name}: the id is not lower-case letters, digits and _"
    if name in before:
        yield f"{where}.{name}: the id stands twice"
    for key in keys_of(step.when):
        if key.partition(".")[0] not in before:
            yield f"{where}.{name}: its condition looks at {key!r}, which does not come before it"
    match step:
        case Question():
            yield from _question(f"{where}.{name}", step, before)
        case Consent() if not step.scope:
            yield f"{where}.{name}: a consent without a scope"
        case Show() | Ask() | Consent() | Exit() | Group():
            pass


def _question(where: str, question: Question, before: set[str]) -> Iterator[str]:
    if question.kind in _CHOOSING and not question.options and question.choices_from is None:
        yield f"{where}: nothing to choose from"
    if question.kind not in _CHOOSING and (question.options or question.choices_from is not None):
        yield f"{where}: options on a kind that is not chosen from"
    source = question.choices_from
    for key in source.asked if source is not None else ():
        if key not in before:
            yield f"{where}: its choices are narrowed by {key!r}, which does not come before it"
    for key in set(source.wider) - set(source.asked) if source is not None else ():
        yield f"{where}: its choices are not narrowed by {key!r}, so that it cannot be given up"
    values = [option.value for option in question.options]
    if len(set(values)) != len(values) or {"unsure", "none"} & set(values):
        yield f"{where}: options repeat themselves or use a reserved value"
    if question.kind in (Kind.PIN, Kind.CARD) and not KINDS[question.kind].private:
        yield f"{where}: a secret that is not private"
    if question.kind is Kind.PIN:
        yield f"{where}: a PIN belongs to identification, never to a flow"

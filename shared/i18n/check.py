"""Proves of the catalogues that nothing is missing: same ids and placeholders, notes, no strangers, every id in use."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from shared.domain import kinds
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Question, Show, Step
from shared.i18n.catalogue import Message

Catalogues = Mapping[str, Mapping[str, Message]]


def problems(catalogues: Catalogues, used: Iterable[str]) -> Iterator[str]:
    """Everything wrong with the catalogues (locale → id → message), for ids that the code uses."""
    first, *others = catalogues
    for locale, messages in catalogues.items():
        for message in messages.values():
            where = f"{locale}: {message.id}"
            if message.id.partition(".")[0] != message.prefix:
                yield f"{where}: stands in {message.prefix}.po"
            if not any(note.strip() for note in message.notes):
                yield f"{where}: no note for translators"
            if not all(form.strip() for form in message.forms):
                yield f"{where}: empty"
            try:
                for form in message.forms:
                    placeholders(form)
            except ValueError:
                yield f"{where}: its braces do not fit"
        for id in sorted(set(used) - set(messages)):
            yield f"{locale}: {id}: used in the code, not in the catalogue"
    for other in others:
        for id in sorted(set(catalogues[first]) ^ set(catalogues[other])):
            missing = other if id in catalogues[first] else first
            yield f"{missing}: {id}: missing"
        for id in sorted(set(catalogues[first]) & set(catalogues[other])):
            ours, theirs = catalogues[first][id], catalogues[other][id]
            if _all_placeholders(ours) != _all_placeholders(theirs):
                yield f"{other}: {id}: other placeholders than in {first}"


def placeholders(form: str) -> frozenset[str]:
    """The names in braces; ValueError where the braces do not fit or a name is not a plain one."""
    names = [name for _, name, _, _ in string.Formatter().parse(form) if name is not None]
    if not all(name.isidentifier() for name in names):
        raise ValueError("a placeholder is a plain name in braces")
    return frozenset(names)


def _all_placeholders(message: Message) -> frozenset[str]:
    try:
        return frozenset().union(*(placeholders(form) for form in message.forms))
    except ValueError:
        return frozenset()


def ids_in_source(source: str) -> Iterator[str]:
    """Message ids given literally: `text("…")`, `Text("…")`, and titles of questions made outside of flows."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        at = {"text": 0, "Text": 0, "Question": 2}.get(name)
        if at is None or len(node.args) <= at:
            continue
        id = node.args[at]
        if isinstance(id, ast.Constant) and isinstance(id.value, str):
            yield id.value


def ids_in_tree(root: Path, packages: Iterable[str]) -> set[str]:
    """The ids of all sources below these packages; `common.verbatim` is words of its own."""
    found: set[str] = set()
    for package in packages:
        for file in (root / package).rglob("*.py"):
            found.update(ids_in_source(file.read_text(encoding="utf-8")))
    return found - {"common.verbatim"}


def ids_of_flow(flow: Flow) -> Iterator[str]:
    """The ids that a declaration needs: titles with their help, reasons, options, outcomes."""
    yield flow.title
    yield f"{flow.title}.help"
    for step in flow.steps:
        yield from _ids_of_step(step)


def _ids_of_step(step: Step) -> Iterator[str]:
    match step:
        case Question():
            yield step.title
            yield f"{step.title}.help"
            if step.why:
                yield f"{step.title}.why"
            for law in step.why:
                yield law.name
            for choice in kinds.choices(step):
                yield choice.title.id
        case Group():
            yield step.title
            yield f"{step.title}.help"
            for question in step.steps:
                yield from _ids_of_step(question)
        case Ask() | Consent():
            yield step.title
            yield f"{step.title}.help"
        case Show():
            if step.title:
                yield step.title
        case Exit():
            yield step.outcome
            yield f"{step.outcome}.help"

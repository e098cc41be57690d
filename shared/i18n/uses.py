"""Where messages are asked for: in sources, in dated parameters of the law, and in the declarations of flows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from shared.domain import kinds
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Question, Show, Step

SAYING: Final = {"text": 0, "Text": 0, "say": 0, "line": 0, "raw": 0}
"""Calls whose argument at that place is a message id, and whose named arguments are the values of its placeholders."""
NAMING: Final = {
    "Question": 2,
    "Show": 2,
    "Group": 1,
    "Consent": 1,
    "Clause": 1,
    "clause": 1,
    "Law": 0,
    "RecordField": 1,
}
"""Calls whose argument at that place is a message id; what it is said with is decided elsewhere."""
NAMED: Final = frozenset({"title", "next_label"})
"""Names under which an id is handed on."""
ID: Final = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
OWN_WORDS: Final = "common.verbatim"
"""Says its argument as it is, and needs no entry."""


@dataclass(frozen=True, slots=True)
class Use:
    """A message asked for at `where` (file:line), with the arguments named there; None where they cannot be read."""

    id: str
    where: str
    args: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Uses:
    """All that a tree says: the ids that must exist, and the words and patterns from which others may be made."""

    certain: tuple[Use, ...]
    literals: frozenset[str]
    patterns: tuple[re.Pattern[str], ...] = field(default=())

    def may_use(self, id: str) -> bool:
        """Whether the id, the label before it or what it accompanies stands anywhere: a guess, good for a warning."""
        if id in self.literals or any(pattern.fullmatch(id) for pattern in self.patterns):
            return True
        above = id.rpartition(".")[0]
        return "." in above and self.may_use(above)


def uses_in_tree(root: Path, packages: Iterable[str]) -> Uses:
    """What the sources and parameter files below these packages ask for."""
    certain: list[Use] = []
    literals: set[str] = set()
    patterns: set[str] = set()
    for package in packages:
        for file in sorted((root / package).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            certain += uses_in_source(tree, str(file.relative_to(root)))
            literals |= literals_of(tree)
            patterns |= patterns_of(tree)
        for file in sorted((root / package).rglob("params.toml")):
            certain += uses_in_parameters(file.read_text(encoding="utf-8"), str(file.relative_to(root)))
    literals.update(use.id for use in certain)
    return Uses(tuple(certain), frozenset(literals), tuple(re.compile(pattern) for pattern in sorted(patterns)))


def uses_in_source(tree: ast.AST, where: str) -> Iterator[Use]:
    """Ids that are given literally to what says or declares them."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else name
        at = SAYING.get(name, NAMING.get(name))
        if at is not None and len(node.args) > at:
            args = _named(node) if name in SAYING and len(node.args) == at + 1 else None
            yield from _use(node.args[at], where, args)
        for keyword in node.keywords:
            if keyword.arg in NAMED:
                yield from _use(keyword.value, where, None)


def _named(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name is not None)


def _use(node: ast.expr, where: str, args: frozenset[str] | None) -> Iterator[Use]:
    for branch in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
        id = branch.value if isinstance(branch, ast.Constant) else None
        if isinstance(id, str) and ID.fullmatch(id) and id != OWN_WORDS:
            yield Use(id, f"{where}:{branch.lineno}", args)


def literals_of(tree: ast.AST) -> set[str]:
    """Every string constant."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def patterns_of(tree: ast.AST) -> set[str]:
    """Patterns of ids put together in f-strings that begin with a prefix: `f"outbox.state.{state}"`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr) or not isinstance(node.values[0], ast.Constant):
            continue
        if re.match(r"[a-z_]+\.", str(node.values[0].value)):
            parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z0-9_.]+" for p in node.values)
            found.add("".join(parts))
    return found


def uses_in_parameters(content: str, where: str) -> Iterator[Use]:
    """The laws that dated parameters come from."""
    for row in tomllib.loads(content).get("parameter", ()):
        if "law" in row:
            yield Use(str(row["law"]), f"{where}: {row.get('id', '')}", frozenset())


def uses_of_flow(flow: Flow) -> Iterator[Use]:
    """What a declaration needs: titles with their help, reasons, options, outcomes."""
    for id in (flow.title, f"{flow.title}.help"):
        yield Use(id, f"flow {flow.id}")
    for key in flow.slip:
        step = flow.step(key)
        if isinstance(step, Question):
            yield Use(f"{step.title}.name", f"flow {flow.id}")
    for step in flow.steps:
        for id in _ids_of_step(step):
            yield Use(id, f"flow {flow.id}")


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

"""What is proved of a declaration together with its cases: it can be walked, and every step has a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from shared.domain.check import problems_of
from shared.domain.decisions import Decision
from shared.domain.flow import Flow, Group, step_id
from shared.domain.quantities import Months, Yuan
from shared.domain.values import Unknown, Value
from shared.flows.cases import Case, CaseBroken, Walked, cases_of, walk


def problems(flow: Flow) -> Iterator[str]:
    """Everything wrong with a flow and its cases."""
    yield from problems_of(flow)
    wanted = {step_id(step) for step in flow.steps if not isinstance(step, Group)}
    wanted |= {f"{g.id}.{inner.id}" for g in flow.steps if isinstance(g, Group) for inner in g.steps}
    wanted |= {g.id for g in flow.steps if isinstance(g, Group)}
    for case in cases_of(flow):
        try:
            walked = walk(flow, case)
        except CaseBroken as broken:
            yield str(broken)
            continue
        wanted -= set(walked.visited)
        yield from (f"{case.name}: {difference}" for difference in differences(flow, case, walked))
    yield from (f"{flow.id}: no case reaches {name}" for name in sorted(wanted))


def differences(flow: Flow, case: Case, walked: Walked) -> Iterator[str]:
    """How the outcome of a case differs from what it expects. Its tables: exit, outcome, answer, clauses, change,
    amounts, missing, facts."""
    if not case.expect:
        yield "expects nothing"
    if case.expect.get("exit") != walked.exit:
        yield f"exit {walked.exit}"
    if walked.exit is not None or flow.decide is None:
        return
    facts = walked.journey.facts()
    decision = flow.decide(facts)
    yield from _differs("facts", _table(case, "facts"), {key: plain(value) for key, value in facts.items()})
    yield from _of_decision(case, decision)


def _of_decision(case: Case, decision: Decision) -> Iterator[str]:
    for name, found in (("outcome", decision.outcome.value), ("answer", decision.answer.id)):
        if name in case.expect and case.expect[name] != found:
            yield f"{name} is {found}"
    clauses = {f.clause.id: f.status.value for f in decision.findings}
    changes = {f.clause.id: [change.id for change in f.change] for f in decision.findings}
    amounts = {step.id: plain(step.value) for step in decision.amounts}
    yield from _differs("clauses", _table(case, "clauses"), clauses)
    yield from _differs("change", _table(case, "change"), changes)
    yield from _differs("amounts", _table(case, "amounts"), amounts)
    missing = [text.id for text in decision.missing]
    if "missing" in case.expect and case.expect["missing"] != missing:
        yield f"missing is {missing}"


def _table(case: Case, name: str) -> Mapping[str, object]:
    found = case.expect.get(name, {})
    return found if isinstance(found, dict) else {}


def _differs(what: str, expected: Mapping[str, object], found: Mapping[str, object]) -> Iterator[str]:
    for key, value in expected.items():
        got = found.get(key, "-")
        if got != value:
            yield f"{what}.{key} is {got}"


def plain(value: Value) -> object:
    """A value as a case writes it: amounts as strings, months as numbers, unknown as "unsure"."""
    match value:
        case Yuan(amount):
            return format(amount, "f")
        case Months(count):
            return count
        case Decimal():
            return format(value, "f")
        case tuple():
            return [plain(part) for part in value]
        case bool() | int() | str():
            return value
        case Unknown():
            return "unsure"
        case _:
            return value

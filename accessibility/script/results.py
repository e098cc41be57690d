"""What computed pages say: the answer in one sentence first, then the amounts, then clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.domain.decisions import AmountStep, Decision, Finding, Law, Listing, Result, Status
from shared.domain.text import Text, text


def result_utterances(say: Speaking, result: Result) -> Iterator[Utterance]:
    """Everything that a result shows."""
    match result:
        case Decision():
            yield say.line(result.answer)
            if result.outcome_said:
                yield say.line(result.outcome_said)
            yield from decided_utterances(say, result)
            if result.next:
                yield say.line("ui.next")
            yield from (say.line(line) for line in result.next)
        case Listing():
            yield say.line(result.answer)
            for row in result.rows:
                if row.value is None:
                    yield say.line(row.title)
                    continue
                value = say.raw(row.value) if isinstance(row.value, Text) else say.t.value(row.value, row.title.id)
                yield say.pair(say.raw(row.title), value)
        case Finding():
            yield from _finding(say, result)


def decided_utterances(say: Speaking, decision: Decision) -> Iterator[Utterance]:
    """What was found: what is missing, the amounts, the clauses; without the answer and what comes next."""
    yield from (say.line(missing) for missing in decision.missing)
    if decision.amounts:
        yield say.line("ui.amounts")
    yield from (_amount(say, step) for step in decision.amounts)
    if decision.findings:
        yield say.line("ui.clauses")
    for finding in by_urgency(decision.findings):
        yield from _finding(say, finding)


def by_urgency(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """In the order in which they are shown and said: what stands in the way first."""
    order = {Status.NOT_MET: 0, Status.UNKNOWN: 1, Status.MET: 2}
    return tuple(sorted(findings, key=lambda finding: order[finding.status]))


def why_utterances(say: Speaking, result: Result) -> Iterator[Utterance]:
    """What a page of a result adds where the person asks why: the law of its steps. Clauses say theirs anyway."""
    match result:
        case Decision():
            for step in result.amounts:
                if step.law:
                    yield _amount(say, step)
                    yield from law_utterances(say, step.law)
        case Listing():
            yield from law_utterances(say, result.law)
        case Finding():
            yield from law_utterances(say, result.clause.law)


def law_utterances(say: Speaking, laws: Sequence[Law]) -> Iterator[Utterance]:
    """Each law with its article."""
    return (say.plain(_law(say, law), private=False) for law in laws)


def _amount(say: Speaking, step: AmountStep) -> Utterance:
    return say.pair(say.raw(step.title), say.t.value(step.value))


def _finding(say: Speaking, finding: Finding) -> Iterator[Utterance]:
    status = {
        Status.MET: text("speech.clause.met"),
        Status.NOT_MET: text("speech.clause.not_met"),
        Status.UNKNOWN: text("speech.clause.unknown"),
    }[finding.status]
    yield say.pair(say.raw(Text(finding.clause.title)), say.raw(status))
    for used in finding.used:
        yield say.pair(say.raw(Text(used.label)), say.t.value(used.value, used.label))
    yield from law_utterances(say, finding.clause.law)
    yield from (say.line(text("ui.change", what=change)) for change in finding.change)


def _law(say: Speaking, law: Law) -> str:
    id = f"speech.law.{law.mark}" if law.mark else "speech.law"
    return say.raw(text(id, name=Text(law.name), article=say.t.article(law.article)))

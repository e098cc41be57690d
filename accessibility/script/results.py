"""What computed pages say: the answer in one sentence first, then the amounts, then clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.domain.decisions import AmountStep, Decision, Finding, Law, Listing, Result, Status
from shared.domain.text import Text, text


def result_utterances(say: Speaking, result: Result) -> Iterator[Utterance]:
    """Everything that a result shows."""
    match result:
        case Decision():
            yield say.line(result.answer)
            yield say.line(Text(f"ui.outcome.{result.outcome.value}"))
            yield from (say.line(missing) for missing in result.missing)
            yield from (_amount(say, step) for step in result.amounts)
            for finding in result.findings:
                yield from _finding(say, finding)
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
    for law in finding.clause.law:
        yield say.plain(_law(say, law), private=False)
    yield from (say.line(change) for change in finding.change)


def _law(say: Speaking, law: Law) -> str:
    return say.raw(text("speech.law", name=Text(law.name), article=say.article(law.article)))

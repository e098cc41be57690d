"""Generated people through every service: device and office agree on all of them, nobody is refused by a machine, and
who has only typed a number gets nothing of any record.

A seeded 1,500 run every time; `NUANCHUANG_PEOPLE=10000 pytest tests/flows/test_people.py` is the long form, and
`NUANCHUANG_SEED` makes them other people."""

from __future__ import annotations

import os
from collections import Counter

from shared.domain.content import check_content, content, content_from_json, content_to_json, decide_content
from shared.domain.decisions import Decision, Finding, Listing, Outcome, Status, decision_to_json
from shared.domain.flow import Level, Show
from shared.domain.values import canonical
from shared.flows import FLOWS
from tests.flows.people import Somebody, people

COUNT = int(os.environ.get("NUANCHUANG_PEOPLE", "1500"))
SEED = int(os.environ.get("NUANCHUANG_SEED", "20261123"))


def test_device_and_office_agree_on_everybody_and_no_machine_says_no() -> None:
    met: Counter[tuple[str, str]] = Counter()
    for somebody in people(FLOWS, COUNT, SEED):
        met[somebody.flow.id, _one(somebody)] += 1
    for flow in FLOWS.values():
        ends = {end for (id, end) in met if id == flow.id}
        assert ends, flow.id
        if flow.decide is not None:
            assert ends & {outcome.value for outcome in Outcome}, flow.id


def _one(somebody: Somebody) -> str:
    flow, journey, who = somebody.flow, somebody.journey, f"{somebody.flow.id}, level {int(somebody.level)}"
    for place in journey.placed():
        if isinstance(place.step, Show):
            _shown(journey.result(place.key), who)
    if journey.ended is not None:
        return "exit"
    if journey.pending is not None:
        assert journey.at == "office", f"{who}: stuck at {journey.at}"
        return "no office"
    body = content_from_json(content_to_json(content(journey)))
    assert check_content(flow, body, somebody.level) == (), who
    if somebody.level < Level.L2:
        assert body.record is None, f"{who}: a record was looked at"
        alone = flow.facts(journey.values(), None, journey.as_of)
        assert alone == journey.facts() == body.facts, f"{who}: something of a record is among the facts"
    if flow.decide is None:
        return "taken"
    mine = flow.decide(journey.facts())
    decided = decide_content(flow, body, somebody.record)
    assert decided.decision is not None and decided.changed == (), who
    assert canonical(decision_to_json(decided.decision)) == canonical(decision_to_json(mine)), who
    _shown(decided.decision, who)
    return decided.decision.outcome.value


def _shown(result: Decision | Finding | Listing | None, who: str) -> None:
    """Never an outcome without its reason, and never one that a machine makes against somebody."""
    assert result is not None, who
    if not isinstance(result, Decision):
        return
    statuses = [finding.status for finding in result.findings]
    for finding in result.findings:
        assert finding.status is Status.MET or finding.change, f"{who}: {finding.clause.id} without a way on"
    match result.outcome:
        case Outcome.FAVOURABLE:
            assert Status.NOT_MET not in statuses and not result.missing, who
        case Outcome.NOT_MET:
            assert Status.NOT_MET in statuses, f"{who}: not met, and no clause says so"
            assert result.next, f"{who}: not met, and nothing said of a person"
        case Outcome.NEEDS_PERSON:
            over = result.answer.id.endswith(".answer.over")  # the answer itself says that nothing is left to do
            assert result.findings or result.missing or result.next or over, f"{who}: a person, and no reason"

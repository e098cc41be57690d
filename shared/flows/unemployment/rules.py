"""The law of 失业保险金: who may draw it, for how many months, and how much.

社会保险法 第45–51条, 失业保险条例 第15条, 广东省失业保险条例 第16–19条, the rules of Shanghai, 社会保险经办条例 第24条.
"""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Clause, Decision, Finding, Law, Outcome, Status, worst
from shared.domain.flow import Facts
from shared.domain.quantities import Months, Yuan
from shared.domain.retirement import retirement_day
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Tri, any3, not3
from shared.flows.params import Parameters, load
from shared.flows.support import among, at_least, clause, day, finding, flag, known, less_than, used, whole, word
from shared.flows.unemployment.amounts import amounts, missing_amounts, retirement_classes

PARAMS: Final = load(__package__)

OWN_WILL: Final = "own_will"
NOT_OWN_WILL: Final = ("expired", "dismissed", "agreed", "forced")
REASONS: Final = (*NOT_OWN_WILL, OWN_WILL)
"""劳动合同法 44 · 39, 40, 41 · 36 (proposed by the employer) · 38; and leaving by own will."""

STOPS: Final = ("working", "serving", "abroad", "pension", "refused", "imprisoned")
"""社会保险法 第51条 (1)–(5); 失业保险条例 第15条 (imprisonment)."""

ACT: Final = "law.social_insurance_act"
REGULATION: Final = "law.unemployment_regulation"
CONTRACT: Final = "law.labour_contract_act"
DECISION: Final = "law.retirement_decision"
HANDLING: Final = "law.handling_regulation"

CONTRIBUTED: Final = clause("contributed", "unemployment.clause.contributed", Law(ACT, "45(1)"))
NOT_BY_OWN_WILL: Final = clause(
    "not_own_will", "unemployment.clause.not_own_will", Law(ACT, "45(2)"), Law(CONTRACT, "36, 38–41, 44")
)
REGISTERED: Final = clause("registered", "unemployment.clause.registered", Law(ACT, "45(3)"))
NO_STOP: Final = clause("no_stop", "unemployment.clause.no_stop", Law(ACT, "51"), Law(REGULATION, "15"))
WORKING_AGE: Final = clause("working_age", "unemployment.clause.working_age", Law(ACT, "51(4)"), Law(DECISION, "1"))
MONTHLY: Final = ("monthly", "monthly_first_year")
"""The steps that say how much a month, at first."""
CLAUSES: Final[tuple[Clause, ...]] = (CONTRIBUTED, NOT_BY_OWN_WILL, REGISTERED, NO_STOP, WORKING_AGE)

LABELS: Final = {
    "as_of": "flow.fact.as_of",
    "region": "flow.fact.region",
    "contributions.months": "flow.fact.months",
    "employment.last_day": "flow.fact.last_day",
    "employment.reason": "flow.fact.reason",
    "jobseeker.registered": "flow.fact.registered",
    "person.born": "flow.fact.born",
    "person.male": "flow.fact.male",
    "person.post": "flow.fact.post",
    **{f"stop.{stop}": f"unemployment.stops.{stop}" for stop in STOPS},
}


def decide(facts: Facts, params: Parameters = PARAMS) -> Decision:
    """Judge a claim. Never refuses: what is not met, or not known, goes to a person (经办条例 第26条)."""
    findings = (
        contributed(facts, params),
        not_own_will(facts),
        registered(facts),
        no_stop(facts),
        working_age(facts),
    )
    status = worst(findings)
    steps = amounts(facts, params)
    unknown = tuple(text("flow.missing.clause", clause=Text(f.clause.title)) for f in findings if _open(f))
    gaps = () if status is Status.NOT_MET else missing_amounts(facts, params)
    months = next((step.value for step in steps if step.id == "months" and isinstance(step.value, Months)), None)
    monthly = next((step.value for step in steps if step.id in MONTHLY and isinstance(step.value, Yuan)), None)
    if status is Status.NOT_MET:
        outcome, answer = Outcome.NOT_MET, text("unemployment.answer.not_met", n=_count(findings, Status.NOT_MET))
    elif status is Status.UNKNOWN:
        outcome, answer = Outcome.NEEDS_PERSON, text("unemployment.answer.unknown", n=len(unknown))
    elif months is None:
        outcome, answer = Outcome.NEEDS_PERSON, text("unemployment.answer.no_amount")
    elif gaps or monthly is None:
        outcome, answer = Outcome.NEEDS_PERSON, text("unemployment.answer.months", months=months)
    else:
        outcome = Outcome.FAVOURABLE
        answer = text("unemployment.answer.favourable", months=months, amount=monthly)
    return Decision(
        "unemployment",
        outcome,
        answer,
        findings,
        steps if status is not Status.NOT_MET else (),
        (*unknown, *gaps),
        _next(outcome, facts),
    )


def _open(found: Finding) -> bool:
    return found.status is Status.UNKNOWN


def _count(findings: tuple[Finding, ...], status: Status) -> int:
    return sum(found.status is status for found in findings)


def _next(outcome: Outcome, facts: Facts) -> tuple[Text, ...]:
    """What happens next, and what the person can do."""
    steps = [text("unemployment.next.submit"), text("unemployment.next.days", n=10)]
    if flag(facts, "jobseeker.registered") is False:
        steps.insert(0, text("unemployment.next.register"))
    if outcome is not Outcome.FAVOURABLE:
        steps.append(text("unemployment.next.person"))
    if outcome is Outcome.NOT_MET:
        steps.append(text("unemployment.next.object"))
    return tuple(steps)


def contributed(facts: Facts, params: Parameters = PARAMS) -> Finding:
    """累计缴费满一年 (社会保险法 45(1))."""
    months = whole(facts, "contributions.months")
    on = day(facts, "as_of")
    least = params.months("least_contributed", "CN", on) if known(on) else UNKNOWN
    truth = at_least(months, least.count if known(least) else UNKNOWN)
    looked_at = used(facts, LABELS, "contributions.months")
    if known(months) and known(least):
        change = text("unemployment.change.contributed", n=least.count - months)
    else:
        change = text("unemployment.change.contributed_unknown")
    return finding(CONTRIBUTED, truth, looked_at, change)


def not_own_will(facts: Facts) -> Finding:
    """非因本人意愿中断就业 (45(2))."""
    reason = word(facts, "employment.reason")
    truth = among(reason, NOT_OWN_WILL)
    change = "unemployment.change.reason_unknown" if truth is UNKNOWN else "unemployment.change.reason"
    return finding(NOT_BY_OWN_WILL, truth, used(facts, LABELS, "employment.reason"), Text(change))


def registered(facts: Facts) -> Finding:
    """已进行失业登记，并有求职要求 (45(3))."""
    truth = flag(facts, "jobseeker.registered")
    change = "unemployment.change.registered_unknown" if truth is UNKNOWN else "unemployment.change.registered"
    return finding(REGISTERED, truth, used(facts, LABELS, "jobseeker.registered"), Text(change))


def no_stop(facts: Facts) -> Finding:
    """None of the grounds on which benefit stops (51; 条例 15)."""
    grounds = {stop: flag(facts, f"stop.{stop}") for stop in STOPS}
    truth = not3(any3(*grounds.values()))
    named = tuple(stop for stop, there in grounds.items() if there is True)
    if truth is False:
        changes = tuple(Text(f"unemployment.change.stop.{stop}") for stop in named)
    else:
        changes = (text("unemployment.change.stop_unknown"),)
    looked_at = named or tuple(stop for stop, there in grounds.items() if there is UNKNOWN) or STOPS
    return finding(NO_STOP, truth, used(facts, LABELS, *(f"stop.{stop}" for stop in looked_at)), *changes)


def working_age(facts: Facts) -> Finding:
    """未达法定退休年龄; for a woman of unknown post only what holds for both classes is certain."""
    truth = _below_retirement(facts)
    change = "unemployment.change.age_unknown" if truth is UNKNOWN else "unemployment.change.age"
    looked_at = used(facts, LABELS, "person.born", "person.male", "person.post")
    return finding(WORKING_AGE, truth, looked_at, Text(change))


def _below_retirement(facts: Facts) -> Tri:
    born, on = day(facts, "person.born"), day(facts, "as_of")
    if not known(born):
        return UNKNOWN
    below = {less_than(on, retirement_day(born, group)) for group in retirement_classes(facts)}
    return below.pop() if len(below) == 1 else UNKNOWN

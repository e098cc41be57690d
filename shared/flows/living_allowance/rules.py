"""The law of 最低生活保障: income and property of the household (社会救助暂行办法 第9–13条)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from shared.domain.decisions import AmountStep, Decision, Finding, Law, Outcome, Status, worst
from shared.domain.flow import Facts
from shared.domain.quantities import Yuan
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Tri, Unknown, not3
from shared.flows.params import Parameters, load
from shared.flows.support import clause, day, finding, known, less_than, used, whole, word

PARAMS: Final = load(__package__)
MEASURES: Final = "law.assistance_measures"
PROPERTY: Final = ("home", "car", "company", "shares")
"""Property that a person looks at: a second home · a car · a company · shares and funds."""

INCOME: Final = clause("income", "living_allowance.clause.income", Law(MEASURES, "9"))
POSSESSIONS: Final = clause("property", "living_allowance.clause.property", Law(MEASURES, "9"))
LABELS: Final = {
    "household.size": "living_allowance.fact.size",
    "household.income": "living_allowance.fact.income",
    "household.property": "living_allowance.fact.property",
}


def per_head(facts: Facts) -> Yuan | Unknown:
    """人均收入: the household's income divided by its members, to the 分."""
    income, size = facts.get("household.income", UNKNOWN), whole(facts, "household.size")
    if not isinstance(income, Yuan) or not known(size) or size < 1:
        return UNKNOWN
    return Yuan((income.amount / size).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def standard(facts: Facts, params: Parameters) -> Yuan | Unknown:
    """The local standard per person and month."""
    region, on = word(facts, "region"), day(facts, "as_of")
    return params.yuan("standard", region, on) if known(region) and known(on) else UNKNOWN


def income(facts: Facts, params: Parameters = PARAMS) -> Finding:
    """共同生活的家庭成员人均收入低于当地标准."""
    truth = less_than(per_head(facts), standard(facts, params))
    change = "living_allowance.change.income_unknown" if truth is UNKNOWN else "living_allowance.change.income"
    return finding(INCOME, truth, used(facts, LABELS, "household.size", "household.income"), Text(change))


def possessions(facts: Facts) -> Finding:
    """符合当地财产状况规定: nothing of note is fine; what there is, a person weighs, since regions differ."""
    owned = facts.get("household.property", UNKNOWN)
    nothing: Tri = owned == () if isinstance(owned, tuple) else UNKNOWN
    truth: Tri = True if nothing is True else UNKNOWN
    change = "living_allowance.change.property" if not3(nothing) is True else "living_allowance.change.property_unknown"
    return finding(POSSESSIONS, truth, used(facts, LABELS, "household.property"), Text(change))


def decide(facts: Facts, params: Parameters = PARAMS) -> Decision:
    """A first look. The township decides, with written reasons (第11–13条)."""
    findings = (income(facts, params), possessions(facts))
    status = worst(findings)
    steps = amounts(facts, params)
    answer = {
        Status.MET: "living_allowance.answer.met",
        Status.NOT_MET: "living_allowance.answer.not_met",
        Status.UNKNOWN: "living_allowance.answer.unknown",
    }[status]
    missing = () if known(standard(facts, params)) else (text("living_allowance.missing.standard"),)
    return Decision(
        "living_allowance",
        Outcome.NOT_MET if status is Status.NOT_MET else Outcome.NEEDS_PERSON,
        Text(answer),
        findings,
        steps,
        missing,
        (text("living_allowance.next.visit"), text("living_allowance.next.reasons")),
    )


def amounts(facts: Facts, params: Parameters = PARAMS) -> tuple[AmountStep, ...]:
    """Per head · the standard · what is missing to it · for the household, as far as each is known."""
    found: list[AmountStep] = []
    head, level, size = per_head(facts), standard(facts, params), whole(facts, "household.size")
    law = (Law(MEASURES, "9, 12"),)
    if known(head):
        found.append(AmountStep("per_head", text("living_allowance.step.per_head"), head))
    if known(level):
        found.append(AmountStep("standard", text("living_allowance.step.standard"), level, law))
    if known(head) and known(level) and known(size) and head < level:
        gap = level - head
        found.append(AmountStep("gap", text("living_allowance.step.gap"), gap, law))
        found.append(AmountStep("household", text("living_allowance.step.household"), gap * size, law))
    return tuple(found)

"""The law of the basic pension: who may draw it, and from when.

社会保险法 第15、16、21、22条, 渐进式延迟法定退休年龄的决定 第1–3条, 国发〔2014〕8号, 社会保险经办条例 第18条.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.calendar import add_months
from shared.domain.decisions import SECOND_HAND, Decision, Finding, Law, Outcome, Status, worst
from shared.domain.flow import Facts
from shared.domain.quantities import Month, Yuan
from shared.domain.retirement import earliest_day, latest_day, retirement_day
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Tri, Unknown, not3
from shared.flows.params import NATION, Parameters, load
from shared.flows.pension.amounts import amounts, missing_amounts
from shared.flows.pension.reading import (
    EARLY,
    EMPLOYEE,
    LATE,
    RESIDENT,
    drawn_from,
    retirement_class,
    schemes,
    started,
)
from shared.flows.support import at_least, clause, day, finding, flag, known, used, whole, word

PARAMS: Final = load(__package__)

ACT: Final = "law.social_insurance_act"
DECISION: Final = "law.retirement_decision"
OPINIONS: Final = "law.resident_pension_opinions"
HANDLING: Final = "law.handling_regulation"

NOT_DRAWING: Final = clause("not_drawing", "pension.clause.not_drawing", Law(ACT, "16, 21"))
AGE: Final = {
    EMPLOYEE: clause("age", "pension.clause.age", Law(ACT, "16"), Law(DECISION, "1")),
    RESIDENT: clause("age", "pension.clause.age", Law(ACT, "21"), Law(OPINIONS, "7", SECOND_HAND)),
}
CONTRIBUTED: Final = {
    EMPLOYEE: clause("contributed", "pension.clause.contributed", Law(ACT, "16"), Law(DECISION, "2")),
    RESIDENT: clause("contributed", "pension.clause.contributed", Law(ACT, "21"), Law(OPINIONS, "7", SECOND_HAND)),
}
CHOSEN_TIME: Final = clause("chosen_time", "pension.clause.chosen_time", Law(DECISION, "3"))
AGREED: Final = clause("agreed", "pension.clause.agreed", Law(DECISION, "3"))

MONTHLY: Final = ("total", "at_least")
"""The steps that say how much a month: all of it, or what a region may add to."""

LABELS: Final = {
    "scheme": "flow.fact.pension_scheme",
    "timing": "pension.fact.timing",
    "retire": "pension.fact.retire",
    "agreed": "pension.fact.agreed",
    "person.born": "flow.fact.born",
    "person.male": "flow.fact.male",
    "pension.group": "flow.fact.pension_group",
    "pension.months": "flow.fact.pension_months",
    "pension.drawing": "flow.fact.pension",
}


def decide(facts: Facts, params: Parameters = PARAMS) -> Decision:
    """Judge a claim. Never refuses: what is not met, or not known, goes to a person (经办条例 第26条)."""
    findings = (not_drawing(facts), age(facts, params), contributed(facts, params), *_by_choice(facts))
    status = worst(findings)
    met = status is not Status.NOT_MET
    steps = amounts(facts, params) if met else ()
    unknown = tuple(text("flow.missing.clause", clause=Text(f.clause.title)) for f in findings if _open(f))
    gaps = missing_amounts(facts, params) if met else ()
    monthly = next((step.value for step in steps if step.id in MONTHLY and isinstance(step.value, Yuan)), None)
    if status is Status.NOT_MET:
        count = sum(f.status is Status.NOT_MET for f in findings)
        outcome, answer = Outcome.NOT_MET, text("pension.answer.not_met", n=count)
    elif status is Status.UNKNOWN:
        outcome, answer = Outcome.NEEDS_PERSON, text("pension.answer.unknown", n=len(unknown))
    elif monthly is None:
        outcome, answer = Outcome.NEEDS_PERSON, text("pension.answer.no_amount")
    elif gaps:
        outcome, answer = Outcome.NEEDS_PERSON, text("pension.answer.at_least", amount=monthly)
    else:
        outcome, answer = Outcome.FAVOURABLE, text("pension.answer.favourable", amount=monthly)
    return Decision("pension", outcome, answer, findings, steps, (*unknown, *gaps), _next(outcome))


def _open(found: Finding) -> bool:
    return found.status is Status.UNKNOWN


def _next(outcome: Outcome) -> tuple[Text, ...]:
    """What happens next, and what the person can do."""
    days = PARAMS.term("due_days")
    steps = [text("pension.next.submit")]
    if days is not None:
        steps.append(text("pension.next.days", n=days[0]))
    if outcome is not Outcome.FAVOURABLE:
        steps.append(text("pension.next.person"))
    if outcome is Outcome.NOT_MET:
        steps.append(text("pension.next.object"))
    return tuple(steps)


def not_drawing(facts: Facts) -> Finding:
    """还没有领取基本养老金: nobody draws two."""
    truth = not3(flag(facts, "pension.drawing"))
    change = "pension.change.drawing_unknown" if truth is UNKNOWN else "pension.change.drawing"
    return finding(NOT_DRAWING, truth, used(facts, LABELS, "pension.drawing"), Text(change))


def age(facts: Facts, params: Parameters = PARAMS) -> Finding:
    """达到领取年龄: the statutory age, or the month chosen instead; residents at 60. A claim may come sooner."""
    on = day(facts, "as_of")
    ahead = params.months("ahead", NATION, on) if known(on) else UNKNOWN
    days = {drawn_from(facts, scheme, params) for scheme in schemes(facts)}
    reached = {at_least(on, _earlier(due, ahead)) for due in days}
    truth = reached.pop() if len(reached) == 1 else UNKNOWN
    due = next(iter(days)) if len(days) == 1 else UNKNOWN
    if known(due) and truth is False:
        change = text("pension.change.age", day=due)
    else:
        change = text("pension.change.age_unknown")
    by = () if word(facts, "scheme") == RESIDENT else ("person.male", "pension.group")
    return finding(AGE[_scheme(facts)], truth, used(facts, LABELS, "scheme", "person.born", *by), change)


def _earlier(due: date | Unknown, ahead: object) -> date | Unknown:
    return add_months(due, -int(getattr(ahead, "count", 0))) if known(due) else UNKNOWN


def _scheme(facts: Facts) -> str:
    """The scheme whose law is named: where nobody knows which, that of most people."""
    found = word(facts, "scheme")
    return found if known(found) and found in AGE else EMPLOYEE


def contributed(facts: Facts, params: Parameters = PARAMS) -> Finding:
    """累计缴费满最低年限: 15 years, rising to 20 for workers from 2030 to 2039 by the year in which they retire."""
    months = whole(facts, "pension.months")
    found = {_long_enough(facts, scheme, months, params) for scheme in schemes(facts)}
    truth = found.pop() if len(found) == 1 else UNKNOWN
    least = _least(facts, _scheme(facts), params)
    if truth is False and known(months) and known(least):
        change = text(f"pension.change.contributed.{_scheme(facts)}", n=least - months)
    elif known(months):
        change = text("pension.change.contributed_person")
    else:
        change = text("pension.change.contributed_unknown")
    return finding(CONTRIBUTED[_scheme(facts)], truth, used(facts, LABELS, "pension.months"), change)


def _least(facts: Facts, scheme: str, params: Parameters) -> int | Unknown:
    """The months needed: workers by the day on which they retire."""
    due = drawn_from(facts, scheme, params)
    if not known(due):
        return UNKNOWN
    found = params.months("least_months" if scheme == EMPLOYEE else "resident_least_months", NATION, due)
    return found.count if known(found) else UNKNOWN


def _long_enough(facts: Facts, scheme: str, months: int | Unknown, params: Parameters) -> Tri:
    """Whether so many months are enough.

    Two things a person looks up: residents who were near sixty when the scheme began needed fewer years; and which
    year's minimum counts where another time than the statutory one is chosen.
    """
    least = _least(facts, scheme, params)
    enough = at_least(months, least)
    if scheme == RESIDENT:
        return UNKNOWN if enough is False and started(facts, params) is not False else enough
    born, group = day(facts, "person.born"), retirement_class(facts)
    if not known(born) or not known(group) or not known(months):
        return enough if known(least) else UNKNOWN
    lawful = params.months("least_months", NATION, retirement_day(born, group))
    same = at_least(months, lawful.count if known(lawful) else UNKNOWN)
    return enough if enough == same else UNKNOWN


def _by_choice(facts: Facts) -> tuple[Finding, ...]:
    """弹性退休: at most three years earlier or later, and later only where the employer agrees."""
    timing = word(facts, "timing")
    if word(facts, "scheme") == RESIDENT or timing not in (EARLY, LATE):
        return ()
    truth = _time_fits(facts)
    looked_at = used(facts, LABELS, "timing", "retire")
    found = [finding(CHOSEN_TIME, truth, looked_at, _window(facts))]
    if timing == LATE:
        agreed = flag(facts, "agreed")
        change = "pension.change.agreed_unknown" if agreed is UNKNOWN else "pension.change.agreed"
        found.append(finding(AGREED, agreed, used(facts, LABELS, "agreed"), Text(change)))
    return tuple(found)


def _time_fits(facts: Facts) -> Tri:
    born, group, chosen = day(facts, "person.born"), retirement_class(facts), facts.get("retire", UNKNOWN)
    if not known(born) or not known(group) or not isinstance(chosen, Month):
        return UNKNOWN
    lawful = Month.of(retirement_day(born, group))
    if word(facts, "timing") == EARLY:
        return Month.of(earliest_day(born, group)) <= chosen < lawful
    return lawful < chosen <= Month.of(latest_day(born, group))


def _window(facts: Facts) -> Text:
    """From which month to which one may choose."""
    born, group = day(facts, "person.born"), retirement_class(facts)
    if not known(born) or not known(group):
        return text("pension.change.chosen_unknown")
    first, last = Month.of(earliest_day(born, group)), Month.of(latest_day(born, group))
    return text("pension.change.chosen", first=first, last=last)

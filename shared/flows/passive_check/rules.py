"""The law of 资格认证: 社会保险经办条例 第26条. Silence is never death, and nothing stops by machine."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.calendar import add_months
from shared.domain.decisions import Decision, Finding, Law, Listing, Outcome, Row, Status
from shared.domain.flow import Facts
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Unknown
from shared.flows.params import Parameters, load
from shared.flows.support import at_least, clause, day, finding, known, used, word

PARAMS: Final = load(__package__)
HANDLING: Final = "law.handling_regulation"
PRIVACY: Final = "law.personal_information_act"

CODES: Final = ("passed", "waiting", "warning", "person", "suspended")
"""已静默通过 · 待本人认证 · 预警 · 需人工核实 · 已暂停."""
SOURCES: Final = ("medical", "settlement", "travel", "allowance", "border", "card")
"""What a silent check may rest on: 就医 · 医保结算 · 出行 · 补助发放 · 出入境 · 社保卡用卡."""

RECENT: Final = clause("recent", "passive_check.clause.recent", Law(HANDLING, "26"))
LABELS: Final = {
    "as_of": "flow.fact.as_of",
    "passive.last": "flow.fact.passive_last",
    "passive.code": "flow.fact.passive_code",
}


def valid_until(facts: Facts, params: Parameters = PARAMS) -> date | Unknown:
    """Until when the last successful check holds."""
    last, on = day(facts, "passive.last"), day(facts, "as_of")
    if not known(last) or not known(on):
        return UNKNOWN
    valid = params.months("valid", "CN", on)
    return add_months(last, valid.count) if known(valid) else UNKNOWN


def recent(facts: Facts, params: Parameters = PARAMS) -> Finding:
    """The last successful check still holds."""
    truth = at_least(valid_until(facts, params), day(facts, "as_of"))
    looked_at = used(facts, LABELS, "passive.last", "passive.code")
    change = "passive_check.change.unknown" if truth is UNKNOWN else "passive_check.change.again"
    return finding(RECENT, truth, looked_at, Text(change))


def state(facts: Facts) -> Listing:
    """What is on record, and which sources it rests on (个人信息保护法 第17条); told, not asked."""
    code = word(facts, "passive.code")
    answer = Text(f"passive_check.answer.{code}") if code in CODES else text("passive_check.answer.unknown")
    rows = []
    last, until = day(facts, "passive.last"), valid_until(facts)
    if known(last):
        rows.append(Row(text("flow.fact.passive_last"), last))
    if known(until):
        rows.append(Row(text("passive_check.until"), until))
    sources = facts.get("passive.sources", UNKNOWN)
    if isinstance(sources, tuple) and sources:
        said = tuple(Text(f"passive_check.source.{source}") for source in sources if source in SOURCES)
        rows.append(Row(text("flow.fact.passive_sources"), text("passive_check.sources", items=said)))
    return Listing("state", answer, tuple(rows), (Law(HANDLING, "26"), Law(PRIVACY, "13(3), 17, 35")))


def decide(facts: Facts, params: Parameters = PARAMS) -> Decision:
    """Whether a check is still needed. Where it is, a person arranges it; nothing is stopped (第26条)."""
    found = recent(facts, params)
    code = word(facts, "passive.code")
    if found.status is Status.MET and code == "passed":
        return Decision("passive_check", Outcome.FAVOURABLE, text("passive_check.answer.passed"), (found,))
    way = word(facts, "way")
    steps = (Text(f"passive_check.next.{way}"),) if known(way) else ()
    return Decision(
        "passive_check",
        Outcome.NEEDS_PERSON,
        text("passive_check.answer.arranged"),
        (found,),
        next=(*steps, text("passive_check.next.paid_on")),
    )

"""The law of 资格认证: 社会保险经办条例 第26条. Silence is never death, and nothing stops by machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from shared.domain.decisions import Decision, Finding, Law, Listing, Outcome, Row, Status
from shared.domain.flow import Facts
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Tri, Unknown, Value
from shared.flows.params import NATION, Parameters
from shared.flows.passive_check.states import (
    CODES,
    FEEDS,
    KINDS,
    PARAMS,
    PASSED,
    PERSON,
    REASONS,
    SOURCE_OF,
    SUSPENDED,
    WAITING,
    WARNING,
    terms,
)
from shared.flows.support import at_least, clause, day, finding, flag, known, used, word

HANDLING: Final = "law.handling_regulation"
PRIVACY: Final = "law.personal_information_act"
TOLD: Final = Law(PRIVACY, "13(3), 17, 35")
"""Statutory duty instead of consent: one is told, and not asked to agree to what happens anyway."""

RECENT: Final = clause("recent", "passive_check.clause.recent", Law(HANDLING, "26"))
ANSWERED: Final = clause("answered", "passive_check.clause.answered", Law(HANDLING, "26"))
LABELS: Final = {
    "as_of": "flow.fact.as_of",
    "passive.last": "flow.fact.passive_last",
    "passive.until": "passive_check.until",
    "passive.code": "flow.fact.passive_code",
    "passive.answered": "passive_check.fact.answered",
}
BY_HAND: Final = (PERSON, SUSPENDED)
"""States that two right answers do not end: a person has doubts, or a person has decided."""


def valid_until(facts: Facts, params: Parameters = PARAMS) -> date | Unknown:
    """Until when the last successful check holds: as the office says, else by the nation's terms."""
    told, last, on = day(facts, "passive.until"), day(facts, "passive.last"), day(facts, "as_of")
    if known(told) or not known(last) or not known(on):
        return told
    of = terms(NATION, on, params)
    return UNKNOWN if of is None else of.until(last)


def recent(facts: Facts, params: Parameters = PARAMS) -> Finding:
    """The last successful check still holds."""
    truth = at_least(valid_until(facts, params), day(facts, "as_of"))
    looked_at = used(facts, LABELS, "passive.last", "passive.code")
    change = "passive_check.change.unknown" if truth is UNKNOWN else "passive_check.change.again"
    return finding(RECENT, truth, looked_at, Text(change))


def answered(facts: Facts) -> Finding:
    """The questions were answered as the office knows it, which it alone can tell; else a person takes over."""
    right = flag(facts, "passive.answered")
    truth: Tri = True if right is True else UNKNOWN
    return finding(ANSWERED, truth, used(facts, LABELS, "passive.answered"), text("passive_check.change.person"))


def evidence(facts: Facts) -> tuple[tuple[str, date], ...]:
    """Kind and day of what the last success rests on, as far as this version knows the kinds."""
    pieces = facts.get("passive.evidence", UNKNOWN)
    found: list[tuple[str, date]] = []
    for piece in pieces if isinstance(pieces, tuple) else ():
        if isinstance(piece, Mapping):
            kind, when = piece.get("kind"), piece.get("day")
            if isinstance(kind, str) and kind in KINDS and isinstance(when, date):
                found.append((kind, when))
    return tuple(found)


def state(facts: Facts) -> Listing:
    """The state with its reason, until when it holds, what it rests on, and how to contest that; told, not asked."""
    code = word(facts, "passive.code")
    answer = Text(f"passive_check.answer.{code}") if code in CODES else text("passive_check.answer.unknown")
    rows = [Row(Text(f"passive_check.reason.{reason}")) for reason in _reasons(facts)]
    last, until = day(facts, "passive.last"), valid_until(facts)
    if known(until) and code not in BY_HAND:
        rows.append(Row(text("passive_check.until"), until))
    if known(last):
        rows.append(Row(text("flow.fact.passive_last"), last))
    pieces = evidence(facts)
    rows += [Row(_piece(kind), when) for kind, when in pieces]
    if any(kind in FEEDS for kind, _ in pieces):
        rows.append(Row(text("passive_check.contest")))
    rows += [Row(Text(id)) for id in NEXT.get(code if known(code) else "", ())]
    return Listing("state", answer, tuple(rows), (Law(HANDLING, "26"), TOLD))


NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    PASSED: ("passive_check.told.automatic",),
    SUSPENDED: ("passive_check.told.resume", "passive_check.told.back_pay"),
    **dict.fromkeys(("", WAITING, WARNING), ("passive_check.told.choose",)),
}
"""What else is told in a state, or where none is known: why nothing needs to be done, or what to do, and that arrears
are paid."""


def _piece(kind: str) -> Text:
    what = Text(f"passive_check.evidence.{kind}")
    if kind not in SOURCE_OF:
        return what
    return text("passive_check.evidence", what=what, source=Text(f"passive_check.source.{SOURCE_OF[kind]}"))


def _reasons(facts: Facts) -> tuple[str, ...]:
    reasons: Value = facts.get("passive.reasons", UNKNOWN)
    return tuple(r for r in reasons if isinstance(r, str) and r in REASONS) if isinstance(reasons, tuple) else ()


def decide(facts: Facts, params: Parameters = PARAMS) -> Decision:
    """Whether a check is still needed. Where it is, a person arranges it; nothing is stopped (第26条).

    Who chose the card and answered the questions rightly has been checked: self-service comes before a person.
    """
    found = recent(facts, params)
    code, way = word(facts, "passive.code"), word(facts, "way")
    if found.status is Status.MET and code == PASSED:
        return _passed(found)
    clauses: tuple[Finding, ...] = (found,)
    if way == "self":
        right = answered(facts)
        if right.status is Status.MET and code in CODES and code not in BY_HAND:
            return _passed(right)
        clauses = (found, right)
    steps = (Text(f"passive_check.next.{way}"),) if known(way) and way in WAYS else ()
    last = "passive_check.next.resume" if code == SUSPENDED else "passive_check.next.paid_on"
    answer = "passive_check.answer.resuming" if code == SUSPENDED else "passive_check.answer.arranged"
    return Decision("passive_check", Outcome.NEEDS_PERSON, Text(answer), clauses, next=(*steps, Text(last)))


WAYS: Final = ("self", "photo", "helper", "visit", "window", "video")
"""Oneself with card and questions · photo · helper or community worker as witness · home visit · window · video."""


def _passed(found: Finding) -> Decision:
    return Decision("passive_check", Outcome.FAVOURABLE, text("passive_check.answer.passed"), (found,))


__all__ = ["CODES", "HANDLING", "PARAMS", "PRIVACY", "TOLD", "WAYS", "decide", "recent", "state", "valid_until"]

"""When the office speaks first, a pure function for each sort: what the record says in, messages out.

No rule decides anything about a person: the check's state comes from its own matching, entitlement from the service's
own rules. Each message says on which facts it rests, with their source and day (个人信息保护法 第17、24条).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.calendar import add_months, age
from shared.domain.decisions import Decision, Law, Status
from shared.domain.flow import Claimable, Flow
from shared.domain.messages import PROFILE, Because, Inbox, Sort, Told
from shared.domain.quantities import Months
from shared.domain.values import UNKNOWN, Value
from shared.flows.message_choice.rules import Choices
from shared.flows.params import NATION, Parameters, load
from shared.flows.passive_check.states import WAITING, WARNING
from shared.flows.record import (
    FIELDS,
    PASSIVE_CODE,
    PASSIVE_LAST,
    PASSIVE_UNTIL,
    PENSION_DRAWING,
    PERSON_BORN,
    PERSON_REGION,
    RESIDENT_PAID_UNTIL,
)

PARAMS: Final = load(__package__)
OFFICE: Final = "office"
"""The source of what the office itself has on file: a submission, an appointment, a decision."""
HANDLING: Final = "law.handling_regulation"
CHECK: Final = "passive_check"
APPOINTMENT: Final = "appointment"
RESIDENT_LAW: Final = Law("law.resident_pension_opinions", "4")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that the person has submitted and that was not undone: for which service, and on which day."""

    flow: str
    day: date


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment that stands."""

    item: str
    day: date
    time: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person at the desk, or a rule, has told about a submission: asked for something, or decided."""

    number: int
    sort: Sort
    item: str
    flow: str
    day: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules look at, of one person on one day."""

    on: date
    record: Record = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    booked: tuple[Booked, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    flows: Mapping[str, Flow] = field(default_factory=dict)

    def value(self, fact: str) -> Value:
        """What the record says; UNKNOWN where it is silent."""
        found = self.record.get(fact)
        return UNKNOWN if found is None else found.value

    def because(self, *facts: str) -> tuple[Because, ...]:
        """These facts as reasons, each with its source and day; what the record does not say is no reason."""
        return tuple(
            Because(FIELDS[fact].label, found.value, found.source, found.as_of)
            for fact in facts
            if fact in FIELDS and (found := self.record.get(fact)) is not None
        )

    @property
    def place(self) -> str:
        """The region whose parameters hold."""
        found = self.value(PERSON_REGION.id)
        return found if isinstance(found, str) else NATION


Rule = Callable[[Situation, Parameters], Iterator[Told]]


def check_due(s: Situation, params: Parameters = PARAMS) -> Iterator[Told]:
    """资格认证 ends within the early warning, or has ended (社会保险经办条例 第26条); told once for each end."""
    code, until = s.value(PASSIVE_CODE.id), s.value(PASSIVE_UNTIL.id)
    if code not in (WARNING, WAITING):
        return
    ends = until if isinstance(until, date) else None
    yield Told(
        f"{Sort.CHECK_DUE}:{ends.isoformat() if ends is not None else 'never'}",
        Sort.CHECK_DUE,
        ends or s.on,
        s.because(PASSIVE_LAST.id, PASSIVE_UNTIL.id) or s.because(PASSIVE_CODE.id),
        (Law(HANDLING, "26"),),
        flow=CHECK,
        about=CHECK,
    )


def contribution_due(s: Situation, params: Parameters = PARAMS) -> Iterator[Told]:
    """城乡居民养老保险: this year's contribution is not paid and the year soon ends (国发〔2014〕8号).

    Only for whom the register has a contribution of, and not from the birthday on which paying ends.
    """
    paid, born = s.value(RESIDENT_PAID_UNTIL.id), s.value(PERSON_BORN.id)
    ahead = params.months("contribution_ahead", s.place, s.on)
    ends = params.find("contribution_ends", s.place, s.on)
    if not isinstance(paid, date) or not isinstance(born, date) or not isinstance(ahead, Months) or ends is None:
        return
    due = date(s.on.year, 12, 31)
    opens = add_months(due + timedelta(days=1), -ahead.count)
    if paid >= due or s.on < opens or s.value(PENSION_DRAWING.id) is True:
        return
    if isinstance(ends.value, int) and age(born, s.on) >= ends.value:
        return
    yield Told(
        f"{Sort.CONTRIBUTION_DUE}:{due.year}",
        Sort.CONTRIBUTION_DUE,
        due,
        s.because(RESIDENT_PAID_UNTIL.id),
        (RESIDENT_LAW,),
        flow=APPOINTMENT,
        given={"topic": "pension"},
        about=APPOINTMENT,
    )


def appointment_near(s: Situation, params: Parameters = PARAMS) -> Iterator[Told]:
    """An appointment tomorrow, and still on its day."""
    ahead = params.find("appointment_ahead", s.place, s.on)
    days = ahead.value if ahead is not None and isinstance(ahead.value, int) else 0
    for one in s.booked:
        if s.on <= one.day <= s.on + timedelta(days=days):
            yield Told(
                f"{Sort.APPOINTMENT}:{one.item}:{one.day.isoformat()}",
                Sort.APPOINTMENT,
                one.day,
                (Because("message.fact.appointment", one.day, OFFICE, s.on),),
                about=APPOINTMENT,
                item=one.item,
                words=one.time,
            )


def entitled(s: Situation, params: Parameters = PARAMS) -> Iterator[Told]:
    """应保未保: a service's own rules find its clauses met from the record alone, and nobody has claimed it since.

    `Flow.claimable` names the clauses; what the rules look at besides, only the person can say, and the flow asks it.
    """
    for flow in s.flows.values():
        if flow.claimable is not None and flow.decide is not None:
            yield from _claimable(s, flow, flow.claimable, flow.decide(flow.facts(Answers({}, s.on), s.record, s.on)))


def _claimable(s: Situation, flow: Flow, terms: Claimable, decision: Decision) -> Iterator[Told]:
    since = s.value(terms.since)
    found = {finding.clause.id: finding for finding in decision.findings}
    if not isinstance(since, date) or any(f.status is Status.NOT_MET for f in decision.findings):
        return
    wanted = [found[id] for id in terms.clauses if id in found]
    if len(wanted) < len(terms.clauses) or any(f.status is not Status.MET for f in wanted):
        return
    if any(claim.flow == flow.id and claim.day >= since for claim in s.claims):
        return
    looked_at = dict.fromkeys((terms.since, *(used.fact for f in wanted for used in f.used)))
    yield Told(
        f"{Sort.ENTITLED}:{flow.id}:{since.isoformat()}",
        Sort.ENTITLED,
        since,
        s.because(*looked_at),
        tuple(dict.fromkeys(law for f in wanted for law in f.clause.law))[:2],
        flow=flow.id,
        about=flow.id,
    )


def document_asked(s: Situation, params: Parameters = PARAMS) -> Iterator[Told]:
    """A person at the desk waits for something."""
    yield from _spoken(s, Sort.DOCUMENT, date.min)


def decision_made(s: Situation, params: Parameters = PARAMS) -> Iterator[Told]:
    """A claim was decided, within the days for which that is news."""
    stays = params.find("decision_stays", s.place, s.on)
    days = stays.value if stays is not None and isinstance(stays.value, int) else 0
    yield from _spoken(s, Sort.DECISION, s.on - timedelta(days=days))


def _spoken(s: Situation, sort: Sort, since: date) -> Iterator[Told]:
    """The latest of that sort about each submission."""
    latest = {one.item: one for one in sorted(s.spoken, key=lambda one: one.number) if one.sort is sort}
    for one in latest.values():
        if one.day >= since:
            yield Told(
                f"{sort}:{one.item}:{one.number}",
                sort,
                one.day,
                (Because(f"message.fact.{sort.value}", one.day, OFFICE, one.day),),
                about=one.flow,
                item=one.item,
                words=one.words,
            )


RULES: Final[Mapping[Sort, Rule]] = {
    Sort.APPOINTMENT: appointment_near,
    Sort.DOCUMENT: document_asked,
    Sort.DECISION: decision_made,
    Sort.CHECK_DUE: check_due,
    Sort.ENTITLED: entitled,
    Sort.CONTRIBUTION_DUE: contribution_due,
}
"""Most urgent first: the order in which messages are offered."""


def inbox(s: Situation, choices: Choices, params: Parameters = PARAMS) -> Inbox:
    """What there is to tell now. Whoever wants nothing from their record gets nothing from it, and it is not looked at
    for that (第24条); what was put off comes again on its day."""
    told = tuple(
        one
        for sort, rule in RULES.items()
        if sort not in choices.never and (choices.profile or sort not in PROFILE)
        for one in rule(s if sort in PROFILE else replace(s, record={}), params)
        if one.id not in choices.later or s.on >= choices.later[one.id]
    )
    return Inbox(told, choices.profile, choices.never)

"""When the office speaks first: people in a line each, the edges of every date, and what must never be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.backend.proactive.rules import RULES, Booked, Claim, Situation, Spoken, inbox
from shared.domain.answers import Record, RecordFact
from shared.domain.calendar import add_months
from shared.domain.messages import PROFILE, Sort, Told, inbox_of, inbox_value
from shared.domain.values import Value, from_json, to_json
from shared.flows import FLOWS
from shared.flows.message_choice.rules import WISHES, Choices, Wish, chosen, comes_again
from shared.flows.passive_check.states import Evidence, Known, judge

TODAY = date(2026, 11, 23)
AS_OF = date(2026, 9, 30)
LOST: Mapping[str, Value] = {
    "contributions.months": 66,
    "contributions.region": "440000",
    "employment.active": False,
    "employment.last_day": date(2026, 9, 30),
    "employment.reason": "dismissed",
    "jobseeker.registered": True,
    "pension.drawing": False,
    "person.born": date(1980, 5, 1),
    "person.male": True,
}
FARMER: Mapping[str, Value] = {
    "resident.paid_until": date(2025, 12, 31),
    "person.born": date(1969, 6, 1),
    "pension.drawing": False,
}


def record(facts: Mapping[str, Value]) -> Record:
    return {key: RecordFact(value, "social_insurance", AS_OF) for key, value in facts.items()}


def pensioner(last: date, on: date) -> Mapping[str, Value]:
    """What the check's own matching says of somebody whose last sign of life was on that day."""
    standing = judge(Known("440000", (Evidence(last, "hospital", last),)), on)
    return {f"passive.{name}": value for name, value in standing.value().items()}


@dataclass(frozen=True)
class Someone:
    """One line of the table."""

    name: str
    facts: Mapping[str, Value]
    expect: tuple[str, ...]
    on: date = TODAY
    claims: tuple[Claim, ...] = ()
    booked: tuple[Booked, ...] = ()
    spoken: tuple[Spoken, ...] = field(default=())

    @property
    def situation(self) -> Situation:
        return Situation(self.on, record(self.facts), self.claims, self.booked, self.spoken, FLOWS)


LAST = date(2026, 1, 15)
"""A check that holds until 2027-01-15, so that the warning begins on 2026-10-15."""
ASKED = Spoken(1, Sort.DOCUMENT, "a", "unemployment", TODAY, "离职证明")
DECIDED = Spoken(2, Sort.DECISION, "a", "unemployment", TODAY, "按规定发。")
CLAIM = "entitled:unemployment:2026-09-30"
DUE = "contribution_due:2026"
CHECK = "check_due:2027-01-15"

PEOPLE = (
    Someone("认证还有三个月零一天", pensioner(LAST, date(2026, 10, 14)), (), date(2026, 10, 14)),
    Someone("认证还有三个月", pensioner(LAST, date(2026, 10, 15)), (CHECK,), date(2026, 10, 15)),
    Someone("认证最后一天", pensioner(LAST, date(2027, 1, 15)), (CHECK,), date(2027, 1, 15)),
    Someone("认证过了一天", pensioner(LAST, date(2027, 1, 16)), (CHECK,), date(2027, 1, 16)),
    Someone("从来没有认证过", {"passive.code": "waiting", "passive.reasons": ("never",)}, ("check_due:never",)),
    Someone("已静默通过", pensioner(date(2026, 9, 2), TODAY), ()),
    Someone("正由工作人员核实", {"passive.code": "person", "passive.reasons": ("abroad",)}, ()),
    Someone("已暂停，由工作人员办", {"passive.code": "suspended", "passive.reasons": ("suspended",)}, ()),
    Someone("闰日认证的", pensioner(date(2028, 2, 29), date(2028, 11, 27)), (), date(2028, 11, 27)),
    Someone(
        "闰日认证的，到平年二月底",
        pensioner(date(2028, 2, 29), date(2028, 11, 28)),
        ("check_due:2029-02-28",),
        date(2028, 11, 28),
    ),
    Someone("农民，九月三十", FARMER, (), date(2026, 9, 30)),
    Someone("农民，十月一日起提醒", FARMER, (DUE,), date(2026, 10, 1)),
    Someone("农民，今年最后一天", FARMER, (DUE,), date(2026, 12, 31)),
    Someone("农民，新年第一天", FARMER, (), date(2027, 1, 1)),
    Someone("农民，今年缴过了", {**FARMER, "resident.paid_until": date(2026, 12, 31)}, ()),
    Someone("农民，缴到年底前一天", {**FARMER, "resident.paid_until": date(2026, 12, 30)}, (DUE,)),
    Someone("农民，明天六十岁", {**FARMER, "person.born": date(1966, 11, 24)}, (DUE,)),
    Someone("农民，今天六十岁", {**FARMER, "person.born": date(1966, 11, 23)}, ()),
    Someone("农民，已经领养老金", {**FARMER, "pension.drawing": True}, ()),
    Someone("没有居民养老保险登记", {"person.born": date(1969, 6, 1)}, ()),
    Someone("没工作了，没申请", LOST, (CLAIM,)),
    Someone("没工作了，当天就申请了", LOST, (), claims=(Claim("unemployment", date(2026, 9, 30)),)),
    Someone("上一次失业时申请过", LOST, (CLAIM,), claims=(Claim("unemployment", date(2026, 9, 29)),)),
    Someone("申请的是别的", LOST, (CLAIM,), claims=(Claim("living_allowance", TODAY),)),
    Someone("正好缴满一年", {**LOST, "contributions.months": 12}, (CLAIM,)),
    Someone("差一个月满一年", {**LOST, "contributions.months": 11}, ()),
    Someone("自己辞的", {**LOST, "employment.reason": "own_will"}, ()),
    Someone("没有登记失业", {**LOST, "jobseeker.registered": False}, ()),
    Someone("又上班了", {**LOST, "employment.active": True}, ()),
    Someone("到了退休年龄", {**LOST, "person.born": date(1960, 1, 1)}, ()),
    Someone("不知道为什么没工作的", {k: v for k, v in LOST.items() if k != "employment.reason"}, ()),
    Someone("不知道哪天没工作的", {k: v for k, v in LOST.items() if k != "employment.last_day"}, ()),
    Someone("外省，没有当地标准，条件都符合", {**LOST, "contributions.region": "510000"}, (CLAIM,)),
    Someone("后天的预约", {}, (), booked=(Booked("b", date(2026, 11, 25), "09:00"),)),
    Someone(
        "明天的预约",
        {},
        ("appointment:b:2026-11-24",),
        booked=(Booked("b", date(2026, 11, 24), "09:00"),),
    ),
    Someone("今天的预约", {}, ("appointment:b:2026-11-23",), booked=(Booked("b", TODAY, "09:00"),)),
    Someone("昨天的预约", {}, (), booked=(Booked("b", date(2026, 11, 22), "09:00"),)),
    Someone("要补材料", {}, ("document:a:1",), spoken=(ASKED,)),
    Someone("又要补一样", {}, ("document:a:3",), spoken=(ASKED, replace(ASKED, number=3))),
    Someone(
        "两件事各要补一样", {}, ("document:a:1", "document:c:3"), spoken=(ASKED, replace(ASKED, number=3, item="c"))
    ),
    Someone("有结果了", {}, ("decision:a:2",), spoken=(DECIDED,)),
    Someone("六十天前有的结果", {}, ("decision:a:2",), TODAY + timedelta(days=60), spoken=(DECIDED,)),
    Someone("六十一天前有的结果", {}, (), TODAY + timedelta(days=61), spoken=(DECIDED,)),
    Someone(
        "没工作的农民，明天有预约，也有结果",
        {**LOST, "resident.paid_until": date(2025, 12, 31)},
        ("appointment:b:2026-11-24", "decision:a:2", CLAIM, DUE),
        booked=(Booked("b", date(2026, 11, 24)),),
        spoken=(DECIDED,),
    ),
)


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.name)
def test_each_of_these_people_is_told_this(someone: Someone) -> None:
    assert tuple(told.id for told in inbox(someone.situation, Choices()).told) == someone.expect


def test_the_table_has_every_sort_and_no_name_twice() -> None:
    assert len(PEOPLE) >= 40
    assert len({someone.name for someone in PEOPLE}) == len(PEOPLE)
    assert {id.partition(":")[0] for someone in PEOPLE for id in someone.expect} == {sort.value for sort in Sort}
    assert set(RULES) == set(Sort)


@pytest.mark.parametrize("someone", [p for p in PEOPLE if p.expect], ids=lambda someone: someone.name)
def test_every_message_says_on_which_facts_it_rests_with_source_and_day(someone: Someone) -> None:
    for told in inbox(someone.situation, Choices()).told:
        assert told.because
        for because in told.because:
            assert because.source
            assert because.as_of <= someone.on
            assert told.sort not in PROFILE or because.as_of == AS_OF


def test_what_can_be_done_about_it_is_a_service_that_takes_the_answers_it_is_given() -> None:
    for someone in PEOPLE:
        for told in inbox(someone.situation, Choices()).told:
            assert (told.flow == "") == (told.sort in (Sort.APPOINTMENT, Sort.DOCUMENT, Sort.DECISION))
            assert told.flow == "" or told.flow in FLOWS
            assert told.flow or told.item
            for question, value in told.given.items():
                step = FLOWS[told.flow].step(question)
                assert value in {option.value for option in getattr(step, "options", ())}


# what somebody chose


def test_the_last_word_counts() -> None:
    day = TODAY
    off, on = Wish(day, "profile_off"), Wish(day, "profile_on")
    never, again = Wish(day, "never", "entitled"), Wish(day, "again", "entitled")
    assert not chosen([on, off]).profile
    assert chosen([off, on]).profile
    assert chosen([again, never]).never == {Sort.ENTITLED}
    assert chosen([never, again]).never == frozenset()
    assert chosen([Wish(day, "never", "nothing of the kind"), Wish(day, "what")]) == Choices()


def test_not_now_holds_for_thirty_days_and_only_for_what_was_shown() -> None:
    someone = next(p for p in PEOPLE if len(p.expect) == 4)
    choices = chosen([Wish(TODAY, "later", shown=(CLAIM,))])
    ids = {told.id for told in inbox(someone.situation, choices).told}
    assert ids == set(someone.expect) - {CLAIM}
    for days, there in ((29, False), (30, True)):
        later = replace(someone.situation, on=TODAY + timedelta(days=days), booked=(), spoken=())
        assert (CLAIM in {told.id for told in inbox(later, choices).told}) is there
    assert comes_again(TODAY) == TODAY + timedelta(days=30)


# what must never be, of anybody

FACTS = st.fixed_dictionaries(
    {},
    optional={
        "passive.code": st.sampled_from(("passed", "warning", "waiting", "person", "suspended")),
        "passive.until": st.dates(date(2025, 1, 1), date(2028, 1, 1)),
        "resident.paid_until": st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        "contributions.months": st.integers(0, 400),
        "contributions.region": st.sampled_from(("440000", "310000", "510000")),
        "employment.active": st.booleans(),
        "employment.last_day": st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        "employment.reason": st.sampled_from(("dismissed", "expired", "own_will")),
        "jobseeker.registered": st.booleans(),
        "pension.drawing": st.booleans(),
        "person.born": st.dates(date(1950, 1, 1), date(2005, 1, 1)),
        "person.male": st.booleans(),
        "person.region": st.sampled_from(("440000", "310000", "650000")),
    },
)
ITEMS = st.sampled_from("abc")
DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 1))
SITUATIONS = st.builds(
    lambda on, facts, claims, booked, spoken: Situation(on, record(facts), claims, booked, spoken, FLOWS),
    DAYS,
    FACTS,
    st.lists(st.builds(Claim, st.sampled_from(tuple(FLOWS)), DAYS), max_size=3).map(tuple),
    st.lists(st.builds(Booked, ITEMS, DAYS), max_size=3, unique_by=lambda one: one.item).map(tuple),
    st.lists(
        st.builds(
            Spoken,
            st.integers(1, 99),
            st.sampled_from((Sort.DOCUMENT, Sort.DECISION)),
            ITEMS,
            st.sampled_from(tuple(FLOWS)),
            DAYS,
        ),
        max_size=4,
        unique_by=lambda one: one.number,
    ).map(tuple),
)
SAID = st.lists(
    st.builds(
        Wish,
        DAYS,
        st.sampled_from(WISHES),
        st.sampled_from(tuple(sort.value for sort in Sort)),
        st.lists(st.sampled_from((CLAIM, DUE, CHECK, "decision:a:2")), max_size=2).map(tuple),
    ),
    max_size=6,
)


@given(SITUATIONS, SAID)
def test_never_two_messages_for_one_occasion(situation: Situation, said: list[Wish]) -> None:
    ids = [told.id for told in inbox(situation, chosen(said)).told]
    assert len(ids) == len(set(ids))
    once = [t.flow for t in inbox(situation, Choices()).told if t.sort in PROFILE]
    assert len(once) == len(set(once))


@given(SITUATIONS, SAID)
def test_never_a_message_from_the_record_after_the_switch_is_off(situation: Situation, said: list[Wish]) -> None:
    choices = chosen([*said, Wish(situation.on, "profile_off")])
    for told in inbox(situation, choices).told:
        assert told.sort not in PROFILE
        assert all(because.source == "office" for because in told.because)


@given(SITUATIONS, SAID, st.sampled_from(tuple(Sort)))
def test_never_what_somebody_wants_never(situation: Situation, said: list[Wish], sort: Sort) -> None:
    choices = chosen([*said, Wish(situation.on, "never", sort.value)])
    assert all(told.sort is not sort for told in inbox(situation, choices).told)


@given(SITUATIONS)
def test_without_a_record_nothing_follows_from_one(situation: Situation) -> None:
    assert all(told.sort not in PROFILE for told in inbox(replace(situation, record={}), Choices()).told)


@given(SITUATIONS)
def test_asked_again_the_answer_is_the_same(situation: Situation) -> None:
    assert inbox(situation, Choices()) == inbox(situation, Choices())


@given(SITUATIONS, SAID)
def test_an_inbox_survives_its_way_to_the_screen(situation: Situation, said: list[Wish]) -> None:
    found = inbox(situation, chosen(said))
    assert inbox_of(from_json(to_json(inbox_value(found)))) == found


@given(SITUATIONS)
def test_a_claim_for_what_is_offered_takes_the_offer_away(situation: Situation) -> None:
    for told in inbox(situation, Choices()).told:
        if told.sort is Sort.ENTITLED:
            claimed = replace(situation, claims=(*situation.claims, Claim(told.flow, max(situation.on, told.day))))
            assert told.id not in {t.id for t in inbox(claimed, Choices()).told}


def test_what_cannot_be_read_is_left_out_and_the_rest_stays() -> None:
    good = inbox_value(inbox(PEOPLE[1].situation, Choices()))
    rows = good["rows"]
    assert isinstance(rows, tuple)
    strange: Value = {"id": "x", "sort": "of a later year", "day": TODAY}
    assert [t.id for t in inbox_of({**good, "rows": (strange, "row", {"id": ""}, *rows)}).told] == [CHECK]
    assert inbox_of("nothing").told == ()
    assert isinstance(inbox_of(good).told[0], Told)
    assert add_months(LAST, 12) == inbox_of(good).told[0].day

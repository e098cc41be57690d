"""What a clerk does with a case: each act is theirs alone, has its reason, leaves one row, and reaches the citizen."""

from __future__ import annotations

from datetime import date

import pytest

from shared.backend.desk.acts import ask, colleagues, pass_on
from shared.backend.desk.cases import attachment, leave_case, reveal
from shared.backend.desk.decide import confirm, grant, refuse
from shared.backend.desk.errors import (
    NoSuchClerk,
    NotHere,
    NotTaken,
    NotWaiting,
    OwnDecision,
    ReasonMissing,
    ReasonTooLong,
    Taken,
)
from shared.backend.desk.queue import Promise, waiting
from shared.backend.processing import process_due
from shared.backend.tables import CaseRow, CaseState
from shared.backend.targets import Why
from shared.contract.items import ItemKind
from shared.contract.messages import MessageKind
from shared.contract.results import Accepted, Duplicate, Verdict
from shared.domain.decisions import decision_to_json
from shared.domain.flow import Level
from shared.sealing.acks import verify_verdict
from tests.backend.desk.counter import REASON, UNMET, Counter
from tests.backend.test_parts import PHOTO, photo
from tests.backend.test_targets import withdrawal
from tests.backend.world import CRYPTO, PERSON


async def test_a_case_opens_with_answers_clauses_law_and_history(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    opened = at.opened(token, item)
    assert opened.decision is not None
    unmet = [finding for finding in opened.decision.findings if finding.status.value == "not_met"]
    assert unmet
    assert all(finding.clause.law and finding.used for finding in unmet)
    given = {answer.key: answer for answer in opened.answers}
    assert "reason" in given
    assert given["phone"].private
    assert "13800001234" not in repr(given["phone"].words)
    assert "13800001234" not in repr(opened)
    assert UNMET.id_number not in repr(opened)
    assert opened.why == Why.NOT_MET
    assert [(done.clerk, done.verb) for done in opened.history] == [("唐敏", "take")]
    assert opened.verbs == ("grant", "refuse", "ask", "pass_on")


async def test_the_clauses_are_those_that_were_written_down(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    decision = at.opened(token, item).decision
    assert decision is not None
    assert decision_to_json(decision) == at.decided(item)["decision"]


async def test_a_refusal_reaches_the_citizen_signed_with_its_reason_and_clauses(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    case = at.case(item)
    assert (case.state, case.decided_by) == (CaseState.DECIDED, "tang")
    message = at.told(UNMET.id_number)[-1]
    assert (message.kind, message.item, message.words) == (MessageKind.DECISION, item, REASON)
    assert message.text is not None
    assert message.text.id == "office.refused"
    answer = await at.world.ask("state", UNMET, target=item)
    assert isinstance(answer.value, dict)
    assert answer.value["outcome"] == "refused"
    assert answer.messages[-1] == message
    verdict = await verify_verdict(CRYPTO, str(answer.value["signed"]), at.world.kiosk.key_set)
    assert verdict == Verdict.of(item, "refused", verdict.time, message.decision, REASON)
    assert at.log(item) == [("tang", "take", ""), ("tang", "refuse", REASON)]
    results = (await at.world.changes()).results
    assert [type(result) for result in results if result.id == item] == [Duplicate]


async def test_a_stranger_with_the_number_alone_learns_no_outcome(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    for person, level in ((PERSON, Level.L2), (None, Level.L0)):
        answer = await at.world.ask("state", person, level=level, target=item)
        assert isinstance(answer.value, dict)
        assert answer.value.keys() == {"state", "received"}
        assert answer.messages == ()


async def test_granting_against_a_clause_needs_a_reason_and_then_is_a_decision(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    at.opened(token, item)
    with pytest.raises(ReasonMissing):
        grant(at.desk, token, item)
    grant(at.desk, token, item, "单位证明是被迫辞职，符合规定。")
    assert at.case(item).state == CaseState.DECIDED
    message = at.told(UNMET.id_number)[-1]
    assert message.text is not None
    assert message.text.id == "office.granted"


@pytest.mark.parametrize("reason", ["", "  ", "不行", "。。。。。。。。。。。。", "\u200b" * 30, "\n" * 30])
async def test_no_refusal_without_a_reason_in_words(at: Counter, reason: str) -> None:
    item, token = await at.unmet(), at.clerk()
    at.opened(token, item)
    with pytest.raises(ReasonMissing):
        refuse(at.desk, token, item, reason)
    assert at.case(item).state == CaseState.DESK
    assert at.log(item) == [("tang", "take", "")]


def test_a_reason_that_nobody_reads_is_too_long(at: Counter) -> None:
    item, token = at.plain(), at.clerk()
    at.opened(token, item)
    with pytest.raises(ReasonTooLong):
        refuse(at.desk, token, item, "长" * 2001)


def test_two_clerks_on_one_case_one_has_it_and_the_other_is_told_who(at: Counter) -> None:
    item, tang, xie = at.plain(), at.clerk("tang"), at.clerk("xie")
    assert at.opened(tang, item).held_by == ""
    seen = at.opened(xie, item)
    assert (seen.held_by, seen.verbs) == ("唐敏", ())
    with pytest.raises(Taken) as caught:
        refuse(at.desk, xie, item, REASON)
    assert caught.value.by == "唐敏"
    assert [line.held_by for line in waiting(at.desk, xie)] == ["唐敏"]
    leave_case(at.desk, xie, item)
    assert at.opened(xie, item).held_by == "唐敏"


@pytest.mark.parametrize("how", ["leave", "log_out", "time"])
def test_a_case_is_free_again_when_its_clerk_leaves_logs_out_or_does_nothing(at: Counter, how: str) -> None:
    item, tang, xie = at.plain(), at.clerk("tang"), at.clerk("xie")
    at.opened(tang, item)
    if how == "leave":
        leave_case(at.desk, tang, item)
    elif how == "log_out":
        at.desk.log_out(tang)
    else:
        at.world.clock.passes(minutes=15)
    assert at.opened(xie, item).held_by == ""
    refuse(at.desk, xie, item, REASON)
    assert at.case(item).decided_by == "xie"


def test_whoever_works_on_a_case_keeps_it(at: Counter) -> None:
    item, tang, xie = at.plain(), at.clerk("tang"), at.clerk("xie")
    for _ in range(3):
        at.opened(tang, item)
        at.world.clock.passes(minutes=10)
    assert at.opened(xie, item).held_by == "唐敏"
    assert at.log(item) == [("tang", "take", "")]


def test_nothing_is_done_on_a_case_that_one_does_not_have(at: Counter) -> None:
    item, token = at.plain(), at.clerk()
    for act in (
        lambda: grant(at.desk, token, item),
        lambda: refuse(at.desk, token, item, REASON),
        lambda: ask(at.desk, token, item, REASON),
        lambda: pass_on(at.desk, token, item, "xie", REASON),
        lambda: reveal(at.desk, token, item),
        lambda: attachment(at.desk, token, item, 0),
    ):
        with pytest.raises(NotTaken):
            act()
    assert at.log(item) == []


@pytest.mark.parametrize("state", [s for s in CaseState if s not in (CaseState.DESK, CaseState.CONFIRM)])
def test_what_no_longer_waits_cannot_be_decided_again(at: Counter, state: CaseState) -> None:
    item, token = at.plain(state=state), at.clerk()
    with pytest.raises(NotWaiting):
        at.opened(token, item)
    with pytest.raises(NotWaiting):
        refuse(at.desk, token, item, REASON)


async def test_what_is_asked_reaches_the_citizen_and_the_case_comes_back_by_itself(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    at.opened(token, item)
    with pytest.raises(ReasonMissing):
        ask(at.desk, token, item, "?")
    ask(at.desk, token, item, "请把解除劳动合同的证明拍照发来。")
    message = at.told(UNMET.id_number)[-1]
    assert (message.kind, message.words) == (MessageKind.QUESTION, "请把解除劳动合同的证明拍照发来。")
    assert waiting(at.desk, token) == ()
    at.world.clock.passes(days=15)
    token = at.clerk()
    assert [line.item for line in waiting(at.desk, token)] == [item]
    assert at.case(item).state == CaseState.DESK


def test_a_case_is_passed_on_to_a_colleague_or_a_queue_with_the_reason(at: Counter) -> None:
    item, tang = at.plain(), at.clerk("tang")
    at.opened(tang, item)
    pass_on(at.desk, tang, item, "xie", "我认识这位申请人，请你来办。")
    assert waiting(at.desk, tang) == ()
    xie = at.clerk("xie")
    assert [line.item for line in waiting(at.desk, xie)] == [item]
    assert at.opened(xie, item).history[-2].reason == "我认识这位申请人，请你来办。"
    pass_on(at.desk, xie, item, "review", "金额较大，请科长看一看。")
    sun = at.clerk("sun")
    assert [line.item for line in waiting(at.desk, sun)] == [item]
    assert colleagues(at.desk, sun) == (("tang", "唐敏"), ("xie", "谢军"))


@pytest.mark.parametrize("to", ["tang", "nobody", "", "everybody"])
def test_a_case_is_not_passed_on_to_oneself_or_to_nobody(at: Counter, to: str) -> None:
    item, token = at.plain(), at.clerk("tang")
    at.opened(token, item)
    with pytest.raises(NoSuchClerk):
        pass_on(at.desk, token, item, to, "请看一看这个情况吧。")
    assert at.log(item) == [("tang", "take", "")]


async def test_a_claim_by_number_alone_is_confirmed_and_only_then_granted(at: Counter) -> None:
    item, token = await at.unproven(), at.clerk()
    assert at.opened(token, item).verbs == ("confirm", "refuse", "ask", "pass_on")
    with pytest.raises(NotHere):
        grant(at.desk, token, item)
    with pytest.raises(ReasonMissing):
        confirm(at.desk, token, item, "")
    confirm(at.desk, token, item, "在窗口看过身份证原件。")
    case = at.case(item)
    assert (case.state, case.level, case.decided_by) == (CaseState.DECIDED, Level.L3, "tang")


async def test_a_claim_of_an_unproven_person_is_never_granted_at_once(at: Counter) -> None:
    item, token = at.plain(level=int(Level.L1)), at.clerk()
    assert "confirm" in at.opened(token, item).verbs
    grant(at.desk, token, item)
    assert (at.case(item).state, at.case(item).why) == (CaseState.CONFIRM, Why.UNCONFIRMED)
    at.opened(token, item)
    confirm(at.desk, token, item, "在窗口看过身份证原件。")
    assert at.case(item).state == CaseState.DECIDED


async def test_a_withdrawal_after_the_hold_is_granted_or_refused_by_a_person(at: Counter) -> None:
    for granted in (True, False):
        claim = await at.world.kiosk.claim()
        await at.world.one(claim)
        at.settle_due()
        back = await withdrawal(at.world, claim)
        await at.world.one(back)
        token, item = at.clerk(), back.header.id
        opened = at.opened(token, item)
        assert opened.aim is not None
        assert (opened.aim.item, opened.aim.state) == (claim.header.id, CaseState.DECIDED)
        if granted:
            grant(at.desk, token, item)
            assert at.case(claim.header.id).state == CaseState.UNDONE
            assert at.case(item).state == CaseState.DONE
        else:
            refuse(at.desk, token, item, "这个月的钱已经发放，不能撤回。")
            assert at.case(claim.header.id).state == CaseState.DECIDED
            message = at.told(PERSON.id_number)[-1]
            assert message.text is not None
            assert message.text.id == "office.act_refused"


async def test_a_correction_after_the_hold_takes_its_targets_place_and_is_decided_anew(at: Counter) -> None:
    claim = await at.world.kiosk.claim()
    await at.world.one(claim)
    at.settle_due()
    better = await withdrawal(at.world, claim, kind=ItemKind.CORRECT)
    await at.world.one(better)
    token = at.clerk()
    at.opened(token, better.header.id)
    grant(at.desk, token, better.header.id)
    assert at.case(claim.header.id).state == CaseState.UNDONE
    assert process_due(at.world.office) == 1
    assert at.case(better.header.id).state == CaseState.DECIDED


async def objection_to(at: Counter, refused_by: str) -> tuple[str, str]:
    """A claim that a clerk refused, and the objection against it."""
    item, token = await at.unmet(), at.clerk(refused_by)
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    objection = await withdrawal(at.world, item, person=UNMET, kind=ItemKind.OBJECT)
    assert isinstance(await at.world.one(objection), Accepted)
    return item, objection.header.id


async def test_an_objection_brings_the_decision_back_to_the_desk(at: Counter) -> None:
    item, objection = await objection_to(at, "tang")
    sun = at.clerk("sun")
    at.opened(sun, objection)
    grant(at.desk, sun, objection, "新的证明有效，重新审核。")
    assert at.case(objection).state == CaseState.DONE
    assert (at.case(item).state, at.case(item).decided_by) == (CaseState.DESK, None)
    xie = at.clerk("xie")
    assert at.opened(xie, item).verbs


async def test_who_decided_does_not_decide_on_the_objection(at: Counter) -> None:
    item, objection = await objection_to(at, "sun")
    sun = at.clerk("sun")
    at.opened(sun, objection)
    for act in (grant, refuse):
        with pytest.raises(OwnDecision):
            act(at.desk, sun, objection, REASON)
    pass_on(at.desk, sun, objection, "xie", "原来的决定是我办的，请你审核。")
    xie = at.clerk("xie")
    at.opened(xie, objection)
    refuse(at.desk, xie, objection, "证明材料没有变化，原决定不变。")
    assert at.case(item).state == CaseState.DECIDED


async def test_an_attachment_is_opened_for_who_has_the_case_and_that_is_written_down(at: Counter) -> None:
    manifest, chunks = await photo()
    claim = await at.world.kiosk.claim(UNMET, attachments=(manifest,))
    await at.world.one(claim)
    for number, chunk in enumerate(chunks):
        await at.world.api().put_part(claim.header.id, number, chunk)
    with at.world.office.db.writing() as session:
        session.get_one(CaseRow, claim.header.id).state = CaseState.DESK.value
    token, item = at.clerk(), claim.header.id
    (attached,) = at.opened(token, item).attachments
    assert (attached.media, attached.size) == ("image/jpeg", len(PHOTO))
    assert attachment(at.desk, token, item, 0) == ("image/jpeg", PHOTO)
    for number in (-1, 1):
        with pytest.raises(NotHere):
            attachment(at.desk, token, item, number)
    assert [verb for _, verb, _ in at.log(item)] == ["take", "look"]


def test_the_promised_day_of_an_unknown_flow_is_the_longest(at: Counter) -> None:
    item, token = at.plain(flow="gone"), at.clerk()
    opened = at.opened(token, item)
    assert (opened.flow, opened.decision, opened.due) == (None, None, Promise(date(2026, 12, 21), settled=True))

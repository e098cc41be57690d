"""Judging eligibility at the desk: a check in each way, suspending by a person with a reason, resuming, settling."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from shared.backend.desk.checks import WAYS, checked, resume, settle, suspend
from shared.backend.desk.decide import grant
from shared.backend.desk.errors import NotHere, ReasonMissing
from shared.backend.desk.queue import waiting
from shared.backend.evidence import acts
from shared.backend.evidence.reckoning import CHECK, reckon
from shared.backend.evidence.standing import standing_of
from shared.backend.evidence.tables import EvidenceRow, LossRow
from shared.backend.tables import CaseRow, CaseState
from shared.domain.content import content
from shared.domain.flow import Level
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.flows.cases import cases_of, walk
from shared.flows.passive_check.states import PASSED, PERSON, SUSPENDED
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.backend.desk.counter import REASON, Counter
from tests.backend.world import TODAY, filled

QIAN = PEOPLE_BY_KEY["qian_defa"]
FENG = PEOPLE_BY_KEY["feng_yulan"]
WANG = PEOPLE_BY_KEY["wang_xiuying"]
LI = PEOPLE_BY_KEY["li_jianguo"]


def code(at: Counter, number: str) -> str:
    """The state of a pensioner now."""
    with at.world.office.db.reading() as session:
        found = standing_of(session, number, at.world.clock().date())
        assert found is not None
        return found.code


def doubtful(at: Counter) -> str:
    """The case of 钱德发, which the daily run brings to the desk."""
    reckon(at.world.office, TODAY)
    with at.world.office.db.reading() as session:
        found = select(CaseRow.item).where(CaseRow.subject == QIAN.id_number, CaseRow.kind == CHECK)
        return session.scalars(found).one()


def test_the_daily_run_brings_its_cases_with_state_evidence_and_reasons(at: Counter) -> None:
    item, token = doubtful(at), at.clerk()
    assert item in {line.item for line in waiting(at.desk, token)}
    opened = at.opened(token, item)
    assert opened.standing is not None
    assert (opened.standing.code, "contradicts" in opened.standing.reasons) == (PERSON, True)
    assert {"border", "card"} <= {sign.kind for sign in opened.signs}
    assert opened.verbs == ("checked", "suspend", "ask", "pass_on")
    assert opened.decision is not None


@pytest.mark.parametrize("way", [way for way in WAYS if way != "photo"])
def test_who_was_seen_passes_and_the_evidence_names_the_clerk(at: Counter, way: str) -> None:
    item, token = doubtful(at), at.clerk()
    at.opened(token, item)
    checked(at.desk, token, item, way, "")
    assert code(at, QIAN.id_number) == PASSED
    assert at.case(item).state == CaseState.DECIDED
    with at.world.office.db.reading() as session:
        row = session.scalars(
            select(EvidenceRow).where(EvidenceRow.id_number == QIAN.id_number, EvidenceRow.kind == way)
        ).one()
        assert (row.by, date.fromordinal(row.day)) == ("tang", TODAY)
    assert [verb for _, verb, _ in at.log(item)] == ["take", "checked"]


@pytest.mark.parametrize("way", ["photo", "self", "rail", ""])
def test_a_photo_that_nobody_sent_and_what_is_no_way_cannot_be_judged(at: Counter, way: str) -> None:
    item, token = doubtful(at), at.clerk()
    at.opened(token, item)
    with pytest.raises(NotHere):
        checked(at.desk, token, item, way)
    assert code(at, QIAN.id_number) == PERSON


def test_suspending_needs_a_reason_and_tells_the_person(at: Counter) -> None:
    item, token = doubtful(at), at.clerk()
    at.opened(token, item)
    with pytest.raises(ReasonMissing):
        suspend(at.desk, token, item, "")
    assert code(at, QIAN.id_number) == PERSON
    suspend(at.desk, token, item, "两次上门都没有人，邻居说您已搬走。")
    assert code(at, QIAN.id_number) == SUSPENDED
    message = at.told(QIAN.id_number)[-1]
    assert message.text is not None
    assert (message.text.id, message.words) == ("office.suspended", "两次上门都没有人，邻居说您已搬走。")


def test_a_check_ends_no_suspension_but_resuming_does_and_says_since_when_arrears_are_due(at: Counter) -> None:
    item, token = at.plain(subject=FENG.id_number, flow="passive_check", kind="submit"), at.clerk()
    assert at.opened(token, item).verbs == ("checked", "resume", "ask", "pass_on")
    checked(at.desk, token, item, "visit", "")
    assert (code(at, FENG.id_number), at.case(item).state) == (SUSPENDED, CaseState.DESK)
    resume(at.desk, token, item)
    assert (code(at, FENG.id_number), at.case(item).state) == (PASSED, CaseState.DECIDED)
    message = at.told(FENG.id_number)[-1]
    assert message.text is not None
    assert (message.text.id, message.text.arg("day")) == ("office.resumed", date(2026, 3, 10))


async def loss(at: Counter) -> str:
    """李建国 tells that 王秀英 has died; the item."""
    answers: dict[str, Value] = {
        "what": "died",
        "who": {"id_number": WANG.id_number, "name": WANG.name},
        "day": date(2026, 11, 20),
    }
    told = filled(answers, flow=FLOWS["loss_report"])
    item = await at.world.kiosk.claim(LI, content=told, level=Level.L2)
    await at.world.one(item)
    at.settle_due()
    assert at.case(item.header.id).state == CaseState.DESK
    return item.header.id


def losses(at: Counter) -> list[str | None]:
    """Who settled what was told of 王秀英."""
    with at.world.office.db.reading() as session:
        return list(session.scalars(select(LossRow.settled_by).where(LossRow.id_number == WANG.id_number)))


async def test_a_loss_that_was_told_stops_nothing_until_a_person_has_looked_into_it(at: Counter) -> None:
    item = await loss(at)
    assert code(at, WANG.id_number) == PERSON
    token = at.clerk()
    assert at.opened(token, item).verbs == ("settle", "suspend", "ask", "pass_on")
    settle(at.desk, token, item, "")
    assert (code(at, WANG.id_number), losses(at)) == (PASSED, ["tang"])
    assert at.told(LI.id_number)[-1].text is not None


async def test_after_the_investigation_the_payment_of_the_one_told_of_is_suspended_not_of_who_told(at: Counter) -> None:
    item, token = await loss(at), at.clerk()
    at.opened(token, item)
    suspend(at.desk, token, item, "民政部门确认，火化证明已核对。")
    assert code(at, WANG.id_number) == SUSPENDED
    assert code(at, LI.id_number) != SUSPENDED
    assert [m.text.id for m in at.told(WANG.id_number) if m.text is not None] == ["office.suspended"]
    last = at.told(LI.id_number)[-1]
    assert last.text is not None
    assert (last.text.id, last.words) == ("office.loss_settled", None)


async def test_evidence_that_was_contested_no_longer_counts_once_a_person_has_granted_it(at: Counter) -> None:
    flow = FLOWS["evidence_contest"]
    lost_card = next(case for case in cases_of(flow) if case.answers["which"] == "card")
    item = await at.world.kiosk.claim(WANG, content=content(walk(flow, lost_card).journey))
    await at.world.one(item)
    at.settle_due()
    token = at.clerk()
    at.opened(token, item.header.id)
    before = code(at, WANG.id_number)
    grant(at.desk, token, item.header.id, "")
    with at.world.office.db.reading() as session:
        kinds = set(session.scalars(select(EvidenceRow.kind).where(EvidenceRow.id_number == WANG.id_number)))
    assert "card" not in kinds
    assert kinds
    assert (before, code(at, WANG.id_number)) != (PASSED, SUSPENDED)


def test_what_a_person_has_checked_cannot_be_struck(at: Counter) -> None:
    with at.world.office.db.writing() as session:
        acts.checked(session, WANG.id_number, "window", TODAY, "tang")
        session.flush()
        assert acts.strike(session, WANG.id_number, frozenset(("window",)), "tang") == ()


@pytest.mark.parametrize("act", [checked, suspend, resume, settle])
def test_a_claim_for_money_is_not_judged_as_a_check(at: Counter, act: object) -> None:
    item, token = at.plain(), at.clerk()
    at.opened(token, item)
    with pytest.raises(NotHere):
        act(at.desk, token, item, REASON)  # type: ignore[operator]

"""A withdrawal undoes within the hold and is a request afterwards; it may come before its target; only the right one
may act."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared.backend.processing import process_due
from shared.backend.tables import CaseState, ItemRow
from shared.backend.targets import Why, may_act
from shared.contract.items import ItemKind, SealedItem
from shared.contract.results import Accepted, Reason, RejectedItem
from shared.domain.content import Content
from shared.domain.flow import Level
from shared.sealing.demo_native import DemoPerson
from tests.backend.test_processing import case_of
from tests.backend.world import OTHER, PERSON, World, filled

SECRET = bytes(range(16))
WRONG = bytes(16)


def nothing_more(operation: str) -> Content:
    """The content of a withdrawal: no answers of its own."""
    return replace(filled(), operation=operation, answers={}, consents={}, facts={})


async def withdrawal(
    made: World,
    target: SealedItem | str,
    *,
    person: DemoPerson = PERSON,
    level: Level = Level.L2,
    secret: bytes | None = None,
    kind: ItemKind = ItemKind.WITHDRAW,
) -> SealedItem:
    """An item that acts on another, by card (L2) or with its slip's secret."""
    id = target if isinstance(target, str) else target.header.id
    content = nothing_more(kind.value) if kind is not ItemKind.CORRECT else replace(filled(), operation=kind.value)
    return await made.kiosk.claim(person, kind=kind, target=id, target_secret=secret, level=level, content=content)


async def test_within_the_hold_a_withdrawal_simply_undoes(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    await office_world.one(claim)
    back = await withdrawal(office_world, claim)
    assert isinstance(await office_world.one(back), Accepted)
    assert case_of(office_world, claim.header.id).state == CaseState.UNDONE
    assert case_of(office_world, back.header.id).state == CaseState.DONE
    office_world.clock.passes(minutes=10)
    assert process_due(office_world.office) == 0


async def test_after_the_hold_it_is_a_request_to_a_person(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    await office_world.one(claim)
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    back = await withdrawal(office_world, claim)
    assert isinstance(await office_world.one(back), Accepted)
    assert case_of(office_world, claim.header.id).state == CaseState.DECIDED
    case = case_of(office_world, back.header.id)
    assert (case.state, case.why) == (CaseState.DESK, Why.AFTER_HOLD)


async def test_a_withdrawal_that_overtakes_its_target_is_provisional_and_then_undoes_it(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    back = await withdrawal(office_world, claim)
    assert isinstance(await office_world.one(back), Accepted)
    assert case_of(office_world, back.header.id).state == CaseState.PROVISIONAL
    assert isinstance(await office_world.one(claim), Accepted)
    assert case_of(office_world, claim.header.id).state == CaseState.UNDONE
    assert case_of(office_world, back.header.id).state == CaseState.DONE


async def test_both_in_one_batch_in_the_wrong_order_come_to_the_same(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    back = await withdrawal(office_world, claim)
    results = (await office_world.send(back, claim)).results
    assert all(isinstance(result, Accepted) for result in results)
    assert case_of(office_world, claim.header.id).state == CaseState.UNDONE


async def test_a_strangers_withdrawal_that_came_first_undoes_nothing_and_a_person_looks(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    foreign = await withdrawal(office_world, claim, person=OTHER)
    assert isinstance(await office_world.one(foreign), Accepted)
    assert isinstance(await office_world.one(claim), Accepted)
    assert case_of(office_world, claim.header.id).state == CaseState.HOLDING
    case = case_of(office_world, foreign.header.id)
    assert (case.state, case.why) == (CaseState.DESK, Why.NOT_YOURS)


async def test_a_stranger_cannot_withdraw(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    await office_world.one(claim)
    result = await office_world.one(await withdrawal(office_world, claim, person=OTHER))
    assert isinstance(result, RejectedItem)
    assert result.code == Reason.NOT_YOURS
    assert case_of(office_world, claim.header.id).state == CaseState.HOLDING


async def test_whoever_holds_the_slip_can_withdraw_without_a_card(office_world: World) -> None:
    claim = await office_world.kiosk.claim(secret=SECRET, level=Level.L1)
    await office_world.one(claim)
    back = await withdrawal(office_world, claim, level=Level.L1, secret=SECRET)
    assert isinstance(await office_world.one(back), Accepted)
    assert case_of(office_world, claim.header.id).state == CaseState.UNDONE


async def test_a_wrong_slip_check_is_rejected_and_changes_nothing(office_world: World) -> None:
    claim = await office_world.kiosk.claim(secret=SECRET, level=Level.L1)
    await office_world.one(claim)
    result = await office_world.one(await withdrawal(office_world, claim, level=Level.L1, secret=WRONG))
    assert isinstance(result, RejectedItem)
    assert result.code == Reason.NOT_YOURS
    assert case_of(office_world, claim.header.id).state == CaseState.HOLDING


async def test_a_number_alone_withdraws_nothing(office_world: World) -> None:
    claim = await office_world.kiosk.claim(secret=SECRET, level=Level.L1)
    await office_world.one(claim)
    result = await office_world.one(await withdrawal(office_world, claim, level=Level.L1))
    assert isinstance(result, RejectedItem)


async def test_a_target_that_is_no_id_is_told_so(office_world: World) -> None:
    result = await office_world.one(await withdrawal(office_world, "what\x00ever" * 9))
    assert isinstance(result, RejectedItem)
    assert (result.code, result.explanation) == (Reason.MALFORMED, "target is no id")


async def test_a_correction_takes_the_place_of_what_it_corrects(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    await office_world.one(claim)
    better = await withdrawal(office_world, claim, kind=ItemKind.CORRECT)
    assert isinstance(await office_world.one(better), Accepted)
    assert case_of(office_world, claim.header.id).state == CaseState.UNDONE
    assert case_of(office_world, better.header.id).state == CaseState.HOLDING
    office_world.clock.passes(minutes=10)
    assert process_due(office_world.office) == 1
    assert case_of(office_world, better.header.id).state == CaseState.DECIDED


async def test_an_objection_goes_to_a_person(office_world: World) -> None:
    claim = await office_world.kiosk.claim()
    await office_world.one(claim)
    objection = await withdrawal(office_world, claim, kind=ItemKind.OBJECT)
    assert isinstance(await office_world.one(objection), Accepted)
    case = case_of(office_world, objection.header.id)
    assert (case.state, case.why) == (CaseState.DESK, Why.OBJECTION)
    assert case_of(office_world, claim.header.id).state == CaseState.HOLDING


CHECKS = st.none() | st.binary(min_size=32, max_size=32)
PERSONS = st.none() | st.sampled_from([PERSON.id_number, OTHER.id_number])


@given(actor=PERSONS, subject=PERSONS, shown=CHECKS, known=CHECKS)
def test_only_the_person_or_the_slip_may_act(
    actor: str | None, subject: str | None, shown: bytes | None, known: bytes | None
) -> None:
    by, on = ItemRow(person=actor, target_check=shown), ItemRow(subject=subject, slip_check=known)
    same_person = actor is not None and actor == subject
    same_slip = shown is not None and shown == known
    assert may_act(by, on) is (same_person or same_slip)

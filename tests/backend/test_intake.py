"""Every item is answered by itself, and what was acknowledged once is acknowledged in the same words for ever."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shared.backend.intake import release, revoke
from shared.backend.tables import BindingRow, DeviceRow, ItemRow
from shared.contract.api import NONCE_HEADER, Routes
from shared.contract.bodies import BindBody, FlowBody, Subject
from shared.contract.codec import Json, canonical
from shared.contract.errors import TooLarge
from shared.contract.items import ItemKind, SubmissionBatch
from shared.contract.messages import KnownItem, KnownRequest, SubmissionReply
from shared.contract.results import Accepted, ConflictingItem, Duplicate, Held, Reason, RejectedItem
from shared.contract.trust import RenewRequest, renew_challenge
from shared.domain.answers import RecordFact
from shared.domain.flow import Level
from shared.sealing.acks import covers, verify_acknowledgement, verify_statement
from shared.sealing.derive import sha256, slip_check
from shared.sealing.items import item_hash, origin_bytes
from tests.backend.world import CRYPTO, OTHER, PERSON, TODAY, Kiosk, World, filled, world

SECRET = bytes(range(16))


def body(content_of: str = PERSON.id_number) -> FlowBody:
    """A claim's body about that person."""
    subject = Subject(content_of, None)
    return FlowBody(content=filled(), subject=subject, lang="zh_Hans_CN", slip_check=slip_check(SECRET))


async def test_a_claim_is_acknowledged_with_a_signature_over_its_own_id_and_hash(office_world: World) -> None:
    item = await office_world.kiosk.claim()
    result = await office_world.one(item)
    assert isinstance(result, Accepted)
    keys, id = office_world.kiosk.key_set, item.header.id
    said = await verify_acknowledgement(CRYPTO, result.acknowledgement, keys, id=id, hash=item_hash(item))
    assert said.sequence == 1


async def test_the_statement_of_the_same_reply_covers_what_was_accepted(office_world: World) -> None:
    reply = await office_world.send(await office_world.kiosk.claim(), await office_world.kiosk.claim())
    statement = await verify_statement(CRYPTO, reply.statement, office_world.kiosk.key_set)
    for result in reply.results:
        assert isinstance(result, Accepted)
        said = await verify_acknowledgement(CRYPTO, result.acknowledgement, office_world.kiosk.key_set)
        assert covers(statement, said)
        assert not covers(said, said)


async def test_the_same_item_again_gets_the_same_acknowledgement(office_world: World) -> None:
    item = await office_world.kiosk.claim()
    first = await office_world.one(item)
    again = await office_world.one(item)
    assert isinstance(first, Accepted)
    assert again == Duplicate(item.header.id, first.acknowledgement)


async def test_the_same_item_twice_in_one_batch_is_counted_once(office_world: World) -> None:
    item = await office_world.kiosk.claim()
    first, again = (await office_world.send(item, item)).results
    assert isinstance(first, Accepted)
    assert again == Duplicate(item.header.id, first.acknowledgement)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 3), min_size=1, max_size=10))
async def test_whatever_the_order_and_however_often_each_item_keeps_its_acknowledgement(
    tmp_path: Path, order: list[int]
) -> None:
    async with world(tmp_path / secrets.token_hex(4)) as made:
        content = filled()
        items = [await made.kiosk.claim(content=content) for _ in range(4)]
        said: dict[str, str] = {}
        for n in order:
            result = await made.one(items[n])
            assert isinstance(result, Accepted | Duplicate)
            assert said.setdefault(result.id, result.acknowledgement) == result.acknowledgement
        reply = await made.send(*items)
        assert {r.id for r in reply.results if isinstance(r, Duplicate)} == set(said)


async def test_another_content_under_the_same_id_is_a_conflict_and_both_are_kept(office_world: World) -> None:
    kiosk = office_world.kiosk
    session = await kiosk.session()
    header = kiosk.header(ItemKind.SUBMIT, Level.L2)
    first, second = [await kiosk.seal(header, body(), session) for _ in range(2)]
    assert isinstance(await office_world.one(first), Accepted)
    conflict = await office_world.one(second)
    assert conflict == ConflictingItem(header.id, item_hash(first))
    assert await office_world.one(second) == conflict
    assert isinstance(await office_world.one(first), Duplicate)


async def test_one_bad_item_never_holds_up_another(office_world: World) -> None:
    kiosk = office_world.kiosk
    good, bad = await kiosk.claim(), await kiosk.claim()
    forged = replace(bad, origin=bytes(64))
    wire: list[Json] = [good.to_json(), forged.to_json(), {"jwe": "{}"}, 7]
    reply = await raw_batch(office_world, wire)
    accepted, rejected = reply.results
    assert isinstance(accepted, Accepted)
    assert isinstance(rejected, RejectedItem)
    assert rejected.code == Reason.BAD_ORIGIN


async def raw_batch(made: World, items: list[Json]) -> SubmissionReply:
    """A batch that no proper client would send."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made.app), base_url="http://127.0.0.1") as client:
        nonce = (await client.post(Routes.NONCES.path)).headers[NONCE_HEADER]
        content = canonical({"items": items, "permit": None})
        path = Routes.SUBMISSIONS.path
        headers = await made.kiosk.transport.sign_request("POST", path, nonce, content)
        reply = await client.post(path, content=content, headers=headers)
        assert reply.status_code == 200, reply.text
        return SubmissionReply.from_json(reply.json())


async def test_an_item_whose_signature_was_spoiled_on_the_way_can_come_again(office_world: World) -> None:
    item = await office_world.kiosk.claim()
    assert isinstance(await office_world.one(replace(item, origin=bytes(64))), RejectedItem)
    assert isinstance(await office_world.one(item), Accepted)


async def test_a_claim_whose_facts_do_not_follow_from_its_answers_is_rejected_and_says_which(
    office_world: World,
) -> None:
    content = filled()
    lied = replace(content, facts={**content.facts, "contributions.months": 12})
    result = await office_world.one(await office_world.kiosk.claim(content=lied))
    assert isinstance(result, RejectedItem)
    assert (result.code, result.explanation) == (Reason.FACTS_DIFFER, "fact:contributions.months")


async def test_a_record_nobody_unverified_was_shown_is_not_believed(office_world: World) -> None:
    record = {"contributions.months": RecordFact(300, "social_insurance", TODAY)}
    content = filled(level=Level.L1, record=record)
    result = await office_world.one(await office_world.kiosk.claim(content=content, level=Level.L1))
    assert isinstance(result, RejectedItem)
    assert result.code == Reason.FACTS_DIFFER


async def test_an_unknown_service_is_rejected_and_an_unknown_version_waits_for_a_person(office_world: World) -> None:
    other = replace(filled(), flow="no_such_service")
    result = await office_world.one(await office_world.kiosk.claim(content=other))
    assert isinstance(result, RejectedItem)
    assert result.code == Reason.UNKNOWN_FLOW
    newer = replace(filled(), params="2099-01")
    result = await office_world.one(await office_world.kiosk.claim(content=newer))
    assert result == Held(result.id, Reason.UNKNOWN_FLOW)


async def test_a_claim_with_an_answer_missing_is_rejected_with_its_question(office_world: World) -> None:
    content = filled()
    answers = {key: answer for key, answer in content.answers.items() if key != "reason"}
    result = await office_world.one(await office_world.kiosk.claim(content=replace(content, answers=answers)))
    assert isinstance(result, RejectedItem)
    assert result.code == Reason.INCOMPLETE
    assert "missing:reason" in result.explanation


async def test_a_proof_of_somebody_else_makes_an_item_no_more_than_l1(office_world: World) -> None:
    session = await office_world.kiosk.session(OTHER)
    item = await office_world.kiosk.claim(PERSON, session=session)
    assert isinstance(await office_world.one(item), Accepted)
    with office_world.office.db.reading() as db:
        assert db.scalar(select(ItemRow.level)) == Level.L1


async def test_an_item_of_a_revoked_device_is_held_and_a_person_can_let_it_in(office_world: World) -> None:
    office, item = office_world.office, await office_world.kiosk.claim()
    revoke(office, office_world.kiosk.id)
    assert await office_world.one(item) == Held(item.header.id, Reason.DEVICE_REVOKED)
    assert isinstance(release(office, item.header.id, item_hash(item)), Accepted)
    (told,) = (await office_world.changes()).results
    assert isinstance(told, Duplicate)
    await verify_acknowledgement(CRYPTO, told.acknowledgement, office_world.kiosk.key_set, hash=item_hash(item))


async def test_an_item_of_an_expired_device_is_held(office_world: World) -> None:
    item = await office_world.kiosk.claim()
    office_world.clock.passes(days=91)
    assert await office_world.one(item) == Held(item.header.id, Reason.DEVICE_EXPIRED)


async def swap(made: World, kiosk: Kiosk) -> Kiosk:
    """The same kiosk with a key of its own."""
    fresh = await CRYPTO.new_signer()
    proof = await fresh.sign(renew_challenge(kiosk.id, fresh.public))
    reply = await made.api(kiosk).renew(RenewRequest(kiosk.id, fresh.public, proof))
    return replace(kiosk, signer=fresh, certificate=reply.certificate)


async def test_after_the_swap_the_first_key_is_held_when_another_uses_it(office_world: World) -> None:
    first = office_world.kiosk
    own = await swap(office_world, first)
    by_old = await first.claim()
    assert await office_world.one(by_old, first) == Held(by_old.header.id, Reason.FIRST_KEY_REUSED)
    assert isinstance(await office_world.one(await own.claim(), own), Accepted)


async def test_what_was_sealed_before_the_swap_is_taken_when_the_kiosk_itself_brings_it(office_world: World) -> None:
    before = await office_world.kiosk.claim()
    own = await swap(office_world, office_world.kiosk)
    assert isinstance(await office_world.one(before, own), Accepted)


async def test_a_swap_that_the_office_forgot_in_a_restore_is_known_again_by_the_own_key(office_world: World) -> None:
    first = office_world.kiosk
    own = await swap(office_world, first)
    with office_world.office.db.writing() as db:
        db.delete(db.get_one(DeviceRow, first.id))
    assert isinstance(await office_world.one(await own.claim(), own), Accepted)
    by_old = await first.claim()
    assert await office_world.one(by_old, first) == Held(by_old.header.id, Reason.FIRST_KEY_REUSED)


async def test_a_lost_reply_to_the_swap_does_no_harm(office_world: World) -> None:
    kiosk = office_world.kiosk
    fresh = await CRYPTO.new_signer()
    request = RenewRequest(kiosk.id, fresh.public, await fresh.sign(renew_challenge(kiosk.id, fresh.public)))
    await office_world.api().renew(request)
    reply = await office_world.api().renew(request)
    own = replace(kiosk, signer=fresh, certificate=reply.certificate)
    assert isinstance(await office_world.one(await own.claim(), own), Accepted)


async def test_an_item_may_come_by_way_of_another_device(office_world: World) -> None:
    other = await Kiosk.enrolled(office_world.office, office_world.folder)
    item = await office_world.kiosk.claim()
    assert isinstance(await office_world.one(item, other), Accepted)


async def test_known_tells_what_is_here_and_what_is_wanted_again(office_world: World) -> None:
    sent, kept = await office_world.kiosk.claim(), await office_world.kiosk.claim()
    first = await office_world.one(sent)
    assert isinstance(first, Accepted)
    wanted = tuple(KnownItem(item.header.id, item_hash(item)) for item in (sent, kept))
    reply = await office_world.api().known(KnownRequest(wanted))
    assert reply.results == (Duplicate(sent.header.id, first.acknowledgement),)
    assert reply.unknown == (kept.header.id,)


async def test_a_submission_carries_no_more_items_than_agreed(office_world: World) -> None:
    item = await office_world.kiosk.claim()
    with pytest.raises(TooLarge):
        await office_world.api().submit(SubmissionBatch((item,) * 101))


async def test_what_cannot_be_opened_is_kept_and_explained(office_world: World) -> None:
    kiosk = office_world.kiosk
    item = await kiosk.claim()
    jwe = item.jwe.replace(b'"kid":"' + kiosk.key_set.keys[0].kid.encode(), b'"kid":"' + b"x" * 11)
    assert jwe != item.jwe
    changed = replace(item, jwe=jwe, origin=await kiosk.signer.sign(origin_bytes(item.header, sha256(jwe))))
    result = await office_world.one(changed)
    assert isinstance(result, RejectedItem)
    assert result.code == Reason.UNKNOWN_KEY


async def test_an_owner_may_bind_a_phone_by_card_and_by_nothing_less(office_world: World) -> None:
    kiosk = office_world.kiosk
    for level, expected in ((Level.L2, Accepted), (Level.L1, RejectedItem)):
        code = sha256(f"code {level}".encode())
        subject = Subject(PERSON.id_number, PERSON.name)
        bind = BindBody(subject=subject, code_hash=code, slip_check=slip_check(SECRET))
        session = await kiosk.session() if level >= Level.L2 else None
        item = await kiosk.seal(kiosk.header(ItemKind.BIND, level), bind, session)
        assert isinstance(await office_world.one(item), expected)
    with office_world.office.db.reading() as db:
        bindings = db.scalars(select(BindingRow)).all()
        assert [(row.subject, row.code_hash) for row in bindings] == [(PERSON.id_number, sha256(b"code 2"))]

"""Who may ask: single-use nonces, signatures, standing, and quotas that say when to come again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from shared.backend.intake import revoke
from shared.backend.settings import Limits
from shared.contract.api import MAX_BATCH_BYTES, NONCE_HEADER, SERVICE_HEADER, Routes
from shared.contract.errors import BadSignature, Forbidden, NonceUsed, Throttled, Unauthorized
from shared.contract.messages import PermitRequest
from shared.contract.results import Accepted, Held
from shared.contract.trust import EnrolRequest, RenewRequest, renew_challenge
from shared.domain.flow import Level
from shared.sealing.acks import verify_statement
from shared.sealing.transport import TransportSigner
from shared.sealing.trust import verify_device
from tests.backend.world import CRYPTO, START, Kiosk, World, world

PERMITS = Routes.PERMITS.path
WANTED = b'{"bytes":1,"items":1}'


def client(made: World) -> httpx.AsyncClient:
    """Bare HTTP to the office."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=made.app), base_url="http://127.0.0.1")


async def nonce(http: httpx.AsyncClient) -> str:
    """One nonce."""
    return (await http.post(Routes.NONCES.path)).headers[NONCE_HEADER]


async def code(reply: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem."""
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers[SERVICE_HEADER] == "1"
    return reply.status_code, reply.json()["code"]


async def test_a_nonce_is_good_once(office_world: World) -> None:
    async with client(office_world) as http:
        headers = await office_world.kiosk.transport.sign_request("POST", PERMITS, await nonce(http), WANTED)
        assert (await http.post(PERMITS, content=WANTED, headers=headers)).status_code == 200
        again = await http.post(PERMITS, content=WANTED, headers=headers)
        assert await code(again) == (401, NonceUsed.code)


async def test_a_nonce_is_good_for_two_minutes(office_world: World) -> None:
    async with client(office_world) as http:
        headers = await office_world.kiosk.transport.sign_request("POST", PERMITS, await nonce(http), WANTED)
        office_world.clock.passes(seconds=121)
        late = await http.post(PERMITS, content=WANTED, headers=headers)
        assert await code(late) == (401, NonceUsed.code)


async def test_a_nonce_of_ones_own_making_is_not_taken(office_world: World) -> None:
    async with client(office_world) as http:
        for made_up in ("x", "AAAA", "A" * 46):
            headers = await office_world.kiosk.transport.sign_request("POST", PERMITS, made_up, WANTED)
            reply = await http.post(PERMITS, content=WANTED, headers=headers)
            assert await code(reply) == (401, NonceUsed.code)


async def test_a_signature_covers_method_target_and_body(office_world: World) -> None:
    async with client(office_world) as http:
        for method, target, body in (("PUT", PERMITS, WANTED), ("POST", "/v1/known", WANTED), ("POST", PERMITS, b"{}")):
            headers = await office_world.kiosk.transport.sign_request(method, target, await nonce(http), body)
            reply = await http.post(PERMITS, content=WANTED, headers=headers)
            assert await code(reply) == (401, Unauthorized.code)


async def test_a_device_of_another_office_is_not_let_in(office_world: World, tmp_path: Path) -> None:
    async with world(tmp_path / "other") as other:
        with pytest.raises(Unauthorized):
            await office_world.api(other.kiosk).permit(PermitRequest(1, 1))


async def test_an_unsigned_request_is_told_what_it_lacks(office_world: World) -> None:
    async with client(office_world) as http:
        reply = await http.post(PERMITS, content=WANTED)
        assert await code(reply) == (401, Unauthorized.code)
        assert NONCE_HEADER in reply.json()["detail"]


async def test_a_permit_goes_with_the_batch(office_world: World) -> None:
    permit = await office_world.api().permit(PermitRequest(1, 1))
    assert permit.granted
    assert office_world.office.gate.permitted(permit.token, office_world.kiosk.id)
    assert not office_world.office.gate.permitted(permit.token, "kiosk-other")
    office_world.clock.passes(seconds=301)
    assert not office_world.office.gate.permitted(permit.token, office_world.kiosk.id)


async def test_an_office_that_is_full_gives_no_permit_and_says_when(tmp_path: Path) -> None:
    async with world(tmp_path, limits=Limits(active_batches=0)) as made:
        permit = await made.api().permit(PermitRequest(1, 1))
        assert (permit.granted, permit.retry_after_s) == (False, 5)
        with pytest.raises(Throttled) as told:
            await made.send(await made.kiosk.claim())
        assert told.value.retry_after_s == 5


async def test_more_requests_than_the_quota_are_put_off_until_the_next_window(tmp_path: Path) -> None:
    async with world(tmp_path, limits=Limits(requests_per_window=2)) as made:
        for _ in range(2):
            await made.api().permit(PermitRequest(1, 1))
        with pytest.raises(Throttled) as told:
            await made.api().permit(PermitRequest(1, 1))
        assert told.value.retry_after_s is not None
        assert 1 <= told.value.retry_after_s <= 60
        other = await Kiosk.enrolled(made.office, made.folder)
        assert (await made.api(other).permit(PermitRequest(1, 1))).granted
        made.clock.passes(seconds=told.value.retry_after_s)
        assert (await made.api().permit(PermitRequest(1, 1))).granted


async def test_a_stolen_kiosk_submits_no_more_than_its_quota(tmp_path: Path) -> None:
    async with world(tmp_path, limits=Limits(items_per_window=1)) as made:
        first, second = await made.kiosk.claim(), await made.kiosk.claim()
        assert isinstance(await made.one(first), Accepted)
        with pytest.raises(Throttled):
            await made.one(second)
        made.clock.passes(minutes=1)
        assert isinstance(await made.one(second), Accepted)


async def pieces() -> AsyncIterator[bytes]:
    """Five mebibytes of which the length was not said before."""
    for _ in range(5):
        yield bytes(1024 * 1024)


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(office_world: World) -> None:
    async with client(office_world) as http:
        stated = {"content-length": str(MAX_BATCH_BYTES + 1)}
        reply = await http.post(Routes.SUBMISSIONS.path, content=b"", headers=stated)
        assert (await code(reply))[0] == 413
        reply = await http.post(Routes.SUBMISSIONS.path, content=pieces())
        assert (await code(reply))[0] == 413


async def test_a_revoked_device_may_hand_in_and_nothing_else(office_world: World) -> None:
    revoke(office_world.office, office_world.kiosk.id)
    with pytest.raises(Forbidden):
        await office_world.ask("record")
    assert isinstance(await office_world.one(await office_world.kiosk.claim()), Held)
    fresh = await CRYPTO.new_signer()
    proof = await fresh.sign(renew_challenge(office_world.kiosk.id, fresh.public))
    with pytest.raises(Forbidden):
        await office_world.api().renew(RenewRequest(office_world.kiosk.id, fresh.public, proof))


async def test_nobody_gets_a_certificate_for_a_key_they_do_not_hold(office_world: World) -> None:
    mine, theirs = await CRYPTO.new_signer(), await CRYPTO.new_signer()
    kiosk = office_world.kiosk
    proof = await mine.sign(renew_challenge(kiosk.id, theirs.public))
    with pytest.raises(BadSignature):
        await office_world.api().renew(RenewRequest(kiosk.id, theirs.public, proof))
    name = "kiosk-other"
    request = RenewRequest(name, mine.public, await mine.sign(renew_challenge(name, mine.public)))
    with pytest.raises(Forbidden):
        await office_world.api().renew(request)


async def test_a_phone_enrols_itself_and_is_the_same_phone_the_second_time(office_world: World) -> None:
    key = await CRYPTO.new_signer()
    request = EnrolRequest(key.public, await key.sign(renew_challenge("", key.public)))
    first, again = [await office_world.api().enrol(request) for _ in range(2)]
    keys = office_world.kiosk.key_set
    names = {(await verify_device(CRYPTO, reply.certificate, keys)).device for reply in (first, again)}
    assert len(names) == 1
    phone = Kiosk(names.pop(), key, first.certificate, keys)
    item = await phone.claim(level=Level.L1)
    assert isinstance(await office_world.one(item, phone), Accepted)


async def test_enrolments_of_phones_are_limited_for_all_together(tmp_path: Path) -> None:
    async with world(tmp_path, limits=Limits(enrolments_per_window=1)) as made:
        for n in range(2):
            key = await CRYPTO.new_signer()
            request = EnrolRequest(key.public, await key.sign(renew_challenge("", key.public)))
            if n == 0:
                await made.api().enrol(request)
            else:
                with pytest.raises(Throttled):
                    await made.api().enrol(request)


async def test_the_signed_time_is_the_offices(office_world: World) -> None:
    reply = await office_world.api().nonce()
    said = await verify_statement(CRYPTO, reply.statement, office_world.kiosk.key_set)
    assert said.time == START
    assert len(set(reply.nonces)) == len(reply.nonces) == 8


async def test_another_devices_name_on_a_request_does_not_hold(office_world: World) -> None:
    kiosk = office_world.kiosk
    posing = replace(kiosk, id="kiosk-other")
    signer = TransportSigner(posing.id, kiosk.certificate, kiosk.signer)
    async with client(office_world) as http:
        headers = await signer.sign_request("POST", PERMITS, await nonce(http), WANTED)
        assert await code(await http.post(PERMITS, content=WANTED, headers=headers)) == (401, Unauthorized.code)


async def test_paths_and_methods_that_do_not_exist_are_problems_too(office_world: World) -> None:
    async with client(office_world) as http:
        assert (await code(await http.get("/v1/nothing")))[0] == 404
        assert (await code(await http.get(Routes.NONCES.path)))[0] == 405

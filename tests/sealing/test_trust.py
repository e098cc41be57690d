"""Only what leads to the root is believed, nothing older than what is held, and nothing as another kind of thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.contract.errors import BadSignature, Expired, Malformed, RolledBack, UnknownKey
from shared.contract.messages import Pack
from shared.contract.results import Acknowledgement, Statement
from shared.contract.trust import KeySet, KeyUse
from shared.sealing.acks import (
    covers,
    sign_acknowledgement,
    sign_pack,
    sign_statement,
    verify_acknowledgement,
    verify_pack,
    verify_statement,
)
from shared.sealing.crypto_native import signer_of
from shared.sealing.jws import read_jws, sign_jws
from shared.sealing.trust import check_dates, find_key, read_key_set, seal_key, take_key_set, verify_device
from tests.sealing.world import (
    CRYPTO,
    KEY_SET,
    NOW,
    ROOT,
    TODAY,
    device_token,
    entry,
    fixed,
    item_id,
    key_set_token,
    office_signer,
)

ACK = Acknowledgement(id=item_id(), hash=fixed("hash"), epoch="e1", sequence=7, time=NOW, durable_through=6)


async def ack(acknowledgement: Acknowledgement = ACK) -> str:
    return await sign_acknowledgement(office_signer(KeyUse.RECEIPT), KeyUse.RECEIPT.value, acknowledgement)


async def test_a_key_set_of_the_root_is_taken() -> None:
    assert await take_key_set(CRYPTO, ROOT.public, await key_set_token(), held=None, now=NOW) == KEY_SET


async def test_a_key_set_of_another_root_is_refused() -> None:
    with pytest.raises(BadSignature):
        await take_key_set(CRYPTO, signer_of(fixed("another root")).public, await key_set_token(), held=None, now=NOW)


async def test_an_older_key_set_is_refused() -> None:
    held = replace(KEY_SET, version=KEY_SET.version + 1)
    with pytest.raises(RolledBack):
        await take_key_set(CRYPTO, ROOT.public, await key_set_token(), held=held, now=NOW)


async def test_another_key_set_of_the_same_version_is_refused() -> None:
    other = await key_set_token(replace(KEY_SET, keys=KEY_SET.keys[1:]))
    with pytest.raises(RolledBack):
        await take_key_set(CRYPTO, ROOT.public, other, held=KEY_SET, now=NOW)


async def test_the_same_key_set_again_is_fine() -> None:
    assert await take_key_set(CRYPTO, ROOT.public, await key_set_token(), held=KEY_SET, now=NOW) == KEY_SET


async def test_an_expired_key_set_is_refused_but_one_held_stays_readable() -> None:
    token = await key_set_token()
    with pytest.raises(Expired):
        await take_key_set(CRYPTO, ROOT.public, token, held=None, now=NOW + timedelta(days=400))
    assert await read_key_set(CRYPTO, ROOT.public, token) == KEY_SET


async def test_without_a_trusted_clock_dates_are_not_looked_at() -> None:
    old = await key_set_token(replace(KEY_SET, expires=NOW - timedelta(days=900)))
    assert (await take_key_set(CRYPTO, ROOT.public, old, held=None, now=None)).version == KEY_SET.version


def test_the_newest_valid_seal_key_is_used_and_an_expired_one_rather_than_none() -> None:
    old, new = entry(KeyUse.SEAL, "old", NOW - timedelta(days=300)), entry(KeyUse.SEAL, "new", NOW)
    key_set = replace(KEY_SET, keys=(old, new))
    assert seal_key(key_set, NOW) == new
    assert seal_key(key_set, NOW - timedelta(days=100)) == old
    assert seal_key(key_set, NOW + timedelta(days=4000)) == new
    assert seal_key(key_set, None) == new
    with pytest.raises(UnknownKey):
        seal_key(replace(KEY_SET, keys=()), NOW)


def test_a_key_is_found_for_its_own_use_only() -> None:
    assert find_key(KEY_SET, KeyUse.SEAL, "seal").use is KeyUse.SEAL
    with pytest.raises(UnknownKey):
        find_key(KEY_SET, KeyUse.RECEIPT, "seal")


def test_a_newer_key_set_with_a_use_unknown_here_is_still_read() -> None:
    data = KEY_SET.to_bytes().replace(b'"use":"pack"', b'"use":"dreams"')
    assert {key.use for key in KeySet.from_bytes(data).keys} == set(KeyUse) - {KeyUse.PACK}


async def test_an_acknowledgement_is_for_one_id_and_one_hash() -> None:
    token = await ack()
    assert await verify_acknowledgement(CRYPTO, token, KEY_SET, id=ACK.id, hash=ACK.hash) == ACK
    for wrong in ({"id": item_id(2)}, {"hash": fixed("other")}):
        with pytest.raises(BadSignature, match="another item"):
            await verify_acknowledgement(CRYPTO, token, KEY_SET, **wrong)


async def test_an_acknowledgement_by_another_key_marks_nothing() -> None:
    forged = await sign_acknowledgement(signer_of(fixed("thief")), KeyUse.RECEIPT.value, ACK)
    with pytest.raises(BadSignature):
        await verify_acknowledgement(CRYPTO, forged, KEY_SET)
    unknown = await sign_acknowledgement(signer_of(fixed("thief")), "thief", ACK)
    with pytest.raises(UnknownKey):
        await verify_acknowledgement(CRYPTO, unknown, KEY_SET)


async def test_an_acknowledgement_dated_outside_of_its_keys_time_is_refused() -> None:
    late = await ack(replace(ACK, time=NOW + timedelta(days=4000)))
    with pytest.raises(Expired):
        await verify_acknowledgement(CRYPTO, late, KEY_SET)


async def test_one_signed_thing_never_passes_for_another() -> None:
    statement = await sign_statement(office_signer(KeyUse.RECEIPT), KeyUse.RECEIPT.value, Statement("e1", NOW, 6))
    with pytest.raises(BadSignature, match="another kind"):
        await verify_acknowledgement(CRYPTO, statement, KEY_SET)
    with pytest.raises(BadSignature, match="another kind"):
        await verify_statement(CRYPTO, await ack(), KEY_SET)


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c.d", "e30.e30.AA", "é.é.é", "..", "{}", "<html></html>"])
def test_what_is_no_jws_is_malformed(token: str) -> None:
    with pytest.raises(Malformed):
        read_jws(token)


async def test_a_header_with_anything_more_is_malformed() -> None:
    token = await sign_jws(ROOT, "k", "t", b"{}")
    assert read_jws(token).kid == "k"
    with pytest.raises(Malformed):
        read_jws("eyJhbGciOiJub25lIiwia2lkIjoiayIsInR5cCI6InQifQ" + token[token.index(".") :])


def test_only_what_is_durable_in_the_same_epoch_may_be_dropped() -> None:
    assert not covers(Statement("e1", NOW, 6), ACK)
    assert covers(Statement("e1", NOW, 7), ACK)
    assert not covers(Statement("e2", NOW, 99), ACK)


async def test_a_pack_is_believed_by_the_pack_key_only() -> None:
    pack = Pack("regions", 2, TODAY, ({"value": "440000", "title": "广东省"},))
    token = await sign_pack(office_signer(KeyUse.PACK), KeyUse.PACK.value, pack)
    assert await verify_pack(CRYPTO, token, KEY_SET) == pack
    with pytest.raises(UnknownKey):
        await verify_pack(CRYPTO, await sign_pack(office_signer(KeyUse.RECEIPT), KeyUse.RECEIPT.value, pack), KEY_SET)


async def test_a_device_certificate_ends_after_ninety_days() -> None:
    certificate = await verify_device(CRYPTO, await device_token(), KEY_SET)
    check_dates(certificate, NOW + timedelta(days=90))
    with pytest.raises(Expired):
        check_dates(certificate, NOW + timedelta(days=91))

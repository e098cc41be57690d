"""An item opens for the office and for the slip, and for nobody else; nothing of it can be changed."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.contract.codec import canonical, parse
from shared.contract.errors import BadSignature, ContractError, Malformed, Unopenable
from shared.contract.items import ItemKind, SealedItem
from shared.contract.trust import KeyEntry, KeyUse
from shared.domain.flow import Level
from shared.sealing.crypto_native import agreement_of, signer_of
from shared.sealing.demo_native import demo_issuer
from shared.sealing.framing import LARGEST, STEP, frame, unframe
from shared.sealing.items import item_hash, open_for_office, open_with_slip, origin_bytes, verify_item
from shared.sealing.jwe import ItemJwe, seal_general
from shared.sealing.session import verify_content
from tests.sealing.world import (
    CRYPTO,
    KEY_SET,
    PERSON,
    SEAL_KEY,
    SECRET,
    TODAY,
    body,
    device_token,
    fixed,
    fresh,
    header,
    seal_entry,
    sealed,
)

KINDS = pytest.mark.parametrize("kind", list(ItemKind))


@KINDS
async def test_the_office_reads_what_was_sealed(kind: ItemKind) -> None:
    item = SealedItem.from_json(parse(canonical((await sealed(kind)).to_json())))
    verified = await verify_item(CRYPTO, item, KEY_SET)
    opened = await open_for_office(CRYPTO, verified.jwe, SEAL_KEY)
    assert opened.header == header(kind)
    assert opened.body == body(kind)
    assert verified.hash == item_hash(item)


@KINDS
async def test_the_slip_opens_the_same_content(kind: ItemKind) -> None:
    item = await sealed(kind)
    by_slip = await open_with_slip(CRYPTO, item, SECRET)
    assert by_slip == await open_for_office(CRYPTO, ItemJwe.from_bytes(item.jwe), SEAL_KEY)


async def test_another_slip_opens_nothing() -> None:
    with pytest.raises(Unopenable):
        await open_with_slip(CRYPTO, await sealed(), bytes(16))


async def test_another_office_opens_nothing() -> None:
    item = await sealed()
    with pytest.raises(Unopenable):
        await open_for_office(CRYPTO, ItemJwe.from_bytes(item.jwe), agreement_of(fixed("another office")))


async def test_nothing_personal_stands_in_the_wire_form() -> None:
    wire = canonical((await sealed()).to_json()).decode()
    assert PERSON.id_number not in wire
    assert PERSON.name not in wire
    assert "expired" not in wire


@given(st.binary(max_size=3000))
def test_the_length_tells_no_more_than_a_step(content: bytes) -> None:
    framed = frame(content)
    assert len(framed) % STEP == 0
    assert unframe(framed) == content


@given(st.binary(max_size=3000))
def test_what_is_no_frame_is_refused_and_never_breaks(raw: bytes) -> None:
    padded = raw + bytes(-len(raw) % STEP)
    try:
        assert frame(unframe(padded))
    except Unopenable:
        return


def test_a_small_frame_cannot_unfold_without_end() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(LARGEST + 1)) + packer.flush()
    framed = len(packed).to_bytes(4, "big") + packed
    with pytest.raises(Unopenable):
        unframe(framed + bytes(-len(framed) % STEP))


async def test_at_l2_the_card_behind_the_item_is_found() -> None:
    opened = await open_with_slip(CRYPTO, await sealed(), SECRET)
    card = await verify_content(CRYPTO, opened.header.to_bytes(), opened.content, [demo_issuer()], TODAY)
    assert card is not None
    assert card.id_number == PERSON.id_number


async def test_without_a_proof_an_item_is_l1_whatever_it_says() -> None:
    opened = await open_with_slip(CRYPTO, await sealed(level=Level.L1), SECRET)
    assert await verify_content(CRYPTO, opened.header.to_bytes(), opened.content, [demo_issuer()], TODAY) is None


async def test_a_proof_does_not_move_to_another_body_or_header() -> None:
    opened = await open_with_slip(CRYPTO, await sealed(), SECRET)
    moved = replace(opened.content, body=body(ItemKind.WITHDRAW).to_bytes())
    with pytest.raises(BadSignature):
        await verify_content(CRYPTO, opened.header.to_bytes(), moved, [demo_issuer()], TODAY)
    with pytest.raises(BadSignature):
        await verify_content(CRYPTO, header(n=2).to_bytes(), opened.content, [demo_issuer()], TODAY)


async def test_an_origin_signed_by_another_device_is_refused() -> None:
    item = await sealed()
    other = signer_of(fixed("other device"))
    forged = replace(item, origin=await other.sign(origin_bytes(item.header, item_hash(item))))
    with pytest.raises(BadSignature):
        await verify_item(CRYPTO, forged, KEY_SET)
    stolen = replace(forged, certificate=await device_token("kiosk-other", other))
    with pytest.raises(BadSignature, match="another device"):
        await verify_item(CRYPTO, stolen, KEY_SET)


async def test_a_second_content_for_the_slip_is_refused() -> None:
    """Who wraps another key for the slip than for the office is caught by the commitment."""
    one, other = fresh("one"), fresh("other")
    raw = await seal_general(CRYPTO, b"{}", bytes(STEP), office=seal_entry().key, kid="seal", secret=SECRET, fresh=one)
    jwe = ItemJwe.from_bytes(raw)
    swapped = replace(jwe, for_slip=await CRYPTO.wrap(SECRET, other.cek))
    item = SealedItem(b"{}", swapped.to_bytes(), bytes(64), "")
    with pytest.raises(Unopenable, match="committed"):
        await open_with_slip(CRYPTO, item, SECRET)


async def _believed(item: SealedItem) -> bool:
    """The whole chain of belief at the office."""
    try:
        verified = await verify_item(CRYPTO, item, KEY_SET)
        opened = await open_for_office(CRYPTO, verified.jwe, SEAL_KEY)
        await verify_content(CRYPTO, item.header_bytes, opened.content, [demo_issuer()], TODAY)
    except ContractError:
        return False
    return True


async def test_the_untouched_item_is_believed() -> None:
    assert await _believed(await sealed())


@pytest.mark.parametrize("part", ["header_bytes", "jwe", "origin", "certificate"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_a_change_of_any_byte_is_refused(part: str, data: st.DataObject) -> None:
    item = await sealed()
    value = getattr(item, part)
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    place = data.draw(st.integers(0, len(raw) - 1))
    old = raw[place]
    raw[place] = data.draw(st.integers(0, 127 if isinstance(value, str) else 255).filter(lambda new: new != old))
    changed = raw.decode() if isinstance(value, str) else bytes(raw)
    assert not await _believed(replace(item, **{part: changed}))  # type: ignore[arg-type]


@settings(max_examples=80, deadline=None)
@given(data=st.data())
async def test_a_changed_jwe_that_is_signed_anew_still_does_not_open_otherwise(data: st.DataObject) -> None:
    """Even the device itself cannot change a sealed item: every member of the JWE is bound to the content."""
    item = await sealed()
    jwe = ItemJwe.from_bytes(item.jwe)
    part = data.draw(st.sampled_from(["aad", "commit", "for_office", "iv", "sealed"]))
    raw = bytearray(getattr(jwe, part))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    changed = replace(jwe, **{part: bytes(raw)})  # type: ignore[arg-type]
    with pytest.raises((Unopenable, Malformed)):
        await open_for_office(CRYPTO, changed, SEAL_KEY)


async def test_white_space_in_the_jwe_is_refused() -> None:
    item = await sealed()
    spaced = json.dumps(json.loads(item.jwe)).encode()
    with pytest.raises(Malformed, match="canonical"):
        ItemJwe.from_bytes(spaced)


async def test_a_key_of_another_use_certifies_no_device() -> None:
    item = await sealed()
    wrong = tuple(replace(e, use=KeyUse.PACK) if e.use is KeyUse.DEVICE else e for e in KEY_SET.keys)
    assert not await _believed_with(item, wrong)


async def _believed_with(item: SealedItem, keys: tuple[KeyEntry, ...]) -> bool:
    try:
        await verify_item(CRYPTO, item, replace(KEY_SET, keys=keys))
    except ContractError:
        return False
    return True

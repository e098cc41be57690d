"""L2: a card with the right PIN vouches for one session on one device, and the session dies with its key."""

from __future__ import annotations

import pytest

from shared.contract.api import request_bytes
from shared.contract.errors import BadSignature, Expired, Unauthorized, UnknownKey
from shared.contract.items import ItemKind
from shared.contract.trust import CardCertificate, IssuerRoot
from shared.sealing.crypto_native import signer_of
from shared.sealing.demo_native import (
    DEMO_PEOPLE,
    PIN,
    VALID_TO,
    DemoCard,
    demo_card,
    demo_issuer,
    demo_issuer_key,
    demo_key,
)
from shared.sealing.derive import sha256
from shared.sealing.session import CardLocked, SessionEnded, WrongPin, open_session, verify_proof, verify_session_header
from shared.sealing.transport import TransportSigner, nonce_of, verify_request
from shared.sealing.trust import sign_card
from tests.sealing.world import (
    CRYPTO,
    DEVICE,
    DEVICE_KEY,
    KEY_SET,
    PERSON,
    TODAY,
    body,
    device_token,
    fixed,
    header,
    session,
)


async def test_the_right_pin_opens_a_session_of_that_person() -> None:
    assert (await session()).certificate.id_number == PERSON.id_number


async def test_three_wrong_pins_lock_the_card_and_the_right_one_counts_anew() -> None:
    card = await demo_card(PERSON)
    for left in (2, 1):
        with pytest.raises(WrongPin) as refused:
            await card.sign("000000", b"")
        assert refused.value.left == left
    await card.sign(PIN, b"")
    for _ in range(2):
        with pytest.raises(WrongPin):
            await card.sign("000000", b"")
    with pytest.raises(CardLocked):
        await card.sign("000000", b"")
    with pytest.raises(CardLocked):
        await card.sign(PIN, b"")


async def test_a_demo_card_fails_where_no_demo_issuer_is_believed_and_costs_no_try() -> None:
    card = await demo_card(PERSON)
    other = IssuerRoot("ministry", signer_of(fixed("ministry")).public)
    for _ in range(5):
        with pytest.raises(UnknownKey):
            await open_session(CRYPTO, card, "000000", device=DEVICE, issuers=[other], on=TODAY)
    await card.sign(PIN, b"")


async def test_a_forged_card_is_refused() -> None:
    key = signer_of(fixed("forger"))
    real = (await session()).certificate
    forged = CardCertificate(
        real.id_number, real.name, real.card_number, real.region, key.public, real.valid_from, real.valid_to
    )
    issuer = demo_issuer()
    token = await sign_card(key, forged)
    renamed = token.replace(token.split(".")[0], (await demo_card(PERSON)).certificate.split(".")[0])
    with pytest.raises(BadSignature):
        await open_session(CRYPTO, DemoCard(PERSON, renamed, key), PIN, device=DEVICE, issuers=[issuer], on=TODAY)


async def test_a_card_that_signs_with_another_key_is_refused() -> None:
    stolen = DemoCard(PERSON, (await demo_card(PERSON)).certificate, demo_key("another card"))
    with pytest.raises(BadSignature):
        await open_session(CRYPTO, stolen, PIN, device=DEVICE, issuers=[demo_issuer()], on=TODAY)


async def test_an_expired_card_is_told_as_such() -> None:
    late = VALID_TO.replace(year=VALID_TO.year + 1)
    with pytest.raises(Expired):
        await open_session(CRYPTO, await demo_card(PERSON), PIN, device=DEVICE, issuers=[demo_issuer()], on=late)


async def test_a_proof_is_good_on_its_own_device_only() -> None:
    proof = (await session()).proof
    assert (await verify_proof(CRYPTO, proof, device=DEVICE, issuers=[demo_issuer()], on=TODAY)).name == PERSON.name
    with pytest.raises(BadSignature):
        await verify_proof(CRYPTO, proof, device="kiosk-other", issuers=[demo_issuer()], on=TODAY)


async def test_an_ended_session_signs_nothing_more() -> None:
    live = await session()
    live.end()
    assert live.ended
    with pytest.raises(SessionEnded):
        await live.content(header(), body(ItemKind.SUBMIT).to_bytes())


async def test_a_request_is_good_for_its_own_method_path_body_and_nonce() -> None:
    signer = TransportSigner(DEVICE, await device_token(), DEVICE_KEY)
    headers = await signer.sign_request("POST", "/v1/submissions", "nonce", b"{}")
    assert nonce_of(headers) == "nonce"
    good = {"method": "POST", "target": "/v1/submissions", "body": b"{}"}
    certificate = await verify_request(CRYPTO, headers, **good, key_set=KEY_SET)  # type: ignore[arg-type]
    assert certificate.device == DEVICE
    for change in ({"method": "PUT"}, {"target": "/v1/known"}, {"body": b"{ }"}):
        with pytest.raises(BadSignature):
            await verify_request(CRYPTO, headers, **{**good, **change}, key_set=KEY_SET)  # type: ignore[arg-type]
    replayed = {**headers, "Nuanchuang-Nonce": "another"}
    with pytest.raises(BadSignature):
        await verify_request(CRYPTO, replayed, **good, key_set=KEY_SET)  # type: ignore[arg-type]
    with pytest.raises(Unauthorized):
        await verify_request(CRYPTO, {}, **good, key_set=KEY_SET)  # type: ignore[arg-type]


async def test_the_session_header_tells_who_is_present_for_one_request() -> None:
    live = await session()
    request = request_bytes("GET", "/v1/changes?cursor=", "nonce", sha256(b""), DEVICE)
    value = await live.header(request)
    found = await verify_session_header(CRYPTO, value, request, device=DEVICE, issuers=[demo_issuer()], on=TODAY)
    assert found.id_number == PERSON.id_number
    other = request_bytes("GET", "/v1/changes?cursor=", "other", sha256(b""), DEVICE)
    with pytest.raises(BadSignature):
        await verify_session_header(CRYPTO, value, other, device=DEVICE, issuers=[demo_issuer()], on=TODAY)


async def test_every_demo_card_is_the_same_each_time() -> None:
    for person in DEMO_PEOPLE:
        one, other = await demo_card(person), await demo_card(person)
        assert one.certificate == other.certificate
    assert demo_issuer_key().public == demo_issuer().key

"""What the citizen takes along: it fits a QR, it verifies without network, and it lies to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import qrcode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessibility.greeting import is_greeting
from shared.contract.errors import BadSignature, ContractError, Malformed
from shared.contract.items import ItemKind
from shared.contract.results import Acknowledgement
from shared.contract.trust import KeyUse
from shared.domain.answers import RecordFact
from shared.sealing.acks import sign_acknowledgement
from shared.sealing.codes import base45, unbase45
from shared.sealing.demo_native import DEMO_PEOPLE
from shared.sealing.derive import is_receipt_number, receipt_number
from shared.sealing.slips import (
    FORMER_STATE_PREFIX,
    STATE_PREFIX,
    Receipt,
    SlipCode,
    StateCode,
    sign_receipt,
    sign_state,
    small_receipt,
    verify_slip,
    verify_state,
)
from tests.sealing.world import (
    CRYPTO,
    DEVICE_KEY,
    KEY_SET,
    NOW,
    PERSON,
    SECRET,
    TODAY,
    device_token,
    fixed,
    item_id,
    office_signer,
)

RECEIPT = Receipt(item_id(), ItemKind.SUBMIT, TODAY, fixed("hash"), "seal")


async def slip(acknowledged: bool = True, receipt: Receipt = RECEIPT) -> SlipCode:
    ack = Acknowledgement(
        id=receipt.id, hash=receipt.hash, epoch=item_id(5), sequence=123456, time=NOW, durable_through=123400
    )
    token = await sign_acknowledgement(office_signer(KeyUse.RECEIPT), KeyUse.RECEIPT.value, ack)
    signature = await sign_receipt(DEVICE_KEY, receipt)
    return SlipCode(receipt, signature, await device_token(), token if acknowledged else None, SECRET)


def version(text: str) -> int:
    """The QR version at error correction M; 40 is the largest."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return int(code.version)


@pytest.mark.parametrize("acknowledged", [True, False])
async def test_a_slip_comes_back_from_its_code_and_verifies(acknowledged: bool) -> None:
    made = await slip(acknowledged)
    found = SlipCode.from_text(made.text())
    assert found == made
    verified = await verify_slip(CRYPTO, found, KEY_SET)
    assert (verified.acknowledgement is not None) is acknowledged


async def test_the_codes_fit_a_qr_comfortably() -> None:
    made = await slip()
    assert version(made.text()) <= 20
    assert version(made.small()) <= 11
    assert len(made.small()) < len(made.text()) / 2


async def test_the_code_without_the_secret_does_not_hold_it() -> None:
    made = await slip()
    assert SlipCode.from_text(made.without_secret().text()).secret is None
    receipt, signature = small_receipt(made.small())
    assert (receipt, signature) == (RECEIPT, made.signature)


async def test_an_acknowledgement_of_another_item_does_not_turn_a_slip_green() -> None:
    other = await slip(receipt=replace(RECEIPT, id=item_id(2)))
    with pytest.raises(BadSignature):
        await verify_slip(CRYPTO, replace(await slip(), acknowledgement=other.acknowledgement), KEY_SET)


async def test_a_slip_of_a_changed_receipt_is_refused() -> None:
    made = await slip()
    for changed in (replace(RECEIPT, day=TODAY - timedelta(days=1)), replace(RECEIPT, kind=ItemKind.OBJECT)):
        with pytest.raises(BadSignature):
            await verify_slip(CRYPTO, replace(made, receipt=changed), KEY_SET)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_a_change_of_any_character_is_refused_or_changes_only_the_secret(data: st.DataObject) -> None:
    made = await slip()
    text = made.text()
    place = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.sampled_from("0A $:é").filter(lambda c: c != text[place]))
    try:
        found = SlipCode.from_text(text[:place] + new + text[place + 1 :])
        await verify_slip(CRYPTO, found, KEY_SET)
    except ContractError:
        return
    assert found.without_secret() == made.without_secret()


@given(st.text(max_size=200))
def test_any_text_at_all_is_refused_kindly(text: str) -> None:
    for prefix in ("", "NCS1:"):
        with pytest.raises(Malformed):
            SlipCode.from_text(prefix + text)


@given(st.binary(max_size=300))
def test_base45_gives_every_byte_back(raw: bytes) -> None:
    assert unbase45(base45(raw)) == raw


def test_base45_is_that_of_the_standard() -> None:
    assert base45(b"AB") == "BB8"
    assert base45(b"Hello!!") == "%69 VD92EX0"
    assert base45(b"ietf!") == "QED8WEX0"
    for wrong in ("GGW", ":::", "A", "é00"):
        with pytest.raises(Malformed):
            unbase45(wrong)


@given(st.integers(0, 2**40))
def test_a_receipt_number_has_sixteen_digits_and_a_mistyped_one_is_told(n: int) -> None:
    number = receipt_number(item_id(n % 2**48))
    assert is_receipt_number(number)
    place = n % 16
    wrong = str((int(number[place]) + 1 + n % 9) % 10)
    if wrong != number[place]:
        assert not is_receipt_number(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize("number", ["", "123", "１" * 16, "0" * 17, "abcdefghijklmnop"])
def test_what_is_no_receipt_number(number: str) -> None:
    assert not is_receipt_number(number)


async def test_a_state_is_believed_for_its_own_person_only() -> None:
    record = {"jobseeker.registered": RecordFact(True, "就业", TODAY)}
    state = StateCode.make(PERSON.id_number, bytes(16), NOW, record)
    text = await sign_state(office_signer(KeyUse.RECEIPT), KeyUse.RECEIPT.value, state)
    found = await verify_state(CRYPTO, text, KEY_SET)
    assert found == state
    assert found.is_of(PERSON.id_number)
    assert not found.is_of(DEMO_PEOPLE[1].id_number)
    assert PERSON.id_number not in text
    assert version(text) <= 20
    assert not is_greeting(text), "no code of how somebody wants to be met"
    former = FORMER_STATE_PREFIX + text.removeprefix(STATE_PREFIX)
    assert former != text
    assert await verify_state(CRYPTO, former, KEY_SET) == state, "what was issued under the former mark still holds"
    assert not is_greeting(former)
    forged = await sign_state(DEVICE_KEY, KeyUse.RECEIPT.value, state)
    with pytest.raises(BadSignature):
        await verify_state(CRYPTO, forged, KEY_SET)

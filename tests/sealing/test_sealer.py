"""The application's sealer over real keys: L1 and L2, slips, sealed questions, and what happens when not enrolled."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from shared.contract.bodies import BindBody, FlowBody, QueryBody
from shared.contract.codec import b64, unb64
from shared.contract.errors import Unopenable
from shared.contract.ids import uuid7
from shared.contract.items import ItemKind
from shared.contract.messages import QueryAnswer, QueryStatus
from shared.domain.content import content_to_json
from shared.domain.exchange import NotEnrolled, Person, Sealed
from shared.domain.flow import Level
from shared.domain.values import Json
from shared.sealing.answers import open_answer, seal_answer
from shared.sealing.demo_native import PIN, demo_card, demo_issuer
from shared.sealing.derive import slip_check
from shared.sealing.items import OpenedItem, open_for_office, open_with_slip, verify_item
from shared.sealing.keys_native import FileKeys
from shared.sealing.office_native import Office, enrol_device, make_key_set, make_root
from shared.sealing.sealer import ItemSealer, item_of
from shared.sealing.session import L2Session, open_session, verify_content
from shared.sealing.slips import SlipCode, small_receipt, verify_slip
from tests.sealing.world import CRYPTO, NOW, PERSON, TODAY, content, item_id

L1 = Person(PERSON.id_number, Level.L1)
L2 = Person(PERSON.id_number, Level.L2, PERSON.name)


class Now:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW

    def today(self) -> date:
        return TODAY

    def monotonic(self) -> float:
        return 0.0


class Random:
    """Real randomness."""

    def uuid7(self) -> str:
        return uuid7(1, secrets.token_bytes(10))

    def token(self, n: int) -> bytes:
        return secrets.token_bytes(n)


@dataclass
class Kiosk:
    """An enrolled kiosk with its office."""

    office: Office
    keys: FileKeys
    seqs: Iterator[int] = field(default_factory=lambda: iter(range(1, 100)))

    @property
    def sealer(self) -> ItemSealer:
        device = lambda: self.keys.device if self.keys.enrolled else None  # noqa: E731
        return ItemSealer(CRYPTO, Now(), Random(), device, lambda: next(self.seqs))

    async def session(self) -> L2Session:
        card = await demo_card(PERSON)
        return await open_session(CRYPTO, card, PIN, device="kiosk-1", issuers=[demo_issuer()], on=TODAY)

    async def opened(self, item: Sealed) -> OpenedItem:
        verified = await verify_item(CRYPTO, item_of(item.wire), self.office.key_set)
        return await open_for_office(CRYPTO, verified.jwe, self.office.opener(verified.kid))


@pytest.fixture
async def kiosk(tmp_path: Path) -> Kiosk:
    office = await make_key_set(await make_root(), now=NOW, issuers=(demo_issuer(),), demo=True)
    keys = await FileKeys.open(tmp_path / "keys", secrets.token_bytes, tmp_path / "drafts")
    await keys.enrol(await enrol_device(office, "kiosk-1", now=NOW), NOW, items_wait=False)
    return Kiosk(office, keys)


def body(operation: str = "submit", **more: Json) -> dict[str, Json]:
    return {"content": content_to_json(content(operation)), "subject": PERSON.id_number, **more}


async def test_a_submission_at_l2_reaches_the_office_with_its_proof(kiosk: Kiosk) -> None:
    sealed = await kiosk.sealer.seal("submit", body(), L2, await kiosk.session())
    opened = await kiosk.opened(sealed)
    assert isinstance(opened.body, FlowBody)
    assert opened.body.content == content("submit")
    assert opened.body.subject.name == PERSON.name
    assert opened.header.assurance is Level.L2
    card = await verify_content(CRYPTO, opened.header.to_bytes(), opened.content, [demo_issuer()], TODAY)
    assert card is not None
    assert (sealed.flow, sealed.device_seq, unb64(sealed.hash)) == (
        "unemployment",
        1,
        (await verify_item(CRYPTO, item_of(sealed.wire), kiosk.office.key_set)).hash,
    )


async def test_without_or_after_the_session_an_item_is_l1(kiosk: Kiosk) -> None:
    ended = await kiosk.session()
    ended.end()
    for proof in (None, ended):
        opened = await kiosk.opened(await kiosk.sealer.seal("submit", body(), L1, proof))
        assert opened.header.assurance is Level.L1
        assert opened.content.proof is None


async def test_a_withdrawal_with_the_slip_names_its_target_and_repeats_its_check(kiosk: Kiosk) -> None:
    first = await kiosk.sealer.seal("submit", body(), L1, None)
    check = b64(slip_check(first.secret))
    later = await kiosk.sealer.seal("withdraw", body("withdraw", target=first.id, target_check=check), L1, None)
    opened, target = await kiosk.opened(later), await kiosk.opened(first)
    assert isinstance(opened.body, FlowBody)
    assert isinstance(target.body, FlowBody)
    assert opened.header.after == (first.id,)
    assert opened.body.target_check == target.body.slip_check


async def test_a_correction_replaces(kiosk: Kiosk) -> None:
    later = await kiosk.sealer.seal("correct", body("correct", target=item_id(3)), L2, await kiosk.session())
    assert item_of(later.wire).header.replaces == item_id(3)


async def test_the_slip_made_of_what_is_kept_verifies_and_opens(kiosk: Kiosk) -> None:
    sealed = await kiosk.sealer.seal("submit", body(), L1, None)
    slip = SlipCode.from_text(kiosk.sealer.slip_code(sealed, "", secret=True))
    verified = await verify_slip(CRYPTO, slip, kiosk.office.key_set)
    assert (verified.receipt.number, verified.acknowledgement) == (sealed.number, None)
    assert slip.secret is not None
    assert (await open_with_slip(CRYPTO, item_of(sealed.wire), slip.secret)).header.id == sealed.id
    receipt, _ = small_receipt(kiosk.sealer.slip_code(sealed, "", secret=False))
    assert receipt == slip.receipt


async def test_the_secret_is_not_in_what_is_kept(kiosk: Kiosk) -> None:
    sealed = await kiosk.sealer.seal("submit", body(), L2, await kiosk.session())
    assert b64(sealed.secret).encode() not in sealed.wire
    assert PERSON.id_number.encode() not in sealed.wire


async def test_a_bind_carries_the_hash_of_the_code(kiosk: Kiosk) -> None:
    more: dict[str, Json] = {"code_hash": b64(bytes(32)), "subject": PERSON.id_number}
    opened = await kiosk.opened(await kiosk.sealer.seal("bind", more, L2, await kiosk.session()))
    assert opened.header.kind is ItemKind.BIND
    assert isinstance(opened.body, BindBody)
    assert opened.body.code_hash == bytes(32)


async def test_a_question_is_answered_for_its_session_only(kiosk: Kiosk) -> None:
    item, key = await kiosk.sealer.query("record", {"region": "440000"}, L2, await kiosk.session())
    verified = await verify_item(CRYPTO, item, kiosk.office.key_set)
    asked = (await open_for_office(CRYPTO, verified.jwe, kiosk.office.opener(verified.kid))).body
    assert isinstance(asked, QueryBody)
    answer = QueryAnswer(item.header.id, QueryStatus.READY, {"months": 96}, TODAY)
    epk = await CRYPTO.new_agreement()
    token = await seal_answer(CRYPTO, answer, asked.reply_key, epk=epk, iv=secrets.token_bytes(12))
    assert await open_answer(CRYPTO, token, key, item.header.id) == answer
    with pytest.raises(Unopenable):
        await open_answer(CRYPTO, token, await CRYPTO.new_agreement(), item.header.id)
    with pytest.raises(Unopenable, match="another question"):
        await open_answer(CRYPTO, token, key, item_id(4))


async def test_a_device_never_enrolled_seals_nothing(tmp_path: Path) -> None:
    sealer = ItemSealer(CRYPTO, Now(), Random(), lambda: None, lambda: 1)
    assert not sealer.enrolled
    with pytest.raises(NotEnrolled):
        await sealer.seal("submit", body(), L1, None)

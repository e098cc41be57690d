"""A phone becomes its owner's by the code that the owner had shown, once, in time, and can be given up again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from shared.backend.binding import MOST_PHONES
from shared.backend.settings import Limits
from shared.backend.tables import ItemRow
from shared.contract.bodies import BindBody, FlowBody, QueryBody, Subject
from shared.contract.errors import Revoked, Throttled
from shared.contract.items import ItemKind
from shared.contract.messages import QueryAnswer, QueryStatus
from shared.contract.results import Accepted, RejectedItem
from shared.contract.trust import EnrolRequest, renew_challenge
from shared.domain.binding import digits_of, hash_of
from shared.domain.flow import Level
from shared.domain.values import Value
from shared.sealing.answers import open_answer
from shared.sealing.demo_native import DemoPerson
from shared.sealing.derive import slip_check
from tests.backend.world import CRYPTO, OTHER, PERSON, Clock, Kiosk, World, filled, world

pytestmark = pytest.mark.asyncio
SECRET = bytes(range(16))


@dataclass
class Phone:
    """A phone that enrolled itself, as the office meets it."""

    at: World
    device: Kiosk

    @classmethod
    async def enrolled(cls, at: World) -> Phone:
        signer = await CRYPTO.new_signer()
        proof = await signer.sign(renew_challenge("", signer.public))
        reply = await at.api().enrol(EnrolRequest(signer.public, proof))
        name = f"phone-{signer.public.kid[:22]}"
        return cls(at, Kiosk(name, signer, reply.certificate, at.kiosk.key_set))

    async def ask(
        self, query: str, person: DemoPerson | None = PERSON, level: Level = Level.L2, **given: Value
    ) -> QueryAnswer:
        reply = await CRYPTO.new_agreement()
        subject = None if person is None else Subject(person.id_number)
        header = self.device.header(ItemKind.QUERY, level)
        body = QueryBody(query=query, reply_key=reply.public, subject=subject, given=given)
        sealed = await self.at.api(self.device).query(await self.device.seal(header, body, None))
        return await open_answer(CRYPTO, sealed.answer, reply, header.id)

    async def brings(self, code: bytes) -> str:
        """What becomes of a code."""
        value = (await self.ask("bind", None, Level.L1, code=digits_of(code))).value
        assert isinstance(value, dict)
        return str(value["bound"])

    async def owned(self) -> bool:
        return (await self.ask("owned", None, Level.L1)).value == {"owned": True}

    async def sees_record(self, person: DemoPerson = PERSON, level: Level = Level.L2) -> bool:
        return (await self.ask("record", person, level)).status is QueryStatus.READY


async def shown(at: World, person: DemoPerson = PERSON) -> bytes:
    """The code that a kiosk shows, handed in."""
    code = secrets.token_bytes(16)
    body = BindBody(subject=Subject(person.id_number), code_hash=hash_of(code), slip_check=slip_check(SECRET))
    kiosk = at.kiosk
    item = await kiosk.seal(kiosk.header(ItemKind.BIND, Level.L2), body, await kiosk.session(person))
    assert isinstance(await at.one(item), Accepted)
    return code


async def test_the_phone_that_brings_the_code_sees_its_owners_record_and_nobody_elses(office_world: World) -> None:
    phone = await Phone.enrolled(office_world)
    assert not await phone.sees_record()
    found = await phone.ask("bind", None, Level.L1, code=digits_of(await shown(office_world)))
    assert found.value == {"bound": "bound", "id_number": PERSON.id_number, "name": PERSON.name}
    assert await phone.sees_record() and await phone.owned()
    assert not await phone.sees_record(OTHER)


async def test_who_has_not_unlocked_the_phone_sees_nothing_though_they_type_the_owners_number(
    office_world: World,
) -> None:
    phone = await Phone.enrolled(office_world)
    await phone.brings(await shown(office_world))
    assert not await phone.sees_record(level=Level.L1)


async def test_a_code_is_good_once(office_world: World) -> None:
    code = await shown(office_world)
    first, second = await Phone.enrolled(office_world), await Phone.enrolled(office_world)
    assert await first.brings(code) == "bound"
    assert await second.brings(code) == "used"
    assert not await second.sees_record()
    assert await first.brings(code) == "bound", "the same again after a lost reply"


async def test_a_code_that_nobody_showed_and_one_that_is_none_are_unknown(office_world: World) -> None:
    phone = await Phone.enrolled(office_world)
    assert await phone.brings(secrets.token_bytes(16)) == "unknown"
    for wrong in ("", "1234", "x" * 5000):
        value = (await phone.ask("bind", None, Level.L1, code=wrong)).value
        assert value == {"bound": "unknown"}


async def test_a_code_ends_after_a_day_and_when_a_later_one_is_shown(office_world: World) -> None:
    phone = await Phone.enrolled(office_world)
    early, late = await shown(office_world), await shown(office_world)
    assert await phone.brings(early) == "unknown"
    office_world.clock.passes(hours=24, seconds=1)
    assert await phone.brings(late) == "old"
    assert not await phone.sees_record()


async def test_another_persons_code_leaves_mine_alone(office_world: World) -> None:
    mine = await shown(office_world)
    await shown(office_world, OTHER)
    assert await (await Phone.enrolled(office_world)).brings(mine) == "bound"


async def test_a_kiosk_becomes_nobodys(office_world: World) -> None:
    assert await Phone(office_world, office_world.kiosk).brings(await shown(office_world)) == "no_phone"


async def test_codes_cannot_be_tried_one_after_another(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("office")
    async with world(folder, limits=Limits(binds_per_window=2), clock=Clock()) as at:
        phone = await Phone.enrolled(at)
        for _ in range(2):
            await phone.brings(secrets.token_bytes(16))
        with pytest.raises(Throttled):
            await phone.brings(secrets.token_bytes(16))


async def test_the_owner_sends_from_their_phone_as_with_the_card_and_others_do_not(office_world: World) -> None:
    phone = await Phone.enrolled(office_world)
    await phone.brings(await shown(office_world))
    for person, level in ((PERSON, 2), (OTHER, 1)):
        id = await claimed(phone, person)
        with office_world.office.db.reading() as db:
            assert db.scalar(select(ItemRow.level).where(ItemRow.id == id)) == level


async def claimed(phone: Phone, person: DemoPerson) -> str:
    """A claim that says L2 and carries no proof."""
    body = FlowBody(
        content=filled(),
        subject=Subject(person.id_number),
        lang="zh_Hans_CN",
        slip_check=slip_check(SECRET),
    )
    item = await phone.device.seal(phone.device.header(ItemKind.SUBMIT, Level.L2), body, None)
    await phone.at.one(item, phone.device)
    return item.header.id


async def test_a_phone_makes_no_further_phone(office_world: World) -> None:
    phone = await Phone.enrolled(office_world)
    await phone.brings(await shown(office_world))
    body = BindBody(subject=Subject(PERSON.id_number), code_hash=hash_of(SECRET), slip_check=slip_check(SECRET))
    item = await phone.device.seal(phone.device.header(ItemKind.BIND, Level.L2), body, None)
    assert isinstance(await office_world.one(item, phone.device), RejectedItem)


async def test_on_the_phone_only_that_one_is_given_up_and_at_the_kiosk_all(office_world: World) -> None:
    phones = [await Phone.enrolled(office_world) for _ in range(3)]
    codes = []
    for phone in phones:
        codes.append(await shown(office_world))
        await phone.brings(codes[-1])
    assert (await office_world.ask("phones")).value == {"phones": 3}
    assert (await phones[0].ask("unbind")).value == {"phones": 2}
    assert [await phone.sees_record() for phone in phones] == [False, True, True]
    assert await phones[0].brings(codes[0]) == "used", "an old code makes it nobody's again"
    assert (await office_world.ask("unbind", OTHER)).value == {"phones": 0}
    assert (await office_world.ask("unbind")).value == {"phones": 0}
    assert [await phone.sees_record() for phone in phones] == [False, False, False]
    assert [await phone.owned() for phone in phones] == [False, False, False]


async def test_a_phone_that_is_reported_lost_is_refused_from_then_on_and_what_it_hands_in_waits_for_a_person(
    office_world: World,
) -> None:
    lost, other = await Phone.enrolled(office_world), await Phone.enrolled(office_world)
    await lost.brings(await shown(office_world))
    assert (await office_world.ask("unbind", given={"lost": True})).value == {"phones": 0}
    for query in ("owned", "record", "slots"):
        with pytest.raises(Revoked):
            await lost.ask(query)
    with pytest.raises(Revoked):
        await lost.brings(await shown(office_world))
    item = await claimed(lost, PERSON)
    with office_world.office.db.reading() as db:
        assert db.scalar(select(ItemRow.state).where(ItemRow.id == item)) == "held"
    assert await other.brings(await shown(office_world)) == "bound", "nothing happened to another one"


async def test_nobody_unbinds_by_a_typed_number(office_world: World) -> None:
    phone = await Phone.enrolled(office_world)
    await phone.brings(await shown(office_world))
    for query in ("unbind", "phones"):
        assert (await office_world.ask(query, level=Level.L1)).status is QueryStatus.LEVEL_TOO_LOW
    assert await phone.sees_record()


async def test_of_too_many_phones_the_first_is_given_up(office_world: World) -> None:
    phones = []
    for _ in range(MOST_PHONES + 1):
        phones.append(await Phone.enrolled(office_world))
        await phones[-1].brings(await shown(office_world))
    office_world.clock.passes(minutes=2)
    seen = [await phone.sees_record() for phone in phones]
    assert seen.count(True) == MOST_PHONES and seen[-1]

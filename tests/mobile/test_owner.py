"""The phone's owner: nameless and unreadable before the PIN, counted tries, last answers without network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from mobile.owner import CARD, TRIES, Owner
from mobile.seen import SeenQueries
from shared.app.ports import Asked, AskStatus, CardError, CardRefusal, Opened
from shared.domain.answers import RecordFact
from shared.domain.values import Value
from tests.fakes.phone import FakeBox, FakeBoxes, FakeVault
from tests.fakes.ports import FakeIds, FakeQueries

pytestmark = pytest.mark.asyncio
WANG, NAME, PIN, CODE = "110101195001010025", "王秀英", "246813", "1" * 40
BOUND: dict[str, Value] = {"bound": "bound", "id_number": WANG, "name": NAME}
DAY = date(2026, 11, 20)


@dataclass
class Phone:
    """One phone; `again` is what opening the app again finds."""

    vault: FakeVault = field(default_factory=FakeVault)
    office: FakeQueries = field(default_factory=FakeQueries)

    async def again(self) -> Owner:
        return await Owner.read(self.vault, FakeBoxes(), self.office, FakeIds().token)

    def says(self, query: str, value: dict[str, Value], as_of: date | None = None) -> None:
        self.office.answers[query] = Asked(AskStatus.READY, value, as_of)


async def bound() -> tuple[Phone, Owner, Opened]:
    phone = Phone()
    phone.says("bind", BOUND)
    owner = await phone.again()
    return phone, owner, await owner.claim(CODE, PIN)


async def refused(owner: Owner, pin: str = PIN) -> tuple[CardRefusal, int | None]:
    with pytest.raises(CardError) as found:
        await owner.open(CARD, pin)
    return found.value.why, found.value.left


async def test_the_code_makes_the_owner_and_the_pin_opens_the_phone_from_then_on() -> None:
    phone, owner, opened = await bound()
    assert (opened.person.id_number, opened.person.name) == (WANG, NAME)
    assert phone.office.asked == [("bind", {"code": CODE})]
    again = await phone.again()
    assert again.bound and [card.id for card in await again.cards()] == [CARD]
    assert (await again.open(CARD, PIN)).person == opened.person
    assert len(phone.office.asked) == 1, "the office is not asked again, so that it works without network"
    assert owner.unlocked is not None


async def test_nothing_of_the_owner_can_be_read_before_the_pin() -> None:
    phone, _, _ = await bound()
    assert not any(secret in str(phone.vault.kept) for secret in (WANG, NAME, PIN, CODE))
    assert NAME not in str(await (await phone.again()).cards())


async def test_tries_are_counted_across_starts_and_after_the_last_all_is_forgotten() -> None:
    phone, _, _ = await bound()
    for n in range(TRIES - 1, 0, -1):
        assert await refused(await phone.again(), "000000") == (CardRefusal.WRONG_PIN, n)
    assert await refused(await phone.again(), "000000") == (CardRefusal.FORGOTTEN, None)
    owner = await phone.again()
    assert not owner.bound and phone.vault.kept == {}
    assert await refused(owner) == (CardRefusal.NO_READER, None)


async def test_a_try_is_counted_before_it_is_made() -> None:
    phone, _, _ = await bound()
    owner = await phone.again()
    before = phone.vault.writes

    class Killed(FakeBoxes):
        async def box(self, pin: str, salt: bytes) -> FakeBox:
            raise ConnectionError("the phone went off")

    owner._boxes = Killed()
    with pytest.raises(ConnectionError):
        await owner.open(CARD, "000000")
    assert phone.vault.writes == before + 1
    assert await refused(await phone.again(), "000000") == (CardRefusal.WRONG_PIN, TRIES - 2)


async def test_a_right_pin_gives_all_tries_back() -> None:
    phone, _, _ = await bound()
    owner = await phone.again()
    await refused(owner, "000000")
    await owner.open(CARD, PIN)
    assert await refused(owner, "000000") == (CardRefusal.WRONG_PIN, TRIES - 1)


async def test_without_network_the_code_is_kept_and_brought_when_the_phone_is_opened_later() -> None:
    phone = Phone()
    owner = await phone.again()
    with pytest.raises(CardError) as found:
        await owner.claim(CODE, PIN)
    assert found.value.why is CardRefusal.NOT_YET
    assert CODE not in str(phone.vault.kept)
    assert (await refused(await phone.again()))[0] is CardRefusal.NOT_YET
    phone.says("bind", BOUND)
    assert (await (await phone.again()).open(CARD, PIN)).person.id_number == WANG


async def test_a_code_whose_kiosk_has_no_network_yet_is_brought_again() -> None:
    phone = Phone()
    phone.says("bind", {"bound": "unknown"})
    owner = await phone.again()
    with pytest.raises(CardError) as found:
        await owner.claim(CODE, PIN)
    assert found.value.why is CardRefusal.NOT_YET and owner.bound


@pytest.mark.parametrize(("said", "why"), [("used", CardRefusal.USED), ("old", CardRefusal.OLD)])
async def test_of_a_code_that_will_never_do_nothing_is_kept(said: str, why: CardRefusal) -> None:
    phone = Phone()
    phone.says("bind", {"bound": said})
    owner = await phone.again()
    with pytest.raises(CardError) as found:
        await owner.claim(CODE, PIN)
    assert found.value.why is why
    assert not owner.bound and phone.vault.kept == {}


async def test_what_the_owner_saw_is_there_without_network_with_its_day() -> None:
    phone, owner, opened = await bound()
    queries = SeenQueries(phone.office, owner)
    phone.says("owned", {"owned": True})
    phone.says("passive_state", {"code": "passed", "until": DAY}, DAY)
    phone.office.records[WANG] = {"person.born": RecordFact(date(1950, 1, 1), "register", DAY)}
    assert await queries.record(opened.person, opened.proof) == phone.office.records[WANG]
    await queries.looked_ahead()
    assert WANG not in str(phone.vault.kept) and "passed" not in str(phone.vault.kept)
    phone.office.answers.clear()
    record = phone.office.records.pop(WANG)

    later = await phone.again()
    opened = await later.open(CARD, PIN)
    queries = SeenQueries(phone.office, later)
    told = await queries.ask("passive_state", {}, opened.person, opened.proof)
    assert (told.status, told.value, told.as_of) == (AskStatus.LAST_KNOWN, {"code": "passed", "until": DAY}, DAY)
    assert await queries.record(opened.person, opened.proof) == record

    opened.proof.end()
    locked = await queries.ask("passive_state", {}, opened.person, opened.proof)
    assert locked.status is AskStatus.NOT_TO_BE_HAD, "who has not unlocked the phone sees nothing of it"
    await later.give_up()
    assert phone.vault.kept == {}


async def test_a_phone_that_was_given_up_elsewhere_forgets_its_owner_when_it_hears_of_it() -> None:
    phone, owner, opened = await bound()
    lost: list[bool] = []
    queries = SeenQueries(phone.office, owner, lambda: lost.append(owner.bound))
    phone.says("passive_state", {"code": "passed"}, DAY)
    await queries.ask("passive_state", {}, opened.person, opened.proof)
    phone.says("owned", {"owned": False})
    phone.office.records[WANG] = {}
    assert await queries.record(opened.person, opened.proof) is None
    assert lost == [False] and phone.vault.kept == {}
    assert opened.proof.ended  # type: ignore[attr-defined]


async def test_an_office_that_does_not_answer_takes_nothing_away() -> None:
    phone, owner, opened = await bound()
    queries = SeenQueries(phone.office, owner)
    assert await queries.record(opened.person, opened.proof) is None
    assert owner.bound

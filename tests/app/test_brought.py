"""A kiosk without network shows the state that the person brings along: of its day, to that person, at L2 only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from shared.app.brought import Brought, BroughtStates, state_on
from shared.app.pages import At
from shared.app.ports import Asked, AskStatus, CodeFault, Person
from shared.app.session import Session
from shared.contract.trust import KeyUse
from shared.domain.answers import Record, RecordFact
from shared.domain.flow import Level
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.flows.passive_check.states import CODES, judge
from shared.flows.record import PERSON_REGION
from shared.sealing.slips import StateCode, sign_state
from shared.sync.states import StateCodes
from tests.fakes.packs import every_pack
from tests.fakes.ports import FakeClock, FakeQueries, World
from tests.flows.passive_check.known import TODAY, people
from tests.personas.headless import walk
from tests.sealing.world import CRYPTO, DEVICE_KEY, KEY_SET, NOW, office_signer

WANG = "110101195001010025"
OTHER = "110101195801010031"
ISSUED = NOW
MANY = 400
FAULTS = (CodeFault.UNREADABLE, CodeFault.FORGED)
STATE: dict[str, Value] = {
    "code": "passed",
    "last": date(2026, 9, 2),
    "until": date(2027, 9, 2),
    "evidence": ({"kind": "card", "day": date(2026, 9, 2)},),
}


def record(state: dict[str, Value]) -> Record:
    return {f"passive.{name}": RecordFact(value, "office", ISSUED.date()) for name, value in state.items()}


@dataclass
class Keys:
    """A device that believes the office of the tests."""

    enrolled: bool = True

    @property
    def device(self) -> Any:
        return type("Device", (), {"key_set": KEY_SET, "id": "kiosk"})()


async def code_of(id_number: str, state: dict[str, Value], *, forged: bool = False) -> str:
    made = StateCode.make(id_number, bytes(16), ISSUED, record(state))
    return await sign_state(DEVICE_KEY if forged else office_signer(KeyUse.RECEIPT), KeyUse.RECEIPT.value, made)


def states(queries: FakeQueries, clock: FakeClock, enrolled: bool = True) -> BroughtStates:
    keys: Any = Keys(enrolled)
    return BroughtStates(queries, StateCodes(CRYPTO, keys, Brought), clock)


def person(level: Level = Level.L2, number: str = WANG) -> Person:
    return Person(number, level)


async def test_without_network_the_state_brought_is_shown_with_its_day() -> None:
    found = states(FakeQueries(), FakeClock())
    assert await found.bring(await code_of(WANG, STATE), person()) is None
    asked = await found.ask("passive_state", {}, person(), None)
    assert (asked.status, asked.as_of) == (AskStatus.LAST_KNOWN, NOW.date())
    assert asked.value == STATE


async def test_the_office_goes_before_what_was_brought() -> None:
    queries = FakeQueries({"passive_state": Asked(AskStatus.READY, {"code": "waiting"}, date(2026, 11, 23))})
    found = states(queries, FakeClock())
    await found.bring(await code_of(WANG, STATE), person())
    assert (await found.ask("passive_state", {}, person(), None)).value == {"code": "waiting"}


async def test_it_is_believed_for_its_own_person_at_level_two_and_from_the_office_alone() -> None:
    found = states(FakeQueries(), FakeClock())
    mine = await code_of(WANG, STATE)
    assert await found.bring(mine, person(Level.L1)) is CodeFault.FOREIGN
    assert await found.bring(await code_of(OTHER, STATE), person()) is CodeFault.FOREIGN
    assert await found.bring(await code_of(WANG, STATE, forged=True), person()) is CodeFault.FORGED
    assert await states(FakeQueries(), FakeClock(), enrolled=False).bring(mine, person()) is CodeFault.FORGED
    for noise in ("NCP1:NOTHING", "", "https://example.org", mine[:-3], mine[:40] + "A" + mine[40:]):
        assert await found.bring(noise, person()) in (CodeFault.UNREADABLE, CodeFault.FORGED)
    assert await found.bring("NCS1:" + mine[5:], person()) is CodeFault.OTHER
    assert await found.bring(mine, person()) is None
    for somebody in (person(Level.L1), person(number=OTHER), None):
        assert (await found.ask("passive_state", {}, somebody, None)).value == {}
    assert (await found.ask("slots", {}, person(), None)).value == {}
    found.forget()
    assert (await found.ask("passive_state", {}, person(), None)).value == {}


async def test_no_changed_character_of_a_code_is_believed() -> None:
    found, code = states(FakeQueries(), FakeClock()), await code_of(WANG, STATE)
    for at in range(5, len(code), 7):
        other = "B" if code[at] == "A" else "A"
        assert await found.bring(code[:at] + other + code[at + 1 :], person()) in FAULTS


async def test_a_code_is_good_for_a_year_and_never_from_tomorrow() -> None:
    code = await code_of(WANG, STATE)
    for days, fault in ((365, None), (367, CodeFault.OLD), (-1, CodeFault.EARLY)):
        clock = FakeClock(NOW + timedelta(days=days))
        assert await states(FakeQueries(), clock).bring(code, person()) is fault


async def test_a_code_says_of_made_up_people_what_the_office_says_and_nothing_below_level_two() -> None:
    seen: set[str] = set()
    for known in people(MANY, seed=11):
        told = judge(known, TODAY).value()
        clock = FakeClock(NOW)
        found = states(FakeQueries(), clock)
        facts = {**record(dict(told)), PERSON_REGION.id: RecordFact(known.region, "office", TODAY)}
        kid, signer = KeyUse.RECEIPT.value, office_signer(KeyUse.RECEIPT)
        code = await sign_state(signer, kid, StateCode.make(WANG, bytes(16), ISSUED, facts))
        assert await found.bring(code, person()) is None
        asked = await found.ask("passive_state", {}, person(), None)
        assert (asked.status, asked.value, asked.as_of) == (AskStatus.LAST_KNOWN, told, TODAY)
        below = await found.ask("passive_state", {}, person(Level.L1), None)
        assert (below.status, below.value) == (AskStatus.NOT_TO_BE_HAD, {})
        seen.add(str(told["code"]))
    assert seen == set(CODES)


def test_time_alone_moves_it_on() -> None:
    assert state_on(record(STATE), date(2027, 6, 2))["code"] == "warning"
    assert state_on(record(STATE), date(2027, 9, 3))["code"] == "waiting"
    assert state_on({}, date(2027, 9, 3)) == {}


# the whole service through the session, on every branch


@pytest.mark.parametrize("code", CODES)
async def test_each_state_is_shown_first_and_only_a_pass_ends_there(code: str) -> None:
    world = World(dict(FLOWS), {WANG: "王秀英"}, every_pack())
    value: dict[str, Value] = {**STATE, "code": code, "reasons": ("expired",)}
    world.queries.answers["passive_state"] = Asked(AskStatus.READY, value, date(2026, 11, 23))
    session, seen = Session(world.ports), list[str]()
    await walk(session, FLOWS["passive_check"], card=WANG, on_page=lambda s: seen.append(s.page.key))
    assert "known" in seen
    assert (session.page.at is At.RECEIPT) is (code != "passed")
    assert ("paid_again" in seen) is (code == "suspended")


@pytest.mark.parametrize("way", ["self", "photo", "helper", "visit", "window", "video"])
async def test_each_way_comes_to_a_receipt_with_the_office_away(way: str) -> None:
    world = World(dict(FLOWS), {WANG: "王秀英"}, every_pack())
    session = Session(world.ports)
    await walk(session, FLOWS["passive_check"], card=WANG, answers={"way": way})
    assert session.page.at is At.RECEIPT
    assert world.sealer.levels == [Level.L2]


async def test_at_level_one_the_wish_is_taken_and_nobody_is_even_asked() -> None:
    world = World(dict(FLOWS), {WANG: "王秀英"}, every_pack())
    world.queries.answers["passive_state"] = Asked(AskStatus.READY, STATE, date(2026, 11, 23))
    session, seen = Session(world.ports), list[str]()
    await walk(session, FLOWS["passive_check"], number=WANG, on_page=lambda s: seen.append(s.page.key))
    assert session.page.at is At.RECEIPT
    assert world.queries.asked == []
    assert "known" not in seen
    assert world.sealer.levels == [Level.L1]

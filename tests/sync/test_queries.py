"""A question is sealed and answered at once, or it is not to be had; it never raises and never hangs."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import date
from typing import cast

import pytest

from shared.contract.api import CitizenApi
from shared.contract.errors import Revoked
from shared.contract.items import SealedItem
from shared.contract.messages import QueryAnswer, QueryReply, QueryStatus
from shared.domain.exchange import Asked, AskStatus, Person
from shared.domain.flow import Level
from shared.domain.values import Value
from shared.sync.queries import Queries
from tests.fakes.kiosk import WANG, Kiosk
from tests.fakes.office import Weather

NOT_TO_BE_HAD = Asked(AskStatus.NOT_TO_BE_HAD, {})
WHO = Person(WANG, Level.L1)
DAY = date(2026, 11, 1)
FACT: Value = {"value": True, "source": "hr", "as_of": DAY}


def queries(kiosk: Kiosk, patience_s: float = 5.0) -> Queries:
    return Queries(kiosk.office, kiosk.sealer, kiosk.crypto, patience_s)


class NoProof:
    """Stands for an L2 session; whether one is proven is the office's to say."""

    def end(self) -> None:
        return None


async def test_an_answer_comes_with_its_day(kiosk: Kiosk) -> None:
    kiosk.office.replies["state"] = QueryAnswer("", QueryStatus.READY, {"status": "paid"}, DAY)
    asked = await queries(kiosk).ask("state", {"region": "310000"}, WHO, None)
    assert asked == Asked(AskStatus.READY, {"status": "paid"}, DAY)


async def test_a_single_value_is_named(kiosk: Kiosk) -> None:
    kiosk.office.replies["count"] = QueryAnswer("", QueryStatus.READY, 7)
    assert (await queries(kiosk).ask("count", {}, None, None)).value == {"value": 7}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (QueryStatus.WAITING, Asked(AskStatus.QUEUED, {})),
        (QueryStatus.NOTHING, NOT_TO_BE_HAD),
        (QueryStatus.LEVEL_TOO_LOW, NOT_TO_BE_HAD),
        (QueryStatus.UNKNOWN_QUERY, NOT_TO_BE_HAD),
    ],
)
async def test_other_answers(status: QueryStatus, expected: Asked, kiosk: Kiosk) -> None:
    kiosk.office.replies["state"] = QueryAnswer("", status)
    assert await queries(kiosk).ask("state", {}, WHO, None) == expected


async def test_the_record_is_read(kiosk: Kiosk) -> None:
    kiosk.office.replies["record"] = QueryAnswer("", QueryStatus.READY, {"jobseeker.registered": FACT})
    record = await queries(kiosk).record(WHO, NoProof())
    assert record is not None
    assert record["jobseeker.registered"].value is True


async def test_what_is_no_record_is_none(kiosk: Kiosk) -> None:
    kiosk.office.replies["record"] = QueryAnswer("", QueryStatus.READY, {"jobseeker.registered": 7})
    assert await queries(kiosk).record(WHO, NoProof()) is None


@pytest.mark.parametrize("weather", [w for w in Weather if w is not Weather.GOOD])
async def test_without_a_line_it_is_not_to_be_had(weather: Weather, kiosk: Kiosk) -> None:
    kiosk.office.weather = deque([weather])
    assert await queries(kiosk).ask("state", {}, WHO, None) == NOT_TO_BE_HAD
    assert await queries(kiosk).record(WHO, NoProof()) is None


async def test_an_answer_to_another_question_is_none(kiosk: Kiosk) -> None:
    kiosk.office.replies["state"] = QueryAnswer(kiosk.ids.uuid7(), QueryStatus.READY, {"status": "paid"})
    assert await queries(kiosk).ask("state", {}, WHO, None) == NOT_TO_BE_HAD


async def test_on_a_full_disk_nothing_is_asked(kiosk: Kiosk) -> None:
    kiosk.store._base.db.execute("PRAGMA query_only=ON")
    assert await queries(kiosk).ask("state", {}, WHO, None) == NOT_TO_BE_HAD


async def test_patience_ends(kiosk: Kiosk) -> None:
    class Silent(type(kiosk.office)):  # type: ignore[misc]
        async def query(self, item: object) -> QueryReply:
            await asyncio.Event().wait()
            raise AssertionError

    kiosk.office.__class__ = Silent
    assert await queries(kiosk, patience_s=0.02).ask("state", {}, WHO, None) == NOT_TO_BE_HAD


async def test_a_machine_that_nobody_enrolled_asks_nothing(kiosk: Kiosk) -> None:
    kiosk.keys._device = None
    assert await queries(kiosk).ask("state", {}, WHO, None) == NOT_TO_BE_HAD
    assert kiosk.office.called == []


class Refusing:
    """An office that knows this device as one that was reported lost."""

    async def query(self, item: SealedItem) -> QueryReply:
        raise Revoked("the device is revoked")


async def test_that_the_office_refuses_this_device_is_told_and_is_no_answer(kiosk: Kiosk) -> None:
    told: list[bool] = []
    office = cast(CitizenApi, Refusing())
    asking = Queries(office, kiosk.sealer, kiosk.crypto, refused=lambda: told.append(True))
    assert await asking.ask("owned", {}, None, None) == NOT_TO_BE_HAD
    assert told == [True]

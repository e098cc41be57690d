"""What is believed over time: keys that change, packs, epochs of the office, and clocks that are wrong."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.contract.messages import Pack
from shared.contract.results import Accepted, Acknowledgement
from shared.contract.trust import KeyUse
from shared.domain.exchange import Delivery
from shared.sealing.acks import sign_acknowledgement
from tests.fakes.items import MADE, item_id
from tests.fakes.kiosk import Kiosk
from tests.fakes.office import Weather

WORD = Acknowledgement(id=item_id(1), hash=bytes(32), epoch="e1", sequence=1, time=MADE, durable_through=0)


async def test_at_first_contact_a_key_of_its_own_is_swapped_in(tmp_path: Path) -> None:
    kiosk = await Kiosk.begin(tmp_path, first=True)
    first = kiosk.keys.device
    assert first.certificate.first
    item = await kiosk.submit()
    await kiosk.until_quiet()
    assert kiosk.keys.device.certificate.key != first.certificate.key
    assert not kiosk.keys.device.certificate.first
    assert kiosk.office.order == [item.id]
    assert kiosk.office.called[:3] == ["nonce", "key_set", "renew"]
    kiosk.close()


async def test_a_lost_certificate_is_asked_for_again_with_the_same_key(tmp_path: Path) -> None:
    kiosk = await Kiosk.begin(tmp_path, first=True)
    asked = await kiosk.keys.renewal()
    kiosk.office.weather = deque([Weather.GOOD, Weather.GOOD, Weather.REPLY_LOST, Weather.GOOD])
    await kiosk.submit()
    await kiosk.until_quiet()
    assert kiosk.keys.device.certificate.key == asked.key
    kiosk.close()


async def test_a_new_key_of_the_office_is_learned_when_it_is_first_seen(kiosk: Kiosk) -> None:
    await kiosk.submit()
    await kiosk.engine.step()
    await kiosk.office.rotate(KeyUse.RECEIPT)
    kiosk.wait(5)
    version = kiosk.keys.device.key_set.version
    item = await kiosk.submit()
    await kiosk.until_quiet()
    assert kiosk.keys.device.key_set.version == version + 1
    assert item.id in kiosk.office.items


async def test_an_older_key_set_is_refused(kiosk: Kiosk) -> None:
    old = kiosk.office.keys.token
    await kiosk.office.rotate()
    await kiosk.submit()
    await kiosk.engine.step()
    held = kiosk.keys.device.key_set
    kiosk.office.token = old
    kiosk.wait(13 * 3600)
    await kiosk.submit()
    assert await kiosk.engine.step(), "the one that is held goes on"
    assert kiosk.keys.device.key_set == held


async def test_packs_are_verified_kept_and_never_older(kiosk: Kiosk) -> None:
    kiosk.office.packs = [Pack("offices", 2, date(2026, 11, 1), ({"value": "a", "title": "offices.a"},))]
    await kiosk.engine.step()
    found = kiosk.store.datasets.pack("offices")
    assert found is not None
    assert found.rows == ({"value": "a", "title": "offices.a"},)
    kiosk.store.state.cursor = ""
    kiosk.office.packs = [Pack("offices", 1, date(2026, 10, 1), ())]
    kiosk.wait(3600)
    await kiosk.engine.step()
    again = kiosk.store.datasets.pack("offices")
    assert again is not None
    assert again.version == 2
    kiosk.restart()
    assert kiosk.store.datasets.pack("offices") is None, "nothing counts before it is verified in this run"
    await kiosk.engine.prepare()
    assert kiosk.store.datasets.pack("offices") == found


async def test_a_pack_changed_on_the_disk_does_not_count(kiosk: Kiosk) -> None:
    kiosk.office.packs = [Pack("offices", 2, date(2026, 11, 1), ())]
    await kiosk.engine.step()
    kiosk.store._base.db.execute("UPDATE pack SET signed = substr(signed, 1, length(signed) - 4) || 'AAAA'")
    kiosk.restart()
    await kiosk.engine.prepare()
    assert kiosk.store.datasets.pack("offices") is None


async def test_a_restored_office_gets_again_what_it_lost(kiosk: Kiosk) -> None:
    kiosk.office.lag = 3
    items = [await kiosk.submit() for _ in range(2)]
    await kiosk.engine.step()
    copy = kiosk.office.backup()
    items += [await kiosk.submit() for _ in range(3)]
    await kiosk.engine.step()
    assert kiosk.store.outbox.waiting().count == 0
    kiosk.office.restore(copy)
    batches = len(kiosk.office.batches)
    kiosk.wait(200)
    await kiosk.engine.step()
    assert kiosk.store.state.epoch == "e2"
    states = {receipt.state for item in items if (receipt := kiosk.store.receipts.get(item.id))}
    assert Delivery.RESENDING in states
    await kiosk.until_quiet()
    assert kiosk.office.order == [item.id for item in items]
    sent_again = [id for batch in kiosk.office.batches[batches:] for id in batch]
    assert sent_again == [item.id for item in items[2:]], "what it still knows is not sent again"


async def test_a_killed_process_goes_on_with_the_resync(kiosk: Kiosk) -> None:
    kiosk.office.lag = 9
    items = [await kiosk.submit() for _ in range(4)]
    await kiosk.engine.step()
    kiosk.office.restore(replace(kiosk.office.backup(), items={}, order=[], sequence=0))
    kiosk.office.lag = 0
    kiosk.wait(200)
    kiosk.office.weather = deque([Weather.GOOD, Weather.NO_LINE])
    await kiosk.engine.step()
    kiosk.office.weather.clear()
    kiosk.restart()
    await kiosk.until_quiet()
    assert kiosk.office.order == [item.id for item in items]


@pytest.mark.parametrize("days", [-4000, 4000])
async def test_a_wrong_clock_keeps_nothing_from_being_delivered(days: int, kiosk: Kiosk) -> None:
    kiosk.clock.time += timedelta(days=days)
    for _ in range(3):
        await kiosk.submit()
        await kiosk.until_quiet()
        await kiosk.office.rotate()
        kiosk.wait(13 * 3600)
    assert kiosk.office.called.count("renew") == 0


async def test_the_header_says_how_long_ago_the_office_was_heard(kiosk: Kiosk) -> None:
    assert kiosk.time.created() is None
    await kiosk.engine.step()
    heard = kiosk.clock.now()
    kiosk.wait(90)
    made = kiosk.time.created()
    assert made is not None
    assert (made.server_time, made.elapsed_ms) == (heard, 90_000)
    kiosk.boot = "another run of the machine"
    kiosk.restart()
    made = kiosk.time.created()
    assert made is not None
    assert made.elapsed_ms is None


async def test_a_certificate_by_a_new_key_of_the_office_is_taken_at_once(tmp_path: Path) -> None:
    kiosk = await Kiosk.begin(tmp_path, first=True)
    await kiosk.office.rotate(KeyUse.DEVICE)
    kiosk.wait(5)
    assert await kiosk.engine.step()
    assert not kiosk.keys.device.certificate.first
    kiosk.close()


async def test_a_key_that_nobody_knows_is_asked_for_once_in_a_visit(kiosk: Kiosk) -> None:
    items = [await kiosk.submit() for _ in range(5)]
    await kiosk.engine.step()
    kid, signer = kiosk.office.keys.signer(KeyUse.PACK, kiosk.office.clock.now())
    stranger = Accepted(items[0].id, await sign_acknowledgement(signer, kid, WORD))
    kiosk.office.twist = lambda results: tuple(replace(stranger, id=result.id) for result in results)
    for _ in range(10):
        await kiosk.submit()
    kiosk.office.called.clear()
    await kiosk.engine.step()
    assert kiosk.office.called.count("key_set") == 1
    assert kiosk.store.outbox.waiting().cause == "unknown_key"

"""An item is delivered by a verified acknowledgement of its own id and hash, and by nothing else."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import pytest

from shared.contract.results import (
    Accepted,
    Acknowledgement,
    ConflictingItem,
    Held,
    ItemResult,
    RejectedItem,
    RetryLater,
    WaitingForParts,
)
from shared.contract.trust import KeyUse
from shared.domain.exchange import Delivery, ReceiptRow
from shared.sealing.acks import sign_acknowledgement
from shared.sealing.sealer import item_of
from tests.fakes.kiosk import Kiosk
from tests.fakes.office import Weather, changed


def row(kiosk: Kiosk, id: str) -> ReceiptRow:
    found = kiosk.store.receipts.get(id)
    assert found is not None
    return found


def wires(kiosk: Kiosk) -> int:
    return int(kiosk.store._base.rows("SELECT count(*) AS n FROM item WHERE wire IS NOT NULL")[0]["n"])


async def test_what_waits_is_delivered_with_its_acknowledgement(kiosk: Kiosk) -> None:
    items = [await kiosk.submit() for _ in range(3)]
    assert await kiosk.engine.step()
    for item in items:
        found = row(kiosk, item.id)
        assert found.state is Delivery.DELIVERED
        assert found.acknowledgement.count(".") == 2
        assert found.delivered == kiosk.clock.now()
    assert kiosk.office.order == [item.id for item in items]
    assert wires(kiosk) == 0, "the statement said that all of it is durable"


async def test_items_go_together(kiosk: Kiosk) -> None:
    for _ in range(50):
        await kiosk.submit()
    await kiosk.engine.step()
    assert [len(batch) for batch in kiosk.office.batches] == [16, 32, 2]


async def test_sealed_bytes_stay_until_they_are_durable(kiosk: Kiosk) -> None:
    kiosk.office.lag = 2
    items = [await kiosk.submit() for _ in range(3)]
    await kiosk.engine.step()
    assert [row(kiosk, item.id).state for item in items] == [Delivery.DELIVERED] * 3
    assert wires(kiosk) == 2
    kiosk.office.lag = 0
    kiosk.wait(3600)
    await kiosk.engine.step()
    assert wires(kiosk) == 0


@pytest.mark.parametrize("weather", [Weather.NO_LINE, Weather.PORTAL, Weather.FAULT, Weather.BUSY, Weather.REPLY_LOST])
async def test_after_bad_weather_everything_is_there_once(weather: Weather, kiosk: Kiosk) -> None:
    items = [await kiosk.submit() for _ in range(20)]
    kiosk.office.weather = deque([weather])
    for _ in range(6):
        assert not await kiosk.engine.step()
        kiosk.wait(kiosk.engine.pause_s() + 0.01)
    assert all(row(kiosk, item.id).state in (Delivery.SAVED, Delivery.RESENDING) for item in items)
    assert kiosk.store.outbox.waiting().cause != ""
    kiosk.office.weather.clear()
    await kiosk.until_quiet()
    assert sorted(kiosk.office.order) == sorted(item.id for item in items)


async def test_a_lost_reply_gives_the_same_acknowledgement_later(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    kiosk.office.weather = deque([Weather.GOOD, Weather.GOOD, Weather.GOOD, Weather.REPLY_LOST, Weather.GOOD])
    assert not await kiosk.engine.step()
    assert kiosk.office.order == [item.id]
    assert row(kiosk, item.id).state is Delivery.SAVED
    await kiosk.until_quiet()
    assert kiosk.office.order == [item.id]


async def forged(kiosk: Kiosk, result: ItemResult, how: str) -> ItemResult:
    """An acknowledgement that does not hold, in one of several ways."""
    assert isinstance(result, Accepted)
    hash, sequence = kiosk.office.items[result.id]
    kid, signer = kiosk.office.keys.signer(KeyUse.RECEIPT, kiosk.clock.now())
    word = Acknowledgement(
        id=result.id, hash=hash, epoch="e1", sequence=sequence, time=kiosk.clock.now(), durable_through=9
    )
    match how:
        case "changed":
            token = changed(result.acknowledgement)
        case "nothing":
            token = ""
        case "garbage":
            token = "a.b.c"
        case "another hash":
            token = await sign_acknowledgement(signer, kid, replace(word, hash=bytes(32)))
        case "another item":
            token = await sign_acknowledgement(signer, kid, replace(word, id=kiosk.ids.uuid7()))
        case "another epoch":
            token = await sign_acknowledgement(signer, kid, replace(word, epoch="e9"))
        case "another key":
            token = await sign_acknowledgement(await kiosk.crypto.new_signer(), kid, word)
        case "a key for something else":
            other, sealer = kiosk.office.keys.signer(KeyUse.PACK, kiosk.clock.now())
            token = await sign_acknowledgement(sealer, other, word)
        case _:
            raise ValueError(how)
    return Accepted(result.id, token)


HOW = [
    "changed",
    "nothing",
    "garbage",
    "another hash",
    "another item",
    "another epoch",
    "another key",
    "a key for something else",
]


@pytest.mark.parametrize("how", HOW)
async def test_a_word_that_does_not_hold_marks_nothing(how: str, kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    true = await kiosk.office.take(item_of(item.wire))
    false = await forged(kiosk, true, how)
    kiosk.office.twist = lambda results: (false,)
    await kiosk.engine.step()
    found = row(kiosk, item.id)
    assert found.state is Delivery.SAVED
    assert found.cause in ("bad_signature", "malformed", "unknown_key", "old_epoch")
    assert wires(kiosk) == 1
    kiosk.office.twist = None
    await kiosk.until_quiet()
    assert kiosk.office.order == [item.id]


async def test_a_reply_without_a_true_statement_marks_nothing(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    await kiosk.engine.step()
    second = await kiosk.submit()
    true_keys, kiosk.office.keys = (
        kiosk.office.keys,
        replace(kiosk.office.keys, private={kid: bytes(31) + b"\x07" for kid in kiosk.office.keys.private}),
    )
    assert not await kiosk.engine.step()
    assert row(kiosk, second.id).state is Delivery.SAVED
    assert kiosk.store.state.link.cause == "bad_signature"
    kiosk.office.keys = true_keys
    await kiosk.until_quiet()
    assert kiosk.office.order == [item.id, second.id]


@pytest.mark.parametrize(
    ("answer", "state", "cause"),
    [
        (lambda id: Held(id, "device_expired"), Delivery.HELD, "device_expired"),
        (lambda id: Held(id, "a newer reason"), Delivery.HELD, "a newer reason"),
        (lambda id: RejectedItem(id, "incomplete", "missing:reason"), Delivery.REJECTED, "incomplete"),
        (lambda id: ConflictingItem(id, bytes(32)), Delivery.CONFLICT, "conflict"),
        (lambda id: WaitingForParts(id, 0), Delivery.WAITING_FOR_PARTS, "waiting_for_parts"),
        (lambda id: RetryLater(id, 40), Delivery.SAVED, "retry"),
    ],
)
async def test_what_the_office_says_otherwise_is_kept_and_shown_and_holds_up_nothing(
    answer: object, state: Delivery, cause: str, kiosk: Kiosk
) -> None:
    bad, good = await kiosk.submit(), await kiosk.submit()
    assert callable(answer)
    kiosk.office.answers[bad.id] = answer(bad.id)
    await kiosk.engine.step()
    found = row(kiosk, bad.id)
    assert (found.state, found.cause) == (state, cause)
    assert row(kiosk, good.id).state is Delivery.DELIVERED
    assert wires(kiosk) == 1, "it is never dropped"
    kiosk.office.answers.clear()
    await kiosk.until_quiet()
    assert row(kiosk, bad.id).state is Delivery.DELIVERED


async def test_an_item_is_retried_when_the_office_said_and_not_before(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    kiosk.office.answers[item.id] = RetryLater(item.id, 40)
    await kiosk.engine.step()
    kiosk.office.answers.clear()
    kiosk.wait(39)
    await kiosk.engine.step()
    assert row(kiosk, item.id).state is Delivery.SAVED
    kiosk.wait(7)
    await kiosk.engine.step()
    assert row(kiosk, item.id).state is Delivery.DELIVERED


async def test_an_answer_that_is_missing_is_asked_for_again(kiosk: Kiosk) -> None:
    items = [await kiosk.submit() for _ in range(3)]
    kiosk.office.mute = {items[1].id}
    await kiosk.engine.step()
    assert row(kiosk, items[1].id).cause == "no_answer"
    kiosk.office.mute.clear()
    await kiosk.until_quiet()


async def test_answers_for_others_mean_nothing(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    stranger = kiosk.ids.uuid7()
    kiosk.office.twist = lambda results: (*results, RejectedItem(stranger, "malformed"), *results)
    await kiosk.engine.step()
    assert row(kiosk, item.id).state is Delivery.DELIVERED
    assert kiosk.store.receipts.get(stranger) is None


async def test_a_decision_for_a_held_item_comes_by_the_news(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    kiosk.office.answers[item.id] = Held(item.id, "device_expired")
    await kiosk.engine.step()
    assert row(kiosk, item.id).state is Delivery.HELD
    kiosk.office.answers.clear()
    kiosk.office.news.append(await kiosk.office.take(item_of(item.wire)))
    kiosk.wait(100)
    await kiosk.engine.step()
    assert row(kiosk, item.id).state is Delivery.DELIVERED
    assert kiosk.store.state.cursor == "1"
    assert kiosk.office.called.count("submit") == 1


async def test_one_item_that_breaks_the_office_holds_up_no_other(kiosk: Kiosk) -> None:
    items = [await kiosk.submit() for _ in range(20)]
    kiosk.office.poison = {items[3].id}
    for _ in range(40):
        await kiosk.engine.step()
        kiosk.wait(kiosk.engine.pause_s() + 0.01)
    assert [item.id for item in items if row(kiosk, item.id).state is not Delivery.DELIVERED] == [items[3].id]
    assert row(kiosk, items[3].id).cause == "server_fault"
    kiosk.office.poison.clear()
    await kiosk.until_quiet()


async def test_a_batch_that_is_too_large_is_halved(kiosk: Kiosk) -> None:
    for _ in range(10):
        await kiosk.submit()
    kiosk.office.most_items = 3
    await kiosk.engine.step()
    kiosk.office.most_items = 100
    assert kiosk.store.outbox.waiting().count == 0
    assert all(len(batch) <= 3 for batch in kiosk.office.batches)


async def test_an_item_too_large_alone_waits_and_is_said(kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    await kiosk.engine.step()
    late = await kiosk.submit()
    kiosk.office.most_items = 0
    await kiosk.engine.step()
    assert row(kiosk, item.id).state is Delivery.DELIVERED
    assert row(kiosk, late.id).cause == "too_large"


async def test_damaged_bytes_are_never_sent(kiosk: Kiosk) -> None:
    item, good = await kiosk.submit(), await kiosk.submit()
    broken = item.wire.replace(b"ciphertext", b"ciphertexx")
    kiosk.store._base.db.execute("UPDATE item SET wire = ? WHERE id = ?", [broken, item.id])
    await kiosk.engine.step()
    assert row(kiosk, item.id).cause == "damaged"
    assert kiosk.office.order == [good.id]

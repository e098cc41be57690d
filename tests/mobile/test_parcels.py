"""What waits lies ready for the service worker as the office takes it, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mobile.parcels import MOST, NAME, Parcels
from shared.contract.codec import parse
from shared.contract.items import SubmissionBatch
from shared.store.queue import Delivered
from shared.store.store import Store
from tests.fakes.items import sealed
from tests.fakes.phone import FakeVault
from tests.fakes.ports import FakeClock


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store.db", FakeClock())


def submit(store: Store, *numbers: int) -> None:
    for n in numbers:
        store.state.next_seq()
        store.outbox.submit(sealed(n), "owner", "draft", 0)


def laid(vault: FakeVault) -> list[str]:
    """The ids of what is laid ready, as the office reads the bodies."""
    batches = [SubmissionBatch.from_json(parse(body, "batch")) for body in json.loads(vault.kept[NAME])["bodies"]]
    assert all(len(batch.items) == 1 for batch in batches)
    return [batch.items[0].header.id for batch in batches]


async def test_every_waiting_item_is_a_body_of_its_own_under_the_device(store: Store) -> None:
    vault = FakeVault()
    submit(store, 1, 2, 3)
    assert await Parcels(vault, store.queue).lay("phone-1", "certificate")
    assert laid(vault) == [sealed(n).id for n in (1, 2, 3)]
    kept = json.loads(vault.kept[NAME])
    assert (kept["device"], kept["certificate"]) == ("phone-1", "certificate")


async def test_what_was_delivered_is_taken_away(store: Store) -> None:
    vault = FakeVault()
    parcels = Parcels(vault, store.queue)
    submit(store, 1, 2)
    await parcels.lay("phone-1", "certificate")
    one, two = sealed(1), sealed(2)
    store.queue.deliver([Delivered(one.id, one.hash, "acknowledged", "epoch", 1, 0)])
    assert await parcels.lay("phone-1", "certificate")
    assert laid(vault) == [two.id]
    store.queue.deliver([Delivered(two.id, two.hash, "acknowledged", "epoch", 2, 0)])
    assert not await parcels.lay("phone-1", "certificate")
    assert NAME not in vault.kept


async def test_of_an_earlier_run_nothing_is_left_where_nothing_waits(store: Store) -> None:
    vault = FakeVault({NAME: "{}"})
    assert not await Parcels(vault, store.queue).lay("phone-1", "certificate")
    assert NAME not in vault.kept


async def test_nothing_is_written_while_nothing_changed_and_a_new_certificate_is(store: Store) -> None:
    vault = FakeVault()
    parcels = Parcels(vault, store.queue)
    submit(store, 1)
    for certificate in ("first", "first", "second"):
        await parcels.lay("phone-1", certificate)
    assert vault.writes == 2


async def test_of_very_many_the_first_are_laid_ready(store: Store) -> None:
    vault = FakeVault()
    submit(store, *range(1, MOST + 4))
    assert await Parcels(vault, store.queue).lay("phone-1", "certificate")
    assert laid(vault) == [sealed(n).id for n in range(1, MOST + 1)]

"""What waits lies ready for the service worker as the office takes it, and nothing else does."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from mobile.parcels import MOST, NAME, SIZE, Parcels, chunk_name
from shared.contract.codec import parse, unb64
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


def submit_with(store: Store, n: int, *chunks: bytes) -> str:
    store.state.next_seq()
    item = replace(sealed(n), parts=chunks)
    store.outbox.submit(item, "owner", "draft", 0)
    return item.id


def lying(vault: FakeVault) -> dict[str, bytes]:
    """The chunks in the vault."""
    return {name: unb64(text, name) for name, text in vault.kept.items() if name.startswith("part/")}


async def test_attachments_lie_ready_beside_their_item_and_go_with_it(store: Store) -> None:
    vault = FakeVault()
    parcels = Parcels(vault, store.queue)
    id = submit_with(store, 1, b"first", b"second")
    submit(store, 2)
    await parcels.lay("phone-1", "certificate")
    assert lying(vault) == {chunk_name(id, 0): b"first", chunk_name(id, 1): b"second"}
    writes = vault.writes
    await parcels.lay("phone-1", "certificate")
    assert vault.writes == writes
    store.queue.deliver([Delivered(id, sealed(1).hash, "acknowledged", "epoch", 1, 0)])
    await parcels.lay("phone-1", "certificate")
    assert (lying(vault), laid(vault)) == ({}, [sealed(2).id])


async def test_chunks_of_an_earlier_run_are_known_and_taken_away(store: Store) -> None:
    vault = FakeVault()
    id = submit_with(store, 1, b"first")
    await Parcels(vault, store.queue).lay("phone-1", "certificate")
    store.queue.deliver([Delivered(id, sealed(1).hash, "acknowledged", "epoch", 1, 0)])
    assert not await Parcels(vault, store.queue).lay("phone-1", "certificate")
    assert vault.kept == {}


async def test_attachments_that_are_much_wait_for_the_page_and_their_item_does_not(store: Store) -> None:
    vault = FakeVault()
    small, large = submit_with(store, 1, b"photo"), submit_with(store, 2, bytes(SIZE))
    await Parcels(vault, store.queue).lay("phone-1", "certificate")
    assert laid(vault) == [small, large]
    assert set(lying(vault)) == {chunk_name(small, 0)}


async def test_asked_at_once_from_many_sides_the_last_state_lies_there(store: Store) -> None:
    vault = FakeVault()
    parcels = Parcels(vault, store.queue)
    id = submit_with(store, 1, b"photo")
    asked = [asyncio.create_task(parcels.lay("phone-1", "certificate")) for _ in range(5)]
    assert [await one for one in asked].count(True) == 1
    assert set(lying(vault)) == {chunk_name(id, 0)}

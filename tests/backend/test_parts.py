"""An item with attachments waits until it is whole; uploads go on at the next missing chunk; orphans expire."""

from __future__ import annotations

import secrets

import pytest

from shared.backend import parts
from shared.contract.api import CHUNK_BYTES
from shared.contract.bodies import Attachment
from shared.contract.errors import Conflict, NotFound, TooLarge
from shared.contract.items import SealedItem
from shared.contract.results import Duplicate, Reason, RejectedItem, WaitingForParts
from shared.sealing.acks import verify_acknowledgement
from shared.sealing.attachments import seal_attachment
from tests.backend.world import CRYPTO, World

PHOTO = bytes(range(256)) * (3 * CHUNK_BYTES // 256 - 100)


async def with_photo(made: World) -> tuple[SealedItem, tuple[bytes, ...]]:
    """A claim with a photo of three chunks."""
    manifest, chunks = await photo()
    return await made.kiosk.claim(attachments=(manifest,)), chunks


async def photo() -> tuple[Attachment, tuple[bytes, ...]]:
    return await seal_attachment(CRYPTO, secrets.token_bytes, id="a1", question="photo", media="image/jpeg", data=PHOTO)


async def test_an_item_waits_until_its_last_chunk_and_is_then_acknowledged(office_world: World) -> None:
    item, chunks = await with_photo(office_world)
    id, api = item.header.id, office_world.api()
    assert await office_world.one(item) == WaitingForParts(id, 0)
    assert (await api.put_part(id, 0, chunks[0])).next == 1
    assert await office_world.one(item) == WaitingForParts(id, 1)
    assert (await api.put_part(id, 2, chunks[2])).next == 1
    assert (await api.put_part(id, 1, chunks[1])).next is None
    (told,) = (await office_world.changes()).results
    assert isinstance(told, Duplicate)
    await verify_acknowledgement(CRYPTO, told.acknowledgement, office_world.kiosk.key_set, id=id)
    assert await office_world.one(item) == told


async def test_the_same_chunk_again_does_no_harm(office_world: World) -> None:
    item, chunks = await with_photo(office_world)
    api = office_world.api()
    await office_world.one(item)
    assert [(await api.put_part(item.header.id, 0, chunks[0])).next for _ in range(2)] == [1, 1]


async def test_a_chunk_that_is_another_one_is_not_taken(office_world: World) -> None:
    item, chunks = await with_photo(office_world)
    await office_world.one(item)
    with pytest.raises(Conflict):
        await office_world.api().put_part(item.header.id, 0, chunks[1])
    assert await office_world.one(item) == WaitingForParts(item.header.id, 0)


async def test_parts_of_nothing_are_not_taken(office_world: World) -> None:
    item, chunks = await with_photo(office_world)
    with pytest.raises(NotFound):
        await office_world.api().put_part(item.header.id, 0, chunks[0])
    await office_world.one(item)
    with pytest.raises(NotFound):
        await office_world.api().put_part(item.header.id, 3, chunks[0])
    with pytest.raises(TooLarge):
        await office_world.api().put_part(item.header.id, 0, bytes(CHUNK_BYTES + 17))


async def test_an_item_whose_parts_never_came_is_told_so_after_a_week(office_world: World) -> None:
    item, chunks = await with_photo(office_world)
    await office_world.one(item)
    await office_world.api().put_part(item.header.id, 0, chunks[0])
    office_world.clock.passes(days=8)
    assert parts.expire(office_world.office) == 1
    (told,) = (await office_world.changes()).results
    assert isinstance(told, RejectedItem)
    assert told.code == Reason.PARTS_EXPIRED

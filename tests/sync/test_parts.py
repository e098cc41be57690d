"""A photo goes along in encrypted parts: kept in one transaction, brought one by one, resumed, gone when it is safe."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from shared.backend.now import run
from shared.backend.tables import ItemRow, ItemState, PartRow
from shared.contract.api import CHUNK_BYTES
from shared.contract.bodies import FlowBody
from shared.contract.codec import parse
from shared.domain.content import content_of
from shared.domain.exchange import Attached, Delivery, Person, Sealed, StoreFull
from shared.domain.flow import Level
from shared.domain.values import Json
from shared.sealing.attachments import open_attachment
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.demo_native import DEMO_PEOPLE
from shared.store.store import Store
from tests.benchmarks.claims import journey
from tests.simulation.day import CUT, Day

PHOTO = bytes(range(256)) * (CHUNK_BYTES * 5 // 2 // 256)
"""Three chunks."""


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    found = await Day.begin(tmp_path)
    yield found
    await found.switch_off()
    found.office.close()


async def submitted(day: Day) -> Sealed:
    """A claim with a photo, in the outbox."""
    person = Person(DEMO_PEOPLE[0].id_number, Level.L1)
    body: dict[str, Json] = {"content": content_of(journey(day.clock.today())), "subject": person.id_number}
    item = await day.sealer.seal("submit", body, person, None, [Attached("photo", "image/jpeg", PHOTO)])
    day.store.outbox.submit(item, "owner", "none", 0)
    return item


def kept(day: Day) -> int:
    """Chunks that are still on this disk."""
    return int(day.store._base.rows("SELECT count(*) AS n FROM part")[0]["n"])


def photo_at_the_office(day: Day, id: str) -> bytes:
    with day.office.db.reading() as session:
        row = session.scalars(select(ItemRow).where(ItemRow.id == id)).one()
        assert row.state == ItemState.ACCEPTED.value
        chunks = session.scalars(select(PartRow).where(PartRow.item == id).order_by(PartRow.number)).all()
        (manifest,) = FlowBody.from_json(parse(row.body or b"", "body")).attachments
        assert (manifest.question, manifest.media) == ("photo", "image/jpeg")
        return run(open_attachment(NativeCrypto(), manifest, tuple(chunk.content or b"" for chunk in chunks)))


async def test_a_photo_arrives_whole_and_leaves_the_kiosk_when_the_office_holds_it_durably(day: Day) -> None:
    item = await submitted(day)
    assert (len(item.parts), kept(day)) == (3, 3)
    assert await day.engine.step()
    receipt = day.store.receipts.get(item.id)
    assert receipt is not None
    assert receipt.state is Delivery.DELIVERED
    assert photo_at_the_office(day, item.id) == PHOTO
    await day.until(day.clock.now() + timedelta(minutes=5))
    assert not day.store.queue.undropped()
    assert kept(day) == 0


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("store.db*"))


async def test_nothing_of_a_photo_can_be_read_on_the_disk(day: Day, tmp_path: Path) -> None:
    item = await submitted(day)
    assert all(PHOTO[:64] not in part for part in item.parts)
    assert "photo" not in json.dumps(json.loads(item.wire))
    assert len(on_disk(tmp_path)) > len(PHOTO)
    assert PHOTO[:64] not in on_disk(tmp_path)


async def test_an_upload_that_was_broken_off_goes_on_at_the_next_missing_part(day: Day) -> None:
    item = await submitted(day)
    sent: list[str] = []

    def breaking(after: int) -> Callable[[httpx.Request], Awaitable[None]]:
        async def hook(request: httpx.Request) -> None:
            if "/parts/" in request.url.path:
                sent.append(request.url.path.rpartition("/")[2])
                if len(sent) > after:
                    raise httpx.ConnectError("no line", request=request)

        return hook

    day.api._client.event_hooks["request"] = [breaking(1)]
    assert not await day.engine.step()
    receipt = day.store.receipts.get(item.id)
    assert receipt is not None
    assert receipt.state is not Delivery.DELIVERED
    day.api._client.event_hooks["request"] = [breaking(99)]
    await day.until(day.clock.now() + timedelta(minutes=30))
    assert sent == ["0", "1", "1", "2"], "a part that had arrived was sent again"
    assert photo_at_the_office(day, item.id) == PHOTO


async def test_a_photo_taken_without_network_waits_through_a_restart(day: Day) -> None:
    day.clock.advance(CUT[0] - day.clock.now())
    item = await submitted(day)
    await day.until(CUT[0] + timedelta(hours=1))
    await day.switch_off()
    day.switch_on(1)
    assert kept(day) == 3
    await day.until(CUT[1] + timedelta(hours=1))
    assert photo_at_the_office(day, item.id) == PHOTO
    assert kept(day) == 0


async def test_a_part_that_is_damaged_here_is_never_sent_and_a_person_looks(day: Day) -> None:
    item = await submitted(day)
    with day.store._base.transaction() as db:
        db.execute("UPDATE part SET content = ? WHERE number = 1", [b"\0" * 100])
    await day.engine.step()
    receipt = day.store.receipts.get(item.id)
    assert receipt is not None
    assert (receipt.state, receipt.cause) == (Delivery.CONFLICT, "damaged")
    assert kept(day) == 3


async def test_parts_are_saved_out_of_a_broken_file_with_their_item(day: Day, tmp_path: Path) -> None:
    item = await submitted(day)
    day.store.close()
    path = tmp_path / "store.db"
    raw = bytearray(path.read_bytes())
    raw[40:60] = b"\xff" * 20  # the file's own bookkeeping
    path.write_bytes(raw)
    day.store = Store(path, day.clock)
    assert day.store.recovered is not None
    assert [day.store.queue.part(item.id, n) for n in range(4)] == [*item.parts, None]


async def test_item_and_parts_are_kept_together_or_not_at_all(day: Day) -> None:
    person = Person(DEMO_PEOPLE[0].id_number, Level.L1)
    body: dict[str, Json] = {"content": content_of(journey(day.clock.today())), "subject": person.id_number}
    item = await day.sealer.seal("submit", body, person, None, [Attached("photo", "image/jpeg", PHOTO)])
    size = day.store._base.rows("PRAGMA page_count")[0]["page_count"]
    day.store._base.db.execute(f"PRAGMA max_page_count = {size + 60}")  # room for the item, not for its parts
    with pytest.raises(StoreFull):
        day.store.outbox.submit(item, "owner", "none", 0)
    assert kept(day) == 0
    assert day.store.receipts.get(item.id) is None

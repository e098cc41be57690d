"""A database that was put back says so: a new epoch, the same items known, new acknowledgements for them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from shared.backend.news import publish
from shared.backend.office import Office, OfficeError
from shared.backend.processing import process_due
from shared.backend.settings import Settings
from shared.backend.tables import DeviceRow, ItemRow
from shared.contract.api import SESSION_HEADER, Routes, request_bytes
from shared.contract.messages import Changes, KnownItem, KnownRequest, Pack
from shared.contract.results import Accepted, Duplicate, Held, Reason
from shared.sealing.acks import verify_acknowledgement, verify_pack, verify_statement
from shared.sealing.derive import sha256
from shared.sealing.items import item_hash
from tests.backend.world import CRYPTO, OTHER, PERSON, TODAY, Clock, World, world
from tests.fakes.packs import FOLDER


async def epoch_of(made: World) -> str:
    """The epoch as signed."""
    token = (await made.api().nonce()).statement
    return (await verify_statement(CRYPTO, token, made.kiosk.key_set)).epoch


async def test_a_restart_keeps_the_epoch_and_every_acknowledgement(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        kiosk, item = made.kiosk, await made.kiosk.claim()
        first, epoch = await made.one(item), await epoch_of(made)
    async with world(tmp_path) as made:
        assert await epoch_of(made) == epoch
        assert isinstance(first, Accepted)
        assert await made.one(item, kiosk) == Duplicate(item.header.id, first.acknowledgement)


async def test_a_restored_copy_begins_a_new_epoch_and_asks_for_what_it_does_not_know(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with world(tmp_path) as made:
        kiosk = made.kiosk
        kept, lost = await kiosk.claim(), await kiosk.claim()
        first = await made.one(kept)
        made.office.backup_to(copy)
        await made.one(lost)
        old, cursor = await epoch_of(made), (await made.changes()).cursor
    Office.restore(Settings(data=tmp_path), copy)
    async with world(tmp_path) as made:
        assert await epoch_of(made) != old
        wanted = tuple(KnownItem(item.header.id, item_hash(item)) for item in (kept, lost))
        reply = await made.api(kiosk).known(KnownRequest(wanted))
        assert reply.unknown == (lost.header.id,)
        (anew,) = reply.results
        assert isinstance(anew, Duplicate)
        assert isinstance(first, Accepted)
        assert anew.acknowledgement != first.acknowledgement
        said = await verify_acknowledgement(CRYPTO, anew.acknowledgement, kiosk.key_set, hash=item_hash(kept))
        assert said.epoch == await epoch_of(made)
        assert await made.one(kept, kiosk) == anew
        assert isinstance(await made.one(lost, kiosk), Accepted)
        assert (await made.changes(cursor)).cursor != cursor


async def test_a_copy_put_back_by_hand_is_noticed(tmp_path: Path) -> None:
    database, copy = tmp_path / "backend" / "office.db", tmp_path / "copy.db"
    async with world(tmp_path) as made:
        made.office.backup_to(copy)
        await made.one(await made.kiosk.claim())
        old = await epoch_of(made)
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    copy.replace(database)
    async with world(tmp_path) as made:
        assert await epoch_of(made) != old


async def test_a_device_unknown_after_a_restore_is_known_again_by_its_certificate(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with world(tmp_path) as made:
        made.office.backup_to(copy)
    Office.restore(Settings(data=tmp_path), copy)
    async with world(tmp_path) as made:
        with made.office.db.writing() as session:
            session.delete(session.get_one(DeviceRow, made.kiosk.id))
        assert isinstance(await made.one(await made.kiosk.claim()), Accepted)
        with made.office.db.reading() as session:
            assert made.kiosk.id in session.scalars(select(DeviceRow.id)).all()


async def test_the_seed_is_fixed_when_the_office_is_made(tmp_path: Path) -> None:
    Office.open(Settings(data=tmp_path, seed="none")).close()
    with pytest.raises(OfficeError):
        Office.open(Settings(data=tmp_path, seed="demo"))
    with Office.open(Settings(data=tmp_path)) as office:
        assert office.issuers == ()
        assert not office.keys.key_set.demo


async def test_keys_are_renewed_before_they_end_and_what_was_sealed_to_the_old_one_still_opens(tmp_path: Path) -> None:
    clock = Clock()
    async with world(tmp_path, clock=clock) as made:
        old, item = made.office.keys.key_set, await made.kiosk.claim()
    clock.passes(days=340)
    async with world(tmp_path, clock=clock) as made:
        assert made.office.keys.key_set.version == old.version + 1
        assert isinstance(await made.one(await made.kiosk.claim()), Accepted)
        late = await made.one(item)
        assert late == Held(item.header.id, Reason.DEVICE_EXPIRED)
        with made.office.db.reading() as session:
            assert session.scalar(select(ItemRow.body).where(ItemRow.id == item.header.id)) is not None
    async with world(tmp_path, clock=clock) as made:
        assert made.office.keys.key_set.version == old.version + 1


def test_a_database_that_is_broken_is_said_and_left_alone(tmp_path: Path) -> None:
    Office.open(Settings(data=tmp_path)).close()
    database = tmp_path / "backend" / "office.db"
    broken = b"this is no database" * 1000
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    database.write_bytes(broken)
    with pytest.raises(OfficeError, match="database cannot be used"):
        Office.open(Settings(data=tmp_path))
    assert database.read_bytes() == broken


async def test_packs_are_published_to_every_device_once_and_never_go_back(office_world: World) -> None:
    office = office_world.office
    with office.db.writing() as session:
        for version in (2, 1, 3):
            publish(office, session, Pack("slots", version, TODAY, ({"value": "a", "title": "b"},)))
    first = await office_world.changes()
    (token,) = first.packs
    assert (await verify_pack(CRYPTO, token, office_world.kiosk.key_set)).version == 3
    assert (await office_world.changes(first.cursor)).packs == ()


async def test_an_operator_publishes_a_starter_pack_from_its_file(office_world: World, tmp_path: Path) -> None:
    office_world.office.publish_from(FOLDER / "offices.json")
    (token,) = (await office_world.changes()).packs
    pack = await verify_pack(CRYPTO, token, office_world.kiosk.key_set)
    assert pack.name == "offices"
    with pytest.raises(OfficeError, match="published already"):
        office_world.office.publish_from(FOLDER / "offices.json")
    strange = tmp_path / "strange.json"
    strange.write_text("{}", encoding="utf-8")
    with pytest.raises(OfficeError, match="is no dataset"):
        office_world.office.publish_from(strange)


async def test_messages_come_by_changes_in_the_live_session_of_their_person_only(office_world: World) -> None:
    await office_world.one(await office_world.kiosk.claim())
    office_world.clock.passes(minutes=10)
    process_due(office_world.office)
    target = f"{Routes.CHANGES.path}?cursor="
    for person, count in ((PERSON, 1), (OTHER, 0)):
        live = await office_world.kiosk.session(person)
        nonce = (await office_world.api().nonce()).nonces[0]
        signed = request_bytes("GET", target, nonce, sha256(b""), office_world.kiosk.id)
        headers = dict(await office_world.kiosk.transport.sign_request("GET", target, nonce, b""))
        headers[SESSION_HEADER] = await live.header(signed)
        transport = httpx.ASGITransport(app=office_world.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            reply = await http.get(target, headers=headers)
            assert reply.status_code == 200, reply.text
            assert len(Changes.from_json(reply.json()).messages) == count
            stolen = dict(await office_world.kiosk.transport.sign_request("GET", target, nonce + "x", b""))
            stolen[SESSION_HEADER] = headers[SESSION_HEADER]
            assert (await http.get(target, headers=stolen)).status_code == 401

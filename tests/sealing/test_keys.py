"""A kiosk's keys: enrolled once, renewed safely, never readable for others; drafts die with their key."""

from __future__ import annotations

import secrets
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from shared.contract.api import SIGNATURE_HEADER
from shared.contract.codec import canonical
from shared.contract.errors import BadSignature, RolledBack, UnknownKey
from shared.contract.trust import DeviceRole, KeyUse
from shared.domain.exchange import NotEnrolled
from shared.sealing.demo_native import demo_issuer
from shared.sealing.draft_keys_native import DraftKeys, draft_folder
from shared.sealing.enrolment import (
    Enrolment,
    EnrolmentError,
    EnrolmentFault,
    check_enrolment,
    load_enrolment,
    write_enrolment,
)
from shared.sealing.keys_native import FileKeys, Imported
from shared.sealing.office_native import Office, enrol_device, make_key_set, make_root, read_office, rotate, save_office
from tests.sealing.world import CRYPTO, NOW, PERSON


async def office(demo: bool = True) -> Office:
    return await make_key_set(await make_root(), now=NOW, issuers=(demo_issuer(),) if demo else (), demo=demo)


async def kiosk(tmp_path: Path) -> FileKeys:
    return await FileKeys.open(tmp_path / "keys", secrets.token_bytes, tmp_path / "drafts")


async def enrolled(tmp_path: Path, at: Office) -> FileKeys:
    keys = await kiosk(tmp_path)
    await keys.enrol(await enrol_device(at, "kiosk-1", now=NOW), NOW, items_wait=False)
    return keys


async def test_a_kiosk_never_enrolled_seals_nothing(tmp_path: Path) -> None:
    keys = await kiosk(tmp_path)
    assert not keys.enrolled
    with pytest.raises(NotEnrolled):
        await keys.sign_request("GET", "/", "n", b"")


async def test_an_enrolment_file_comes_back_and_is_private(tmp_path: Path) -> None:
    made = await enrol_device(await office(), "kiosk-1", now=NOW, backend="http://127.0.0.1:9")
    path = tmp_path / "enrol.json"
    write_enrolment(path, made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_enrolment(path) == made
    assert str(made.key["d"]) not in repr(made)


@pytest.mark.parametrize(
    ("content", "mode", "fault"),
    [
        (b"{}", 0o644, EnrolmentFault.OPEN_TO_OTHERS),
        (b"{}", 0o600, EnrolmentFault.MALFORMED),
        (b"<html>", 0o600, EnrolmentFault.MALFORMED),
        (b"\xff\xfe\x00", 0o600, EnrolmentFault.MALFORMED),
        (b"[" * 5000, 0o600, EnrolmentFault.MALFORMED),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, content: bytes, mode: int, fault: EnrolmentFault) -> None:
    path = tmp_path / "enrol.json"
    path.write_bytes(content)
    path.chmod(mode)
    with pytest.raises(EnrolmentError) as refused:
        load_enrolment(path)
    assert refused.value.fault is fault


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(EnrolmentError) as refused:
        load_enrolment(tmp_path / "nothing.json")
    assert refused.value.fault is EnrolmentFault.MISSING


async def test_a_file_of_two_offices_or_two_keys_is_refused(tmp_path: Path) -> None:
    one, other = await office(), await office()
    a, b = await enrol_device(one, "kiosk-1", now=NOW), await enrol_device(other, "kiosk-1", now=NOW)
    mixed = Enrolment(a.device, a.key, b.certificate, a.trust)
    with pytest.raises(EnrolmentError) as refused:
        await check_enrolment(CRYPTO, mixed, NOW)
    assert refused.value.fault is EnrolmentFault.NOT_TRUSTED
    second = await enrol_device(one, "kiosk-1", now=NOW)
    with pytest.raises(EnrolmentError) as refused:
        await check_enrolment(CRYPTO, Enrolment(a.device, second.key, a.certificate, a.trust), NOW)
    assert refused.value.fault is EnrolmentFault.KEY_DIFFERS
    with pytest.raises(EnrolmentError) as refused:
        await check_enrolment(CRYPTO, a, NOW + timedelta(days=100))
    assert refused.value.fault is EnrolmentFault.EXPIRED


async def test_the_same_file_again_changes_nothing_even_after_the_key_was_swapped(tmp_path: Path) -> None:
    at, keys = await office(), await kiosk(tmp_path)
    file = await enrol_device(at, "kiosk-1", now=NOW)
    assert await keys.enrol(file, NOW, items_wait=False) is Imported.NEW
    request = await keys.renewal()
    await keys.renewed(await at.certify("kiosk-1", DeviceRole.KIOSK, request.key, NOW))
    assert await keys.enrol(file, NOW, items_wait=True) is Imported.SAME
    assert keys.device.signer.public == request.key


async def test_another_file_is_refused_while_items_wait(tmp_path: Path) -> None:
    at = await office()
    keys = await enrolled(tmp_path, at)
    other = await enrol_device(at, "kiosk-2", now=NOW)
    with pytest.raises(EnrolmentError) as refused:
        await keys.enrol(other, NOW, items_wait=True)
    assert refused.value.fault is EnrolmentFault.ITEMS_WAIT
    assert keys.device.id == "kiosk-1"
    assert await keys.enrol(other, NOW, items_wait=False) is Imported.NEW


async def test_keys_survive_a_restart(tmp_path: Path) -> None:
    first = await enrolled(tmp_path, await office())
    again = await kiosk(tmp_path)
    assert again.device.certificate == first.device.certificate
    assert again.demo
    assert await again.index(PERSON.id_number) == await first.index(PERSON.id_number)


async def test_a_lost_reply_to_a_renewal_asks_for_the_same_key_again(tmp_path: Path) -> None:
    at = await office()
    keys = await enrolled(tmp_path, at)
    assert keys.renewal_due(NOW)
    first = await keys.renewal()
    again = await kiosk(tmp_path)
    assert await again.renewal() == first
    await again.renewed(await at.certify("kiosk-1", DeviceRole.KIOSK, first.key, NOW))
    assert not again.renewal_due(NOW)
    assert again.renewal_due(NOW + timedelta(days=61))


async def test_a_certificate_for_another_key_is_not_taken(tmp_path: Path) -> None:
    at = await office()
    keys = await enrolled(tmp_path, at)
    await keys.renewal()
    other = await CRYPTO.new_signer()
    with pytest.raises(BadSignature):
        await keys.renewed(await at.certify("kiosk-1", DeviceRole.KIOSK, other.public, NOW))
    assert keys.device.certificate.first


async def test_broken_keys_are_put_aside_and_said(tmp_path: Path) -> None:
    await enrolled(tmp_path, await office())
    (tmp_path / "keys" / "device.json").write_bytes(b"\x00garbage")
    keys = await kiosk(tmp_path)
    assert keys.broken
    assert not keys.enrolled
    assert (tmp_path / "keys" / "device.broken").exists()


async def test_every_file_is_for_this_user_only(tmp_path: Path) -> None:
    keys = await enrolled(tmp_path, await office())
    await keys.renewal()
    await keys.seal_draft("0-1", 1, b"x")
    for folder in (tmp_path / "keys", tmp_path / "drafts"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        for file in folder.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_an_older_key_set_is_not_taken_by_a_kiosk(tmp_path: Path) -> None:
    at = await office()
    keys = await enrolled(tmp_path, at)
    newer = await rotate(at, (KeyUse.SEAL,), now=NOW + timedelta(days=1))
    assert (await keys.take_key_set(newer.token, NOW + timedelta(days=1))).version == 2
    with pytest.raises(RolledBack):
        await keys.take_key_set(at.token, NOW)
    assert (await kiosk(tmp_path)).device.key_set.version == 2


async def test_an_old_seal_key_still_opens_after_a_rotation() -> None:
    at = await office()
    old = at.key_set.of_use(KeyUse.SEAL)[0].kid
    newer = await rotate(at, (KeyUse.SEAL,), now=NOW + timedelta(days=1))
    assert newer.opener(old).public == at.opener(old).public
    with pytest.raises(UnknownKey):
        newer.opener(newer.key_set.of_use(KeyUse.RECEIPT)[0].kid)


async def test_the_offices_keys_come_back_from_their_file(tmp_path: Path) -> None:
    at = await office()
    save_office(tmp_path / "office.json", at)
    assert stat.S_IMODE((tmp_path / "office.json").stat().st_mode) == 0o600
    again = await read_office((tmp_path / "office.json").read_bytes())
    assert (again.key_set, again.issuers, again.private) == (at.key_set, at.issuers, at.private)
    assert canonical(again.to_json()) == canonical(at.to_json())


async def test_a_signed_request_carries_the_key_of_the_moment(tmp_path: Path) -> None:
    at = await office()
    keys = await enrolled(tmp_path, at)
    before = await keys.sign_request("GET", "/", "n", b"")
    request = await keys.renewal()
    await keys.renewed(await at.certify("kiosk-1", DeviceRole.KIOSK, request.key, NOW))
    assert (await keys.sign_request("GET", "/", "n", b""))[SIGNATURE_HEADER] != before[SIGNATURE_HEADER]


# drafts


async def test_a_draft_opens_for_its_id_and_revision_only(tmp_path: Path) -> None:
    keys = await kiosk(tmp_path)
    blob = await keys.seal_draft("0-1", 3, b"secret answers")
    assert b"secret" not in blob
    assert await keys.open_draft("0-1", 3, blob) == b"secret answers"
    assert await keys.open_draft("0-1", 2, blob) is None
    assert await keys.open_draft("0-2", 3, blob) is None
    assert await keys.open_draft("0-1", 3, blob[:-1] + b"\x00") is None
    assert await keys.open_draft("0-1", 3, b"") is None


async def test_a_draft_survives_a_killed_process_and_not_its_key(tmp_path: Path) -> None:
    blob = await (await kiosk(tmp_path)).seal_draft("0-1", 1, b"x")
    again = await kiosk(tmp_path)
    assert await again.open_draft("0-1", 1, blob) == b"x"
    await again.drop_draft("0-1")
    await again.drop_draft("0-1")
    assert await again.open_draft("0-1", 1, blob) is None


def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o777)
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "file").touch()
    for name in ("open", "link", "file"):
        assert not DraftKeys(tmp_path / name).lasting
    memory = DraftKeys(None)
    memory.put("0-1", bytes(32))
    assert memory.get("0-1") == bytes(32)
    memory.drop("0-1")
    assert memory.get("0-1") is None


def test_two_kiosks_on_one_machine_have_two_folders(tmp_path: Path) -> None:
    assert draft_folder(tmp_path / "a") != draft_folder(tmp_path / "b") or draft_folder(tmp_path / "a") is None


async def test_nothing_that_is_no_id_becomes_a_path(tmp_path: Path) -> None:
    keys = await kiosk(tmp_path)
    with pytest.raises(ValueError, match="not the id"):
        await keys.seal_draft("../../etc/x", 1, b"")

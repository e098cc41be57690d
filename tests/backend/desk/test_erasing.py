"""A photo is gone from the office once its check has ended: from the database, its journal, and every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.backend.desk.cases import attachment
from shared.backend.desk.checks import checked, suspend
from shared.backend.desk.errors import NotHere
from shared.backend.erasing import fleeting, sweep
from shared.backend.matters import item_of
from shared.backend.tables import CaseRow, CaseState
from shared.flows import FLOWS
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.backend.desk.counter import Counter
from tests.backend.test_parts import PHOTO, photo

LI = PEOPLE_BY_KEY["li_jianguo"]
REASON = "照片和卡上的人不是同一个人。"


async def with_photo(at: Counter, flow: str) -> tuple[str, tuple[bytes, ...]]:
    """An item with a photo that lies at the desk, and its sealed chunks."""
    manifest, chunks = await photo()
    item = await at.world.kiosk.claim(LI, attachments=(manifest,))
    await at.world.one(item)
    for number, chunk in enumerate(chunks):
        await at.world.api().put_part(item.header.id, number, chunk)
    with at.world.office.db.writing() as session:
        case = session.get_one(CaseRow, item.header.id)
        case.state, case.flow = CaseState.DESK.value, flow
    return item.header.id, chunks


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("office.db*")))


@pytest.mark.parametrize("act", ["checked", "suspend"])
async def test_a_photo_is_deleted_once_a_person_has_decided_and_not_before(at: Counter, act: str) -> None:
    item, chunks = await with_photo(at, "passive_check")
    home, token = at.world.office.settings.home, at.clerk()
    (attached,) = at.opened(token, item).attachments
    assert (attached.fleeting, attached.erased) == (True, False)
    assert sweep(at.world.office) == 0
    assert attachment(at.desk, token, item, 0)[1] == PHOTO
    here = at.world.office.db.sqlite  # another database's files are its operator's to look after
    assert not here or any(chunk[:64] in bytes_on_disk(home) for chunk in chunks)
    if act == "checked":
        checked(at.desk, token, item, "photo", "")
    else:
        suspend(at.desk, token, item, REASON)
    assert sweep(at.world.office) == 1
    left = bytes_on_disk(home)
    assert not any(chunk[at_ : at_ + 64] in left for chunk in chunks for at_ in range(0, len(chunk) - 64, 4096))
    assert sweep(at.world.office) == 0
    with at.world.office.db.reading() as session:
        assert item_of(session, item, LI.id_number, None, FLOWS)["erased"] is True
        assert "erased" not in item_of(session, item, None, None, FLOWS)


async def test_a_case_that_comes_back_shows_that_its_photo_is_deleted(at: Counter) -> None:
    item, _ = await with_photo(at, "passive_check")
    token = at.clerk()
    at.opened(token, item)
    checked(at.desk, token, item, "photo", "")
    sweep(at.world.office)
    with at.world.office.db.writing() as session:
        session.get_one(CaseRow, item).state = CaseState.DESK.value
    (attached,) = at.opened(token, item).attachments
    assert attached.erased
    with pytest.raises(NotHere):
        attachment(at.desk, token, item, 0)


async def test_what_is_not_declared_fleeting_stays(at: Counter) -> None:
    item, _ = await with_photo(at, "unemployment")
    with at.world.office.db.writing() as session:
        session.get_one(CaseRow, item).state = CaseState.DECIDED.value
    assert sweep(at.world.office) == 0
    assert fleeting(FLOWS["passive_check"]) == {"photo"} and fleeting(FLOWS["unemployment"]) == frozenset()

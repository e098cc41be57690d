"""The phone as a native app, without a screen: it is staged whole, enrols itself, files a claim, and knows it again."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from mobile.drivers_native import drivers, line_without_page
from mobile.files_native import FileBoxes, FileVault
from mobile.keys_native import OwnKeys
from mobile.machine import Phone, trust_of
from mobile.packing_native import BuildError
from mobile.staging_native import faces, project, stage
from shared.app.pages import At
from shared.backend.office import Office
from shared.backend.settings import Settings
from shared.backend.tables import DeviceRow, ItemRow
from shared.client.http import HttpCitizenApi
from shared.contract.api import RequestSigner
from shared.contract.errors import BadSignature
from shared.contract.trust import EnrolRequest
from shared.flows import FLOWS
from shared.sync.system import SystemIds
from tests.backend.world import Clock, World, world
from tests.personas.headless import walk
from tests.ui import fake_page

RANDOM = SystemIds().token
OFFICE = "https://office.example"
SECONDS = 30.0


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[World]:
    """An office, by the clock on the wall."""
    async with world(tmp_path / "office", clock=Clock(datetime.now(UTC)), hold=0) as made:
        yield made


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app as it is staged for some office."""
    folder = tmp_path_factory.mktemp("native")
    with Office.open(Settings(data=folder / "office")) as office:
        office.trust_to(folder / "trust.json")
    stage(folder / "staged", folder / "trust.json", OFFICE)
    return folder / "staged" / "src"


@pytest.fixture
def app(at: World, staged: Path) -> Path:
    """The same, for the office of this test."""
    at.office.trust_to(staged / "mobile" / "trust.json")
    return staged


@asynccontextmanager
async def phone(at: World, app: Path, data: Path) -> AsyncIterator[Phone]:
    """The app, open; its line leads to the office in this process."""

    def office(url: str, signer: RequestSigner | None) -> HttpCitizenApi:
        assert url == OFFICE
        return HttpCitizenApi("http://127.0.0.1", signer, transport=httpx.ASGITransport(app=at.app))

    called: list[str] = []
    found = replace(await drivers(data, app), office=office)
    made = await Phone.open(OFFICE, found, line_without_page(called.append), data, app, kept=True, shown=lambda: None)
    made.rare = lambda _: None
    made.start()
    await made.main(fake_page.FakePage(360, 780).page)
    try:
        yield made
    finally:
        if made.engine is not None:
            await made.engine.stop()
        for task in made._tasks:
            task.cancel()
        await asyncio.gather(*made._tasks, return_exceptions=True)
        made.store.close()


async def until(made: Phone, there: str) -> None:
    """Until the phone is enrolled, or everything is delivered."""
    async with asyncio.timeout(SECONDS):
        while not (made.keys.enrolled if there == "enrolled" else made.store.outbox.waiting().count == 0):  # noqa: ASYNC110 - enrolment tells nobody
            await asyncio.sleep(0)


async def test_it_enrols_files_a_claim_that_arrives_and_is_the_same_phone_when_it_is_opened_again(
    at: World, app: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    async with phone(at, app, data) as made:
        assert made.screen is not None
        await until(made, "enrolled")
        device = made.keys.device.id
        await walk(made.screen.session, FLOWS["unemployment"])
        assert made.screen.session.page.at is At.RECEIPT
        await until(made, "delivered")
    with at.office.db.reading() as session:
        assert session.scalars(select(ItemRow.state).where(ItemRow.device == device)).all() == ["accepted"]
        row = session.get_one(DeviceRow, device)
        assert row.role == "phone"
    async with phone(at, app, data) as again:
        assert again.keys.enrolled and again.keys.device.id == device
        assert again.store.state.get("preferences") is not None


async def test_its_keys_and_texts_are_private_files(at: World, app: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with phone(at, app, data) as made:
        await until(made, "enrolled")
        await made.keys.seal_draft("01a21585", 1, b"draft")
    files = [path for folder in ("keys", "vault") for path in (data / folder).rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"first.key", "device.json", "index.key"}
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in files} == {0}
    other = await OwnKeys.open(data / "keys", trust_of(app), RANDOM)
    assert await other.index("1") == await made.keys.index("1")


async def test_a_draft_is_opened_again_after_the_app_was_closed(staged: Path, tmp_path: Path) -> None:
    keys = await OwnKeys.open(tmp_path / "keys", trust_of(staged), RANDOM)
    blob = await keys.seal_draft("01a21585", 1, b"half a claim")
    again = await OwnKeys.open(tmp_path / "keys", trust_of(staged), RANDOM)
    assert await again.open_draft("01a21585", 1, blob) == b"half a claim"
    assert await again.open_draft("01a21585", 2, blob) is None
    await again.drop_draft("01a21585")
    assert await again.open_draft("01a21585", 1, blob) is None


async def test_it_asks_with_the_same_key_until_it_is_enrolled_and_takes_no_certificate_for_another(
    at: World, app: Path, tmp_path: Path
) -> None:
    asked: list[EnrolRequest] = []
    for _ in range(2):
        keys = await OwnKeys.open(tmp_path / "keys", trust_of(app), RANDOM)
        asked.append(await keys.enrolment())
    assert asked[0].key == asked[1].key
    stranger = await (await OwnKeys.open(tmp_path / "others", trust_of(app), RANDOM)).enrolment()
    token = (await at.api().enrol(stranger)).certificate
    with pytest.raises(BadSignature):
        await keys.enrol(token, at.office.keys.token, at.clock())
    assert not keys.enrolled
    await keys.enrol((await at.api().enrol(asked[0])).certificate, at.office.keys.token, at.clock())
    assert keys.enrolled and not keys.renewal_due(at.clock())


async def test_a_pin_opens_its_box_and_no_other_does_and_the_files_alone_do_not(tmp_path: Path) -> None:
    vault = FileVault(tmp_path / "vault")
    blob = await (await FileBoxes(vault, RANDOM).box("246813", b"salt")).seal(b"owner")
    assert await (await FileBoxes(vault, RANDOM).box("246813", b"salt")).open(blob) == b"owner"
    for boxes, pin, salt in (
        (FileBoxes(vault, RANDOM), "246814", b"salt"),
        (FileBoxes(vault, RANDOM), "246813", b"tlas"),
        (FileBoxes(FileVault(tmp_path / "elsewhere"), RANDOM), "246813", b"salt"),
    ):
        assert await (await boxes.box(pin, salt)).open(blob) is None


async def test_texts_lie_under_any_name_and_are_gone_when_dropped(tmp_path: Path) -> None:
    vault = FileVault(tmp_path / "vault")
    for name in ("owner", "part/../../../x/0", "汉"):
        assert await vault.get(name) is None
        await vault.put(name, f"text of {name}")
        assert await vault.get(name) == f"text of {name}"
    assert len(list((tmp_path / "vault").iterdir())) == 3
    await vault.drop("owner")
    await vault.drop("owner")
    assert await vault.get("owner") is None


def test_what_is_staged_can_begin_by_itself_and_holds_nothing_of_a_browser(staged: Path) -> None:
    app = staged
    code = "import sys; sys.path.insert(0, '.'); import mobile.main_native as m; print(m.address(), m.__file__)"
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=app, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [OFFICE, str(app / "mobile" / "main_native.py")]
    names = {path.relative_to(app).as_posix() for path in app.rglob("*") if path.is_file()}
    assert not [name for name in names if name.endswith("_browser.py")] and "shared/backend/app.py" not in names
    assert {f"assets/fonts/{name}" for name in faces()} <= names
    found = tomllib.loads((app.parent / "pyproject.toml").read_text("utf-8"))
    assert found["tool"]["flet"]["app"]["path"] == "src"
    assert found["tool"]["flet"]["android"]["permission"] == {"android.permission.INTERNET": True}
    assert any(line.startswith("cryptography") for line in found["project"]["dependencies"])


def test_what_cannot_be_staged_is_told(staged: Path, tmp_path: Path) -> None:
    trust = staged / "mobile" / "trust.json"
    for out, file, office in (
        (staged.parent, trust, OFFICE),
        (tmp_path / "new", trust, "http://office.example"),
        (tmp_path / "new", tmp_path / "missing.json", OFFICE),
    ):
        with pytest.raises(BuildError):
            stage(out, file, office)
    with pytest.raises(BuildError):
        project('[project]\nname = "x"\nversion = "1"\ndescription = ""\ndependencies = []\n')

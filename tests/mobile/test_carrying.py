"""With the app closed the service worker brings what waits and what is attached, signed and small, to the office."""

from __future__ import annotations

import asyncio
import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mobile.packing_native import node
from mobile.parcels import NAME, chunk_name
from shared.contract.codec import b64, canonical
from shared.contract.items import SealedItem, SubmissionBatch, name_of_certificate
from shared.sealing.attachments import seal_attachment
from shared.sealing.enrolment import load_enrolment
from tests.backend.process import Running, run, running
from tests.backend.world import CRYPTO, Kiosk
from tests.mobile.node import ROOT, said

PHOTO = secrets.token_bytes(300_000)
"""Two chunks."""


@dataclass
class Closed:
    """A device whose app is closed: its key, and what lies ready in its vault."""

    office: Running
    device: Kiosk
    key: dict[str, Any]
    folder: Path
    items: list[SealedItem] = field(default_factory=list)
    chunks: dict[str, str] = field(default_factory=dict)

    async def waits(self, *, photo: bool, lying: int = 2) -> str:
        """One more claim waits, and of its photo so many chunks lie ready; its id."""
        attached: tuple[Any, ...] = ()
        if photo:
            manifest, chunks = await seal_attachment(
                CRYPTO, secrets.token_bytes, id="a1", question="photo", media="image/jpeg", data=PHOTO
            )
            attached = (manifest,)
        item = await self.device.claim(attachments=attached)
        self.items.append(item)
        if photo:
            ready = enumerate(chunks[:lying])
            self.chunks |= {chunk_name(item.header.id, n): b64(chunk) for n, chunk in ready}
        return item.header.id

    def carry(self, **given: Any) -> tuple[list[list[Any]], bool]:
        """What the worker sent, and whether the browser will try again."""
        bodies = [canonical(SubmissionBatch((item,)).to_json()).decode() for item in self.items]
        parcels = {"device": self.device.id, "certificate": self.device.certificate, "bodies": bodies}
        laid = {NAME: json.dumps(parcels), **self.chunks} if bodies else {}
        file = self.folder / "given.json"
        file.write_text(json.dumps({"url": self.office.url, "key": self.key, "laid": laid, **given}), "utf-8")
        here = ROOT / "tests" / "mobile" / "carry_under_node.mjs"
        found = said([node(), str(here), str(ROOT / "mobile" / "web" / "sw.js"), str(file)])
        return found["sent"], found["failed"]

    def state(self, id: str) -> str:
        """What the office made of an item."""
        with closing(sqlite3.connect(self.office.log.parent / "data" / "backend" / "office.db")) as db:
            (row,) = db.execute("SELECT state FROM items WHERE id = ?", [id]).fetchall()
            return str(row[0])


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    folder = tmp_path_factory.mktemp("carrying")
    with running(folder / "data", "--hold", "0") as office:
        file = folder / "device.json"
        assert run("enrol", "--data", folder / "data", "--out", file).returncode == 0
        yield Closed(office, asyncio.run(Kiosk.of_file(file)), dict(load_enrolment(file).key), folder)


@pytest.fixture(autouse=True)
def nothing_waits(closed: Closed) -> None:
    closed.items.clear()
    closed.chunks.clear()


async def test_claims_and_a_photo_arrive_with_one_question_for_nonces(closed: Closed) -> None:
    plain, photo = await closed.waits(photo=False), await closed.waits(photo=True)
    sent, failed = closed.carry()
    assert (closed.state(plain), closed.state(photo), failed) == ("accepted", "accepted", False)
    assert [path for _, path, *_ in sent].count("/v1/nonces") == 1
    assert [(method, path) for method, path, *_ in sent if method == "PUT"] == [
        ("PUT", f"/v1/parts/{photo}/{n}") for n in range(2)
    ]


async def test_what_is_sent_is_packed_and_names_the_certificate_once_the_office_knows_it(closed: Closed) -> None:
    await closed.waits(photo=False)
    closed.carry()
    await closed.waits(photo=False)
    sent, _ = closed.carry()
    name = name_of_certificate(closed.device.certificate)
    batches = [one[2:] for one in sent if one[1] == "/v1/submissions"]
    assert [(coding, certificate) for coding, certificate, _ in batches] == [("gzip", name)] * 2
    whole = [len(canonical(SubmissionBatch((item,)).to_json())) for item in closed.items]
    assert all(size < 0.8 * before for (*_, size), before in zip(batches, whole, strict=True))


async def test_a_browser_that_cannot_pack_sends_it_as_it_is(closed: Closed) -> None:
    id = await closed.waits(photo=False)
    sent, _ = closed.carry(without=True)
    assert closed.state(id) == "accepted"
    assert [coding for _, path, coding, *_ in sent if path == "/v1/submissions"] == [""]


async def test_chunks_that_do_not_lie_ready_wait_for_the_page(closed: Closed) -> None:
    id = await closed.waits(photo=True, lying=1)
    _, failed = closed.carry()
    assert (closed.state(id), failed) == ("waiting", False)


async def test_a_line_that_breaks_amidst_a_photo_is_tried_again_and_goes_on_there(closed: Closed) -> None:
    id = await closed.waits(photo=True)
    _, failed = closed.carry(offline=f"/v1/parts/{id}/1")
    assert (closed.state(id), failed) == ("waiting", True)
    sent, failed = closed.carry()
    assert (closed.state(id), failed) == ("accepted", False)
    assert [path for method, path, *_ in sent if method == "PUT"] == [f"/v1/parts/{id}/1"]


async def test_where_nothing_waits_nobody_is_asked(closed: Closed) -> None:
    assert closed.carry() == ([], False)

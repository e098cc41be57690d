"""The office as a process of its own: what is seen from outside, and what survives its sudden end."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from shared.client.http import HttpCitizenApi
from shared.contract.errors import Unreachable
from shared.contract.items import SealedItem, SubmissionBatch
from shared.contract.results import Accepted, Duplicate
from shared.sealing.demo_native import DEMO_PEOPLE
from shared.sealing.enrolment import Trust, load_enrolment
from tests.backend.process import END_S, PATIENCE_S, promised, run, running
from tests.backend.world import ANSWERS, OTHER, PERSON, Kiosk, filled


async def kiosk_of(data: Path) -> Kiosk:
    """A kiosk enrolled by the operator's command."""
    file = data.parent / f"{data.name}.enrolment.json"
    done = run("enrol", "--data", data, "--out", file)
    assert done.returncode == 0, done.stderr
    return await Kiosk.of_file(file)


async def submit(url: str, kiosk: Kiosk, *items: SealedItem) -> tuple[str, ...]:
    """Hand items in; the acknowledgement of each."""
    api = HttpCitizenApi(url, kiosk.transport)
    try:
        results = (await api.submit(SubmissionBatch(items))).results
    finally:
        await api.close()
    found = [result.acknowledgement for result in results if isinstance(result, Accepted | Duplicate)]
    assert len(found) == len(items), results
    return tuple(found)


def test_it_says_one_line_answers_and_ends_cleanly_within_five_seconds(tmp_path: Path) -> None:
    def once(folder: Path) -> float:
        with running(folder / "data") as office:
            run_file = folder / "data" / "backend" / "run.json"
            info = json.loads(run_file.read_text(encoding="utf-8"))
            assert office.url == f"http://127.0.0.1:{info['port']}"
            assert info["pid"] == office.process.pid
            told = httpx.get(f"{office.url}/healthz", timeout=PATIENCE_S).json()
            assert told == {"service": "nuanchuang", "status": "ok"}
            status, took, rest = office.end()
            assert (status, rest) == (0, "")
            assert not run_file.exists()
            return took

    promised(END_S, once, tmp_path)


def test_it_ends_in_time_although_a_device_holds_a_connection_open(tmp_path: Path) -> None:
    def once(folder: Path) -> float:
        with running(folder / "data") as office, httpx.Client(base_url=office.url, timeout=PATIENCE_S) as client:
            client.get("/healthz")
            address = ("127.0.0.1", client.base_url.port or 0)
            with socket.create_connection(address) as half:
                half.sendall(b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhal")
                status, took, _ = office.end()
                assert status == 0
                return took

    promised(END_S, once, tmp_path)


def test_a_port_that_is_taken_is_said_in_plain_words(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("--data", tmp_path / "data", "--port", str(port))
        assert done.returncode == 1
        assert f"port {port} is taken" in done.stderr
        assert done.stdout == ""


def test_private_files_are_for_their_owner_only(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "kiosk.json"
    assert run("enrol", "--data", data, "--out", file).returncode == 0
    home = data / "backend"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    private = [file, home / "keys.json", home / "gate.key", home / "office.db"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}
    assert load_enrolment(file).trust.demo
    again = run("enrol", "--data", data, "--out", file)
    assert again.returncode == 1
    assert "holds an enrolment already" in again.stderr


def test_the_trust_for_phones_holds_no_private_key(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "trust.json"
    assert run("trust", "--data", data, "--seed", "none", "--out", file).returncode == 0
    raw = file.read_text(encoding="utf-8")
    trust = Trust.from_json(json.loads(raw))
    assert (trust.demo, trust.issuers) == (False, ())
    assert '"d"' not in raw
    assert run("trust", "--data", data, "--seed", "demo", "--out", file).returncode == 1


async def test_processes_that_make_the_office_at_once_make_one_office(tmp_path: Path) -> None:
    data, files = tmp_path / "data", [tmp_path / f"trust-{n}.json" for n in range(4)]
    done = await asyncio.gather(*(asyncio.to_thread(run, "trust", "--data", data, "--out", file) for file in files))
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * len(files)
    assert len({file.read_bytes() for file in files}) == 1


async def test_a_claim_reaches_the_process_and_is_decided_after_the_hold(tmp_path: Path) -> None:
    data = tmp_path / "data"
    kiosk = await kiosk_of(data)
    with running(data, "--hold", "0") as office:
        await submit(office.url, kiosk, await kiosk.claim())
        async with asyncio.timeout(PATIENCE_S):
            while _state(data) != "decided":  # noqa: ASYNC110 (nothing tells of another process's database)
                await asyncio.sleep(0.02)


def _state(data: Path) -> str:
    """Where the office's one case stands."""
    with closing(sqlite3.connect(data / "backend" / "office.db")) as database:
        return str(database.execute("select state from cases").fetchone()[0])


@pytest.mark.parametrize("when", [0.0, 0.05])
async def test_killed_in_the_middle_of_a_batch_it_knows_after_the_restart_what_it_acknowledged(
    tmp_path: Path, when: float
) -> None:
    data = tmp_path / "data"
    kiosk, content = await kiosk_of(data), filled()
    session = await kiosk.session()
    items = [await kiosk.claim(content=content, session=session) for _ in range(40)]
    with running(data) as office:
        before = await submit(office.url, kiosk, *items[:10])

        async def kill() -> None:
            await asyncio.sleep(when)
            office.process.send_signal(signal.SIGKILL)

        killing = asyncio.create_task(kill())
        try:
            maybe = await submit(office.url, kiosk, *items[10:])
        except Unreachable:
            maybe = ()
        await killing
    with running(data) as office:
        after = await submit(office.url, kiosk, *items)
        assert after[:10] == before
        assert not maybe or after[10:] == maybe
        assert await submit(office.url, kiosk, *items) == after


async def test_nothing_personal_stands_in_the_log(tmp_path: Path) -> None:
    data = tmp_path / "data"
    kiosk = await kiosk_of(data)
    with running(data, "--hold", "0") as office:
        await submit(office.url, kiosk, await kiosk.claim(), await kiosk.claim(OTHER))
        api = HttpCitizenApi(office.url, kiosk.transport)
        await api.changes("not a cursor of ours")
        await api.close()
        async with httpx.AsyncClient() as http:
            await http.post(f"{office.url}/v1/known?who={PERSON.id_number}", content=PERSON.id_number.encode())
        office.end()
        log = office.log.read_text(encoding="utf-8")
    assert "POST /v1/submissions 200" in log
    told = [value for person in DEMO_PEOPLE for value in (person.name, person.id_number, person.card_number)]
    told += [str(value) for key, value in ANSWERS.items() if key in ("last_day", "reason")]
    assert not [value for value in told if value in log]


def test_a_phone_build_is_served_from_the_same_origin(tmp_path: Path) -> None:
    build = tmp_path / "phone"
    build.mkdir()
    (build / "index.html").write_text("<!doctype html>", encoding="utf-8")
    with running(tmp_path / "data", "--phone", build) as office:
        assert httpx.get(f"{office.url}/").text == "<!doctype html>"
        assert httpx.get(f"{office.url}/healthz").json()["status"] == "ok"

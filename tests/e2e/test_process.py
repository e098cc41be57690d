"""The kiosk as a process: one line, one window that opens once, no other door, an end with all its children."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.own import own_window
from tests.e2e.processes import PATIENT_SECONDS, Kiosk, alive, spawn
from tests.e2e.walker import Walker
from tests.e2e.window import BUILD


def get(url: str, **headers: str) -> httpx.Response:
    """An answer, without any proxy and without following it elsewhere."""
    return httpx.get(url, headers=headers, trust_env=False)


async def test_only_the_first_visitor_with_the_token_gets_in(start_kiosk: StartKiosk, open_window: OpenWindow) -> None:
    kiosk = await start_kiosk()
    assert kiosk.running is not None
    origin, port = kiosk.running.origin, kiosk.running.port
    paths = ("/", "/main.dart.wasm", "/clips/x.wav", "/fonts/Nuanchuang-Regular.otf", "/?token=guess")
    assert [get(origin + path).status_code for path in paths] == [403] * len(paths)
    assert get(kiosk.running.url, Host=f"evil.example:{port}").status_code == 403
    window = await open_window(kiosk.running.url)
    assert await window.at() == "home"
    assert get(kiosk.running.url).status_code == 403, "the token opened twice"
    assert get(f"{origin}/healthz").json() == {"status": "ok"}
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    socket = get(f"{origin}/ws", **upgrade, **{"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="})
    assert socket.status_code >= 400


@dataclass(frozen=True, slots=True)
class Ended:
    """A kiosk after SIGTERM: its exit status, what it said after its one line, its children and who of them lives."""

    kiosk: Kiosk
    status: int
    rest: str
    children: tuple[int, ...]
    alive: tuple[int, ...]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def ended(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ended]:
    """A kiosk that was started and ended."""
    kiosk = Kiosk(tmp_path_factory.mktemp("ended") / "data", "ended")
    try:
        running = await kiosk.start()
        children = _children(running.process.pid)
        status = await running.end()
        living = tuple(pid for pid in children if alive(pid))
        yield Ended(kiosk, status, running.more_output(), tuple(children), living)
    finally:
        await kiosk.stop()


async def test_sigterm_ends_it_with_its_children_after_one_line(ended: Ended) -> None:
    assert ended.children, "the office is not a second process"
    assert ended.status == 0
    assert ended.rest == ""
    assert ended.alive == ()


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


async def test_a_broken_database_is_set_aside_and_the_kiosk_opens(ended: Ended, open_window: OpenWindow) -> None:
    kiosk = ended.kiosk
    store = kiosk.data / "kiosk" / "store.db"
    for path in store.parent.glob("store.db*"):
        path.write_bytes(os.urandom(20_000))
    window = await open_window((await kiosk.start()).url)
    walker = Walker(window)
    await walker.begin("unemployment")
    assert await window.at() in ("identify", "told")
    assert len(list(store.parent.glob("store*"))) > 1, "the broken file was not kept aside"


async def test_without_a_browser_it_says_so_and_serves_all_the_same(tmp_path: Path) -> None:
    log = BUILD / "no-browser.log"
    log.unlink(missing_ok=True)
    environment = {**os.environ, "PATH": str(tmp_path)}
    data = str(tmp_path / "data")
    arguments = ["kiosk", "--port", "0", "--browser", "window", "--backend", "none", "--data", data]
    process = spawn(arguments, log, environment)
    assert process.stdout is not None
    line = await asyncio.to_thread(process.stdout.readline)
    process.terminate()
    await asyncio.to_thread(process.wait, PATIENT_SECONDS)
    assert line.startswith("kiosk ready at http://127.0.0.1:")
    assert "chromium" in log.read_text("utf-8")


async def test_its_own_window_opens_first_and_the_office_comes_once_a_page_stands(tmp_path: Path) -> None:
    run = tmp_path / "data" / "backend" / "run.json"
    async with own_window(tmp_path) as own:
        await own.window.appears("home.unemployment")
        async with asyncio.timeout(PATIENT_SECONDS):
            while not run.exists():  # noqa: ASYNC110 (nothing tells of another process's file)
                await asyncio.sleep(0.02)
        port = json.loads(run.read_text("utf-8"))["port"]
        assert get(f"http://127.0.0.1:{port}/healthz").status_code == 200
        await own.close_window()
        assert await asyncio.to_thread(own.process.wait, PATIENT_SECONDS) == 0, "it runs on without a window"
        assert own.process.stdout is not None
        assert own.process.stdout.read().count("\n") == 1

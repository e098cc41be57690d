"""The kiosk as a process: one line, one window that opens once, no other door, an end with all its children."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

import httpx

from tests.e2e.conftest import OpenWindow, StartKiosk
from tests.e2e.processes import PATIENT_SECONDS, alive, spawn
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


async def test_a_port_that_is_taken_is_said_and_ends_it(start_kiosk: StartKiosk, tmp_path: Path) -> None:
    kiosk = await start_kiosk()
    assert kiosk.running is not None
    log = BUILD / "port-taken.log"
    log.unlink(missing_ok=True)
    arguments = ["kiosk", "--port", str(kiosk.running.port), "--browser", "none", "--data", str(tmp_path / "other")]
    other = spawn(arguments, log)
    assert await asyncio.to_thread(other.wait, 30) == 1
    assert other.stdout is not None
    assert other.stdout.read() == ""
    assert str(kiosk.running.port) in log.read_text("utf-8")


async def test_sigterm_ends_it_with_its_children_after_one_line(start_kiosk: StartKiosk) -> None:
    kiosk = await start_kiosk()
    assert kiosk.running is not None
    children = _children(kiosk.running.process.pid)
    assert children, "the office is not a second process"
    assert await kiosk.running.end() == 0
    assert kiosk.running.more_output() == ""
    assert [pid for pid in children if alive(pid)] == []


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


async def test_a_broken_database_is_set_aside_and_the_kiosk_opens(
    start_kiosk: StartKiosk, open_window: OpenWindow
) -> None:
    kiosk = await start_kiosk()
    assert kiosk.running is not None
    await kiosk.running.end()
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

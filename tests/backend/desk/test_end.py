"""The office's process with somebody at the desk: it still ends in time."""

from __future__ import annotations

from pathlib import Path

import httpx
from websockets.sync.client import connect

from tests.backend.process import running


def test_the_office_ends_cleanly_in_time_although_a_desk_is_open(tmp_path: Path) -> None:
    with running(tmp_path / "data") as office:
        assert httpx.get(f"{office.url}/desk", timeout=30).status_code == 200
        address = office.url.replace("http://", "ws://") + "/desk/ws"
        with connect(address, origin=office.url, open_timeout=30):  # type: ignore[arg-type]
            status, took, rest = office.end()
        assert (status, rest) == (0, "")
        assert took < 5

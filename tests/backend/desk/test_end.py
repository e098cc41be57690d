"""The office's process with somebody at the desk: it still ends in time."""

from __future__ import annotations

from pathlib import Path

import httpx
from websockets.sync.client import connect

from tests.backend.process import END_S, PATIENCE_S, promised, running


def test_the_office_ends_cleanly_in_time_although_a_desk_is_open(tmp_path: Path) -> None:
    def once(folder: Path) -> float:
        with running(folder / "data") as office:
            assert httpx.get(f"{office.url}/desk", timeout=PATIENCE_S).status_code == 200
            address = office.url.replace("http://", "ws://") + "/desk/ws"
            with connect(address, origin=office.url, open_timeout=PATIENCE_S):  # type: ignore[arg-type]
                status, took, rest = office.end()
            assert (status, rest) == (0, "")
            return took

    promised(END_S, once, tmp_path)

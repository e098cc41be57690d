"""Over real HTTP: whatever answers in the office's place, nothing is marked, and the cause is told."""

from __future__ import annotations

import pytest

from shared.client.http import HttpCitizenApi
from shared.contract.codec import Json
from shared.domain.exchange import Delivery
from shared.sync.engine import Engine
from tests.fakes.kiosk import Kiosk
from tests.fakes.wire import SILENCE, RawServer, reply

UNSIGNED: Json = {"nonces": ["n"], "ttl_s": 60, "statement": "eyJhbGciOiJub25lIn0.e30.", "status": "ok"}

CASES = [
    ("HTML 200", reply(b"<html>Welcome</html>", type="text/html", ours=False), "not_our_server"),
    ("HTML 200 with the mark", reply(b"<html>Welcome</html>", type="text/html"), "bad_reply"),
    ("302", reply(b"", "302 Found", ours=False, headers=("Location: /login",)), "not_our_server"),
    ("204", reply(b"", "204 No Content", ours=False), "not_our_server"),
    ("500", reply(b"Traceback", "500 Internal Server Error", "text/plain"), "server_fault"),
    ("garbage", reply(b"\xff\xfe{{{"), "bad_reply"),
    ("silence", SILENCE, "unreachable"),
    ("JSON that nobody signed", reply(UNSIGNED), "malformed"),
]


@pytest.mark.parametrize(("answer", "cause"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
async def test_nothing_is_marked(answer: bytes, cause: str, kiosk: Kiosk) -> None:
    item = await kiosk.submit()
    async with RawServer() as server:
        server.replies.append(answer)
        api = HttpCitizenApi(server.url, kiosk.keys)
        engine = Engine(kiosk.store, api, kiosk.keys, kiosk.crypto, kiosk.clock, kiosk.time, chance=lambda: 0.5)
        for _ in range(3):
            assert not await engine.step()
            kiosk.wait(engine.pause_s() + 0.01)
        await api.close()
    row = kiosk.store.receipts.get(item.id)
    assert row is not None
    assert (row.state, row.cause) == (Delivery.SAVED, cause)
    assert not any(item.wire in asked.body for asked in server.asked)
    await kiosk.until_quiet()

"""`/desk` on the office's server: files for this machine's own pages only, no address and no log line names anybody."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from shared.backend.desk.decide import refuse
from shared.backend.desk.errors import DeskError, WrongLogin
from tests.backend.desk.counter import PASSWORDS, REASON, UNMET, Counter

HERE = "http://127.0.0.1"


@pytest.fixture
async def web(at: Counter) -> AsyncIterator[httpx.AsyncClient]:
    """A browser's view of the office, without its sockets."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=at.world.app), base_url=HERE) as client:
        yield client


@pytest.mark.parametrize("path", ["/desk", "/desk/", "/desk/index.html"])
async def test_the_page_is_served_and_never_kept(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert answer.status_code == 200
    assert '<base href="/desk/">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


async def test_everything_that_the_client_asks_for_lies_under_desk(web: httpx.AsyncClient) -> None:
    script = (await web.get("/desk/line.js")).text
    assert "new URL(document.baseURI).pathname" in script
    assert "`${base}ws`" in script
    assert not {'"/', "'/"} & {*re.findall(r"""["']/(?!closed"|healthz")""", script)}, (
        "all else is below the page's base"
    )
    assert "https://" not in script
    for path in ("flutter_bootstrap.js", "assets/FontManifest.json", "assets/fonts/Nuanchuang-Regular.otf"):
        assert (await web.get(f"/desk/{path}")).status_code == 200
    code = (await web.get("/desk/main.dart.js")).text
    assert "/desk/rive/" in code
    assert "cdn.jsdelivr.net/npm/@rive-app" not in code


@pytest.mark.parametrize("path", ["../keys.json", "..%2f..%2fkeys.json", "web/../../keys.json", "none.js", "screen.py"])
async def test_nothing_else_is_served(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(f"/desk/{path}")).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{"host": "evil.example"}, {"origin": "http://evil.example"}, {"origin": "null"}, {"host": "127.0.0.1:9"}],
)
async def test_a_page_elsewhere_gets_nothing(web: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await web.get("/desk", headers=headers)).status_code == 403


@pytest.mark.parametrize("origin", ["", "http://evil.example", "https://127.0.0.1"])
def test_the_socket_opens_only_for_a_page_of_ones_own(at: Counter, origin: str) -> None:
    client = TestClient(at.world.app, base_url=HERE)
    headers = {"origin": origin} if origin else {}
    with pytest.raises(WebSocketDisconnect) as caught, client.websocket_connect("/desk/ws", headers=headers):
        pass
    assert caught.value.code == 4403


async def test_the_desk_is_no_part_of_the_citizen_api(web: httpx.AsyncClient) -> None:
    paths = (await web.get("/openapi.json")).json()["paths"]
    assert [path for path in paths if "desk" in path] == []
    assert (await web.post("/desk")).status_code == 405


async def test_no_log_line_names_a_person_a_clerk_or_a_reason(at: Counter, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    item, token = await at.unmet(), at.clerk()
    with pytest.raises(WrongLogin):
        at.desk.log_in("tang", "my-wrong-password")
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("shared"))
    for secret in (UNMET.id_number, UNMET.name, token, PASSWORDS["tang"], "my-wrong-password", REASON, "唐敏"):
        assert secret not in lines


def test_an_error_of_the_desk_quotes_no_person(at: Counter) -> None:
    item, token = at.plain(), at.clerk()
    with pytest.raises(DeskError) as caught:
        refuse(at.desk, token, item, REASON)
    assert str(caught.value) == "desk.problem.not_taken"

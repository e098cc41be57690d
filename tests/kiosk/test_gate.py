"""Who may open the kiosk: the single-use token, the cookie, this machine's own address, and nothing else."""

from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from accessibility.sign import SignPacks, open_packs
from accessibility.speech import Clips
from kiosk.gate import Gate
from kiosk.server import build_app
from tests.fakes.ports import FakeClock, FakeIds
from tests.fakes.signs import SET, row, write_pack

PORT = 8740
ORIGIN = f"http://127.0.0.1:{PORT}"


async def _main(_: ft.Page) -> None:
    """Nothing is shown."""


class Browser:
    """A client in front of a fresh server."""

    def __init__(self, signs: SignPacks | None = None) -> None:
        self.gate = Gate(PORT)
        self.clips = Clips(FakeIds().token, FakeClock().monotonic)
        self.app = build_app(_main, self.gate, self.clips, signs)
        self.cookie = ""
        self.client = TestClient(self.app, base_url=ORIGIN, follow_redirects=False)

    def enter(self) -> None:
        """Open the kiosk with a fresh token."""
        self.client.cookies.clear()
        reply = self.client.get(self.gate.url().removeprefix(ORIGIN))
        assert reply.status_code == 303
        self.cookie = reply.cookies[self.gate.name]

    def socket(self, origin: str | None, *, cookie: bool) -> WebSocketTestSession:
        """Open the socket as a page of that origin does."""
        headers = {"Host": f"127.0.0.1:{PORT}"}
        if origin is not None:
            headers["Origin"] = origin
        if cookie:
            headers["Cookie"] = f"{self.gate.name}={self.cookie}"
        return self.client.websocket_connect("/ws", headers=headers)


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.mark.parametrize("path", ["/", "/index.html", "/main.dart.js", "/fonts/Nuanchuang-Bold.otf", "/anything"])
def test_without_the_cookie_there_is_a_plain_message(browser: Browser, path: str) -> None:
    reply = browser.client.get(path)
    assert reply.status_code == 403
    assert "这个地址已经用过了" in reply.text


def test_health_needs_no_cookie(browser: Browser) -> None:
    reply = browser.client.get("/healthz")
    assert reply.status_code == 200
    assert reply.json()["status"] == "ok"


def test_the_token_becomes_a_strict_cookie_that_scripts_cannot_read(browser: Browser) -> None:
    reply = browser.client.get(browser.gate.url().removeprefix(ORIGIN))
    cookie = reply.headers["set-cookie"].lower()
    assert reply.headers["location"] == "/"
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_address_stays_until_somebody_came_by_it(browser: Browser) -> None:
    url = browser.gate.url()
    assert browser.gate.url() == url, "a window that could not be opened spoils the address that was told"
    browser.client.get(url.removeprefix(ORIGIN))
    assert browser.gate.url() != url


def test_a_token_opens_once(browser: Browser) -> None:
    url = browser.gate.url().removeprefix(ORIGIN)
    assert browser.client.get(url).status_code == 303
    browser.client.cookies.clear()
    assert browser.client.get(url).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 5000])
def test_a_wrong_token_opens_nothing(browser: Browser, token: str) -> None:
    browser.gate.url()
    assert browser.client.get("/", params={"token": token}).status_code == 403


def test_a_new_token_ends_the_older_cookie(browser: Browser) -> None:
    browser.enter()
    assert browser.client.get("/").status_code == 200
    old = browser.cookie
    browser.enter()
    assert not browser.gate.admits(old)
    assert browser.gate.admits(browser.cookie)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8740", "127.0.0.1", "127.0.0.1:1", "10.0.0.1:8740"])
def test_another_name_for_this_machine_is_refused(browser: Browser, host: str) -> None:
    browser.enter()
    assert browser.client.get("/", headers={"Host": host}).status_code == 403


def test_a_page_from_elsewhere_is_refused(browser: Browser) -> None:
    browser.enter()
    assert browser.client.get("/", headers={"Origin": "http://evil.example"}).status_code == 403


def test_the_page_forbids_everything_outside_its_origin(browser: Browser) -> None:
    browser.enter()
    policy = browser.client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http://" not in policy
    assert "https://" not in policy
    assert "*" not in policy


@pytest.mark.parametrize(
    ("cookie", "origin"),
    [(False, ORIGIN), (True, "http://evil.example"), (True, "null"), (True, None), (True, "https://127.0.0.1:8740")],
)
def test_the_socket_needs_cookie_and_origin(browser: Browser, cookie: bool, origin: str | None) -> None:
    if cookie:
        browser.enter()
    with pytest.raises(WebSocketDisconnect), browser.socket(origin, cookie=cookie):
        pass


def test_the_socket_opens_for_its_own_page(browser: Browser) -> None:
    browser.enter()
    with browser.socket(ORIGIN, cookie=True):
        pass


def test_a_clip_is_handed_out_under_its_name_and_never_stored(browser: Browser) -> None:
    browser.enter()
    name = browser.clips.put(b"RIFF", private=False)
    reply = browser.client.get(f"/clips/{name}")
    assert reply.content == b"RIFF"
    assert reply.headers["cache-control"] == "no-store"
    assert browser.client.get("/clips/other.wav").status_code == 404


def test_a_recording_is_served_in_parts_and_only_when_it_was_verified(tmp_path: Path) -> None:
    files = [tmp_path / SET / name for name in ("well.webm", "stale.webm")]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"a test picture")
    rows = [row("unemployment.reason", files[0]), row("unemployment.registered", files[1], text="0" * 64)]
    write_pack(tmp_path, rows)
    browser = Browser(open_packs((tmp_path,)))
    assert browser.client.get(f"/sign/{SET}/well.webm").status_code == 403
    browser.enter()
    reply = browser.client.get(f"/sign/{SET}/well.webm", headers={"Range": "bytes=2-5"})
    assert (reply.status_code, reply.content) == (206, b"test")
    assert reply.headers["content-type"] == "video/webm"
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    for name in ("stale.webm", "manifest.json", "../../secret"):
        assert browser.client.get(f"/sign/{SET}/{name}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/assets/../../pyproject.toml", "/nothing"]
)
def test_nothing_outside_the_site_is_served(browser: Browser, path: str) -> None:
    browser.enter()
    reply = browser.client.get(path)
    assert reply.status_code == 404
    assert b"nuanchuang" not in reply.content


def test_only_the_kiosks_own_page_says_that_it_paints_no_more(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    def told(why: str, origin: str = ORIGIN) -> int:
        return int(browser.client.post(f"/unpainted/{why}", headers={"Origin": origin}).status_code)

    assert told("lost") == 403
    browser.enter()
    assert [told("lost", "http://example.org"), told("1101010000"), told("lost")] == [403, 404, 204]
    assert [record.message for record in caplog.records if record.name == "kiosk.server"] == [
        "the screen paints no more and is loaded anew: what it paints with was lost"
    ]

"""A phone build as the office serves it: types, packed forms, headers; nothing beyond its folder."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from shared.backend.phone import PhoneSite, accepted

PAGE = b"<!DOCTYPE html><p>hello"
POLICY = "default-src 'none'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "pyodide").mkdir(parents=True)
    (site / "index.html").write_bytes(PAGE)
    (site / "index.html.br").write_bytes(b"brotli")
    (site / "index.html.gz").write_bytes(b"gzip")
    (site / "pyodide" / "a.mjs").write_bytes(b"export {}")
    (site / "a.wasm").write_bytes(b"\0asm")
    (site / "headers.json").write_text(json.dumps({"Content-Security-Policy": POLICY}), "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return site


async def ask(folder: Path, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(PhoneSite(folder))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:
        async with client.stream(method, path, headers={"accept-encoding": "", **headers}) as answer:
            raw = b"".join([part async for part in answer.aiter_raw()])
        return httpx.Response(answer.status_code, headers=[*answer.headers.items(), ("x-raw", raw.hex())])


async def test_the_root_is_the_first_page_with_the_builds_headers(folder: Path) -> None:
    answer = await ask(folder, "/")
    assert bytes.fromhex(answer.headers["x-raw"]) == PAGE
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("takes", "body", "coding"),
    [
        ("gzip, deflate, br", b"brotli", "br"),
        ("gzip", b"gzip", "gzip"),
        ("br;q=0, gzip", b"gzip", "gzip"),
        ("identity", PAGE, None),
    ],
)
async def test_the_smallest_form_that_the_client_takes(folder: Path, takes: str, body: bytes, coding: str) -> None:
    answer = await ask(folder, "/", **{"accept-encoding": takes})
    assert bytes.fromhex(answer.headers["x-raw"]) == body
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"


async def test_what_is_the_same_is_not_sent_again(folder: Path) -> None:
    first = await ask(folder, "/")
    again = await ask(folder, "/", **{"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.headers["x-raw"]) == (304, "")
    packed = await ask(folder, "/", **{"if-none-match": first.headers["etag"], "accept-encoding": "br"})
    assert packed.status_code == 200


@pytest.mark.parametrize(("path", "type"), [("/pyodide/a.mjs", "text/javascript"), ("/a.wasm", "application/wasm")])
async def test_modules_and_wasm_come_under_their_types(folder: Path, path: str, type: str) -> None:
    assert (await ask(folder, path)).headers["content-type"].split(";")[0] == type


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/headers.json", "/none", "/pyodide"])
async def test_nothing_else_is_given(folder: Path, path: str) -> None:
    assert (await ask(folder, path)).status_code == 404


async def test_only_reading(folder: Path) -> None:
    assert (await ask(folder, "/", "POST")).status_code == 405
    head = await ask(folder, "/", "HEAD")
    assert (head.status_code, head.headers["x-raw"]) == (200, "")


def test_encodings_with_weight_nought_are_not_taken() -> None:
    assert accepted("br;q=0, gzip;q=0.5") == {"gzip"}
    assert accepted("") == {""}

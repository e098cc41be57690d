"""The files of the client as this kiosk serves them: nothing in them leads to another host."""

from __future__ import annotations

import json
import re

import pytest

from kiosk.site import Site, media_type
from shared.ui.client import RIVE

SITE = Site()


def body(path: str) -> bytes:
    found = SITE.get(path)
    assert found is not None
    return found.body


def test_the_first_page_is_ours() -> None:
    page = body("index.html").decode()
    assert 'lang="zh-Hans-CN"' in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_semantics_tree_is_opened_by_itself() -> None:
    assert b"flt-semantics-placeholder" in body("line.js")


def test_the_semantics_tree_is_never_painted() -> None:
    assert re.search(r"flt-semantics-host \{[^}]*opacity: 0;", body("kiosk.css").decode())


@pytest.mark.parametrize("path", ["main.dart.wasm", "main.dart.js"])
def test_the_client_asks_no_cdn_for_its_animations(path: str) -> None:
    assert RIVE not in body(path)
    assert b"/rive/" in body(path)


def test_replacing_the_address_keeps_the_length_of_the_binary() -> None:
    assert len(body("main.dart.wasm")) == (SITE._client / "main.dart.wasm").stat().st_size


def test_what_it_asks_instead_is_here() -> None:
    assert b"RiveNative" in body("rive/____/wasm/rive_native.js")


def test_no_service_worker_is_registered() -> None:
    assert b"serviceWorkerSettings" not in body("flutter_bootstrap.js").split(b"_flutter.loader.load(")[-1]


def test_every_face_of_the_manifest_is_served() -> None:
    manifest = json.loads(body("assets/FontManifest.json"))
    assert {"Nuanchuang", "NuanchuangKorean", "NuanchuangArabic", "Roboto", "MaterialIcons"} <= {
        entry["family"] for entry in manifest
    }
    for entry in manifest:
        for font in entry["fonts"]:
            assert SITE.get(f"assets/{font['asset']}") is not None


def test_the_face_for_rare_characters_is_served() -> None:
    found = SITE.get("fonts/NuanchuangRare-Regular.otf")
    assert found is not None
    assert found.type == "font/otf"


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("a.wasm", "application/wasm"),
        ("a.mjs", "text/javascript"),
        ("a.svg", "image/svg+xml"),
        ("a", "application/octet-stream"),
    ],
)
def test_media_types_are_those_that_browsers_insist_on(path: str, type: str) -> None:
    assert media_type(path) == type


@pytest.mark.parametrize("path", ["../site.py", "..%2fsite.py", "web/../../site.py", "none.js", ""])
def test_what_is_not_there_is_none(path: str) -> None:
    assert SITE.get(path) is None

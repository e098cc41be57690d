"""The phone's build: everything needed and nothing else, the same bytes each time, nothing that calls another host."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import brotli
import pytest
from fontTools.ttLib import TTFont

from mobile.build_native import CACHE, CLIENT_FILES, HEADERS, POLICY, build, contents
from mobile.made_native import thrifty
from mobile.packing_native import BuildError, icons, installed, locked, node
from mobile.parts import CANVASKIT, CLIENT, COMMON, LATER, NOT_KEPT, ON_DEMAND, PACKAGES, SKWASM, WEB, Package
from mobile.thinning_native import UNSEEN, Uncut, icon_face
from shared.domain.text import Text
from shared.flows import EVERY, cases
from shared.i18n.bidi import END, FIRST_STRONG, LEFT_TO_RIGHT
from shared.i18n.catalogue import CLERKS, ON_A_PHONE, PACKED, load, read_folder
from shared.i18n.faces import FIRST
from shared.ui.breaks import JOINER
from shared.ui.client import RIVE
from tests.mobile.node import ROOT, in_app, said
from tests.mobile.outcomes import outcomes

LOWEST = 1
ICONS = {"icons/icon-192.png", "icons/icon-512.png", "icons/icon-maskable-512.png"}
EXPECTED = {
    *CLIENT,
    *WEB,
    *COMMON,
    *LATER,
    *NOT_KEPT,
    *ICONS,
    *(f"assets/fonts/{name}" for face in FIRST for name, _ in face.files),
    "app.zip",
    "assets/FontManifest.json",
    "index.html",
    "manifest.json",
    "packages.zip",
    "pyodide/pyodide-lock.json",
    "pyodide/python_stdlib.zip",
    "sw.js",
}
PLAIN = {"headers.json", *ICONS}


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build, packed as little as possible."""
    out = tmp_path_factory.mktemp("built") / "site"
    build(out, None, quality=LOWEST, cache=CACHE)
    return out


@pytest.fixture(scope="module")
def site(folder: Path) -> dict[str, bytes]:
    """Its files."""
    return read(folder)


def names(site: dict[str, bytes], archive: str, folder: Path) -> list[str]:
    (folder / "archive.zip").write_bytes(site[archive])
    with zipfile.ZipFile(folder / "archive.zip") as opened:
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in opened.infolist())
        return opened.namelist()


def table(site: dict[str, bytes]) -> dict[str, list[object]]:
    found = re.search(r"JSON\.parse\('(.*)'\)", site["sw.js"].decode())
    assert found is not None
    return dict(json.loads(found[1]))


def test_built_again_it_is_the_same_to_the_byte(site: dict[str, bytes]) -> None:
    version, again = contents(None)
    assert version.encode() in site["sw.js"]
    assert len(again) > 25
    assert [path for path in again if again[path] != site[path]] == []


def test_it_holds_exactly_the_files_of_the_list_each_also_packed(site: dict[str, bytes]) -> None:
    packed = {f"{path}{end}" for path in EXPECTED - PLAIN for end in (".br", ".gz")}
    assert site.keys() == EXPECTED | PLAIN | packed
    for path in EXPECTED - PLAIN:
        assert brotli.decompress(site[f"{path}.br"]) == site[path]
        assert gzip.decompress(site[f"{path}.gz"]) == site[path]


def test_python_comes_compiled_and_only_what_runs_on_a_phone(site: dict[str, bytes], tmp_path: Path) -> None:
    for archive in ("app.zip", "packages.zip", "pyodide/python_stdlib.zip"):
        found = names(site, archive, tmp_path)
        assert [name for name in found if name.endswith((".py", ".so", ".pyi"))] == []
        assert len(found) == len(set(found)) > 50
    ours = names(site, "app.zip", tmp_path)
    assert {"mobile/main.pyc", "shared/flows/unemployment/flow.pyc", "shared/flows/unemployment/params.toml"} <= {*ours}
    assert [n for n in ours if "_native" in n or n.startswith(("shared/backend", "kiosk", "tests"))] == []
    assert [n for n in ours if n.endswith("cases.toml")] == []


def test_every_module_of_ours_finds_what_it_imports(folder: Path) -> None:
    found = in_app(folder, "imports_all.py")
    assert found["modules"] > 250
    assert found["failed"] == {}


def test_what_dataclasses_write_and_patterns_were_compiled_before(folder: Path) -> None:
    told = in_app(folder, "made.py")
    assert told["found"] > 300
    assert [text for text in told["compiled"] if "never_met_before" not in text] == []
    assert len(told["compiled"]) > 0, "a text that nobody met is compiled on the phone"
    assert (told["new"], told["same"]) == (3, True)
    assert told["shown"] == repr(Text("a.b"))
    assert "TypeError" in told["lines"]
    assert len(told["parsed"]) <= 3, f"babel joins sets, and looks for a time zone: {told['parsed']}"
    assert told["patterns"] > 70
    assert told["otherwise"] == []
    assert told["new_pattern"] == "met"


@pytest.fixture(scope="module")
def images(folder: Path) -> Any:
    here = ROOT / "tests" / "mobile" / "app_from_image.mjs"
    return said([node(), str(here), str(folder)])


def test_an_image_of_its_memory_is_taken_up_with_the_files_and_the_browser_of_that_start(images: Any) -> None:
    one, two = images
    assert one["begins"] and one["modules"] > 200
    assert (one["address"], two["address"]) == ("http://127.0.0.1/one", "http://127.0.0.1/two")
    assert one["later"] == two["later"] == "shared", "what an image lacks is imported from the archives"
    assert one["read"] == two["read"] > 8000
    assert one["chance"] != two["chance"]
    assert one["laid"] and two["laid"], "the same files as where Python lays them"


def test_an_image_holds_what_a_drawing_for_nobody_looked_up_and_nothing_of_that_drawing(images: Any) -> None:
    for told in images:
        fields, languages = told["looked_up"]
        assert told["before"] == [0, 0]
        assert fields > 20 and languages >= 1
        assert told["left"] == []


def test_another_standard_library_is_refused_not_guessed() -> None:
    with pytest.raises(Uncut, match="not there once"):
        thrifty("dataclasses.py", "def add_fns_to_class(self, cls):\n    exec(txt)\n")


def test_a_phone_says_the_words_of_the_catalogues(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(folder / "app.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("shared/i18n/catalogues/")]
        archive.extractall(tmp_path, names)
    assert {Path(name).name for name in names} == {PACKED}
    for locale in {Path(name).parent.name for name in names}:
        ours = load(locale)
        there = read_folder(tmp_path / "shared/i18n/catalogues" / locale)
        assert {id: entry.forms for id, entry in there.items()} == {
            id: ours.get(ON_A_PHONE + id, entry).forms
            for id, entry in ours.items()
            if entry.prefix not in CLERKS and not id.startswith(ON_A_PHONE)
        }
        assert all(entry.prefix == ours[id].prefix for id, entry in there.items())


def test_the_same_answers_give_the_same_content_and_decision_as_on_the_kiosk(folder: Path, tmp_path: Path) -> None:
    written = {path.parent.name: path.read_text("utf-8") for path in ROOT.glob("shared/flows/*/cases.toml")}
    (tmp_path / "cases.json").write_text(json.dumps(written), "utf-8")
    here = outcomes(cases, written)
    there = in_app(folder, "outcomes.py", ROOT / "shared" / "flows" / "cases.py", tmp_path / "cases.json")
    assert written.keys() == EVERY.keys()
    assert len(here) > 250
    assert {name for name in here if there.get(name) != here[name]} == set()
    assert there.keys() == here.keys()


def test_the_icons_that_pages_draw_are_there_and_hardly_another(site: dict[str, bytes]) -> None:
    drawn = icons()
    assert len(drawn) > 5
    face = TTFont(io.BytesIO(site["assets/fonts/MaterialIcons-Regular.otf"]))
    whole = TTFont(str(CLIENT_FILES / "assets/fonts/MaterialIcons-Regular.otf"))
    names = {name: point for point, name in whole.getBestCmap().items()}
    assert {names[f"{name.lower()}_baseline"] for name in drawn} <= face.getBestCmap().keys()
    assert len(face.getGlyphOrder()) < 60
    with pytest.raises(KeyError):
        icon_face(site["assets/fonts/MaterialIcons-Regular.otf"], ["NO_SUCH_ICON"])


def test_the_text_face_has_a_glyph_for_the_signs_that_nobody_sees_and_is_else_as_it_was(site: dict[str, bytes]) -> None:
    """Without one the renderer of Firefox and Safari asks for other faces (`tests/e2e/test_phone.py`)."""
    name = "assets/fonts/Nuanchuang-Regular.otf"
    face, before = TTFont(io.BytesIO(site[name])).getBestCmap(), TTFont(str(ROOT / name)).getBestCmap()
    assert {face[ord(sign)] for sign in (JOINER, LEFT_TO_RIGHT, FIRST_STRONG, END)} == {face[ord(" ")]}
    assert {point: glyph for point, glyph in face.items() if point not in UNSEEN} == before
    assert all(unicodedata.category(chr(point)) == "Cf" for point in UNSEEN)


def test_the_service_worker_knows_every_file_by_its_hash(site: dict[str, bytes]) -> None:
    known = table(site)
    kept = EXPECTED - set(NOT_KEPT) - {"sw.js"}
    assert known.keys() == {"/" if path == "index.html" else f"/{path}" for path in kept}
    for path, (digest, size, only, line) in known.items():
        name = path.removeprefix("/") or "index.html"
        body = site[name]
        assert (digest, size) == (hashlib.sha256(body).hexdigest(), len(body))
        assert line == len(site.get(f"{name}.br", body))
        assert only in ("", SKWASM, CANVASKIT) or (only == ON_DEMAND and name in LATER)


def test_nothing_leaves_the_origin(site: dict[str, bytes]) -> None:
    assert f'content="{POLICY}"'.encode() in site["index.html"]
    assert HEADERS["Content-Security-Policy"].startswith(POLICY)
    sources = {word for part in POLICY.split("; ") for word in part.split()[1:]}
    assert sources <= {"'none'", "'self'", "'unsafe-inline'", "'wasm-unsafe-eval'", "data:", "blob:"}
    assert "'unsafe-inline'" not in POLICY.partition("script-src")[2].partition(";")[0]
    for path in (*WEB, "index.html", "sw.js", "manifest.json", "assets/FontManifest.json"):
        assert not re.search(rb"https?://|//[a-z]+\.[a-z]", site[path]), path
    for path in ("main.dart.js", "main.dart.wasm"):
        assert RIVE not in site[path]


def test_the_first_page_reads_without_any_script(site: dict[str, bytes]) -> None:
    page = site["index.html"].decode()
    assert len(page.encode()) < 4096
    assert "12333" in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)


def test_the_semantics_tree_is_never_painted(site: dict[str, bytes]) -> None:
    assert re.search(r"flt-semantics-host \{[^}]*opacity: 0;", site["index.html"].decode())


def test_it_can_be_installed(site: dict[str, bytes]) -> None:
    manifest = json.loads(site["manifest.json"])
    assert {"id", "name", "short_name", "start_url", "scope", "display"} <= manifest.keys()
    assert {icon["src"] for icon in manifest["icons"]} <= site.keys()


def test_every_package_stands_in_the_list_of_licences(site: dict[str, bytes]) -> None:
    text = site["licences.txt"].decode()
    lines = {
        package.name: re.search(rf"^{re.escape(package.name)} \S+: \S", text, re.MULTILINE) for package in PACKAGES
    }
    assert [name for name, line in lines.items() if line is None] == []


def test_a_package_in_another_version_than_the_locked_one_is_refused() -> None:
    pins = {**locked(), "six": "0.0.1"}
    with pytest.raises(BuildError, match=r"locked as 0\.0\.1"):
        installed(Package("six", ("six",)), pins)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    with pytest.raises(BuildError, match="something else"):
        build(tmp_path, None, quality=LOWEST)
    assert (tmp_path / "letter.txt").exists()

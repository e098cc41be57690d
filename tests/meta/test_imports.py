"""Who may import whom: contracts are broken by a planted import, and no package takes more from outside than it may."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("kiosk", "mobile", "shared", "accessibility")
NATIVE = "_native.py"
"""Ends the names of drivers that use compiled packages and so do not run in a browser."""

OUTSIDE = {
    "kiosk": {"flet", "flet_web", "fastapi", "uvicorn"},
    "mobile": {"flet"},
    "accessibility": set(),
    "shared.app": set(),
    "shared.backend": {"fastapi", "holidays", "starlette", "uvicorn", "sqlalchemy", "pydantic"},
    "shared.client": {"httpx"},
    "shared.contract": set(),
    "shared.domain": set(),
    "shared.flows": set(),
    "shared.i18n": {"babel"},
    "shared.sealing": set(),
    "shared.store": {"sqlite_utils"},
    "shared.sync": set(),
    "shared.ui": {"flet", "flet_video", "qrcode"},
}
"""Packages that are not of the standard library, by who may import them (DESIGN, section 2)."""

COMPILED = {"cryptography", "pyttsx3", "vosk", "joserfc"}
"""What drivers named `*_native.py` may import besides."""

BROWSER = {"js", "pyodide", "flet_js", "nuanchuang_js"}
"""What a browser's Python brings: for drivers named `*_browser.py` and for the phone's beginning."""

BUILDING = {"flet_web", "brotli", "fontTools"}
"""What only the phone's build needs, which runs elsewhere: `mobile/*_native.py`."""

SERVING = {"flet_web"}
"""What serves the client's files and lines where there is no browser's Python: `shared/ui/*_native.py`."""

DESK = {"flet"}
"""What the clerk's desk draws with: `shared/backend/desk`."""

PROCESSES = {
    "fcntl",
    "grp",
    "multiprocessing",
    "pwd",
    "resource",
    "signal",
    "socket",
    "subprocess",
    "termios",
    "threading",
}
"""Standard modules that a browser does not have, or not as they are elsewhere."""

PLANTED = {
    "shared/domain/planted.py": "import shared.flows",
    "shared/contract/planted.py": "import httpx\nimport shared.store",
    "shared/flows/planted.py": "import shared.store",
    "shared/sync/planted.py": "import shared.app",
    "shared/app/planted.py": "import flet\nimport sqlite_utils\nimport httpx\nimport fastapi",
    "shared/backend/planted.py": "import shared.ui",
}
"""One wrong import for each contract."""


def sources() -> Iterator[tuple[str, Path]]:
    """Every module that ships, with the package whose rules it follows."""
    for top in OURS:
        for file in sorted((ROOT / top).rglob("*.py")):
            inner = file.relative_to(ROOT).parts
            yield (f"shared.{inner[1]}" if top == "shared" and len(inner) > 2 else top), file


def imported(file: Path) -> set[str]:
    """The top names that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found


def test_no_package_takes_more_from_outside_than_it_may() -> None:
    wrong = {}
    for package, file in sources():
        may = OUTSIDE.get(package, set()) | (COMPILED if file.name.endswith(NATIVE) else set())
        if file.name.endswith("_browser.py") or file == ROOT / "mobile" / "main.py":
            may = may | BROWSER
        if package == "mobile" and file.name.endswith(NATIVE):
            may = may | BUILDING
        if package == "shared.ui" and file.name.endswith(NATIVE):
            may = may | SERVING
        if file.is_relative_to(ROOT / "shared" / "backend" / "desk"):
            may = may | DESK
        taken = imported(file) - sys.stdlib_module_names - set(OURS) - may
        if taken:
            wrong[str(file.relative_to(ROOT))] = taken
    assert wrong == {}


def test_what_also_runs_in_a_browser_starts_no_threads_and_no_processes() -> None:
    wrong = {}
    for package, file in sources():
        if package in ("kiosk", "shared.backend") or file.name.endswith(NATIVE):
            continue
        if taken := imported(file) & PROCESSES:
            wrong[str(file.relative_to(ROOT))] = taken
    assert wrong == {}


def test_every_package_of_shared_has_its_rule() -> None:
    packages = {f"shared.{folder.name}" for folder in (ROOT / "shared").iterdir() if (folder / "__init__.py").exists()}
    assert packages == {name for name in OUTSIDE if name.startswith("shared.")}


def test_shared_itself_is_empty() -> None:
    assert (ROOT / "shared/__init__.py").read_text(encoding="utf-8") == ""


def lint(at: Path) -> str:
    """What import-linter prints for the tree at that place, with our contracts."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False).stdout


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """Our packages without their content, and our contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in (*OURS, *(name.replace(".", "/") for name in OUTSIDE)):
        (tmp_path / folder).mkdir(exist_ok=True, parents=True)
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "kiosk/server.py").write_text("import fastapi\n", encoding="utf-8")
    return tmp_path


def contracts() -> list[str]:
    """The names of all contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(contract["name"]) for contract in settings["tool"]["importlinter"]["contracts"]]


def test_the_contracts_hold_for_what_is_allowed(skeleton: Path) -> None:
    (skeleton / "shared/backend/desk").mkdir()
    (skeleton / "shared/backend/desk/__init__.py").touch()
    (skeleton / "shared/backend/desk/page.py").write_text(
        "import flet\nimport shared.i18n\nimport shared.ui\n", encoding="utf-8"
    )
    assert f"Contracts: {len(contracts())} kept, 0 broken." in lint(skeleton)


def test_each_contract_is_broken_by_a_planted_import(skeleton: Path) -> None:
    for path, source in PLANTED.items():
        (skeleton / path).write_text(f"{source}\n", encoding="utf-8")
    assert f"Contracts: 0 kept, {len(contracts())} broken." in lint(skeleton)


def test_kiosk_and_phone_never_import_each_other(skeleton: Path) -> None:
    (skeleton / "kiosk/planted.py").write_text("import mobile\n", encoding="utf-8")
    printed = lint(skeleton)
    assert "1 broken." in printed
    assert "kiosk is not allowed to import mobile" in printed

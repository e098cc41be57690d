"""The commands that a newcomer starts with: `make` lists them, what the system lacks is installed or named, and browser
tests have two tries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.tests import last_failed, worth_another

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("bash", "cat", "env", "id", "mktemp", "rm", "tail")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A search path that holds nothing of what we look for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NEEDED:
        (folder / name).symlink_to(shutil.which(name) or f"/usr/bin/{name}")
    return folder


def system(path: Path, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    """Run the set-up of the system with that search path."""
    command = [str(path / "bash"), str(ROOT / "tests/tools/system.sh"), python]
    return subprocess.run(command, env={"PATH": str(path)}, capture_output=True, text=True, check=False)


def program(folder: Path, name: str, body: str = "exit 0") -> None:
    """Put a small program in the way."""
    file = folder / name
    file.unlink(missing_ok=True)
    file.write_text(f"#!{folder / 'bash'}\n{body}\n", encoding="utf-8")
    file.chmod(0o755)


def test_without_apt_what_is_missing_is_named_and_we_go_on(bare: Path) -> None:
    done = system(bare)
    assert done.returncode == 0
    assert done.stdout == ""
    for package in ("chromium", "espeak-ng", "ffmpeg"):
        assert re.search(rf"^  {package} +\w", done.stderr, re.MULTILINE)
    assert "sudo apt-get install chromium espeak-ng ffmpeg" in done.stderr


def test_with_apt_exactly_what_is_missing_is_installed(bare: Path, tmp_path: Path) -> None:
    program(bare, "espeak-ng")
    program(bare, "id", "echo 0")
    program(bare, "apt-get", f'echo "$*" >> {tmp_path / "asked"}')
    done = system(bare)
    assert done.returncode == 0
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[0].endswith(" update")
    assert " install --yes " in asked[1]
    assert asked[1].endswith(" chromium ffmpeg")


def test_where_apt_fails_its_words_are_shown_and_we_go_on(bare: Path) -> None:
    program(bare, "id", "echo 0")
    program(bare, "apt-get", "echo 'E: no network'; exit 100")
    done = system(bare)
    assert done.returncode == 0
    assert "E: no network" in done.stderr
    assert "Not found: chromium espeak-ng ffmpeg" in done.stderr


def test_a_package_that_the_archive_lacks_does_not_keep_the_others_away(bare: Path) -> None:
    program(bare, "id", "echo 0")
    program(bare, "apt-get", 'case "$*" in *chromium*) echo "E: Unable to locate package chromium"; exit 100;; esac')
    done = system(bare)
    assert done.returncode == 0
    assert "Unable to locate package chromium" in done.stderr
    assert "Not found: chromium. " in done.stderr


def test_a_python_without_virtual_environments_is_noticed(bare: Path) -> None:
    program(bare, "python3", "exit 1")
    assert "python3-venv" in system(bare, str(bare / "python3")).stderr
    assert "python3 python3-venv" in system(bare, "").stderr


def test_where_nothing_is_missing_nothing_is_said(bare: Path) -> None:
    for name in ("chromium", "espeak-ng", "ffmpeg"):
        program(bare, name)
    done = system(bare)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a terminal, not as part of another make."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE") and key != "MFLAGS"}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
class TestMake:
    """The Makefile's promises."""

    def test_alone_it_lists_every_command_with_a_line(self) -> None:
        listed = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", make().stdout, re.MULTILINE))
        assert {"setup", "kiosk", "phone", "backend", "test", "check", "shots", "bench"} <= listed.keys()

    def test_every_listed_command_starts_something_that_exists(self) -> None:
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        modules = set(re.findall(r"\$\(PY\) -m ((?:kiosk|mobile|shared|tests)[\w.]*)", makefile))
        assert len(modules) > 3
        places = {module: ROOT / module.replace(".", "/") for module in modules}
        assert [
            m for m, at in places.items() if not (at / "__main__.py").exists() and not at.with_suffix(".py").exists()
        ] == []

    def test_the_tests_come_last_so_that_their_closing_line_does(self) -> None:
        steps = [line for line in make("-n", "test").stdout.splitlines() if line.strip()]
        assert "-m tests.tools.tests" in steps[-1]
        assert any("ruff" in step for step in steps[:-1])

    def test_the_phone_is_set_up_built_served_and_shown(self) -> None:
        steps = make("-n", "phone").stdout
        assert "-m mobile serve --window" in steps


BROWSER_TEST = "tests/e2e/test_claim.py::test_one"


@pytest.mark.parametrize(
    ("failed", "again"),
    [
        ([], False),
        ([BROWSER_TEST], True),
        ([f"{BROWSER_TEST}_{n}" for n in range(9)], True),
        ([f"tests/e2e/test_{n}.py::test_one" for n in range(3)], False),
        ([BROWSER_TEST, "tests/domain/test_flow.py::test_one"], False),
    ],
)
def test_only_a_few_browser_tests_are_tried_once_more(failed: list[str], again: bool) -> None:
    assert worth_another(failed) is again


def test_what_failed_last_is_read_and_nothing_is_known_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "lastfailed"
    assert last_failed(file) == []
    file.write_text('{"tests/e2e/test_claim.py::test_one": true}', "utf-8")
    assert last_failed(file) == [BROWSER_TEST]

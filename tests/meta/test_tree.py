"""What the tree promises: its folders, its lock, its papers."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from shared.sealing.demo_native import DEMO_PEOPLE

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("accessibility", "assets", "kiosk", "mobile", "shared", "tests")
MOST_LINES = 350
MOST_LINES_OF_TESTS = 600
"""Tables of cases may be longer than code."""
PAGE = 66
"""Lines of a page."""


def tracked() -> list[str]:
    """The files under version control, or those on disk where there is no git."""
    try:
        found = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return found.splitlines()


def test_there_are_no_other_top_level_folders() -> None:
    found = {path.split("/")[0] for path in tracked() if "/" in path}
    assert found == {*FOLDERS, ".ci"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_folder_has_a_readme_of_at_most_a_page(folder: str) -> None:
    lines = (ROOT / folder / "README.md").read_text(encoding="utf-8").splitlines()
    assert 5 < len(lines) <= PAGE


def test_the_lock_pins_everything_with_hashes_and_names_no_host_or_path() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|--trusted|file:/|@ |^/|\s/", lock, re.MULTILINE)
    entries = re.findall(r"^([a-z0-9._-]+)==\S+", lock, re.MULTILINE | re.IGNORECASE)
    assert len(entries) > 50
    assert len(re.findall(r"^[^\s#].*\\$", lock, re.MULTILINE)) == len(entries), "each entry goes on with its hashes"


def test_the_lock_holds_every_package_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    for requirement in wanted:
        name = re.split(r"[\[<>=~! ]", requirement, maxsplit=1)[0].lower()
        assert re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE), name


def test_the_ci_runs_the_readme_s_test_command_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec make test"]


def test_the_readme_names_every_seed_person() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [person.name for person in DEMO_PEOPLE if person.name not in readme] == []
    assert "123456" in readme


def test_rooms_stay_small() -> None:
    large = {}
    for path in tracked():
        if path.endswith(".py") and (ROOT / path).exists():
            lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
            if lines > (MOST_LINES_OF_TESTS if path.startswith("tests/") else MOST_LINES):
                large[path] = lines
    assert large == {}


def test_the_readmes_point_at_what_is_there() -> None:
    broken = []
    for readme in (ROOT / "README.md", *(ROOT / folder / "README.md" for folder in FOLDERS)):
        text = readme.read_text(encoding="utf-8")
        for place in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in place and not (readme.parent / place).exists():
                broken.append(f"{readme.relative_to(ROOT)}: {place}")
    assert broken == []


def test_the_readmes_name_files_that_exist() -> None:
    lost = []
    for folder in FOLDERS:
        text = (ROOT / folder / "README.md").read_text(encoding="utf-8")
        for name in re.findall(r"`([\w./-]+\.(?:py|js|html|sh))`", text):
            places = (ROOT / name, ROOT / folder / name)
            if not any(place.exists() for place in places) and not list((ROOT / folder).rglob(name)):
                lost.append(f"{folder}/README.md: {name}")
    assert lost == []


def test_no_source_names_a_machine_or_its_user() -> None:
    suspicious = re.compile(r"/(?:root|work|home/[a-z]+)/|/tmp/")
    found = []
    for path in tracked():
        if path.endswith((".py", ".toml", ".md", ".sh", ".po", "Makefile")) and (ROOT / path).exists():
            if path == "tests/meta/test_tree.py":
                continue
            text = (ROOT / path).read_text(encoding="utf-8")
            found += [f"{path}: {match[0]}" for match in suspicious.finditer(text)]
    assert found == []


def test_the_licence_is_apache_2_and_the_fonts_carry_theirs() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert any("OFL" in path.name.upper() or "LICEN" in path.name.upper() for path in (ROOT / "assets/fonts").iterdir())

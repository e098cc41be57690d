"""The app's modules and files are found in the archives that they came in, as Python itself would find them."""

from __future__ import annotations

import gc
import importlib
import py_compile
import random
import sys
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from mobile.archives import Archive, Modules, rest, unpack, wake

SOURCES = {
    "app": {
        "parcel/__init__.py": "WORD = 'of the app'\n",
        "parcel/inner.py": "from parcel import WORD\nFILE = __file__\n",
        "parcel/rules/__init__.py": "",
        "parcel/rules/params.toml": "n = 1\n",
        "both.py": "WHOSE = 'app'\n",
    },
    "packages": {"both.py": "WHOSE = 'packages'\n", "wrapped/__init__.py": "", "wrapped/table.json": "{}"},
}


def packed(folder: Path, name: str) -> Path:
    """An archive as the build makes them: compiled, uncompressed."""
    file = folder / f"{name}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for path, text in SOURCES[name].items():
            if path.endswith(".py"):
                source = folder / "source.py"
                source.write_text(text, "utf-8")
                code = py_compile.compile(str(source), cfile=str(folder / "source.pyc"), doraise=True)
                made.write(str(code), f"{path}c")
            else:
                made.writestr(path, text)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where the app's files are laid; its modules can be imported meanwhile."""
    own, packages = Archive(str(packed(tmp_path, "app"))), Archive(str(packed(tmp_path, "packages")))
    there = tmp_path / "there"
    unpack(own, str(there))
    modules = Modules({own: str(there), packages: str(tmp_path / "packages.zip")})
    sys.meta_path.insert(0, modules)
    yield there
    sys.meta_path.remove(modules)
    for name in [name for name in sys.modules if name.split(".")[0] in ("parcel", "both", "wrapped")]:
        del sys.modules[name]


def test_modules_are_imported_as_from_the_folder_that_they_are_seen_in(folder: Path) -> None:
    inner = importlib.import_module("parcel.inner")
    assert inner.WORD == "of the app"
    assert Path(inner.FILE) == folder / "parcel" / "inner.pyc"
    assert list(sys.modules["parcel"].__path__) == [str(folder / "parcel")]


def test_the_first_archive_goes_before_the_others(folder: Path) -> None:
    assert importlib.import_module("both").WHOSE == "app"


def test_what_is_no_code_lies_where_it_is_looked_for(folder: Path) -> None:
    laid = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert laid == {"parcel/rules/params.toml"}
    assert resources.files("parcel.rules").joinpath("params.toml").read_text("utf-8") == "n = 1\n"


def test_a_file_beside_a_module_of_a_package_is_read_from_its_archive(folder: Path) -> None:
    wrapped = importlib.import_module("wrapped")
    modules = wrapped.__loader__
    assert isinstance(modules, Modules)
    assert modules.get_data(f"{wrapped.__path__[0]}/table.json") == b"{}"
    with pytest.raises(OSError, match="no file"):
        modules.get_data(f"{wrapped.__path__[0]}/none.json")


def test_a_module_that_is_in_no_archive_is_left_to_python(folder: Path) -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("parcel.nowhere")
    assert importlib.import_module("wave").__file__ is not None


def test_while_memory_is_kept_no_file_is_open_and_afterwards_all_is_found_again(folder: Path) -> None:
    rest()
    try:
        assert importlib.import_module("parcel").WORD == "of the app"
        random.seed(1)
        once = random.random()
        random.seed(1)
        wake()
        assert random.random() != once
    finally:
        gc.unfreeze()

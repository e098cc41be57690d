"""SQLite over OPFS: what a commit returned from outlives a crash that takes everything not flushed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mobile.packing_native import BuildError, node, with_sync
from tests.mobile.node import ROOT, pyodide_as_built, said


def tried(folder: Path, *, sync: bool) -> Any:
    script = ROOT / "tests" / "mobile" / "opfs_under_node.mjs"
    pyodide = pyodide_as_built(folder / "pyodide", sync=sync)
    return said([node(), str(script), str(pyodide), str(ROOT / "mobile" / "web" / "opfs.js")])


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tried(tmp_path_factory.mktemp("opfs"), sync=True)


def test_what_was_committed_is_there_after_a_crash_and_nothing_else(found: Any) -> None:
    assert found["rows"] == ["kept"]
    assert found["check"] == "ok"


def test_without_our_change_to_the_glue_it_would_be_lost(tmp_path: Path) -> None:
    assert tried(tmp_path, sync=False)["rows"] == []


def test_a_file_is_renamed_at_once(found: Any) -> None:
    assert found["names"] == ["store.db"]
    assert found["old_name_is_gone"]
    assert found["replaced"]
    assert found["unlinked"]


def test_a_full_phone_is_told_so_and_loses_nothing(found: Any) -> None:
    assert found["full"] == "SQLITE_FULL"
    assert found["after_full"] == ["kept"]
    assert found["too_many"] == "ENOSPC"


def test_a_glue_that_changed_is_not_built_with() -> None:
    with pytest.raises(BuildError):
        with_sync(b"function ___syscall_fdatasync(fd){return 0}")

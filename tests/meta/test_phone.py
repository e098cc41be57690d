"""What goes to the phone finds there everything it imports: a new package or module needs its line in the build."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from mobile.packing_native import fits
from mobile.parts import LEAVE, OURS, PACKAGES

ROOT = Path(__file__).resolve().parents[2]
THERE = {module for package in PACKAGES for module in package.modules}
BROWSER = {"js", "pyodide", "pyodide_js", "flet_js", "nuanchuang_js"}


def imported(source: str) -> Iterator[str]:
    """The modules that are imported when a module is, not within its functions and not for type checkers alone."""
    todo: list[ast.stmt] = list(ast.parse(source).body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            todo += [*node.body, *node.orelse]


def lacking(path: str, source: str) -> list[str]:
    """What a module of the phone would not find there."""
    found = []
    for name in imported(source):
        top = name.partition(".")[0]
        if top in OURS:
            place = name.replace(".", "/")
            files = [f for f in (f"{place}.py", f"{place}/__init__.py") if (ROOT / f).is_file()]
            found += [f"{path}: {name}" for file in files if fits(file, LEAVE)]
        elif top not in THERE | BROWSER | sys.stdlib_module_names:
            found.append(f"{path}: {name}")
    return found


def test_everything_that_the_phone_imports_is_on_the_phone() -> None:
    found: list[str] = []
    for top in OURS:
        for file in sorted((ROOT / top).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            if not fits(path, LEAVE):
                found += lacking(path, file.read_text(encoding="utf-8"))
    assert found == []


def test_what_is_not_there_would_be_found() -> None:
    assert lacking("x.py", "import cryptography\nfrom shared.sealing.crypto_native import NativeCrypto") == [
        "x.py: shared.sealing.crypto_native",
        "x.py: cryptography",
    ]
    assert lacking("x.py", "def f():\n    import cryptography") == []

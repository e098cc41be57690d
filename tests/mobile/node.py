"""Runs scripts under Node: Pyodide itself, and our JavaScript beside it. No browser, no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from mobile.packing_native import PYODIDE, node, with_sync

ROOT = Path(__file__).parents[2]
GLUE = "pyodide.asm.mjs"


def said(command: list[str]) -> Any:
    """The JSON of the last line that a command prints."""
    path = f"{Path(node()).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stderr or done.stdout)[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def in_pyodide(script: str, *arguments: str) -> Any:
    """What a Python script says under Pyodide."""
    return said(["bash", str(PYODIDE / "python"), str(ROOT / "tests" / "mobile" / script), *arguments])


def pyodide_as_built(to: Path, *, sync: bool = True) -> Path:
    """Pyodide as a phone gets it, or with its glue as it comes."""
    to.mkdir(parents=True)
    for name in ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"):
        shutil.copyfile(PYODIDE / name, to / name)
    glue = (PYODIDE / GLUE).read_bytes()
    (to / GLUE).write_bytes(with_sync(glue) if sync else glue)
    return to


def in_app(site: Path, script: str, *files: Path) -> Any:
    """What a script of this folder says in the app as it was built; the files are there as `/given0.py` and so on."""
    here = ROOT / "tests" / "mobile"
    return said([node(), str(here / "app_under_node.mjs"), str(site), str(here / script), *map(str, files)])

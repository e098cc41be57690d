"""Run in the app as it was built: imports every module of it, and of the packages, that can be imported without a
page. Prints what could not be, as JSON."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

failed: dict[str, str] = {}
names = [
    path.relative_to("/app").with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for top in ("shared", "accessibility", "mobile")
    for path in sorted(Path("/app", top).rglob("*.pyc"))
]
for name in names:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = str(error)
sys.stdout.write(json.dumps({"modules": len(names), "failed": failed}) + "\n")

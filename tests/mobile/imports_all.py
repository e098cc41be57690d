"""Run in the app as it was built: imports every module of it, and of the packages, that can be imported without a
page. Prints what could not be, as JSON."""

from __future__ import annotations

import importlib
import json
import sys
import zipfile

failed: dict[str, str] = {}
names = [
    path.removesuffix(".pyc").replace("/", ".").removesuffix(".__init__")
    for path in sorted(zipfile.ZipFile("/app.zip").namelist())
    if path.endswith(".pyc") and path.split("/")[0] in ("shared", "accessibility", "mobile")
]
for name in names:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = str(error)
sys.stdout.write(json.dumps({"modules": len(names), "failed": failed}) + "\n")
